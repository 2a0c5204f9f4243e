"""The contractor's side: own engagements and nothing else."""
