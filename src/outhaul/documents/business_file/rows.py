"""From the rows of a file to checked values, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from outhaul.documents.business_file.kinds import WRONG
from outhaul.documents.business_file.near import did_you_mean
from outhaul.documents.business_file.place import Place
from outhaul.documents.business_file.tables import Table
from outhaul.engine.saying import Saying, say
from outhaul.reference.tables import Reference


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in a file: its values as TOML gives them, and its place."""

    place: Place
    raw: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Content:
    """All rows of a file by table; a table that the file lacks has none."""

    rows: Mapping[str, tuple[Row, ...]]
    places: Mapping[str, Place]
    """Where each table stands, or would stand."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One row with the values that are right; `wrong` names the fields whose values are not."""

    place: Place
    values: Mapping[str, Any]
    wrong: frozenset[str]

    def at(self, field: str) -> Place:
        """Where `field` stands."""
        return self.place.at(field)


def check_rows(table: Table, content: Content, reference: Reference) -> tuple[Checked, ...]:
    """Check each row of `table`; faults are noted at their places."""
    return tuple(check_row(table, row, reference) for row in content.rows.get(table.name, ()))


def check_row(table: Table, row: Row, reference: Reference) -> Checked:
    """Check unknown keys, missing keys and every value of one row."""
    known = {field.name: field for field in table.fields}
    for key in row.raw:
        if key not in known:
            row.place.at(key).fault(say("is not {key}", key=say(table.a_key)), unknown(key, table))
    for key in table.required():
        if key not in row.raw:
            told = say(
                "{remedy}: {meaning}", remedy=known[key].kind.remedy, meaning=_within(known[key].meaning)
            )
            row.place.at(key).fault(say("is missing"), told)
    values = {
        key: known[key].kind.read(raw, row.place.at(key), reference)
        for key, raw in row.raw.items()
        if key in known
    }
    missing = frozenset(table.required()) - values.keys()
    wrong = frozenset(key for key, value in values.items() if value is WRONG)
    right = {key: value for key, value in values.items() if value is not WRONG}
    return Checked(row.place, right, wrong | missing)


def unknown(key: str, table: Table) -> str:
    """Return the remedy for an unknown `key` of `table`: what resembles it, or what there is."""
    by_name = did_you_mean(key, {field.name: "" for field in table.fields}, "")
    by_meaning = did_you_mean(key, {field.name: field.meaning for field in table.fields}, "")
    there_are = ", ".join(field.name for field in table.fields)
    return by_name or by_meaning or say("There are {names}", names=there_are)


def _within(meaning: str) -> Saying:
    """Return what a field means as it stands within a sentence."""
    return Saying(meaning[0].lower() + meaning[1:], meaning, {})
