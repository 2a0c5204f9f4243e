"""The app as Django knows it."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """What a business has told of itself, and the plans made from it."""

    name = "outhaul.apps.planning"
    label = "planning"
