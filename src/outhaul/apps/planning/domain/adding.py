"""Add a row once, however often somebody clicks."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import Business
from outhaul.apps.planning.domain.access import access_entries
from outhaul.apps.planning.domain.entries import add_entry
from outhaul.apps.planning.models import Entry
from outhaul.reference.tables import Reference

A_CLICK_AGO = timedelta(seconds=5)


@transaction.atomic
def add_once(visit: Visit, table: str, told: dict[str, Any], *, reference: Reference) -> Entry:
    """Add a row as `add_entry` does, or return the equal one that the same person added just now.

    The business is locked first, so that of two clicks at once the second finds what the first made.

    Raises:
        InputError: with a fault for every value that is wrong; nothing is kept then.
    """
    Business.objects.select_for_update().get(pk=visit.business.pk)
    recent = access_entries(visit, table).filter(
        changed_by=visit.user, changed_at__gt=timezone.now() - A_CLICK_AGO
    )
    twin = next((entry for entry in recent if told.items() <= entry.told.items()), None)
    return twin or add_entry(visit, table, told, reference=reference)
