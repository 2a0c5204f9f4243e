"""Agree: from an accepted offer to an agreement that both sides signed."""
