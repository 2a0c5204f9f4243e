"""What a plan decides on each process, each manager and each tool, as it is reported."""

from collections.abc import Mapping

from outhaul.engine import manage, pay
from outhaul.engine.explain.places import option_reports
from outhaul.engine.explain.reasons import reasons
from outhaul.engine.plan.choices import PILOT_SHARE, Choices
from outhaul.engine.plan.groundwork import Groundwork
from outhaul.engine.plan.options import tools_needed
from outhaul.engine.plan.portfolio import Decided
from outhaul.engine.plan.solution import Figures
from outhaul.engine.report import (
    Decision,
    ManagerReport,
    OverlapReport,
    ProcessReport,
    RateReport,
    ToolReport,
    Waterfall,
)
from outhaul.engine.risk.paths import Simulation


def process_reports(
    work: Groundwork, plan: tuple[Decided, ...], simulation: Simulation
) -> tuple[ProcessReport, ...]:
    """Return one report a process, in the order of the file."""
    return tuple(_process(work, one, simulation) for one in plan)


def decision_of(one: Decided, choices: Choices) -> Decision:
    """Return what is done with a process."""
    if one.handed_out:
        return "pilot" if choices.share == PILOT_SHARE else "hand_out"
    return "prepare" if choices.verdict.class_ == "PREPARE" else "keep"


def _process(work: Groundwork, one: Decided, simulation: Simulation) -> ProcessReport:
    choices = work.choices[one.process]
    process = choices.process
    waterfall = simulation.waterfalls[process.id]
    now = simulation.costs_now[process.id]
    return ProcessReport(
        id=process.id,
        name=process.name,
        verdict=choices.verdict,
        decision=decision_of(one, choices),
        country=one.option.country,
        manager=one.manager.id,
        rate=_rate(one, choices),
        overlap_hours=_overlap(one),
        manager_hours_per_month=one.option.load,
        owner_hours_freed_per_month=one.option.owner_hours_freed,
        cost_now=now,
        monthly_cost=Waterfall(**waterfall),
        reasons=reasons(work, one, waterfall, now),
        options=option_reports(work, one.process, one.manager.cost_per_hour),
        hours_per_month=process.hours_per_month,
        owner_hours_now=process.owner_share * process.hours_per_month * float(one.option.terms.bias),
    )


def _rate(one: Decided, choices: Choices) -> RateReport | None:
    place = one.option.place
    if place is None or place.market is None or place.band is None:
        return None
    return RateReport(
        hourly=one.option.rate,
        market_median=place.market.hourly,
        band=(place.band.low, place.band.high),
        percentile=pay.percentile(place.market, one.option.rate),
        grade=place.market.grade,
        sd_ln_median=place.market.sd_median,
        sd_ln_individual=place.market.sd_individual,
        home_hourly=choices.home_rate,
    )


def _overlap(one: Decided) -> OverlapReport | None:
    place = one.option.place
    return OverlapReport(min=place.fit.overlap.min, mean=place.fit.overlap.mean) if place else None


def manager_reports(
    work: Groundwork, plan: tuple[Decided, ...], figures: Figures
) -> tuple[ManagerReport, ...]:
    """Return the load of every own manager and of those whom the plan hires."""
    rows = []
    for number, candidate in enumerate(work.candidates):
        if candidate.hireable and not figures.hired[number]:
            continue
        own = [one for one in plan if one.candidate == number]
        rows.append(
            ManagerReport(
                id=candidate.manager.id,
                name=candidate.manager.name,
                hours_used=sum(one.option.load for one in own),
                hours_free=candidate.manager.free_hours_per_month,
                engagements=sum(one.handed_out for one in own),
                span=manage.span(candidate.manager, work.outlook.assumptions),
                train=bool(figures.trained[number]),
                hire=candidate.hireable,
            )
        )
    return tuple(rows)


def tool_reports(work: Groundwork, plan: tuple[Decided, ...]) -> tuple[ToolReport, ...]:
    """Return the tools that the handed-out work needs, with a seat for each contractor (§PLAN-6)."""
    business = work.outlook.business
    seats: Mapping[str, int] = {
        tool.id: sum(
            one.option.contractors
            for one in plan
            if one.handed_out and tool in tools_needed(business, work.choices[one.process].process.id)
        )
        for tool in business.tools
    }
    return tuple(
        ToolReport(
            id=tool.id,
            name=tool.name,
            seats=seats[tool.id],
            monthly=tool.fixed_cost_per_month + seats[tool.id] * tool.cost_per_seat_per_month,
            capital=tool.capital_cost,
        )
        for tool in business.tools
        if seats[tool.id]
    )
