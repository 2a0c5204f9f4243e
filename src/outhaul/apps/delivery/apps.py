"""The app as Django knows it."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """The work as it is delivered."""

    name = "outhaul.apps.delivery"
    label = "delivery"
