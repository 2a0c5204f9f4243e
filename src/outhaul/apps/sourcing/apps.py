"""The app as Django knows it."""

from django.apps import AppConfig


class SourcingConfig(AppConfig):
    """Briefs, candidates and offers."""

    name = "outhaul.apps.sourcing"
    label = "sourcing"

    def ready(self) -> None:
        """Register what recurs."""
        from outhaul.apps.sourcing.domain import applying  # noqa: F401, PLC0415 -- needs the models
