"""Work in the background that can be watched, cancelled and taken up again."""
