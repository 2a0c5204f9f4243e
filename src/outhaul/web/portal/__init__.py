"""Pages of a contractor at an own engagement."""
