"""The app as Django knows it."""

from django.apps import AppConfig


class SourcingConfig(AppConfig):
    """Briefs, candidates and offers."""

    name = "outhaul.apps.sourcing"
    label = "sourcing"
