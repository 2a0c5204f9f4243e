"""The app as Django knows it."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """What was done, by whom, in an unbroken chain."""

    name = "outhaul.apps.audit"
    label = "audit"
