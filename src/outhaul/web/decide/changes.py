"""What an import changes, in words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from outhaul.apps.planning.domain.importing import FieldChange, RowChange
from outhaul.documents.business_file.compounds import DONT_KNOW, Answers
from outhaul.documents.business_file.names import Named, Occupation
from outhaul.engine.questionnaire import BY_ID
from outhaul.reference.tables import Reference
from outhaul.web.decide import words
from outhaul.web.fields.view import words_of


@dataclass(frozen=True, slots=True)
class ToldField:
    """A field that changes: what it is called, and both values as they are said."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A row that an import adds, takes out or changes."""

    name: str
    kind: str
    fields: tuple[ToldField, ...]


def told_changes(
    changes: Iterable[RowChange], reference: Reference
) -> tuple[tuple[str, tuple[ToldRow, ...]], ...]:
    """Return the changes by table, with every figure written out."""
    by_table = groupby(changes, key=lambda change: change.table.name)
    return tuple(
        (str(words.TABLES[table]), tuple(_told(change, reference) for change in rows))
        for table, rows in by_table
    )


def _told(change: RowChange, reference: Reference) -> ToldRow:
    fields = (told for field in change.fields for told in _fields(change.table.name, field, reference))
    return ToldRow(change.name, change.kind, tuple(fields))


def _fields(table: str, change: FieldChange, reference: Reference) -> Iterator[ToldField]:
    label = str(words_of(table, change.field).label)
    if isinstance(change.field.kind, Answers):
        yield from _answers(label, change.before or {}, change.after or {})
    else:
        kind = change.field.kind
        before, after = (said(kind, value, reference) for value in (change.before, change.after))
        yield ToldField(label, before, after)


def _answers(label: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[ToldField]:
    for key, question in BY_ID.items():
        if before.get(key) != after.get(key):
            yield ToldField(
                f"{label}: {_(question.text)}", answer(key, before.get(key)), answer(key, after.get(key))
            )


def answer(question: str, given: object) -> str:
    """Return an answer in the words of its anchor."""
    if given is None:
        return _("nothing")
    if given == DONT_KNOW or not isinstance(given, int):
        return _("don't know")
    return _(BY_ID[question].anchors[given])


def said(kind: object, value: object, reference: Reference) -> str:
    """Return a plain value as a person says it."""
    if value in (None, [], {}):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str) and isinstance(kind, Named | Occupation):
        return str(kind.to_cell(value, reference))
    return _plainly(value)


def _plainly(value: object) -> str:
    match value:
        case float():
            return f"{value:,.15g}"
        case list():
            return ", ".join(map(str, value))
        case dict():
            return ", ".join(f"{key} {level}" for key, level in value.items())
        case _:
            return str(value)
