"""Work pasted from a spreadsheet: rows of text, with or without headings, checked cell by cell."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from outhaul.documents.business_file.kinds import WRONG
from outhaul.documents.business_file.place import Place, shown
from outhaul.documents.business_file.sheets import normal, unescaped
from outhaul.documents.business_file.tables import HOURS_OF_A_MONTH, PROCESSES
from outhaul.documents.figures import read_number, read_share
from outhaul.engine.saying import say
from outhaul.faults import Fault, InputError
from outhaul.reference.model import CatalogueProcess
from outhaul.reference.search import find_occupations
from outhaul.reference.tables import Reference
from outhaul.wording.tongue import PROCESS_NAME, word

COLUMNS = ("name", "hours_per_month", "occupation", "home_cost_per_hour", "owner_share")
"""What a pasted row tells, in the order that counts where there are no headings."""
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "process", "processes", "task", "tasks", "work", "what", "aufgabe", "prozess"),
    "hours_per_month": ("hours_per_month", "hours_a_month", "hours", "h", "time", "stunden"),
    "occupation": ("occupation", "who", "role", "job", "kind", "beruf"),
    "home_cost_per_hour": (
        "home_cost_per_hour",
        "cost_per_hour",
        "cost_an_hour",
        "hourly_cost",
        "cost",
        "rate",
        "kosten",
    ),
    "owner_share": ("owner_share", "owner's_share", "owners_share", "owner", "share", "anteil"),
}
BY_HEADING = {heading: name for name, headings in HEADINGS.items() for heading in headings}
SEPARATORS = "\t;,"
MOST_ROWS = 1000
MOST_CHARACTERS = 500_000
CANDIDATES = 5
FIELDS = {item.name: item for item in PROCESSES.fields}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A kind of work that a row may mean: key of the catalogue or code of an occupation, and its name."""

    key: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedRow:
    """One row: its cells as they were given, what they tell, and what is wrong with which."""

    number: int
    """Its line among the rows with content, from 1; the headings do not count."""
    cells: Mapping[str, str]
    told: Mapping[str, Any]
    """Plain values of a process, without those that are wrong."""
    faults: Mapping[str, Fault]
    candidates: tuple[Candidate, ...] = ()

    @property
    def is_right(self) -> bool:
        """True where nothing is wrong."""
        return not self.faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """All rows of a pasted text, and the columns that say nothing to us."""

    rows: tuple[PastedRow, ...]
    ignored: tuple[str, ...] = ()
    headings: tuple[str, ...] = field(default=COLUMNS)

    @property
    def right(self) -> tuple[PastedRow, ...]:
        """The rows that can be added."""
        return tuple(row for row in self.rows if row.is_right)

    @property
    def wrong(self) -> tuple[PastedRow, ...]:
        """The rows that need mending."""
        return tuple(row for row in self.rows if not row.is_right)


def read_pasted(text: str, reference: Reference, *, chosen: Mapping[int, str] | None = None) -> Pasted:
    """Read the rows of `text`: cells parted by tabs, semicolons or commas, whichever its first line has.

    `chosen` tells for the number of a row which kind of work it is, where somebody has chosen one.
    What looks like a formula is text and stays so.

    Raises:
        InputError: the text is too long, or a quotation mark in it is never closed.
    """
    if len(text) > MOST_CHARACTERS:
        raise _refusal(
            say("is longer than {most:,} characters", most=MOST_CHARACTERS), say("Import it as a workbook")
        )
    grid = _grid(text)
    if len(grid) > MOST_ROWS:
        raise _refusal(
            say("has more than {most:,} rows", most=MOST_ROWS),
            say("Import it as a workbook, or paste a part"),
        )
    names, ignored = _headings(grid[0]) if grid else ((), ())
    body, names = (grid[1:], names) if names else (grid, COLUMNS)
    picked = chosen or {}
    rows = (
        _row(number, dict(zip(names, line, strict=False)), picked.get(number), reference)
        for number, line in enumerate(body, 1)
    )
    return Pasted(rows=tuple(rows), ignored=ignored)


