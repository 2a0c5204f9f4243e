"""The app as Django knows it."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class WorkConfig(AppConfig):
    """Engagements and what both sides signed."""

    name = "outhaul.apps.work"
    label = "work"

    def ready(self) -> None:
        """Register what recurs, tell sourcing what work is paid, seal what was signed."""
        for name in ("rounds", "pay_known", "calendar", "outside"):
            import_module(f"outhaul.apps.work.domain.{name}")
        post_migrate.connect(seal, sender=self)


def seal(using: str, **_: Any) -> None:  # noqa: ANN401 -- what Django sends along
    """Let the database refuse to change what was signed; done anew after each migration."""
    from outhaul.apps.work.sealed import TRIGGERS  # noqa: PLC0415 -- with the app only

    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in TRIGGERS[connection.vendor]:
            cursor.execute(statement)
