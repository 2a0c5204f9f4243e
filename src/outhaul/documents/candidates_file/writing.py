"""Candidates as CSV or XLSX, which `read_table` and `read_rows` take back without loss."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from outhaul.documents.business_file.sheets import escaped
from outhaul.documents.candidates_file.cells import write_cell
from outhaul.documents.candidates_file.headings import HEADINGS
from outhaul.reference.tables import Reference

SHEET = "Candidates"
WIDE = ("languages", "skills", "links", "references", "about")
NUMBERS = ("rate", "hours_per_week")


def write_csv(candidates: Iterable[Mapping[str, Any]], reference: Reference) -> bytes:
    """Return a table in UTF-8 with its mark, so that a spreadsheet program reads it rightly."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADINGS.values())
    writer.writerows(_texts(told, reference) for told in candidates)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def write_xlsx(candidates: Iterable[Mapping[str, Any]], reference: Reference) -> bytes:
    """Return a workbook with one sheet; numbers are numbers, and nothing in it is a formula."""
    from openpyxl import Workbook  # noqa: PLC0415 -- slow to import
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 -- likewise

    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    for place, field in enumerate(HEADINGS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = 40 if field in WIDE else 18
    sheet.freeze_panes = "B2"
    sheet.append(list(HEADINGS.values()))
    for told in candidates:
        texts = zip(HEADINGS, _texts(told, reference), strict=True)
        sheet.append([told.get(field) if field in NUMBERS else text for field, text in texts])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_lines(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return any table as CSV, as `write_csv` does."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([escaped(cell) for cell in headings])
    writer.writerows([escaped(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _texts(told: Mapping[str, Any], reference: Reference) -> list[str]:
    return [escaped(write_cell(field, told.get(field), reference)) for field in HEADINGS]
