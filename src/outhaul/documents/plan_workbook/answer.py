"""The sheet of the answer in figures, and those of the plan's alternatives and money by month."""

from collections.abc import Iterator
from dataclasses import asdict

from outhaul.documents.plan_workbook.table import (
    COUNT,
    HOURS,
    MONEY,
    NAME,
    NARROW,
    PRICE,
    SHARE,
    WIDE,
    Column,
    Figure,
    Sheet,
)
from outhaul.engine.report import Headline, PlanReport
from outhaul.wording import sentences, summary
from outhaul.wording.places import country_name


def answer(report: PlanReport) -> Sheet:
    """Return the answer in figures, a line each."""
    return Sheet(
        "Summary",
        (Column("What", width=38), Column("Figure", width=24), Column("What it means", width=WIDE)),
        tuple(_summary_rows(report)),
        filtered=False,
    )


def _summary_rows(report: PlanReport) -> Iterator[tuple[object, ...]]:
    yield "The answer", None, summary.headline(report)
    yield "Business", report.business, None
    yield "Country", report.country, country_name(report.country)
    yield "Currency", report.currency, "Every amount in this workbook is in it"
    yield "Horizon, months", Figure(report.horizon_months, COUNT), None
    if report.capital_budget is not None:
        yield "Money that may be tied up", Figure(report.capital_budget, MONEY), None
    if report.headline is not None:
        yield from _headline_rows(report.headline)
    yield "Status", report.status, "Whether a better plan could exist"
    yield "Gap", Figure(report.gap, "0.000%"), "How much better a plan could be at most"
    yield "Simulated futures", Figure(report.scenarios, COUNT), None
    yield "Seed", Figure(report.seed, COUNT), "The same seed and inputs give the same plan"
    yield "Inputs (SHA-256)", report.inputs_sha256, None
    yield "Reference data (SHA-256)", report.reference_checksum, None
    yield "Made in, milliseconds", Figure(report.elapsed_ms, COUNT), None


def _headline_rows(head: Headline) -> Iterator[tuple[object, ...]]:
    yield "Owner's hours freed a month", Figure(head.owner_hours_freed_per_month, HOURS), None
    yield "Saving by the bare rates", Figure(head.headline_saving, SHARE), "Share of today's cost"
    yield "True saving", Figure(head.true_saving, SHARE), "Share of today's cost of what is handed out"
    yield "Worth, mean", Figure(head.npv.mean, MONEY), "Over the horizon, later money counted less"
    yield "Worth, 1 in 20 below", Figure(head.npv.p5, MONEY), None
    yield "Worth, middle", Figure(head.npv.p50, MONEY), None
    yield "Worth, 1 in 20 above", Figure(head.npv.p95, MONEY), None
    yield "Worth, standard error", Figure(head.npv.se, PRICE), "What more simulated futures could still move"
    yield "Chance of losing money", Figure(head.p_loss, SHARE), "P(loss)"
    yield "Chance of loss, standard error", Figure(head.p_loss_se, "0.00%"), None
    yield "Pays for itself, middle, months", Figure(head.payback_months.p50, HOURS), None
    yield "Pays for itself, 9 of 10, months", Figure(head.payback_months.p90, HOURS), None
    yield "Never pays for itself", Figure(head.payback_months.never, SHARE), "Share of futures"
    yield "Mean loss of the worst 1 in 20", Figure(head.cvar95, MONEY), "CVaR 95 %; positive is money lost"
    yield "Chance that cash falls short", Figure(head.p_cash_short, SHARE), None
    yield "Money needed up front", Figure(head.capital_needed, MONEY), None
    yield "Cost a month now", Figure(head.monthly_cost_now, MONEY), None
    yield "Cost a month as planned", Figure(head.monthly_cost_planned, MONEY), None


def alternatives(report: PlanReport) -> Sheet:
    """Return the other plans, with what each does with every process."""
    columns = (
        Column("Plan", width=NAME),
        Column("Worth, mean", MONEY),
        Column("Chance of losing money", SHARE),
        Column("Beats this plan", SHARE),
        Column("Owner's hours freed a month", HOURS),
        Column("What changes", width=WIDE),
        *(Column(process.name, width=22) for process in report.processes),
    )
    rows = (
        (
            sentences.alternative_name(other),
            other.npv_mean,
            other.p_loss,
            other.p_better,
            other.owner_hours_freed_per_month,
            "\n".join(other.changes),
            *(other.decisions.get(process.id) for process in report.processes),
        )
        for other in report.alternatives
    )
    return Sheet("Alternatives", columns, tuple(rows))


def cash(report: PlanReport) -> Sheet:
    """Return the money ahead of keeping the work, month by month."""
    columns = (
        Column("Month", COUNT, NARROW),
        Column("1 in 20 below", MONEY),
        Column("1 in 4 below", MONEY),
        Column("Middle", MONEY),
        Column("1 in 4 above", MONEY),
        Column("1 in 20 above", MONEY),
    )
    lines = asdict(report.fan).values() if report.fan else ()
    rows = ((month, *amounts) for month, amounts in enumerate(zip(*lines, strict=True)))
    return Sheet("Cash", columns, tuple(rows))
