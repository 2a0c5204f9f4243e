"""The app as Django knows it."""

from importlib import import_module

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """Engagements and what both sides signed."""

    name = "outhaul.apps.work"
    label = "work"

    def ready(self) -> None:
        """Tell sourcing what running work is paid."""
        import_module("outhaul.apps.work.domain.pay_known")
