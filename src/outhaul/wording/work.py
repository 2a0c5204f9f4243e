"""One process in words: the decision, its pay, its true cost, who looks after it."""

from collections.abc import Mapping
from dataclasses import dataclass

from outhaul.engine.report import Decision, PlanReport, ProcessReport, ScopeClass, Waterfall
from outhaul.wording.numbers import Numbers, from_to, hours, plain_hours, share
from outhaul.wording.places import in_country

DECISIONS: Mapping[Decision, str] = {
    "keep": "Keep",
    "hand_out": "Hand out",
    "pilot": "Pilot",
    "prepare": "Prepare first",
}

CLASSES: Mapping[ScopeClass, str] = {  # after "It"
    "ELIGIBLE": "may go out",
    "PILOT": "may be tried, half of it at first",
    "PREPARE": "needs a written procedure first",
    "KEEP_CORE": "is what the business lives by",
    "KEEP_UNMANAGEABLE": "cannot be judged by its results",
    "KEEP_LEGAL": "has to stay by law",
}

COMPONENTS: Mapping[str, str] = {
    "rate": "The bare rate",
    "fees": "Fees and exchange",
    "rework": "Work done twice",
    "ramp": "Getting up to speed",
    "management": "Managers' time",
    "tools": "Tools",
    "turnover": "People leaving",
    "setup": "Setting up",
    "kept": "Part that stays",
}
"""Parts of the true cost, in the order in which they add up."""

GRADES: Mapping[str, str] = {
    "A": "a national figure",
    "B": "a national figure, converted",
    "C": "an estimate",
    "D": "an assumption",
}


def decision(process: ProcessReport, home: str) -> str:
    """Return the decision and its place: "Hand out to the Philippines", "Keep"; `home` is the own country."""
    leading = {"hand_out": "to", "pilot": "in"}.get(process.decision)
    if leading is None or process.country is None:
        return DECISIONS[process.decision]
    place = "at home" if process.country == home else f"{leading} {in_country(process.country)}"
    return f"{DECISIONS[process.decision]} {place}"


def components(monthly: Waterfall) -> tuple[tuple[str, float], ...]:
    """Return (name, amount) for each part of the monthly cost that is not zero, in order."""
    parts = ((name, float(getattr(monthly, name))) for name in COMPONENTS)
    return tuple((name, amount) for name, amount in parts if amount)


def total(monthly: Waterfall) -> float:
    """Return the true monthly cost: all parts together."""
    return sum(amount for _, amount in components(monthly))


def steering_sentence(process: ProcessReport, manager: str) -> str:
    """Return who looks after a process, with which hours of the own and of the common day."""
    spent = f"{manager} is accountable and spends {hours(process.manager_hours_per_month)} a month on it"
    shared = process.overlap_hours
    if shared is None:
        return f"{spent}."
    if shared.mean < 0.25:  # noqa: PLR2004 -- rounds to nothing
        return f"{spent}; no working hours are shared."
    common = from_to(plain_hours(shared.min), plain_hours(shared.mean))
    return f"{spent}; {common} working hours a day are shared."


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
    return (
        f"{numbers.rate(rate.hourly)} an hour, more than {share(rate.percentile)} of contractors there ask. "
        f"The middle one asks {numbers.rate(rate.market_median)} ({GRADES[rate.grade]}). "
        f"Fair is {band(process, numbers)}."
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
