"""Source: from a line of the plan to somebody who wants to do the work."""
