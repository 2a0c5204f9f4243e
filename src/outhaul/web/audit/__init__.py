"""The audit trail, as the people of a business read it."""
