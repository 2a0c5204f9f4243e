"""The app as Django knows it."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """What was learned."""

    name = "outhaul.apps.review"
    label = "review"
