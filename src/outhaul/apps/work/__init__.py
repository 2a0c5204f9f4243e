"""Engagements: what both sides agreed and signed, who answers for it, and the work itself."""