def as_text(rows: Sequence[PastedRow]) -> str:
    """Return rows as text that can be mended and pasted again, headings first."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow([HEADINGS[name][0].replace("_", " ") for name in COLUMNS])
    writer.writerows([row.cells.get(name, "") for name in COLUMNS] for row in rows)
    return out.getvalue()


def _refusal(problem: str, remedy: str) -> InputError:
    return InputError([Fault("pasted text", problem, remedy)])


def _grid(text: str) -> list[list[str]]:
    """Return the cells of every line that is not empty."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = next((sign for sign in SEPARATORS if sign in first), "\t")
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        lines = [line.split(separator) for line in text.splitlines()]
    cells = ([unescaped(" ".join(cell.split())) for cell in line] for line in lines)
    return [line for line in cells if any(line)]


def _headings(line: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the field of each column and the headings that are unknown; nothing where it has no headings."""
    found = tuple(BY_HEADING.get(normal(cell), "") for cell in line)
    if "name" not in found:
        return (), ()
    once = tuple(name if name not in found[:place] else "" for place, name in enumerate(found))
    ignored = (cell for cell, name in zip(line, once, strict=True) if not name and cell)
    return tuple(name or f"column {place}" for place, name in enumerate(once)), tuple(ignored)


def _row(number: int, cells: Mapping[str, str], chosen: str | None, reference: Reference) -> PastedRow:
    given = {name: cells.get(name, "") for name in COLUMNS}
    raw: dict[str, Any] = {"name": given["name"]}
    faults: dict[str, Fault] = {}
    for name in ("hours_per_month", "home_cost_per_hour", "owner_share"):
        reader = read_share if name == "owner_share" else read_number
        if given[name]:
            number_told = reader(given[name])
            raw[name] = given[name] if number_told is None else number_told
    candidates = kinds_of_work(given["occupation"] or given["name"], reference)
    work = chosen or (candidates[0].key if candidates else "")
    if work:
        raw["occupation"] = work
    else:
        told = shown(given["occupation"] or given["name"])
        problem = say("{told} is no work that we know", told=told)
        faults["occupation"] = Fault("occupation", problem, say("Say it in other words"))
    told_values = _checked(raw, faults, reference)
    _check_hours(told_values, faults, reference)
    return PastedRow(
        number=number,
        cells=given,
        told=told_values,
        faults=faults,
        candidates=_with(candidates, work, reference),
    )


def _checked(raw: Mapping[str, Any], faults: dict[str, Fault], reference: Reference) -> dict[str, Any]:
    told = {}
    for name, value in raw.items():
        found: list[Fault] = []
        kind = FIELDS[name].kind
        read = kind.read(value, Place(where=name, faults=found), reference)
        if found:
            faults[name] = found[0]
        elif read is not WRONG:
            told[name] = kind.plain(read)
    return told


def _check_hours(told: Mapping[str, Any], faults: dict[str, Fault], reference: Reference) -> None:
    """Refuse a row without hours that no process of the catalogue tells, and more than a month has."""
    if "hours_per_month" in faults:
        return
    hours = told.get("hours_per_month")
    if hours is None and told.get("occupation") not in reference.catalogue:
        faults["hours_per_month"] = Fault("hours_per_month", say("is missing"), say("Give the hours a month"))
    elif hours is not None and hours > HOURS_OF_A_MONTH * 50:
        faults["hours_per_month"] = Fault(
            "hours_per_month",
            say("{hours:,g} is more than fifty people can work", hours=hours),
            say("Give the hours of one month"),
        )


def kinds_of_work(text: str, reference: Reference) -> tuple[Candidate, ...]:
    """Return the kinds of work that `text` may mean: ready processes, then occupations, likeliest first."""
    said = normal(text)
    if not said:
        return ()
    if text.strip() in reference.catalogue:
        return (Candidate(text.strip(), _called(reference.catalogue[text.strip()])),)
    ready = [
        Candidate(key, _called(process))
        for key, process in reference.catalogue.items()
        if said in map(normal, (_called(process), process.name, key.replace("-", " "), *process.also_called))
    ]
    found = find_occupations(reference, text, limit=CANDIDATES)
    return (*ready, *(Candidate(row.code, row.title) for row, _ in found))


def _called(process: CatalogueProcess) -> str:
    return word(process.name, PROCESS_NAME)


def _with(candidates: tuple[Candidate, ...], work: str, reference: Reference) -> tuple[Candidate, ...]:
    """Return the candidates with what was chosen among them."""
    if not work or any(candidate.key == work for candidate in candidates):
        return candidates
    ready, occupation = reference.catalogue.get(work), reference.occupations.get(work)
    name = _called(ready) if ready else occupation.title if occupation else ""
    return (Candidate(work, name), *candidates) if name else candidates
