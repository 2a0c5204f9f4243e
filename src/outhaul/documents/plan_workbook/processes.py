"""The sheets of the processes, and of every place where one could go."""

from outhaul.documents.plan_workbook.table import (
    HOURS,
    MONEY,
    NAME,
    NARROW,
    PRICE,
    SCORE,
    SHARE,
    WIDE,
    Column,
    Sheet,
)
from outhaul.engine.report import PlanReport, ProcessReport, RateReport
from outhaul.wording import sentences, work
from outhaul.wording.places import country_name

PROCESS_COLUMNS = (
    Column("Process", width=NAME),
    Column("Id"),
    Column("Decision", width=22),
    Column("Country", width=NARROW),
    Column("Manager"),
    Column("Hours a month", HOURS),
    Column("Owner's hours of it now", HOURS),
    Column("Owner's hours freed", HOURS),
    Column("Manager's hours", HOURS),
    Column("Cost a month now", MONEY),
    Column("True cost a month then", MONEY),
    *(Column(name, MONEY) for name in work.COMPONENTS.values()),
    Column("Rate an hour", PRICE),
    Column("Fair from", PRICE),
    Column("Fair to", PRICE),
    Column("Market median", PRICE),
    Column("Rate's percentile", SHARE),
    Column("Grade", width=NARROW),
    Column("Spread of the median, ln", SCORE),
    Column("Spread of rates, ln", SCORE),
    Column("Rate at home", PRICE),
    Column("Shared hours a day, least", HOURS),
    Column("Shared hours a day, mean", HOURS),
    Column("Scope verdict", width=22),
    Column("Core score K", SCORE),
    Column("Manageable score M", SCORE),
    Column("Robust", SHARE),
    Column("At best", width=22),
    Column("At worst", width=22),
    Column("Why", width=WIDE),
)


def processes(report: PlanReport) -> Sheet:
    """Return the decision on every process, with its hours, costs, rate, overlap and verdict."""
    names = sentences.manager_names(report)
    rows = (_process(process, names.get(process.manager, process.manager)) for process in report.processes)
    return Sheet("Processes", PROCESS_COLUMNS, tuple(rows))


def _process(process: ProcessReport, manager: str) -> tuple[object, ...]:
    shared, verdict = process.overlap_hours, process.verdict
    return (
        process.name,
        process.id,
        work.DECISIONS[process.decision],
        process.country,
        manager,
        process.hours_per_month,
        process.owner_hours_now,
        process.owner_hours_freed_per_month,
        process.manager_hours_per_month,
        process.cost_now,
        work.total(process.monthly_cost),
        *(getattr(process.monthly_cost, name) for name in work.COMPONENTS),
        *_rate(process.rate),
        *((shared.min, shared.mean) if shared else (None, None)),
        verdict.class_,
        verdict.K,
        verdict.M,
        verdict.robust,
        verdict.best,
        verdict.worst,
        "\n".join(process.reasons),
    )


def _rate(rate: RateReport | None) -> tuple[object, ...]:
    if rate is None:
        return (None,) * 9
    return (
        rate.hourly,
        *rate.band,
        rate.market_median,
        rate.percentile,
        rate.grade,
        rate.sd_ln_median,
        rate.sd_ln_individual,
        rate.home_hourly,
    )


def places(report: PlanReport) -> Sheet:
    """Return every place of every process: what it would cost, or what excludes it."""
    columns = (
        Column("Process", width=NAME),
        Column("Country", width=22),
        Column("Code", width=NARROW),
        Column("Rate an hour", PRICE),
        Column("True cost of an accepted hour", PRICE),
        Column(f"Cost over {report.horizon_months} months", MONEY),
        Column("Manager's hours a month", HOURS),
        Column("Money needed up front", MONEY),
        Column("Excluded by", width=WIDE),
    )
    rows = (
        (
            process.name,
            country_name(option.country),
            option.country,
            option.rate_hourly,
            option.true_cost_per_accepted_hour,
            option.npv_cost,
            option.manager_hours,
            option.capital,
            option.excluded_by,
        )
        for process in report.processes
        for option in process.options
    )
    return Sheet("Places", columns, tuple(rows), frozen=2)
