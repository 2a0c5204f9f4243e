"""Review: how the work goes, what it cost, what was learned, and what comes next."""
