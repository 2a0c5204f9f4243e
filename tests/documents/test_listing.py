"""A list as a file: opened again it says the same, and no cell is a formula."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from outhaul.documents.listing import DANGEROUS, csv_lines, harmless, workbook

HEADER = ("name", "rate", "from")
ROWS = (("Ana", Decimal("9.80"), date(2026, 12, 1)), ('=HYPERLINK("x")', None, None))


def test_a_table_opened_again_says_the_same() -> None:
    text = "".join(csv_lines(HEADER, ROWS))
    assert text.startswith("\ufeff")
    assert list(csv.reader(StringIO(text.removeprefix("\ufeff")))) == [
        ["name", "rate", "from"],
        ["Ana", "9.80", "2026-12-01"],
        ['\'=HYPERLINK("x")', "", ""],
    ]


def test_a_workbook_opened_again_says_the_same() -> None:
    moment = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
    sheet = load_workbook(BytesIO(workbook("People", HEADER, [*ROWS, ("Bo", 10, moment)]))).active
    assert sheet is not None
    assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("People", "A2", "A1:C4")
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["name", "rate", "from"],
        ["Ana", 9.8, datetime(2026, 12, 1)],  # noqa: DTZ001 -- a cell knows no zone
        ['\'=HYPERLINK("x")', None, None],
        ["Bo", 10, datetime(2026, 12, 1, 9, 30)],  # noqa: DTZ001 -- likewise
    ]


@given(st.text())
def test_no_text_is_taken_for_a_formula(text: str) -> None:
    told = harmless(text)
    assert isinstance(told, str)
    assert not told.startswith(DANGEROUS)
    assert told.removeprefix("'") == text.removeprefix("'")
