"""The app as Django knows it."""

from importlib import import_module

from django.apps import AppConfig


class SourcingConfig(AppConfig):
    """Briefs, candidates and offers."""

    name = "outhaul.apps.sourcing"
    label = "sourcing"

    def ready(self) -> None:
        """Register what recurs."""
        for name in ("applying", "answers", "rounds"):
            import_module(f"outhaul.apps.sourcing.domain.{name}")
