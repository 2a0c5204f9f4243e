"""Plain values of the business file in the words of an owner, by the kind of their field."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from outhaul.documents.business_file.compounds import (
    DONT_KNOW,
    EVERYTHING,
    Answers,
    Countries,
    Hours,
    Ids,
    Language,
    Levels,
)
from outhaul.documents.business_file.kinds import Kind, Number
from outhaul.documents.business_file.names import KEEP, CountryCode, Occupation, Pin
from outhaul.documents.business_file.tables import TABLES
from outhaul.engine.questionnaire import BY_ID
from outhaul.reference.tables import load
from outhaul.wording.numbers import listed
from outhaul.wording.places import country_name
from outhaul.wording.sentences import capital
from outhaul.wording.tongue import figures, named, word

USUAL = frozenset({"policy", "assumptions"})
"""Tables whose figures count even where nothing was told."""


def meaning_of(table: str, field: str) -> str:
    """Return what a field means; a field that is not known is its own name."""
    kinds = {item.name: {found.name: found.meaning for found in item.fields} for item in TABLES}
    return capital(word(kinds.get(table, {}).get(field, field)))


def in_words(table: str, field: str, value: Any) -> str:  # noqa: ANN401 -- any plain value
    """Return a plain value as an owner reads it; `field` may name a part, as in `answers.C1`.

    Whatever is no value of the field's kind is shown as it stands.
    """
    if value is None:
        return _untold(table, field)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    name, _dot, part = field.partition(".")
    kind = _kinds(table).get(name)
    if isinstance(kind, Answers) and part:
        return _answer(part, value)
    try:
        return _worded(kind, value)
    except (AttributeError, KeyError, TypeError, ValueError):
        return str(value)


def _untold(table: str, field: str) -> str:
    """Tell the usual figure where one counts; elsewhere that nothing was said."""
    usual = _usual(table).get(field) if table in USUAL else None
    return (
        _("nothing said")
        if usual is None
        else _("%(value)s (usual)") % {"value": in_words(table, field, usual)}
    )


@cache
def _usual(table: str) -> dict[str, Any]:
    return next(item.defaults() for item in TABLES if item.name == table)


@cache
def _kinds(table: str) -> dict[str, Kind]:
    return {field.name: field.kind for item in TABLES if item.name == table for field in item.fields}


def _worded(kind: Kind | None, value: Any) -> str:  # noqa: ANN401 -- any plain value
    words: dict[type, Callable[[Any], str]] = {
        Hours: " - ".join,
        Levels: _levels,
        Countries: lambda codes: listed(tuple(map(country_name, codes))) or _("none"),
        Ids: lambda ids: _("every process") if ids == EVERYTHING else listed(tuple(ids)),
        CountryCode: country_name,
        Pin: lambda pin: _("keep it") if pin == KEEP else country_name(pin),
        Language: _language,
        Occupation: _occupation,
        Answers: lambda answers: listed(tuple(f"{key} {_answer(key, one)}" for key, one in answers.items())),
        Number: lambda number: _number(kind, number),
    }
    return words.get(type(kind), str)(value)


def _number(kind: Kind | None, value: float) -> str:
    if isinstance(kind, Number) and kind.cell_format == "0%":
        return figures(f"{100 * value:.10g} %")
    return figures(f"{value:,.10g}")


def _levels(levels: dict[str, str]) -> str:
    return ", ".join(f"{_language(code)} {level}" for code, level in levels.items()) or _("none")


def _language(code: str) -> str:
    return named("languages", code, code)


def _occupation(work: str) -> str:
    reference = load()
    if work in reference.catalogue:
        return pgettext("process", reference.catalogue[work].name)
    return reference.occupations[work].title


def _answer(key: str, value: object) -> str:
    if value is None or value == DONT_KNOW:
        return _("don't know")
    if isinstance(value, bool) or key not in BY_ID or not isinstance(value, int):
        return (
            {True: _("yes"), False: _("no")}.get(value, str(value)) if isinstance(value, bool) else str(value)
        )
    anchors = BY_ID[key].anchors
    return f"{value} ({_(anchors[value])})" if 0 <= value < len(anchors) else str(value)
