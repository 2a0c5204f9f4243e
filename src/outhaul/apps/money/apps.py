"""The app as Django knows it."""

from django.apps import AppConfig


class MoneyConfig(AppConfig):
    """What is owed and paid."""

    name = "outhaul.apps.money"
    label = "money"
