"""The outcomes of a sweep as a workbook, written row by row: memory does not grow with the businesses."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from outhaul.documents.business_file.sheets import escaped
from outhaul.documents.plan_workbook.table import COUNT, HOURS, MONEY, NAME, NARROW, SHARE, WIDE, Column
from outhaul.documents.workbook.looks import HEADING, PAPER, RULE, WRAPPED
from outhaul.sweep.outcome import Outcome, is_planned

Row = tuple[object, ...]

BUSINESSES = (
    Column("File", width=NAME),
    Column("Business", width=NAME),
    Column("Country", width=NARROW),
    Column("Currency", width=NARROW),
    Column("Status", width=NARROW),
    Column("Gap", "0.000%", NARROW),
    Column("Owner's hours freed a month", HOURS),
    Column("Saving by the bare rates", SHARE),
    Column("True saving", SHARE),
    Column("Worth, mean", MONEY),
    Column("Worth, 1 in 20 below", MONEY),
    Column("Worth, 1 in 20 above", MONEY),
    Column("Chance of losing money", SHARE),
    Column("Months to pay back", HOURS),
    Column("Mean loss in the worst 5 %", MONEY),
    Column("Capital needed", MONEY),
    Column("Cost a month now", MONEY),
    Column("Cost a month planned", MONEY),
    Column("Processes", COUNT, NARROW),
    Column("Handed out", COUNT, NARROW),
    Column("What goes where", width=WIDE),
    Column("What is in the way", width=WIDE),
)
FAULTS = (
    Column("File", width=NAME),
    Column("Where", width=NAME),
    Column("What is wrong", width=WIDE),
    Column("What would be right", width=WIDE),
)
OUT = ("hand_out", "pilot")
"""Decisions by which work leaves the house."""


def write(path: Path, outcomes: Callable[[], Iterable[Outcome]]) -> None:
    """Write a workbook to `path`: a row for each business, and a sheet of what could not be planned.

    `outcomes` is called once for each sheet.
    """
    book = Workbook(write_only=True)
    _write(book, "Businesses", BUSINESSES, (row for found in outcomes() for row in [_business(found)]))
    _write(book, "Not planned", FAULTS, (row for found in outcomes() for row in _faults(found)))
    book.properties.creator, book.properties.title = "Outhaul", "Plans of many businesses"
    book.save(path)


def _business(found: Outcome) -> Row:
    out = [process for process in found.processes if process.decision in OUT]
    names = (found.file, found.business, found.country, found.currency, found.status, found.gap)
    where = "; ".join(f"{process.name}: {process.country}" for process in out)
    told = [*found.obstacles, *map(str, found.faults)]
    counts = (len(found.processes), len(out)) if is_planned(found.status) else (None, None)
    return (*names, *_headline(found), *counts, where or None, " ".join(told) or None)


def _headline(found: Outcome) -> Row:
    head = found.headline
    if head is None:
        return (None,) * 12
    return (
        head.owner_hours_freed_per_month,
        head.headline_saving,
        head.true_saving,
        head.npv.mean,
        head.npv.p5,
        head.npv.p95,
        head.p_loss,
        head.payback_months.p50,
        head.cvar95,
        head.capital_needed,
        head.monthly_cost_now,
        head.monthly_cost_planned,
    )


def _faults(found: Outcome) -> Iterator[Row]:
    return ((found.file, fault.where, fault.problem, fault.remedy) for fault in found.faults)


def _write(book: Workbook, title: str, columns: tuple[Column, ...], rows: Iterable[Row]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    heads = [WriteOnlyCell(sheet, column.heading) for column in columns]
    for head in heads:
        head.font, head.fill, head.border, head.alignment = HEADING, PAPER, RULE, WRAPPED
    sheet.append(heads)
    last = 1
    for row in rows:
        sheet.append([_cell(sheet, value, column) for value, column in zip(row, columns, strict=True)])
        last += 1
    if last > 1:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"


def _cell(sheet: Any, value: Any, column: Column) -> object:  # noqa: ANN401 -- openpyxl's sheet, any value
    if isinstance(value, str):
        return escaped(value)
    if value is None:
        return None
    cell = WriteOnlyCell(sheet, value)
    cell.number_format = column.form
    return cell
