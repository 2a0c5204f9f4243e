"""Source: from a plan line to candidates."""
