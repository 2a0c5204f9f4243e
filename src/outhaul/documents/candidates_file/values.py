"""What may be told of a candidate: every value checked and put into one form, whoever gives it."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from outhaul.documents.business_file.compounds import LEVELS
from outhaul.documents.business_file.place import shown
from outhaul.documents.candidates_file.names import known_languages
from outhaul.faults import Fault
from outhaul.reference.tables import Reference
from outhaul.reference.zones import place_zones

Told = dict[str, Any]
"""Field -> value as a candidate's row keeps it; a field that is left out is not told."""
EMPTY: Mapping[str, Any] = {
    "name": "",
    "email": "",
    "country": "",
    "time_zone": "",
    "working_hours": [],
    "languages": {},
    "skills": [],
    "occupation": "",
    "rate": None,
    "currency": "",
    "hours_per_week": None,
    "available_from": None,
    "links": [],
    "references": [],
    "about": "",
}
"""Field -> its value where nothing is told, in the order of the file."""
LONGEST_NAME = 200
LONGEST_LINE = 200
LONGEST_SKILL = 80
LONGEST_ADDRESS = 254
LONGEST_LINK = 500
LONGEST_SAID = 1_000
LONGEST_TEXT = 5_000
MOST_SKILLS = 100
MOST_LANGUAGES = 20
MOST_ROWS = 10
MOST_RATE = Decimal(1_000_000_000)
HOURS_OF_A_WEEK = Decimal(100)
ADDRESS = re.compile(r"[^\s@,;<>\"]{1,64}@[^\s@,;<>\"]+\.[^\s@,;<>\".]{2,}")
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Signs that no page shows and no workbook keeps."""


class Wrong(Exception):  # noqa: N818 -- a fault of what is told, kept until all are found
    """A value that cannot be kept: what is wrong, and what would be right."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem, self.remedy = problem, remedy


def check(told: Mapping[str, Any], reference: Reference) -> tuple[Told, list[Fault]]:
    """Return what is told as it is kept, and a fault for each field that is wrong; `where` is the field."""
    values: Told = {}
    faults: list[Fault] = []
    for field, raw in told.items():
        try:
            values[field] = KINDS[field](raw, reference)
        except Wrong as wrong:
            faults.append(Fault(field, wrong.problem, wrong.remedy))
    if values.get("rate") is not None and not values.get("currency") and "currency" not in _fields(faults):
        faults.append(Fault("currency", "is missing", 'Say in which currency the rate is, such as "USD"'))
    if values.get("country") and not values.get("time_zone") and "time_zone" not in _fields(faults):
        values["time_zone"] = reference.countries[values["country"]].zones[0]
    return values, faults


def _fields(faults: Sequence[Fault]) -> set[str]:
    return {fault.where for fault in faults}


def line(raw: object, most: int = LONGEST_LINE) -> str:
    """Return a text as one line."""
    text = " ".join(UNSEEN.sub("", str(raw or "")).split())
    if len(text) > most:
        raise Wrong(f"{shown(text)} is longer than {most} characters", "Shorten it")
    return text


def _name(raw: object, _reference: Reference) -> str:
    text = line(raw, LONGEST_NAME)
    if not text:
        raise Wrong("is missing", "Give the name of the person or firm")
    return text


def _email(raw: object, _reference: Reference) -> str:
    text = line(raw, LONGEST_ADDRESS).lower()
    if text and not ADDRESS.fullmatch(text):
        raise Wrong(f"{shown(text)} is not an e-mail address", 'Write it as "ana@example.org"')
    return text


def _country(raw: object, reference: Reference) -> str:
    text = line(raw).upper()
    if text and text not in reference.countries:
        raise Wrong(f"{shown(text)} is not a known country", 'Give its name or code, such as "PH"')
    return text


def _time_zone(raw: object, _reference: Reference) -> str:
    text = line(raw).replace(" ", "_")
    if text and text not in place_zones():
        raise Wrong(f"{shown(text)} is not a known time zone", 'Name a city, such as "Asia/Manila"')
    return text


def _working_hours(raw: Any, _reference: Reference) -> list[str]:  # noqa: ANN401 -- whatever is told
    hours = [str(moment) for moment in raw or ()]
    if hours and (len(hours) != len(("from", "until")) or not all(map(CLOCK.fullmatch, hours))):
        raise Wrong("are not two times of a day", 'Write them as "09:00-17:00"')
    if hours and hours[0] == hours[1]:
        raise Wrong("begin when they end", 'Write them as "09:00-17:00"')
    return hours


