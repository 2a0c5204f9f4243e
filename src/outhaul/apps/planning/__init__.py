"""What a business has told of itself, and the plans made from it."""
