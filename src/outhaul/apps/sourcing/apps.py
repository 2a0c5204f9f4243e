"""The app as Django knows it."""

from django.apps import AppConfig


class SourcingConfig(AppConfig):
    """Briefs, candidates and offers."""

    name = "outhaul.apps.sourcing"
    label = "sourcing"

    def ready(self) -> None:
        """Register what recurs."""
        from outhaul.apps.sourcing.domain import rounds  # noqa: F401, PLC0415 -- models are there only now
