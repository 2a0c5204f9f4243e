"""Signing: the pages of both sides, and the check of a signed paper."""
