"""One process in words: the decision, its pay, its true cost, who looks after it."""

from collections.abc import Mapping
from dataclasses import dataclass

from outhaul.engine.report import Decision, PlanReport, ProcessReport, ScopeClass, Waterfall
from outhaul.engine.saying import Part
from outhaul.wording.numbers import Numbers, from_to, hours, plain_hours, share
from outhaul.wording.places import in_country
from outhaul.wording.tongue import later, said, word

DECISIONS: Mapping[Decision, str] = {
    "keep": later("Keep"),
    "hand_out": later("Hand out"),
    "pilot": later("Pilot"),
    "prepare": later("Prepare first"),
}

CLASSES: Mapping[ScopeClass, str] = {  # after "It"
    "ELIGIBLE": later("may go out"),
    "PILOT": later("may be tried, half of it at first"),
    "PREPARE": later("needs a written procedure first"),
    "KEEP_CORE": later("is what the business lives by"),
    "KEEP_UNMANAGEABLE": later("cannot be judged by its results"),
    "KEEP_LEGAL": later("has to stay by law"),
}

COMPONENTS: Mapping[str, str] = {
    "rate": later("The bare rate"),
    "fees": later("Fees and exchange"),
    "rework": later("Work done twice"),
    "ramp": later("Getting up to speed"),
    "management": later("Managers' time"),
    "tools": later("Tools"),
    "turnover": later("People leaving"),
    "setup": later("Setting up"),
    "kept": later("Part that stays"),
}
"""Parts of the true cost, in the order in which they add up."""

GRADES: Mapping[str, str] = {
    "A": later("a national figure"),
    "B": later("a national figure, converted"),
    "C": later("an estimate"),
    "D": later("an assumption"),
}


def decision(process: ProcessReport, home: str) -> str:
    """Return the decision and its place: "Hand out to the Philippines", "Keep"; `home` is the own country."""
    if process.decision not in {"hand_out", "pilot"} or process.country is None:
        return word(DECISIONS[process.decision])
    is_pilot, place = process.decision == "pilot", in_country(process.country)
    if process.country == home:
        return said("Pilot at home") if is_pilot else said("Hand out at home")
    return said("Pilot in {place}", place=place) if is_pilot else said("Hand out to {place}", place=place)


def components(monthly: Waterfall) -> tuple[tuple[str, float], ...]:
    """Return (name, amount) for each part of the monthly cost that is not zero, in order."""
    parts = ((name, float(getattr(monthly, name))) for name in COMPONENTS)
    return tuple((name, amount) for name, amount in parts if amount)


def total(monthly: Waterfall) -> float:
    """Return the true monthly cost: all parts together."""
    return sum(amount for _, amount in components(monthly))


def steering_sentence(process: ProcessReport, manager: str) -> str:
    """Return who looks after a process, with which hours of the own and of the common day."""
    told: dict[str, Part] = {"manager": manager, "hours": hours(process.manager_hours_per_month)}
    shared = process.overlap_hours
    if shared is None:
        return said("{manager} is accountable and spends {hours} a month on it.", **told)
    if shared.mean < 0.25:  # noqa: PLR2004 -- rounds to nothing
        return said(
            "{manager} is accountable and spends {hours} a month on it; no working hours are shared.", **told
        )
    told["common"] = from_to(plain_hours(shared.min), plain_hours(shared.mean))
    return said(
        "{manager} is accountable and spends {hours} a month on it; {common} working hours a day are shared.",
        **told,
    )


def band(process: ProcessReport, numbers: Numbers) -> str:
    """Return the fair band in words, or nothing for kept work."""
    if process.rate is None:
        return ""
    low, high = process.rate.band
    return from_to(numbers.rate(low), numbers.rate(high))


def rate_sentence(process: ProcessReport, numbers: Numbers) -> str:
    """Return where the proposed rate stands in its market."""
    rate = process.rate
    if rate is None:
        return ""
    return said(
        "{rate} an hour, more than {share} of contractors there ask. The middle one asks {median} ({grade}). "
        "Fair is {band}.",
        rate=numbers.rate(rate.hourly),
        share=share(rate.percentile),
        median=numbers.rate(rate.market_median),
        grade=word(GRADES[rate.grade]),
        band=band(process, numbers),
    )


@dataclass(frozen=True, slots=True)
class Totals:
    """Money a month of all processes together, and what of it several of them share."""

    now: float
    then: float
    shared_now: float
    shared_then: float


def totals(report: PlanReport) -> Totals:
    """Return what all work costs now and in the plan; shared are tools, training, countries and hires."""
    now = sum(process.cost_now for process in report.processes)
    then = sum(total(process.monthly_cost) for process in report.processes)
    if report.headline is None:
        return Totals(now, then, 0.0, 0.0)
    all_now, all_then = report.headline.monthly_cost_now, report.headline.monthly_cost_planned
    return Totals(all_now, all_then, all_now - now, all_then - then)
