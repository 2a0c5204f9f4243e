"""The app as Django knows it."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    """Engagements and what both sides signed."""

    name = "outhaul.apps.work"
    label = "work"
