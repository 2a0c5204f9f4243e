"""One cell of a table and what it tells: several things in one cell are parted by semicolons."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from outhaul.documents.business_file.compounds import LEVELS
from outhaul.documents.business_file.place import shown
from outhaul.documents.candidates_file.names import (
    country_code,
    currency_code,
    language_code,
    language_written,
    occupation_code,
    occupation_written,
)
from outhaul.documents.candidates_file.values import Wrong
from outhaul.documents.figures import read_number
from outhaul.reference.tables import Reference

BETWEEN, INSIDE = ";", "|"
"""What stands between the things of a cell, and between the parts of a reference."""
LEVEL_WORDS: Mapping[str, str] = {
    "native": "C2",
    "mother tongue": "C2",
    "bilingual": "C2",
    "muttersprache": "C2",
    "fluent": "C1",
    "fließend": "C1",
    "advanced": "C1",
    "verhandlungssicher": "C1",
    "upper intermediate": "B2",
    "intermediate": "B1",
    "conversational": "B1",
    "basic": "A2",
    "grundkenntnisse": "A2",
    "beginner": "A1",
} | {level.casefold(): level for level in LEVELS}
"""What people write for a level -> the level."""
SPOKEN = re.compile(
    r"(?P<language>.+?)[\s(,\u2013-]*(?P<level>(?<![^\W\d_])(?:"
    + "|".join(sorted(map(re.escape, LEVEL_WORDS), key=len, reverse=True))
    + r"))\s*\)?\s*(?::\s*(?P<evidence>.*))?",
    re.IGNORECASE | re.DOTALL,
)
HOURS = re.compile(r"(\d{1,2})(?::(\d\d))?\s*(?:-|\u2013|\u2014|to|until|bis)\s*(\d{1,2})(?::(\d\d))?")
DOTTED_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def parts(text: str, between: str = BETWEEN) -> list[str]:
    """Return the things of a cell; without a semicolon, commas part them. Quotation marks hold one together.

    >>> parts('Excel; "Sage 50, UK"'), parts("Excel, Word")
    (['Excel', 'Sage 50, UK'], ['Excel', 'Word'])
    """
    found = _split(text, between)
    if len(found) == 1 and between == BETWEEN:
        found = _split(text, ",")
    return [part for part in (part.strip() for part in found) if part]


def _split(text: str, between: str) -> list[str]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=between, skipinitialspace=True)
    try:
        return [part for line in lines for part in line]
    except csv.Error:
        return text.split(between)


def joined(things: Iterable[str], between: str = BETWEEN) -> str:
    """Return things as one cell, which `parts` takes apart again."""
    return f"{between} ".join(_quoted(thing) for thing in things)


def _quoted(thing: str) -> str:
    return '"{}"'.format(thing.replace('"', '""')) if re.search(r'[;,|"\n\r]', thing) else thing


def _country(text: str, reference: Reference) -> str:
    found = country_code(text, reference)
    if not found:
        raise Wrong(f"{shown(text)} is not a known country", 'Give its name or code, such as "PH"')
    return found


def _languages(text: str, reference: Reference) -> dict[str, dict[str, str]]:
    spoken: dict[str, dict[str, str]] = {}
    for part in parts(text):
        found = SPOKEN.fullmatch(part)
        name = found["language"] if found else part
        code = language_code(name, reference)
        if not code:
            raise Wrong(f"{shown(name)} is not a known language", 'Name it in English, such as "Tagalog"')
        level = LEVEL_WORDS[found["level"].casefold()] if found else ""
        spoken.setdefault(code, {"level": level, "evidence": (found["evidence"] or "") if found else ""})
    return spoken


def _written_languages(spoken: Mapping[str, Mapping[str, str]], reference: Reference) -> str:
    def told(code: str, row: Mapping[str, str]) -> str:
        start = f"{language_written(code, reference)} {row['level']}"
        return f"{start}: {row['evidence']}" if row.get("evidence") else start

    return joined(told(code, row) for code, row in spoken.items())


def _occupation(text: str, reference: Reference) -> str:
    found = occupation_code(text, reference)
    if not found:
        raise Wrong(f"{shown(text)} is no work that we know", 'Say it in other words, such as "bookkeeper"')
    return found


def _currency(text: str, reference: Reference) -> str:
    return currency_code(text, reference) or text


def _number(text: str, _reference: Reference) -> Decimal | str:
    try:
        return Decimal(text)
    except ArithmeticError:
        number = read_number(text)
    return text if number is None else Decimal(str(number))


def _working_hours(text: str, _reference: Reference) -> list[str]:
    found = HOURS.fullmatch(text)
    if not found:
        raise Wrong(f"{shown(text)} are not two times of a day", 'Write them as "09:00-17:00"')
    first, first_minute, last, last_minute = found.groups()
    return [f"{int(first):02}:{first_minute or '00'}", f"{int(last):02}:{last_minute or '00'}"]


def _day(text: str, _reference: Reference) -> str:
    found = DOTTED_DAY.fullmatch(text)
    if found:
        day, month, year = map(int, found.groups())
        return f"{year:04}-{month:02}-{day:02}"
    return text.partition("T")[0]


def _references(text: str, _reference: Reference) -> list[dict[str, str]]:
    rows = []
    for part in parts(text) if BETWEEN in text or INSIDE in text else [text]:
        name, contact, said = (*_split(part, INSIDE), "", "")[:3]
        rows.append({"name": name, "contact": contact, "said": said})
    return rows


def _written_references(rows: Iterable[Mapping[str, str]], _reference: Reference) -> str:
    return joined(joined((row["name"], row["contact"], row["said"]), INSIDE) for row in rows)


def _links(text: str, _reference: Reference) -> list[str]:
    return [link for part in parts(text) for link in part.split()]


READ: Mapping[str, Callable[[str, Reference], Any]] = {
    "country": _country,
    "languages": _languages,
    "skills": lambda text, _: parts(text),
    "occupation": _occupation,
    "rate": _number,
    "currency": _currency,
    "hours_per_week": _number,
    "working_hours": _working_hours,
    "available_from": _day,
    "links": _links,
    "references": _references,
}
"""Field -> how its cell is read; the cell of any other field is its text."""
WRITTEN: Mapping[str, Callable[[Any, Reference], str]] = {
    "languages": _written_languages,
    "skills": lambda skills, _: joined(skills),
    "occupation": occupation_written,
    "working_hours": lambda hours, _: "-".join(hours),
    "available_from": lambda day, _: day.isoformat() if day else "",
    "links": lambda links, _: joined(links),
    "references": _written_references,
}


def read_cell(field: str, text: str, reference: Reference) -> object:
    """Return what the cell of `field` tells. Raises Wrong where that cannot be made out."""
    if field == "about":
        return text
    bare = text.strip()
    return READ[field](bare, reference) if bare and field in READ else bare or None


def write_cell(field: str, value: Any, reference: Reference) -> str:  # noqa: ANN401 -- as the row keeps it
    """Return the cell of `field`, which `read_cell` takes back."""
    if value is None:
        return ""
    return WRITTEN[field](value, reference) if field in WRITTEN else str(value)


def as_text(cell: object) -> str:
    """Return a cell of a workbook as somebody would have typed it."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell)
