"""Briefs: write, publish, hand on, and take applications."""
