"""Plans of many processes: seen without names first, then people for them (§PLAN)."""
