"""The business workbook: sheets with explanations, drop-down lists and formats, empty or filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from outhaul.documents.business_file.compounds import Answer
from outhaul.documents.business_file.plain import PlainRows, plain_rows
from outhaul.documents.business_file.sheets import SECOND, SETTING, Column, columns, escaped, to_cells
from outhaul.documents.business_file.tables import ASSUMPTIONS, TABLES, Table
from outhaul.documents.workbook.guides import Lists, guide
from outhaul.documents.workbook.looks import (
    HEADING,
    PAPER,
    QUIET,
    RULE,
    WRAPPED,
    cell_format,
    width,
    write_welcome,
)
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Business
from outhaul.reference.tables import Reference

ROWS_TO_FILL = 200
"""Rows of each sheet that have drop-down lists and limits."""
TOP = 2
"""Row of the headings on a sheet with a row each; the explanations stand above."""

Cells = Mapping[str, Any]


def write_workbook(business: Business | None, path: Path, reference: Reference) -> None:
    """Write a workbook to `path`: that of `business`, or an empty one to fill in.

    `outhaul.documents.business_file.read` takes it back without loss.
    """
    write_rows(plain_rows(business) if business else {}, path, reference)


def write_rows(rows: PlainRows, target: Path | BinaryIO, reference: Reference) -> None:
    """Write a workbook of plain rows by table to `target`."""
    book = Workbook()
    write_welcome(book.worksheets[0])
    lists = Lists(book)
    for table in TABLES:
        cells = [to_cells(table, row, reference) for row in rows.get(table.name, ())]
        sheet = book.create_sheet(table.sheet)
        if table.many:
            _write_table(sheet, table, cells, lists, reference)
        else:
            _write_lines(sheet, table, cells[0] if cells else {}, lists, reference)
    lists.finish()
    book.save(target)


def _write_lines(sheet: Worksheet, table: Table, cells: Cells, lists: Lists, reference: Reference) -> None:
    """Write a sheet with a line a key: name, value, meaning, default."""
    headings, widths = [SETTING, "Value", "What it is", "If left empty"], [26, 30, 70, 44]
    if table is ASSUMPTIONS:
        headings, widths = [*headings, "From", "To", "Unit", "Source"], [*widths, 9, 9, 20, 60]
    _write_headings(sheet, 1, headings, widths)
    for number, column in enumerate(columns(table, languages=_languages([cells])), 2):
        _put(sheet, number, 1, column.heading).font = HEADING
        value = _put(sheet, number, 2, cells.get(column.path))
        value.number_format, value.fill = cell_format(column), PAPER
        guide(sheet, f"B{number}", column, lists, reference)
        for place, text in enumerate(_explained(table, column), 3):
            cell = _put(sheet, number, place, text)
            cell.font, cell.alignment = QUIET, WRAPPED
    sheet.freeze_panes = "C2"


def _write_table(
    sheet: Worksheet, table: Table, rows: Sequence[Cells], lists: Lists, reference: Reference
) -> None:
    """Write a sheet with a row each: explanations, headings, then the rows."""
    shown = columns(table, languages=_languages(rows))
    _write_headings(sheet, TOP, [column.heading for column in shown], [width(column) for column in shown])
    sheet.row_dimensions[1].height = 120
    last = TOP + max(ROWS_TO_FILL, len(rows))
    for place, column in enumerate(shown, 1):
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].number_format = cell_format(column)
        explanation = _put(sheet, 1, place, _explanation(table, column))
        explanation.font, explanation.alignment = QUIET, WRAPPED
        guide(sheet, f"{letter}{TOP + 1}:{letter}{last}", column, lists, reference)
        for number, cells in enumerate(rows, TOP + 1):
            _put(sheet, number, place, cells.get(column.path)).number_format = cell_format(column)
    _fold(sheet, shown, rows)
    sheet.freeze_panes = f"C{TOP + 1}"


def _fold(sheet: Worksheet, shown: Sequence[Column], rows: Sequence[Cells]) -> None:
    """Fold the columns for a second person's answers; closed where nobody has filled them in."""
    second = {column.path: place for place, column in enumerate(shown, 1) if column.heading.endswith(SECOND)}
    if second:
        first, last = get_column_letter(min(second.values())), get_column_letter(max(second.values()))
        used = any(second.keys() & cells.keys() for cells in rows)
        sheet.column_dimensions.group(first, last, hidden=not used)


def _write_headings(sheet: Worksheet, row: int, headings: Sequence[str], widths: Sequence[int]) -> None:
    for place, (heading, wide) in enumerate(zip(headings, widths, strict=True), 1):
        cell = _put(sheet, row, place, heading)
        cell.font, cell.fill, cell.border = HEADING, PAPER, RULE
        sheet.column_dimensions[get_column_letter(place)].width = wide


def _put(sheet: Worksheet, row: int, column: int, content: Any) -> Any:  # noqa: ANN401 -- as openpyxl has it
    """Write `content`; a text that a program could run as a formula is escaped."""
    return sheet.cell(row, column, escaped(content) if isinstance(content, str) else content)


def _languages(rows: Sequence[Cells]) -> int:
    """Return how many pairs of language columns `rows` need; at least the usual number."""
    usual = max(_pair(column.path) for column in columns(TABLES[0]))
    return max([usual, *(_pair(path) for cells in rows for path in cells)])


def _pair(path: str) -> int:
    part = path.split(".")[1:2]
    return int(part[0]) if part and part[0].isdecimal() else 0


def _explanation(table: Table, column: Column) -> str:
    if isinstance(column.kind, Answer):
        return column.kind.question.text
    needed = "Required" if column.field.name in table.required() else f"Else: {_otherwise(table, column)}"
    return f"{column.field.meaning}. {needed}."


def _explained(table: Table, column: Column) -> Sequence[object]:
    """Return meaning and default of a line, and the range and source of an assumption."""
    told = (column.field.meaning, _otherwise(table, column))
    if table is not ASSUMPTIONS:
        return told
    metadata = next(item.metadata for item in fields(Assumptions) if item.name == column.field.name)
    return (*told, *(metadata[key] for key in ("low", "high", "unit", "source")))


def _otherwise(table: Table, column: Column) -> object:
    """Return what counts where nothing is filled in."""
    field = column.field
    if field.name in table.required():
        return "required"
    default = table.defaults().get(field.name)
    if field.otherwise or default is None:
        return field.otherwise
    return _as_text(field.kind.plain(default))


def _as_text(plain: object) -> object:
    match plain:
        case bool():
            return "yes" if plain else "no"
        case list():
            return "-".join(plain) or "none"
        case dict():
            return "none"
        case _:
            return plain
