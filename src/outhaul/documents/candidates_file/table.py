"""The bytes of a file as headings and rows of text; what could harm is refused before it is read."""

import csv
import io
import itertools
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from outhaul.documents.business_file.archive import damaged, has_formulas
from outhaul.documents.business_file.sheets import unescaped
from outhaul.documents.business_file.source import check_size
from outhaul.documents.candidates_file.cells import as_text
from outhaul.documents.candidates_file.headings import BY_HEADING, guessed
from outhaul.faults import Fault, InputError

MOST_ROWS = 20_000
MOST_COLUMNS = 60
LONGEST_CELL = 20_000
HEADING_ROWS = 10
"""Headings stand in one of the first rows; what is above them is for people."""
SEPARATORS = ",;\t|"
ENCODINGS = ("utf-8-sig", "cp1252")
"""UTF-8 first; older spreadsheet programs write the other one."""
WORKBOOK = b"PK"

Line = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What a file holds."""

    headings: Line
    rows: tuple[Line, ...]
    """Each as long as the headings."""
    numbers: tuple[int, ...]
    """For each row its number in the file, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a table is about: its things, two headings that it has, and plain heading -> field."""

    things: str = "candidates"
    such_as: str = "Name and E-mail"
    known: Mapping[str, str] = field(default_factory=lambda: BY_HEADING)


CANDIDATES = Kind()


def read_table(data: bytes, name: str, kind: Kind = CANDIDATES) -> Table:
    """Return the headings and the rows of the file `name` (CSV or XLSX); empty rows are left out.

    Raises:
        InputError: the file is too large, damaged, unsafe, or holds no rows.
    """
    check_size(len(data), name)
    is_workbook = data.startswith(WORKBOOK) or name.lower().endswith((".xlsx", ".xls", ".ods"))
    grid = _workbook(data, name) if is_workbook else _text(data, name)
    return _table(grid, name, kind)


def _table(grid: Sequence[Sequence[str]], name: str, kind: Kind) -> Table:
    top = _heading_row(grid, kind)
    body = [
        (number, line) for number, line in enumerate(grid[top + 1 :], top + 2) if any(map(str.strip, line))
    ]
    if not body:
        remedy = f"Give a row of headings, such as {kind.such_as}, and the {kind.things} in the rows below"
        raise _refusal(name, f"holds no {kind.things}", remedy)
    if len(body) > MOST_ROWS:
        raise _refusal(name, f"has more than {MOST_ROWS:,} rows", "Bring it in two parts")
    width = len(grid[top])
    return Table(
        headings=tuple(" ".join(cell.split())[:80] for cell in grid[top]),
        rows=tuple(
            tuple(itertools.islice(itertools.chain(line, itertools.repeat("")), width)) for _, line in body
        ),
        numbers=tuple(number for number, _ in body),
    )


def _heading_row(grid: Sequence[Sequence[str]], kind: Kind) -> int:
    """Return the place of the row that names most columns, the first where none does."""
    counts = [len(guessed(line, kind.known)) for line in grid[:HEADING_ROWS]]
    return counts.index(max(counts)) if counts else 0


def _text(data: bytes, name: str) -> list[Line]:
    if b"\0" in data:
        raise _refusal(name, "is no text", "Save it as CSV (UTF-8) or as .xlsx")
    text = _decoded(data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    csv.field_size_limit(LONGEST_CELL)
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return [_cells(line) for line in itertools.islice(lines, MOST_ROWS + HEADING_ROWS + 2)]
    except csv.Error as error:
        remedy = "Open it in your spreadsheet program and save it as CSV (UTF-8) or .xlsx"
        raise _refusal(name, f"is not a table ({error})", remedy) from error


def _decoded(data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _workbook(data: bytes, name: str) -> list[Line]:
    from openpyxl import load_workbook  # noqa: PLC0415 -- slow to import

    has_formulas(data, name)  # refuses what unpacks to too much or declares entities
    try:
        with warnings.catch_warnings(action="ignore"):  # about looks that do not concern us
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                rows = book.worksheets[0].iter_rows(max_col=MOST_COLUMNS, values_only=True)
                kept = itertools.islice(rows, MOST_ROWS + HEADING_ROWS + 2)
                return [_cells(as_text(cell) for cell in row) for row in kept]
            finally:
                book.close()
    except Exception as error:
        raise damaged(name) from error


def _cells(line: Iterable[str]) -> Line:
    cells = [unescaped(cell)[:LONGEST_CELL] for cell in itertools.islice(line, MOST_COLUMNS)]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _refusal(name: str, problem: str, remedy: str) -> InputError:
    return InputError([Fault(name, problem, remedy)])
