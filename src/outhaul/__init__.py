"""Decide what work a small business hands out, and then run that work."""

__version__ = "0.1.0"
