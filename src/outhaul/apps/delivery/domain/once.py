"""A form that is sent twice makes one thing: it brings the key of the row that it makes."""

import re

from django.db.models import Model

from outhaul.apps.jobs.keys import new_key

KEY = re.compile(r"[0-9a-f]{12}")


def key_for(model: type[Model], told: str) -> str:
    """Return the key for a new row: the one that its form brought, where it can be one and is free."""
    is_free = KEY.fullmatch(told) and not model._default_manager.filter(key=told).exists()  # noqa: SLF001 -- Django's name
    return told if is_free else new_key()
