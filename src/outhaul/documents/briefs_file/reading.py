"""The rows of a table as briefs: what each says, and what is wrong in which cell."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from outhaul.documents.briefs_file.headings import HEADINGS, KIND
from outhaul.documents.business_file.place import shown
from outhaul.documents.candidates_file.cells import INSIDE, parts
from outhaul.documents.candidates_file.headings import guessed
from outhaul.documents.candidates_file.names import currency_code, language_code, occupation_code
from outhaul.documents.candidates_file.table import Table
from outhaul.documents.candidates_file.values import Wrong
from outhaul.documents.figures import read_number
from outhaul.engine.brief import Brief, Checkpoint, Deliverable, Rhythm
from outhaul.engine.business import Level
from outhaul.faults import Fault
from outhaul.reference.tables import Reference

RHYTHMS: tuple[str, ...] = get_args(Rhythm)
LEVELS: tuple[str, ...] = get_args(Level)
MOST_DATA = 4
MOST: Mapping[str, float] = {
    "overlap_hours": 24,
    "data": MOST_DATA,
    "hours_per_month": 744,
    "months": 120,
    "budget": 1e12,
    "rate_low": 1e8,
    "rate_high": 1e8,
}
"""Field that is a number -> the most that it may be."""
WHOLE = ("data", "months")
CODES = {"language": language_code, "occupation": occupation_code, "currency": currency_code}


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefRow:
    """One row: the brief that it says, and what is wrong with it."""

    number: int
    """Its number in the file."""
    process: str
    content: Brief
    faults: tuple[Fault, ...] = ()
    """`where` is the heading of the column."""


def read_briefs(table: Table, processes: Mapping[str, str], reference: Reference) -> Iterator[BriefRow]:
    """Give the rows of `table` as briefs; `processes` are those of the business: key -> name.

    The state is not read: what comes in is a draft.
    """
    mapping = guessed(table.headings, KIND.known)
    for number, line in zip(table.numbers, table.rows, strict=True):
        cells = {field: line[place].strip() for place, field in mapping.items() if line[place].strip()}
        yield _row(number, cells, processes, reference)


def _row(
    number: int, cells: Mapping[str, str], processes: Mapping[str, str], reference: Reference
) -> BriefRow:
    told: dict[str, Any] = {}
    faults: list[Fault] = []
    for field in HEADINGS:
        if field in {"title", "purpose"}:
            told[field] = cells.get(field, "")
        elif field in cells and field != "state":
            try:
                told[field] = _read(field, cells[field], processes, reference)
            except Wrong as wrong:
                faults.append(Fault(HEADINGS[field], wrong.problem, wrong.remedy))
    process = told.pop("process", "")
    if "process" not in cells:
        faults.append(
            Fault(HEADINGS["process"], "is missing", "Name the work of the business that it is for")
        )
    if not told["title"]:
        faults.append(Fault(HEADINGS["title"], "is missing", "Say in a few words what the work is"))
    faults += _lost(told)
    return BriefRow(number=number, process=process, content=Brief(**told), faults=tuple(faults))


def _read(field: str, text: str, processes: Mapping[str, str], reference: Reference) -> object:
    if field in MOST:
        return _number(field, text)
    if field in CODES:
        return _code(field, text, reference)
    if field in {"skills", "tools"}:
        return tuple(parts(text))
    if field == "process":
        return _process(text, processes)
    if field == "language_level":
        return _one_of(text.upper(), LEVELS)
    read = _deliverable if field == "deliverables" else _checkpoint
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=INSIDE, skipinitialspace=True)
    return tuple(read([cell.strip() for cell in line]) for line in lines if any(map(str.strip, line)))


def _number(field: str, text: str) -> float:
    try:
        number: float | None = float(text)
    except ValueError:
        number = read_number(text)
    if number is None or not 0 <= number <= MOST[field] or (field in WHOLE and number % 1):
        kind = "a whole number" if field in WHOLE else "a number"
        raise Wrong(f"{shown(text)} cannot be", f"Give {kind} from 0 to {MOST[field]:,.0f}")
    return int(number) if field in WHOLE else number


def _code(field: str, text: str, reference: Reference) -> str:
    found = CODES[field](text, reference)
    if not found:
        raise Wrong(f"{shown(text)} is not known", f"Give the name or the code of the {field}")
    return found


def _process(text: str, processes: Mapping[str, str]) -> str:
    named = (key for key, name in processes.items() if name.casefold() == text.casefold())
    found = text if text in processes else next(named, "")
    if not found:
        raise Wrong(
            f"{shown(text)} is no work of the business", "Write it as it is called there, or add it first"
        )
    return found


def _one_of(text: str, choices: Collection[str]) -> str:
    if text not in choices:
        raise Wrong(f"{shown(text)} is not known", f"Write one of {', '.join(choices)}")
    return text


def _deliverable(cells: list[str]) -> Deliverable:
    name, every, due, *criteria = (*cells, "", "", "")[: max(3, len(cells))]
    if not name:
        raise Wrong("a deliverable has no name", "Begin its line with what is handed over")
    if due and not due.isdecimal():
        raise Wrong(
            f"{shown(due)} are no days", "Give the days until it is due as a whole number, or nothing"
        )
    rhythm: Any = _one_of(every.casefold() or "once", RHYTHMS)
    return Deliverable(
        name=name,
        criteria=tuple(filter(None, criteria)),
        every=rhythm,
        due_in_days=int(due) if due else None,
    )


def _checkpoint(cells: list[str]) -> Checkpoint:
    name, deliverable, every = (*cells, "", "", "")[:3]
    if not name or not deliverable:
        raise Wrong(
            f"{shown(name)} looks at nothing", "Write its name, a bar, and the deliverable that it looks at"
        )
    rhythm: Any = _one_of(every.casefold() or "week", RHYTHMS)
    return Checkpoint(name=name, deliverable=deliverable, every=rhythm)


def _lost(told: Mapping[str, Any]) -> Iterator[Fault]:
    """Give the checkpoints that look at what the row does not name, for they would be left out."""
    names = {item.name for item in told.get("deliverables", ())}
    for look in told.get("checkpoints", ()):
        if names and look.deliverable not in names:
            problem = f"{shown(look.deliverable)} is no deliverable of this brief"
            yield Fault(HEADINGS["checkpoints"], problem, "Name it as its deliverable is called")
