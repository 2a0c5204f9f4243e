"""The app as Django knows it."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """What waits for whom."""

    name = "outhaul.apps.notices"
    label = "notices"