def _languages(raw: Mapping[str, Any] | None, reference: Reference) -> dict[str, dict[str, str]]:
    known = known_languages(reference)
    kept: dict[str, dict[str, str]] = {}
    for code, spoken in (raw or {}).items():
        if code not in known:
            raise Wrong(f"{shown(code)} is not a known language", 'Name it in English, such as "Tagalog"')
        level = str(spoken.get("level", ""))
        if level not in LEVELS:
            remedy = 'Say how well, from A1 to C2 or native, such as "English C1"'
            raise Wrong(f"{shown(code)} has no level", remedy)
        kept[code] = {"level": level, "evidence": line(spoken.get("evidence"))}
    if len(kept) > MOST_LANGUAGES:
        raise Wrong(f"are more than {MOST_LANGUAGES}", "Leave out those that do not matter")
    return kept


def _skills(raw: Sequence[str] | None, _reference: Reference) -> list[str]:
    kept: dict[str, str] = {}
    for item in raw or ():
        skill = line(item, LONGEST_SKILL)
        if skill:
            kept.setdefault(skill.casefold(), skill)
    if len(kept) > MOST_SKILLS:
        raise Wrong(f"are more than {MOST_SKILLS}", "Leave out those that do not matter")
    return list(kept.values())


def _occupation(raw: object, reference: Reference) -> str:
    text = line(raw)
    if text and text not in reference.occupations:
        raise Wrong(f"{shown(text)} is no work that we know", 'Say it in other words, such as "bookkeeper"')
    return text


def _rate(raw: object, _reference: Reference) -> Decimal | None:
    return _amount(raw, MOST_RATE, Decimal("0.01"), "is not a rate an hour", 'Give a number, such as "9.80"')


def _hours_per_week(raw: object, _reference: Reference) -> Decimal | None:
    problem, remedy = "are not hours of one week", "Give a number from 1 to 100"
    return _amount(raw, HOURS_OF_A_WEEK, Decimal("0.1"), problem, remedy)


def _amount(raw: Any, most: Decimal, step: Decimal, problem: str, remedy: str) -> Decimal | None:  # noqa: ANN401 -- whatever is told
    if raw is None or raw == "":
        return None
    try:
        amount = Decimal(str(raw)).quantize(step)
    except ArithmeticError:
        raise Wrong(f"{shown(raw)} {problem}", remedy) from None
    if not Decimal(0) < amount <= most:
        raise Wrong(f"{shown(raw)} {problem}", remedy)
    return amount


def _currency(raw: object, reference: Reference) -> str:
    text = line(raw).upper()
    if text and text not in reference.currencies:
        raise Wrong(f"{shown(text)} is not a known currency", 'Give its code, such as "USD"')
    return text


def _day(raw: object, _reference: Reference) -> date | None:
    if raw is None or raw == "" or type(raw) is date:
        return raw or None  # type: ignore[return-value] # an empty text is none
    try:
        return date.fromisoformat(str(raw))
    except ValueError:
        raise Wrong(f"{shown(raw)} is not a day", 'Write it as "2027-01-31"') from None


def _links(raw: Sequence[str] | None, _reference: Reference) -> list[str]:
    kept = dict.fromkeys(filter(None, (line(item, LONGEST_LINK) for item in raw or ())))
    for item in kept:
        if not LINK.fullmatch(item):
            raise Wrong(f"{shown(item)} is not a link", 'Write it as "https://example.org/ana"')
    return _few(list(kept))


def _references(raw: Sequence[Mapping[str, str]] | None, _reference: Reference) -> list[dict[str, str]]:
    rows = []
    for item in raw or ():
        row = {
            "name": line(item.get("name")),
            "contact": line(item.get("contact")),
            "said": line(item.get("said"), LONGEST_SAID),
        }
        if any(row.values()):
            rows.append(row)
    return _few(rows)


def _few(rows: list[Any]) -> list[Any]:
    if len(rows) > MOST_ROWS:
        raise Wrong(f"are more than {MOST_ROWS}", "Keep those that say most")
    return rows


def _about(raw: object, _reference: Reference) -> str:
    text = UNSEEN.sub("", str(raw or "").replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > LONGEST_TEXT:
        raise Wrong(f"is longer than {LONGEST_TEXT:,} characters", "Keep what matters")
    return text


KINDS: Mapping[str, Callable[[Any, Reference], Any]] = {
    "name": _name,
    "email": _email,
    "country": _country,
    "time_zone": _time_zone,
    "working_hours": _working_hours,
    "languages": _languages,
    "skills": _skills,
    "occupation": _occupation,
    "rate": _rate,
    "currency": _currency,
    "hours_per_week": _hours_per_week,
    "available_from": _day,
    "links": _links,
    "references": _references,
    "about": _about,
}
