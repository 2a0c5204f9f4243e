"""Figures about countries, occupations, money and small-business work, each with its parent."""
