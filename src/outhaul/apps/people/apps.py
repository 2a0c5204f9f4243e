"""The app as Django knows it."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who works in which business, in which role."""

    name = "outhaul.apps.people"
    label = "people"
