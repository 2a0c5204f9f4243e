"""The app as Django knows it."""

from importlib import import_module

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """The work as it is delivered."""

    name = "outhaul.apps.delivery"
    label = "delivery"

    def ready(self) -> None:
        """Register what recurs, and what follows from the steps of an engagement."""
        names = ("silence", "checkpoints", "checklists", "closing", "warning_signs", "coming_in", "sweeping")
        for name in (*names, "calendar"):
            import_module(f"outhaul.apps.delivery.domain.{name}")
