"""Briefs: a start written from a process, how vague it is, and whether it may be published."""
