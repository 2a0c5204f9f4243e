"""What a business has told so far, as a document, and as the engine's input."""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from functools import lru_cache
from hashlib import sha256
from typing import Any

import msgspec
from django.db.models import QuerySet

from outhaul.apps.composed import Composed
from outhaul.apps.people.models import Business
from outhaul.apps.planning.models import MANY, SINGLE, Entry
from outhaul.documents.business_file.assemble import assemble
from outhaul.documents.business_file.place import Place
from outhaul.documents.business_file.rows import Content, Row
from outhaul.documents.business_file.tables import TABLES
from outhaul.engine import business as engine
from outhaul.faults import Fault
from outhaul.known import Known
from outhaul.reference.tables import Reference

Document = dict[str, list[dict[str, Any]]]
"""Table -> rows of plain values, in the order of the business file."""
Change = tuple[str, str, str, Any]
"""Table, key of the row, field, and its new plain value; None takes the field out."""


def document_of(business: Business) -> Document:
    """Return all that `business` has told so far; one query."""
    document: Document = {table.name: [] for table in TABLES}
    for table, key, told in _told(business):
        document[table].append(_identity(table, key) | told)
    return document


def rows_of(business: Business, table: str) -> list[dict[str, Any]]:
    """Return one table of what `business` has told so far; one query."""
    return [_identity(table, key) | told for key, told in _told_in(business, table)]


def itself(business: Business) -> dict[str, Any]:
    """Return what `business` told of itself: country, currency, time zone …; empty before it did."""
    return next(iter(rows_of(business, "business")), {})


@Composed
def _told(business: Business) -> QuerySet[Entry, tuple[str, str, dict[str, Any]]]:
    rows = Entry.objects.filter(business=business, removed_at=None)
    return rows.values_list("table", "key", "told")


@Composed
def _told_in(business: Business, table: str) -> QuerySet[Entry, tuple[str, dict[str, Any]]]:
    rows = Entry.objects.filter(business=business, table=table, removed_at=None)
    return rows.values_list("key", "told")


def _identity(table: str, key: str) -> dict[str, str]:
    return {"id": key} if table in {"managers", "processes", "tools"} else {}


def hash_of(document: Document) -> str:
    """Return the SHA-256 of a document: plans of equal documents have equal inputs."""
    return sha256(msgspec.json.encode(document)).hexdigest()


def alike(one: object, other: object) -> bool:
    """Whether two plain values say the same; the order of languages says something, too."""
    return one == other and (not (isinstance(one, dict) and isinstance(other, dict)) or [*one] == [*other])


def with_changes(document: Document, changes: Iterable[Change], quotes: Sequence[str] = ()) -> Document:
    """Return `document` with `changes` made; a change to a row that is gone is left out.

    `quotes` are the keys of the quotes in their order, which a document does not tell.
    """
    changed = deepcopy(document)
    for table, key, field, value in changes:
        row = _find(changed, table, key, quotes)
        if row is None:
            continue
        if value is None:
            row.pop(field, None)
        else:
            row[field] = value
    return changed


def _find(document: Document, table: str, key: str, quotes: Sequence[str]) -> dict[str, Any] | None:
    if table in SINGLE:
        if not document[table]:
            document[table].append({})
        return document[table][0]
    if table == "quotes":
        return document[table][quotes.index(key)] if key in quotes else None
    return next((row for row in document[table] if row.get("id") == key), None)


def quote_keys(business: Business) -> tuple[str, ...]:
    """Return the keys of the quotes of `business`, in the order of its document."""
    quotes = Entry.objects.filter(business=business, table="quotes", removed_at=None)
    return tuple(quotes.values_list("key", flat=True))


def business_of(document: Document, reference: Reference) -> engine.Business:
    """Return the engine's input.

    Raises:
        InputError: with one fault for everything that is missing or wrong; its place reads
            `table.key.field`, such as `processes.books.hours_per_month`.
    """
    mark = msgspec.json.encode(document), reference.checksum
    return _business_of(Known(mark, (document, reference)))


@lru_cache(maxsize=32)
def _business_of(told: Known[tuple[Document, Reference]]) -> engine.Business:
    """Return the engine's input; most pages ask for it, and it seldom changes in between."""
    document, reference = told.value
    faults: list[Fault] = []
    root = Place(where="", faults=faults)
    rows = {table: tuple(_placed(root, table, found)) for table, found in document.items() if found}
    places = {table.name: root.at(table.name) for table in TABLES}
    return assemble(Content(rows, places), faults, reference)


def _placed(root: Place, table: str, rows: Iterable[Mapping[str, Any]]) -> Iterable[Row]:
    for index, row in enumerate(rows):
        place = root.at(table)
        yield Row(place.at(str(row.get("id", index))) if table in MANY else place, row)
