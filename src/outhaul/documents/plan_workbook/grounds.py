"""The sheets of what a plan rests on: assumptions, what they could change, what limits it."""

from outhaul.documents.plan_workbook.table import HOURS, MONEY, NAME, WIDE, Column, Sheet
from outhaul.engine.report import PlanReport
from outhaul.wording import sentences


def sensitivity(report: PlanReport) -> Sheet:
    """Return what the plan is worth with one assumption low or high."""
    columns = (
        Column("Assumption", width=60),
        Column("Name", width=22),
        Column("Low value"),
        Column("High value"),
        Column("Worth at the low value", MONEY),
        Column("Worth at the high value", MONEY),
    )
    rows = (
        (bar.meaning, bar.name, bar.low_value, bar.high_value, bar.npv_at_low, bar.npv_at_high)
        for bar in report.tornado
    )
    return Sheet("Sensitivity", columns, tuple(rows))


def turning_points(report: PlanReport) -> Sheet:
    """Return at which value of an assumption a decision would turn."""
    columns = (
        Column("Process", width=NAME),
        Column("Assumption", width=22),
        Column("Value now"),
        Column("Turns at"),
        Column("Then", width=22),
        Column("In words", width=WIDE),
    )
    names, numbers = sentences.process_names(report), sentences.numbers_of(report)
    rows = (
        (
            names.get(flip.process, flip.process),
            flip.parameter,
            flip.value,
            flip.flips_at,
            flip.to,
            sentences.flip_sentence(flip, report, numbers),
        )
        for flip in report.flips
    )
    return Sheet("Turning points", columns, tuple(rows))


def limits(report: PlanReport) -> Sheet:
    """Return what holds the plan back, and what more of it is worth."""
    columns = (
        Column("Limit", width=44),
        Column("Used", HOURS),
        Column("Available", HOURS),
        Column("One step more is", HOURS),
        Column("Which is worth", MONEY),
    )
    rows = ((item.limit, item.used, item.available, item.one_more, item.worth) for item in report.limits)
    return Sheet("Limits", columns, tuple(rows))


def assumptions(report: PlanReport) -> Sheet:
    """Return every assumption with its range and parent."""
    columns = (
        Column("Assumption", width=60),
        Column("Name", width=22),
        Column("Value"),
        Column("From"),
        Column("To"),
        Column("Unit", width=20),
        Column("Kind"),
        Column("Source", width=WIDE),
    )
    rows = (
        (item.meaning, item.name, item.value, item.low, item.high, item.unit, item.kind, item.source)
        for item in report.assumptions
    )
    return Sheet("Assumptions", columns, tuple(rows))
