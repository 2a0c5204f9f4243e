"""Offers: written by the business, answered by the candidate."""
