"""The candidates of one brief as a table: written as the ranking shows them, read back without loss."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from outhaul.documents.business_file.place import shown
from outhaul.documents.candidates_file.cells import BETWEEN, joined
from outhaul.documents.candidates_file.headings import guessed, plain
from outhaul.documents.candidates_file.names import country_code, currency_code
from outhaul.documents.candidates_file.table import Kind, Table
from outhaul.documents.candidates_file.values import ADDRESS, LONGEST_NAME, Wrong
from outhaul.documents.figures import read_number
from outhaul.documents.listing import Cell
from outhaul.faults import Fault
from outhaul.reference.tables import Reference

HEADINGS: Mapping[str, str] = {
    "key": "Key",
    "name": "Name",
    "email": "E-mail",
    "country": "Country",
    "state": "State",
    "rate": "Asks an hour",
    "currency": "Currency",
    "match": "Match",
    "guard": "Guard",
    "overlap": "Shared hours",
    "since": "Since",
    "notes": "Notes",
}
"""Field -> the heading above its column, in the order of the file."""
ALSO_CALLED: Mapping[str, tuple[str, ...]] = {
    "key": ("schlüssel", "id"),
    "name": ("candidate", "kandidat", "person", "full name"),
    "email": ("email", "mail", "e mail adresse"),
    "country": ("land",),
    "state": ("stand", "status", "shortlist"),
    "rate": ("rate", "hourly rate", "rate asked", "stundensatz", "satz"),
    "currency": ("währung",),
    "match": ("score", "passung"),
    "guard": ("wächter",),
    "overlap": ("gemeinsame stunden", "overlap"),
    "since": ("seit", "applied"),
    "notes": ("note", "notizen", "notiz", "bemerkung"),
}
KIND = Kind(
    things="candidates",
    such_as="Name and E-mail",
    known={
        plain(word): field
        for field, words in ALSO_CALLED.items()
        for word in (HEADINGS[field], field, *words)
    },
)
WORKED_OUT = frozenset({"match", "guard", "overlap", "since"})
"""Columns that are written only."""
MOST_RATE, CENT = Decimal(1_000_000_000), Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a row of the file tells of a candidate; its fields are the columns."""

    key: str
    name: str
    email: str
    country: str
    state: str
    rate: Decimal | None
    currency: str
    match: int | None
    guard: str
    overlap: float | None
    since: date
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidacyRow:
    """One row: what it tells, and what is wrong with it."""

    number: int
    """Its number in the file."""
    key: str = ""
    name: str = ""
    email: str = ""
    country: str = ""
    state: str = ""
    rate: Decimal | None = None
    currency: str = ""
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    """`where` is the heading of the column."""


def cells_of(told: Told) -> tuple[Cell, ...]:
    """Return the cells of a row; several notes are parted by semicolons, as `read_candidacies` reads them."""
    return tuple(
        joined(told.notes) if field.name == "notes" else getattr(told, field.name) for field in fields(Told)
    )


def read_candidacies(table: Table, states: Collection[str], reference: Reference) -> Iterator[CandidacyRow]:
    """Give the rows of `table`; a state is one of `states`. What is worked out is not read."""
    mapping = guessed(table.headings, KIND.known)
    for number, line in zip(table.numbers, table.rows, strict=True):
        cells = {field: line[place].strip() for place, field in mapping.items() if line[place].strip()}
        yield _row(number, cells, states, reference)


def _row(
    number: int, cells: Mapping[str, str], states: Collection[str], reference: Reference
) -> CandidacyRow:
    told: dict[str, object] = {}
    faults: list[Fault] = []
    for field in HEADINGS:
        if field in cells and field not in WORKED_OUT:
            try:
                told[field] = _read(field, cells[field], states, reference)
            except Wrong as wrong:
                faults.append(Fault(HEADINGS[field], wrong.problem, wrong.remedy))
    return CandidacyRow(number=number, faults=tuple(faults), **told)  # type: ignore[arg-type] # as declared


def _read(field: str, text: str, states: Collection[str], reference: Reference) -> object:
    if field in CODES:
        code = CODES[field](text, reference)
        return code or _refuse(
            text, f"is no {field} that we know", f"Give the name or the code of the {field}"
        )
    if field == "state":
        word = text.casefold()
        return word if word in states else _refuse(text, "is no state", f"Write one of {', '.join(states)}")
    if field == "email":
        is_right = ADDRESS.fullmatch(text)
        return (
            text.lower() if is_right else _refuse(text, "is not an e-mail address", "Write ana@example.org")
        )
    if field == "rate":
        return _rate(text)
    if field == "notes":
        return tuple(_notes(text))
    line = " ".join(text.split())
    if len(line) > LONGEST_NAME:
        _refuse(line, f"is longer than {LONGEST_NAME} characters", "Shorten it")
    return line


CODES = {"country": country_code, "currency": currency_code}


def _refuse(text: str, problem: str, remedy: str) -> object:
    raise Wrong(f"{shown(text)} {problem}", remedy)


def _rate(text: str) -> object:
    try:
        found = Decimal(text)
    except ArithmeticError:
        number = read_number(text)
        found = Decimal("NaN") if number is None else Decimal(str(number))
    if not found.is_finite() or not 0 < found <= MOST_RATE:
        return _refuse(text, "is no rate", "Give what they ask an hour as a number")
    return found.quantize(CENT, ROUND_HALF_UP)


def _notes(text: str) -> Iterable[str]:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=BETWEEN, skipinitialspace=True)
    return (note.strip() for line in lines for note in line if note.strip())
