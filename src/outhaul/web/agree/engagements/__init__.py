"""Engagements and their statements of work, the guards before signing, and the clause library."""
