"""Who works in which business, in which role."""
