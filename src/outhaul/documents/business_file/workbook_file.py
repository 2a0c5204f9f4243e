"""The business file as a workbook, one sheet a table; values only, never formulas."""

import io
import itertools
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from openpyxl import load_workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from outhaul.documents.business_file.archive import damaged, has_formulas
from outhaul.documents.business_file.near import did_you_mean
from outhaul.documents.business_file.place import Place, shown
from outhaul.documents.business_file.rows import Content, Row, unknown
from outhaul.documents.business_file.sheets import (
    LISTS,
    READ_ME,
    SETTING,
    Column,
    columns,
    from_cells,
    normal,
    place_names,
    unescaped,
)
from outhaul.documents.business_file.tables import TABLES, Table
from outhaul.faults import Fault
from outhaul.reference.tables import Reference

MOST_ROWS = 5_000
MOST_COLUMNS = 200
MOST_LANGUAGES = 40
HEADING_ROWS = 10
"""Headings stand in one of the first rows; what is above them is for people."""

TITLES = {normal(table.sheet): table for table in TABLES}

Grid = Sequence[Sequence[object]]


@dataclass(frozen=True, slots=True)
class Unusable:
    """In place of a cell's value: the cell has none."""

    why: str

    def __str__(self) -> str:
        """Return what the cell holds instead."""
        return self.why


FORMULA = Unusable("a formula without a stored result")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; row and column 1 are the first."""

    title: str
    grid: Grid
    faults: list[Fault]

    @property
    def place(self) -> Place:
        """The sheet as a whole."""
        return Place(where=f"sheet {self.title}", faults=self.faults, joint=", ")

    def cell(self, row: int, column: int, name: str = "") -> str:
        """Return how a person finds a cell."""
        where = f"sheet {self.title}, cell {get_column_letter(column)}{row}"
        return f"{where} ({name})" if name else where

    def fault(self, row: int, column: int, problem: str, remedy: str) -> None:
        """Note that something is wrong with a cell."""
        self.faults.append(Fault(self.cell(row, column), problem, remedy))


def workbook_content(data: bytes, name: str, faults: list[Fault], reference: Reference) -> Content:
    """Return the rows of the workbook `name` that holds `data`; faults of its layout go to `faults`.

    Raises:
        InputError: the workbook is damaged, too large when unpacked, or unsafe.
    """
    rows: dict[str, tuple[Row, ...]] = {}
    for title, grid in _grids(data, name).items():
        table, sheet = TITLES.get(normal(title)), Sheet(title, grid, faults)
        if table is None:
            _check_title(sheet)
            continue
        _check_length(sheet)
        found = _rows(table, sheet, reference) if table.many else _lines(table, sheet, reference)
        rows[table.name] = tuple(found)
    return Content(rows, {table.name: Sheet(table.sheet, (), faults).place for table in TABLES})


def _grids(data: bytes, name: str) -> dict[str, Grid]:
    """Return title -> cells of every sheet, with FORMULA where a formula has no stored result."""
    formulas = has_formulas(data, name)
    try:
        with warnings.catch_warnings(action="ignore"):  # about looks that do not concern us
            values = _load(data, values=True)
            return _without_results(values, _load(data, values=False)) if formulas else values
    except Exception as error:
        raise damaged(name) from error


def _load(data: bytes, *, values: bool) -> dict[str, Grid]:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)
    try:
        return {sheet.title: _grid(sheet) for sheet in book.worksheets}
    finally:
        book.close()


def _grid(sheet: Worksheet) -> Grid:
    """Return the rows of a sheet of ours: up to MOST_ROWS, and the first further one that is not empty."""
    if normal(sheet.title) not in TITLES:
        return ()
    rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
    kept = tuple(itertools.islice(rows, MOST_ROWS))
    more = next((row for row in rows if row.count(None) < len(row)), None)
    return kept if more is None else (*kept, more)


def _without_results(values: Mapping[str, Grid], formulas: Mapping[str, Grid]) -> dict[str, Grid]:
    """Return `values` with FORMULA in each empty cell for which `formulas` holds something."""
    return {title: tuple(map(_without_result, grid, formulas[title])) for title, grid in values.items()}


def _without_result(values: Sequence[object], formulas: Sequence[object]) -> Sequence[object]:
    pairs = zip(values, formulas, strict=True)
    return tuple(FORMULA if value is None and formula is not None else value for value, formula in pairs)


def _check_title(sheet: Sheet) -> None:
    """Refuse a sheet that seems to be one of ours misspelt; other sheets are the owner's own."""
    ours = {table.sheet: "" for table in TABLES} | {READ_ME: "", LISTS: ""}
    remedy = did_you_mean(sheet.title, ours, "")
    if remedy and sheet.title not in ours:
        sheet.place.fault("is not a sheet of a business workbook", remedy)


