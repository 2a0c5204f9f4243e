"""Take a whole business file over: what would change, in rows, and how to go back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.businesses import rename_business
from outhaul.apps.planning.domain.access import hold_rows
from outhaul.apps.planning.domain.content import Document, document_of, hash_of
from outhaul.apps.planning.domain.entries import put_rows, replace_all
from outhaul.apps.planning.models import SINGLE, Import
from outhaul.documents.business_file.plain import plain_rows
from outhaul.documents.business_file.tables import TABLES, Field, Table
from outhaul.engine import business as engine

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row: its plain value before and after; None where there is none."""

    field: Field
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that an import adds, takes out or changes."""

    table: Table
    name: str
    kind: Literal["added", "removed", "changed"]
    fields: tuple[FieldChange, ...] = ()
    """What changes in a row that stays."""


def document_from(business: engine.Business) -> Document:
    """Return what a checked file would tell."""
    return {table: [dict(row) for row in rows] for table, rows in plain_rows(business).items()}


def differences(before: Document, after: Document) -> tuple[RowChange, ...]:
    """Return what changes from one document to another, row by row in the order of the file.

    What is left out counts as its default, so that saying a default aloud is no change.
    """
    return tuple(change for table in TABLES for change in _rows(table, before, after))


def _rows(table: Table, before: Document, after: Document) -> Iterator[RowChange]:
    old, new = _by_key(table, before), _by_key(table, after)
    for key, row in new.items():
        if key not in old:
            yield RowChange(table, _name(table, row, key), "added")
        elif changes := tuple(_fields(table, old[key], row)):
            yield RowChange(table, _name(table, row, key), "changed", changes)
    for key, row in old.items():
        if key not in new:
            yield RowChange(table, _name(table, row, key), "removed")


def _by_key(table: Table, document: Document) -> dict[str, Plain]:
    rows = document.get(table.name, [])
    if not table.many:
        return {table.name: rows[0] if rows else {}}
    return {str(row.get("id") or position): row for position, row in enumerate(rows, 1)}


def _name(table: Table, row: Plain, key: str) -> str:
    return str(row.get("name") or row.get("id") or row.get("occupation") or key) if table.many else ""


def _fields(table: Table, before: Plain, after: Plain) -> Iterator[FieldChange]:
    defaults = table.defaults()
    for field in table.fields:
        default = defaults.get(field.name)
        otherwise = None if default in (None, {}, ()) else field.kind.plain(default)
        old, new = before.get(field.name, otherwise), after.get(field.name, otherwise)
        if old != new:
            yield FieldChange(field, old, new)


class Moved(Exception):  # noqa: N818 -- told to a person, not an error of the programme
    """The business is no longer what the person saw when deciding."""


@transaction.atomic
def import_file(visit: Visit, business: engine.Business, *, source: str, seen: str) -> None:
    """Let the business be what the checked file `source` says, and keep what it was.

    First the rows are locked and compared: if their document no longer has the hash `seen`, nothing
    happens. Then they are replaced, `imported` is recorded, and what the business was is kept in place
    of what an earlier import kept.

    Raises:
        Moved: somebody changed the business since it was looked at.
    """
    before = _held(visit, seen)
    replace_all(visit, business, source=source)
    Import.objects.update_or_create(
        business=visit.business,
        defaults={
            "name": source,
            "before": before,
            "after": document_of(visit.business),
            "is_undone": False,
            "made_by": visit.user,
            "made_at": timezone.now(),
        },
    )


def _held(visit: Visit, seen: str) -> Document:
    hold_rows(visit)
    document = document_of(visit.business)
    if hash_of(document) != seen:
        raise Moved
    return document


def lost_by_undoing(visit: Visit, kept: Import) -> tuple[RowChange, ...]:
    """Return what was changed since the import, or since it was undone: what going back would lose."""
    return differences(kept.after, document_of(visit.business))


@transaction.atomic
def undo_import(visit: Visit, *, seen: str) -> Import:
    """Let the business be what it was before its last import, or take such an undoing back.

    First the rows are locked and compared: if their document no longer has the hash `seen`, nothing
    happens. Then every row is what it was: rows that the import had brought are taken out, and later
    changes are lost, all of it kept for the way back. Records `undid` or `redid` with the name of the
    file and how many rows there are then. Returns the import as it is then.

    Raises:
        Moved: somebody changed the business since it was looked at.
        Import.DoesNotExist: nothing was imported.
    """
    now = _held(visit, seen)
    kept = Import.objects.select_for_update().get(business=visit.business)
    rows = kept.before
    put_rows(visit, rows)
    name = rows["business"][0].get("name") if rows["business"] else None
    if name:
        rename_business(visit.business, name=str(name))
    kept.before, kept.after, kept.is_undone = now, document_of(visit.business), not kept.is_undone
    kept.made_by, kept.made_at = visit.user, timezone.now()
    kept.save()
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="undid" if kept.is_undone else "redid",
        thing="import",
        name=kept.name,
        changes={table: (None, len(found)) for table, found in rows.items() if found and table not in SINGLE},
    )
    return kept
