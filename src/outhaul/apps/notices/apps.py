"""The app as Django knows it."""

from importlib import import_module

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """What waits for whom."""

    name = "outhaul.apps.notices"
    label = "notices"

    def ready(self) -> None:
        """Register what recurs."""
        import_module("outhaul.apps.notices.domain.posting")