def _check_length(sheet: Sheet) -> None:
    if len(sheet.grid) > MOST_ROWS:
        sheet.place.fault(f"has more than {MOST_ROWS:,} rows", "Leave out what is not needed")


def _rows(table: Table, sheet: Sheet, reference: Reference) -> Iterator[Row]:
    """Yield a row for each line below the headings that is not empty."""
    known = {normal(column.heading): column for column in columns(table, languages=MOST_LANGUAGES)}
    top = _heading_row(sheet, known)
    headed = _headed(table, sheet, top, known) if top else {}
    for number, line in enumerate(sheet.grid[top:] if top else (), top + 1):
        found = {column: _value(line[place - 1]) for place, column in headed.items()}
        where = {column: (number, place) for place, column in headed.items()}
        if any(value is not None for value in found.values()):
            place = Place(where=f"sheet {sheet.title}, row {number}", faults=sheet.faults, joint=", column ")
            yield _row(sheet, place, found, where, reference)


def _heading_row(sheet: Sheet, known: Mapping[str, Column]) -> int:
    """Return the number of the row with the headings, 0 for an empty sheet or one without."""
    counts = [sum(normal(cell) in known for cell in line) for line in sheet.grid[:HEADING_ROWS]]
    if any(counts):
        return counts.index(max(counts)) + 1
    if any(cell is not None for line in sheet.grid for cell in line):
        first = ", ".join(column.heading for column in list(known.values())[:3])
        sheet.place.fault("has no headings", f"Head the columns {first} and so on, as the template does")
    return 0


def _headed(table: Table, sheet: Sheet, top: int, known: Mapping[str, Column]) -> dict[int, Column]:
    """Return number -> column of the headings in row `top`; unknown and repeated ones are faults."""
    headed: dict[int, Column] = {}
    for place, cell in enumerate(sheet.grid[top - 1], 1):
        column = known.get(normal(cell))
        if column is None and cell is not None:
            sheet.fault(top, place, f"{shown(cell)} is not a column of this sheet", unknown(str(cell), table))
        elif column in headed.values():
            sheet.fault(top, place, f"{shown(cell)} stands twice", "Take one of the two columns out")
        elif column is not None:
            headed[place] = column
    return headed


def _lines(table: Table, sheet: Sheet, reference: Reference) -> Iterator[Row]:
    """Yield the one row of a sheet with names in its first column and values in its second."""
    known = {normal(column.heading): column for column in columns(table, languages=MOST_LANGUAGES)}
    found: dict[Column, object] = {}
    where: dict[Column, tuple[int, int]] = {}
    for number, (label, cell, *_) in enumerate(sheet.grid, 1):
        column, value = known.get(normal(label)), _value(cell)
        if column in found:
            sheet.fault(number, 1, f"{shown(label)} stands twice", "Take one of the two lines out")
        elif column is not None:
            found[column], where[column] = value, (number, 2)
        elif value is not None and normal(label) != normal(SETTING):
            sheet.fault(number, 1, f"{shown(label)} is not {table.a_key}", unknown(str(label), table))
    yield _row(sheet, sheet.place, found, where, reference)


def _row(
    sheet: Sheet,
    place: Place,
    found: Mapping[Column, object],
    where: Mapping[Column, tuple[int, int]],
    reference: Reference,
) -> Row:
    """Return the row of the cells `found` by column; `where` they stand is row and column number."""
    cells = {
        column.path: column.kind.from_cell(value, reference)
        for column, value in found.items()
        if value is not None
    }
    names = {column.path: sheet.cell(*spot, column.heading) for column, spot in where.items()}
    row = from_cells(cells)
    named = replace(place, names=place_names(cells, names))
    return Row(named.of(row["id"]) if isinstance(row.get("id"), str) else named, row)


def _value(cell: object) -> object:
    """Return what a cell holds: None for an empty one, text as it was before it was escaped."""
    if not isinstance(cell, str):
        return cell
    if cell in ERROR_CODES:
        return Unusable(f"{cell}, the error of a formula,")
    return unescaped(cell) if cell.strip() else None
