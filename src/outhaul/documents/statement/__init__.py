"""The statement of work: what both sides sign, as data, text and PDF."""
