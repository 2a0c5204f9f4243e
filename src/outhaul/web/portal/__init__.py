"""The contractor's side: own engagements, deliverables, board, hours, days off, agreement."""
