"""The app as Django knows it."""

from importlib import import_module

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """What was learned."""

    name = "outhaul.apps.review"
    label = "review"

    def ready(self) -> None:
        """Register what recurs, what warns early, and what follows when work stands still or begins anew."""
        for name in ("pausing", "rounds", "signals", "steps"):
            import_module(f"outhaul.apps.review.domain.{name}")
