"""Managers: their load, their training, the course, and who is which manager."""
