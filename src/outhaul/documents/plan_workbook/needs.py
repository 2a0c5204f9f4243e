"""The sheets of what a plan needs and what watches it: managers, tools, guards, what is in the way."""

from outhaul.documents.plan_workbook.table import (
    COUNT,
    HOURS,
    MONEY,
    NAME,
    NARROW,
    PRICE,
    WIDE,
    Column,
    Sheet,
)
from outhaul.engine.report import PlanReport
from outhaul.wording import findings, sentences


def managers(report: PlanReport) -> Sheet:
    """Return what each manager carries."""
    columns = (
        Column("Manager", width=NAME),
        Column("Id"),
        Column("Hours used a month", HOURS),
        Column("Hours free a month", HOURS),
        Column("Contractors", COUNT),
        Column("Contractors at most", COUNT),
        Column("Train first"),
        Column("Hire"),
    )
    rows = (
        (
            item.name,
            item.id,
            item.hours_used,
            item.hours_free,
            item.engagements,
            item.span,
            _yes(item.train),
            _yes(item.hire),
        )
        for item in report.managers
    )
    return Sheet("Managers", columns, tuple(rows))


def tools(report: PlanReport) -> Sheet:
    """Return the tools that the plan needs."""
    columns = (
        Column("Tool", width=NAME),
        Column("Id"),
        Column("Seats", COUNT),
        Column("Cost a month", PRICE),
        Column("Once", MONEY),
    )
    rows = ((tool.name, tool.id, tool.seats, tool.monthly, tool.capital) for tool in report.tools)
    return Sheet("Tools", columns, tuple(rows))


def guards(report: PlanReport) -> Sheet:
    """Return all that the guards answered, with the figures behind it in pairs of columns."""
    pairs = max((len(verdict.figures) for verdict in report.guards), default=0)
    names = sentences.process_names(report)
    columns = (
        Column("Guard", width=NARROW),
        Column("Answer", width=NARROW),
        Column("Rule", width=NARROW),
        Column("About", width=NAME),
        Column("Reason", width=WIDE),
        Column("What would mend it", width=WIDE),
        Column("By law", width=NARROW),
        *(
            column
            for number in range(1, pairs + 1)
            for column in (Column(f"Figure {number}"), Column(f"Value {number}"))
        ),
    )
    rows = (
        (
            verdict.guard.value,
            findings.ANSWERS[verdict.answer],
            verdict.rule,
            names.get(verdict.process, verdict.process) if verdict.process else "The plan",
            verdict.reason,
            verdict.fix,
            _yes(verdict.legal),
            *(part for pair in verdict.figures.items() for part in pair),
            *(None,) * 2 * (pairs - len(verdict.figures)),
        )
        for verdict in report.guards
    )
    return Sheet("Guards", columns, tuple(rows), frozen=2)


def obstacles(report: PlanReport) -> Sheet:
    """Return what keeps the business from having a plan."""
    columns = (
        Column("What is in the way", width=WIDE),
        Column("Missing", HOURS),
        Column("Unit"),
        Column("What would mend it", width=WIDE),
    )
    rows = ((item.what, item.missing, item.unit, item.fix) for item in report.obstacles)
    return Sheet("In the way", columns, tuple(rows))


def _yes(value: bool) -> str:  # noqa: FBT001 -- written out
    return "yes" if value else "no"
