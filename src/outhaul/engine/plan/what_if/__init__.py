"""One thing changes, and the plan follows at once."""
