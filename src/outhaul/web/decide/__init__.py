"""The way to the plan: the business, its people, its work, and what is core."""
