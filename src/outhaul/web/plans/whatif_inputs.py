"""What of a business a what-if can change: every field of every row, in an owner's words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.entries import field_of
from outhaul.apps.planning.domain.scenarios import Place
from outhaul.apps.planning.domain.trying import Standing, standing_of
from outhaul.apps.planning.models import SINGLE, Entry
from outhaul.documents.business_file.compounds import DONT_KNOW, Answers
from outhaul.documents.business_file.kinds import YesNo
from outhaul.documents.business_file.tables import TABLES, Field
from outhaul.engine.questionnaire import BY_ID
from outhaul.reference.tables import Reference
from outhaul.web.fields.otherwise import DEFAULTS, otherwise
from outhaul.web.fields.surroundings import Surroundings, surroundings_of
from outhaul.web.fields.texts import name_of, text_of
from outhaul.web.fields.view import unit_of, words_of

Row = tuple[str, str]
"""Table, and key of the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a business says now, row by row, and how it is told."""

    standing: Standing
    around: Surroundings
    rows: Mapping[Row, Entry]
    """Rows in the order of the file, as they are told; none of them is to be saved."""

    def row(self, place: Place) -> Entry:
        """Return the row of `place`. Raises Http404 where row or field is not there."""
        table, key, field = place
        found = self.rows.get((table, key))
        if found is None or not has_field(table, field):
            raise Http404
        return found

    def places(self) -> Iterator[Place]:
        """Yield every place that can be changed."""
        for table, key in self.rows:
            for field in fields_of(table):
                yield table, key, field.name


def inputs_for(visit: Visit, reference: Reference) -> Inputs:
    """Return what a what-if of `visit` can change; as many queries as `standing_of`."""
    standing = standing_of(visit, reference)
    home = standing.document["business"][0] if standing.document["business"] else {}
    return Inputs(standing=standing, around=surroundings_of(visit, home), rows=dict(_rows(standing)))


def _rows(standing: Standing) -> Iterator[tuple[Row, Entry]]:
    for table in TABLES:
        found = standing.document[table.name]
        if table.name in SINGLE:
            yield (table.name, table.name), _entry(table.name, table.name, found[0] if found else {})
            continue
        keys = standing.quotes if table.name == "quotes" else [row["id"] for row in found]
        for key, row in zip(keys, found, strict=True):
            yield (table.name, key), _entry(table.name, key, row)


def _entry(table: str, key: str, row: Mapping[str, Any]) -> Entry:
    return Entry(table=table, key=key, told={name: value for name, value in row.items() if name != "id"})


def fields_of(table: str) -> tuple[Field, ...]:
    """Return the fields of a table that can be told; an id is none of them."""
    return tuple(
        field for item in TABLES if item.name == table for field in item.fields if field.name != "id"
    )


def has_field(table: str, name: str) -> bool:
    """Whether there is such a field."""
    return any(field.name == name for field in fields_of(table))


def row_name(entry: Entry, around: Surroundings) -> str:
    """Return how the owner calls a row."""
    told = entry.told
    if entry.table in SINGLE:
        names = {"business": _("Your business"), "policy": _("What you want"), "assumptions": _("Assumption")}
        return names[entry.table]
    if entry.table == "quotes":
        work = name_of("occupations", str(told.get("occupation", "")), around)
        country = name_of("countries", str(told.get("country", "")), around)
        return _("Quote for %(work)s, %(country)s") % {"work": work, "country": country}
    found = around.reference.catalogue.get(str(told.get("occupation", "")))
    return str(
        told.get("name")
        or (pgettext("process", found.name) if found and entry.table == "processes" else entry.key)
    )


def label(place: Place) -> str:
    """Return how a field is called."""
    table, _key, name = place
    return str(words_of(table, field_of(table, name)).label)


def about(place: Place, entry: Entry, around: Surroundings) -> str:
    """Return row and field: "Bookkeeping: Your wish", of tables with one row only the field."""
    if entry.table in SINGLE:
        return label(place)
    return f"{row_name(entry, around)}: {label(place)}"


def value_words(place: Place, entry: Entry, value: Any, around: Surroundings) -> str:  # noqa: ANN401 -- plain values
    """Return a plain value as an owner reads it; for None what counts then."""
    table, _key, name = place
    field = field_of(table, name)
    if value is None:
        return _without(entry, field, around)
    if isinstance(field.kind, YesNo):
        return _("yes") if value else _("no")
    if isinstance(field.kind, Answers):
        return ", ".join(f"{key} {answer_words(key, answer)}" for key, answer in value.items())
    unit = unit_of(field, words_of(table, field), around)
    return f"{text_of(field.kind, value, around)} {unit}".strip() or _("none")


def _without(entry: Entry, field: Field, around: Surroundings) -> str:
    """Return what counts while nothing is told: the default, else what follows from other fields."""
    default = DEFAULTS[entry.table].get(field.name)
    if default is not None and default != {}:
        place = (entry.table, entry.key, field.name)
        return value_words(place, entry, field.kind.plain(default), around)
    bare = {key: kept for key, kept in entry.told.items() if key != field.name}
    found = otherwise(Entry(table=entry.table, key=entry.key, told=bare), field, around)
    return found or field.otherwise or _("nothing told")


def answer_words(key: str, answer: object) -> str:
    """Return an answer to a question as it is offered."""
    anchors = BY_ID[key].anchors
    if answer is None or answer == DONT_KNOW or not isinstance(answer, int):
        return _("don't know")
    return _(anchors[int(answer)])
