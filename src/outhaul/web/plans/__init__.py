"""The plan, what it rests on, and what if."""
