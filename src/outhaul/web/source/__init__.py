"""Pages of sourcing: briefs, candidates, offers."""
