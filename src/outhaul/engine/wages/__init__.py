"""What people are paid, and what pay does: levels, markets, quotes, premiums. Beside guard pay."""
