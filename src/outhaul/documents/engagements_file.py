"""Engagements as a table, one row an engagement: written so that it reads well, read back without loss."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from outhaul.documents.business_file.place import shown
from outhaul.documents.candidates_file.cells import DOTTED_DAY
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
    "process": "Process",
    "contractor": "Contractor",
    "email": "E-mail",
    "country": "Country",
    "state": "State",
    "manager": "Manager",
    "deputy": "Deputy",
    "rate": "Rate",
    "currency": "Currency",
    "hours_per_month": "Hours a month",
    "starts_on": "Starts on",
    "ends_on": "Ends on",
}
"""Field -> the heading above its column, in the order of the file."""
ALSO_CALLED: Mapping[str, tuple[str, ...]] = {
    "key": ("schlüssel", "id"),
    "name": ("what", "title", "titel", "engagement", "auftrag"),
    "process": ("prozess", "work", "arbeit"),
    "contractor": ("auftragnehmer", "freelancer", "who"),
    "email": ("email", "mail", "e mail adresse"),
    "country": ("land",),
    "state": ("stand", "status"),
    "manager": ("verantwortlich", "accountable manager"),
    "deputy": ("vertretung", "stellvertretung"),
    "rate": ("satz", "stundensatz", "rate an hour"),
    "currency": ("währung",),
    "hours_per_month": ("stunden im monat", "hours per month"),
    "starts_on": ("start", "first day", "erster tag"),
    "ends_on": ("end", "last day", "letzter tag"),
}
KIND = Kind(
    things="engagements",
    such_as="Name and Contractor",
    known={
        plain(word): field
        for field, words in ALSO_CALLED.items()
        for word in (HEADINGS[field], field, *words)
    },
)
MAY_BE_EMPTY = frozenset({"manager", "deputy", "ends_on"})
"""Fields of which an empty cell tells something: nobody, no end."""
MOST_RATE, CENT = Decimal(1_000_000_000), Decimal("0.01")
MOST_HOURS, TENTH = 744, Decimal("0.1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a row of the file tells of an engagement; its fields are the columns."""

    key: str
    name: str
    process: str
    """Key of the process, as those of managers."""
    contractor: str
    email: str
    country: str
    state: str
    manager: str
    deputy: str
    rate: Decimal
    currency: str
    hours_per_month: Decimal
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementRow:
    """One row: what it tells, field by field, and what is wrong with it."""

    number: int
    """Its number in the file."""
    told: Mapping[str, object]
    """A field that the file or the row leaves out is not in it."""
    faults: tuple[Fault, ...] = ()
    """`where` is the heading of the column."""


def cells_of(told: Told) -> tuple[Cell, ...]:
    """Return the cells of a row, as `read_engagements` takes them back."""
    return tuple(getattr(told, field.name) for field in fields(Told))


def read_engagements(
    table: Table, processes: Mapping[str, str], managers: Mapping[str, str], reference: Reference
) -> Iterator[EngagementRow]:
    """Give the rows of `table`; `processes` and `managers` are those of the business: key -> name."""
    mapping = guessed(table.headings, KIND.known)
    names = {"process": processes, "manager": managers, "deputy": managers}
    for number, line in zip(table.numbers, table.rows, strict=True):
        told: dict[str, object] = {}
        faults: list[Fault] = []
        for place, field in mapping.items():
            text = line[place].strip()
            if not text and field not in MAY_BE_EMPTY:
                continue
            try:
                told[field] = _read(field, text, names, reference)
            except Wrong as wrong:
                faults.append(Fault(HEADINGS[field], wrong.problem, wrong.remedy))
        yield EngagementRow(number=number, told=told, faults=tuple(faults))


def _read(field: str, text: str, names: Mapping[str, Mapping[str, str]], reference: Reference) -> object:
    if not text:
        return None if field == "ends_on" else ""
    if field in names:
        return _named(text, names[field], field)
    if field in CODES:
        return _known(CODES[field](text, reference), text, field)
    if field in {"state", "key"}:
        return text.casefold()
    return READ.get(field, _line)(text)


def _named(text: str, names: Mapping[str, str], what: str) -> str:
    """Return the key of what is named by name or key; the name first, as people write it."""
    named: Sequence[str] = [key for key, name in names.items() if name.casefold() == text.casefold()]
    if len(named) == 1:
        return named[0]
    if text in names:
        return text
    if named:
        raise Wrong(f"{shown(text)} is the name of {len(named)}", "Write the key instead")
    things = "work" if what == "process" else "person who can answer for work"
    raise Wrong(f"{shown(text)} is no {things} of the business", "Write it as it is called there")


def _number(text: str, most: Decimal, step: Decimal) -> Decimal:
    try:
        found = Decimal(text)
    except ArithmeticError:
        number = read_number(text)
        found = Decimal("NaN") if number is None else Decimal(str(number))
    if not found.is_finite() or not 0 < found <= most:
        raise Wrong(f"{shown(text)} cannot be", f"Give a number above 0, at most {most:,.0f}")
    return found.quantize(step, ROUND_HALF_UP)


def _day(text: str) -> date:
    dotted = DOTTED_DAY.fullmatch(text)
    try:
        if dotted:
            day, month, year = map(int, dotted.groups())
            return date(year, month, day)
        return date.fromisoformat(text.partition("T")[0])
    except ValueError:
        raise Wrong(f"{shown(text)} is no day", 'Write it as "2027-01-31"') from None


def _known(code: str, text: str, what: str) -> str:
    if not code:
        raise Wrong(f"{shown(text)} is not known", f"Give the name or the code of the {what}")
    return code


def _email(text: str) -> str:
    if not ADDRESS.fullmatch(text):
        raise Wrong(f"{shown(text)} is not an e-mail address", 'Write it as "ana@example.org"')
    return text.lower()


def _line(text: str) -> str:
    line = " ".join(text.split())
    if len(line) > LONGEST_NAME:
        raise Wrong(f"{shown(line)} is longer than {LONGEST_NAME} characters", "Shorten it")
    return line


CODES: Mapping[str, Callable[[str, Reference], str]] = {"country": country_code, "currency": currency_code}
READ: Mapping[str, Callable[[str], object]] = {
    "rate": lambda text: _number(text, MOST_RATE, CENT),
    "hours_per_month": lambda text: _number(text, Decimal(MOST_HOURS), TENTH),
    "starts_on": _day,
    "ends_on": _day,
    "email": _email,
}
"""Field -> how its cell is read; any other is a line of text."""
