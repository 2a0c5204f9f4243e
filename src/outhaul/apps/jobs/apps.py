"""The app as Django knows it."""

from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Work in the background that can be watched, cancelled and taken up again."""

    name = "outhaul.apps.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Register what recurs."""
        import_module("outhaul.apps.jobs.domain.looking")
