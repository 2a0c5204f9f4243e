"""The app as Django knows it."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Work in the background that can be watched, cancelled and taken up again."""

    name = "outhaul.apps.jobs"
    label = "jobs"
