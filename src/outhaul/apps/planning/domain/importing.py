"""Take a whole business file over: what would change, in rows, and how to go back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.businesses import rename_business
from outhaul.apps.planning.domain.content import Document
from outhaul.apps.planning.domain.entries import put_rows
from outhaul.apps.planning.models import SINGLE
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


@transaction.atomic
def undo_import(visit: Visit, before: Document, *, source: str) -> None:
    """Let the business be what it was before the import of `source`; record `undid`.

    Rows that the import had brought are taken out, and can be put back; the others are as they were.
    """
    put_rows(visit, before)
    name = before["business"][0].get("name") if before["business"] else None
    if name:
        rename_business(visit.business, name=str(name))
    counts = {table: (None, len(rows)) for table, rows in before.items() if rows and table not in SINGLE}
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="undid",
        thing="import",
        name=source,
        changes=counts,
    )
