"""The app as Django knows it."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class MoneyConfig(AppConfig):
    """What is owed and paid."""

    name = "outhaul.apps.money"
    label = "money"

    def ready(self) -> None:
        """Register what follows from acceptance and what recurs; seal the ledger."""
        for name in ("accepting", "rounds"):
            import_module(f"outhaul.apps.money.domain.{name}")
        post_migrate.connect(seal, sender=self)


def seal(using: str, **_: Any) -> None:  # noqa: ANN401 -- what Django sends along
    """Let the database refuse to change the ledger; done anew after each migration."""
    from outhaul.apps.money.sealed import TRIGGERS  # noqa: PLC0415 -- with the app only

    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in TRIGGERS[connection.vendor]:
            cursor.execute(statement)
