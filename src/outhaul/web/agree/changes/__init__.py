"""Change orders: listed with their differences, begun, written."""
