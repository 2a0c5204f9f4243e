"""One engagement from month to month: its terms, its course, its cost case. Beside guard cost."""
