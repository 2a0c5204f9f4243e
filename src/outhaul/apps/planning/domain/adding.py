"""Add rows: ready processes of the catalogue, own work, whole lists; once, however often one clicks."""

from collections.abc import Sequence
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

A_DOUBLE_CLICK = timedelta(seconds=10)
"""How long the same rows from the same person count as the same wish."""

Told = dict[str, Any]


def add_once(visit: Visit, table: str, told: Told, *, reference: Reference) -> Entry:
    """Add one row as `add_rows` does, or return the equal one that the same person added just now."""
    (entry,), _ = add_rows(visit, table, [told], reference=reference)
    return entry


@transaction.atomic
def add_rows(
    visit: Visit, table: str, rows: Sequence[Told], *, reference: Reference
) -> tuple[tuple[Entry, ...], bool]:
    """Add `rows` to `table`, all or none; record `added` for each.

    First the business is locked, so that of two clicks at once the second finds what the first made. If
    the same person added just these rows a moment ago, they are returned and nothing is added. Returns the
    entries and whether they are new.

    Raises:
        InputError: with a fault for every value of the first row that is wrong.
    """
    Business.objects.select_for_update().get(pk=visit.business.pk)
    twins = _just_added(visit, table, rows)
    if twins:
        return twins, False
    added = (add_entry(visit, table, told, reference=reference, key=_wish(told, reference)) for told in rows)
    return tuple(added), True


def _wish(told: Told, reference: Reference) -> str:
    """Return the id that reads best: the name, else the key of the catalogue process."""
    occupation = str(told.get("occupation", ""))
    return str(told.get("name") or (occupation if occupation in reference.catalogue else ""))


def _just_added(visit: Visit, table: str, rows: Sequence[Told]) -> tuple[Entry, ...]:
    """Return the newest rows if they are `rows`, from the same person, a moment ago."""
    since = timezone.now() - A_DOUBLE_CLICK
    mine = access_entries(visit, table).filter(changed_by=visit.user, changed_at__gte=since)
    newest = tuple(mine.order_by("-position", "-pk")[: len(rows)])[::-1]
    return newest if [entry.told for entry in newest] == list(rows) else ()
