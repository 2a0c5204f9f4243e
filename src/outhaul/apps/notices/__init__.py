"""What waits for whom: the inbox of each person, the letters that tell of it, and calendar feeds."""
