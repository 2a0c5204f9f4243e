"""What two documents say differently, row by row and field by field, and in sentences."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from outhaul.apps.planning.domain.content import Document
from outhaul.apps.planning.domain.values import in_words, meaning_of
from outhaul.apps.planning.models import MANY, SINGLE

ORDERED = frozenset({"languages"})
"""Fields whose parts have an order that counts: the first language is the one of the work."""

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is told differently; with an empty `field` a whole row that came or went."""

    table: str
    key: str
    """Id of the row; its place, counted from 1, where rows have none; else the name of the table."""
    name: str
    """How a person calls the row."""
    field: str
    before: Any
    """The plain value; None where nothing was told. For a whole row the row."""
    after: Any


def differences(before: Document, after: Document) -> tuple[Difference, ...]:
    """Return what `after` says differently, in the order of the tables, rows and fields of a document.

    Rows are known by their ids, quotes by their places. The order of rows, and that of fields in a row,
    says nothing; equal documents have no differences.
    """
    found: list[Difference] = []
    for table in (*SINGLE[:1], *MANY, *SINGLE[1:]):
        old, new = _rows(before, table), _rows(after, table)
        for key in (*old, *(key for key in new if key not in old)):
            found += _of_row(table, key, old.get(key), new.get(key))
    return tuple(found)


def _rows(document: Document, table: str) -> dict[str, Row]:
    rows = document.get(table, [])
    if table in SINGLE:
        return {table: rows[0] if rows else {}}
    return {str(row.get("id", place)): row for place, row in enumerate(rows, 1)}


def _of_row(table: str, key: str, old: Row | None, new: Row | None) -> Iterable[Difference]:
    name = _("Quote %(number)s") % {"number": key} if table == "quotes" else _name(new or old or {}, key)
    if old is None or new is None:
        if old != new:
            yield Difference(table, key, name, "", old, new)
        return
    for field in (*old, *(field for field in new if field not in old)):
        was, now = old.get(field), new.get(field)
        if not _same(field, was, now):
            yield Difference(table, key, name, field, was, now)


def _name(row: Row, key: str) -> str:
    return str(row.get("name", key))


def _same(field: str, was: object, now: object) -> bool:
    if field in ORDERED and isinstance(was, dict) and isinstance(now, dict):
        return list(was.items()) == list(now.items())
    return was == now


def sentence(difference: Difference) -> str:
    """Return a difference as an owner says it: "Bookkeeping, hours a month: 40 before, 38 now"."""
    if not difference.field:
        return _came_or_went(difference)
    about = _about(difference)
    parts = _parts(difference.field, difference.before, difference.after)
    changed = ", ".join(
        _changed(in_words(difference.table, field, was), in_words(difference.table, field, now), label)
        for field, label, was, now in parts
    )
    return f"{about}: {changed}"


def _about(difference: Difference) -> str:
    meaning = meaning_of(difference.table, difference.field)
    if difference.table in {"business", "policy", "assumptions"}:
        return meaning
    return f"{difference.name}, {meaning[:1].lower()}{meaning[1:]}"


def _parts(field: str, was: Any, now: Any) -> Iterable[tuple[str, str, Any, Any]]:  # noqa: ANN401 -- plain values
    """Tell of a table of answers or levels only the entries that differ."""
    if field in ORDERED or not (isinstance(was, dict) and isinstance(now, dict)):
        yield field, "", was, now
        return
    for key in (*was, *(key for key in now if key not in was)):
        if was.get(key) != now.get(key):
            yield f"{field}.{key}", key, was.get(key), now.get(key)


def _changed(was: str, now: str, label: str) -> str:
    told = _("%(before)s before, %(after)s now") % {"before": was, "after": now}
    return f"{label} {told}" if label else told


CAME: Mapping[str, Callable[[], str]] = {
    "managers": lambda: _("%(name)s manages, too"),
    "processes": lambda: _("%(name)s is part of the work"),
    "tools": lambda: _("%(name)s is a tool"),
    "quotes": lambda: _("%(name)s was added"),
}
WENT: Mapping[str, Callable[[], str]] = {
    "managers": lambda: _("%(name)s manages no more"),
    "processes": lambda: _("%(name)s is no longer part of the work"),
    "tools": lambda: _("%(name)s is no longer a tool"),
    "quotes": lambda: _("%(name)s was taken out"),
}


def _came_or_went(difference: Difference) -> str:
    words = CAME if difference.before is None else WENT
    return words[difference.table]() % {"name": difference.name}
