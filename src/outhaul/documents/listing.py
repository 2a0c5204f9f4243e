"""A list as a file for a spreadsheet: CSV or XLSX, in which no cell turns into a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

Cell = str | int | float | Decimal | date | bool | None

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that a spreadsheet takes for a formula."""


class _Line:
    """What `csv` writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Give the lines of a table, in UTF-8 with its mark, so that a spreadsheet reads it rightly."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(header)
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


def harmless(cell: Cell) -> Cell:
    """Return `cell` so that a spreadsheet takes it for text where it is text: a quote before a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell


def workbook(title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return the bytes of a workbook with one sheet: a head that stays in sight, filters, and the rows.

    Moments lose their zone, which a cell cannot hold; they are written as the caller gives them.
    """
    from openpyxl import Workbook  # noqa: PLC0415 -- half a second to import
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 -- likewise
    from openpyxl.styles import Font  # noqa: PLC0415 -- likewise
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- likewise

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    heads = []
    for number, name in enumerate(header, 1):
        sheet.column_dimensions[get_column_letter(number)].width = max(12, len(name) + 4)
        head = WriteOnlyCell(sheet, value=name)
        head.font = Font(bold=True)
        heads.append(head)
    sheet.append(heads)
    last = 1
    for row in rows:
        sheet.append([_cell(harmless(value)) for value in row])
        last += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(header)))}{last}"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _cell(value: Cell) -> Cell:
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value
