"""Pages on which candidates are weighed: ranking, comparison, one candidate for one brief, trial tasks."""
