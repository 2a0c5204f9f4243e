"""The app as Django knows it."""

from importlib import import_module

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """The work as it is delivered."""

    name = "outhaul.apps.delivery"
    label = "delivery"

    def ready(self) -> None:
        """Register what stands in calendars."""
        import_module("outhaul.apps.delivery.domain.calendar")
