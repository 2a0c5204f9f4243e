"""Every figure of a plan as a workbook: numbers as numbers, one sheet a question, no formulas."""

import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from outhaul.documents.business_file.sheets import escaped
from outhaul.documents.plan_workbook import answer, grounds, needs, processes
from outhaul.documents.plan_workbook.table import Figure, Sheet
from outhaul.documents.workbook.looks import HEADING, PAPER, RULE, WRAPPED
from outhaul.engine.report import PlanReport

TOP = 1
"""Row of the headings."""
SHEETS = (
    answer.answer,
    processes.processes,
    processes.places,
    needs.managers,
    needs.tools,
    needs.guards,
    answer.alternatives,
    grounds.assumptions,
    answer.cash,
    grounds.sensitivity,
    grounds.turning_points,
    grounds.limits,
    needs.obstacles,
)
"""What makes each sheet, in order; one without rows keeps its headings."""


def render(report: PlanReport) -> bytes:
    """Return `report` as an XLSX workbook. A text that a program could run as a formula is escaped."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator, book.properties.title = "Outhaul", f"Plan for {report.business}"
    for sheet in (make(report) for make in SHEETS):
        _write(book.create_sheet(sheet.title), sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(page: Worksheet, sheet: Sheet) -> None:
    _write_headings(page, sheet)
    for number, row in enumerate(sheet.rows, TOP + 1):
        _write_row(page, number, row, [column.form for column in sheet.columns])
    page.freeze_panes = page.cell(TOP + 1, sheet.frozen + 1).coordinate
    if len(sheet.rows) > 1 and sheet.filtered:
        page.auto_filter.ref = page.dimensions
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = f"{TOP}:{TOP}"


def _write_headings(page: Worksheet, sheet: Sheet) -> None:
    for place, column in enumerate(sheet.columns, 1):
        cell = page.cell(TOP, place, escaped(column.heading))
        cell.font, cell.fill, cell.border, cell.alignment = HEADING, PAPER, RULE, WRAPPED
        page.column_dimensions[get_column_letter(place)].width = column.width


def _write_row(page: Worksheet, number: int, row: Sequence[object], forms: Iterable[str]) -> None:
    for place, (content, form) in enumerate(zip(row, forms, strict=True), 1):
        figure = content if isinstance(content, Figure) else Figure(content, form)
        if isinstance(figure.value, str):
            page.cell(number, place, escaped(figure.value)).alignment = WRAPPED
        elif figure.value is not None:
            page.cell(number, place, figure.value).number_format = figure.form
