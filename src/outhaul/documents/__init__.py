"""Data in, bytes out: files that people and other programs read."""
