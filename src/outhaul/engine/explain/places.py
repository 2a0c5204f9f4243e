"""What each place would have meant for a process, the excluded ones with their reason."""

from collections import Counter
from collections.abc import Mapping

import numpy as np

from outhaul.engine.plan.choices import Choices, Place
from outhaul.engine.plan.groundwork import Groundwork
from outhaul.engine.plan.options import Floats, Option
from outhaul.engine.report import OptionReport
from outhaul.engine.saying import Saying, joined, say
from outhaul.engine.verdict import Guard

IN_SHORT: Mapping[str, str] = {
    "match: overlap": say("too few shared hours"),
    "match: language": say("too little of the language"),
    "match: about": say("too few people"),
    "match: people not known": say("nothing known of its people"),
    "match: governance": say("contracts hard to enforce"),
    "match: internet": say("too little internet"),
    "match: embargo": say("embargo"),
    "pay: fair from": say("fair pay above the cap"),
    "pay: a fair band": say("fair pay too uncertain"),
    "pay: the minimum wage": say("minimum wage above the cap"),
}
"""How an exclusion begins -> what it is called where exclusions are counted."""
MOST = 4
"""Reasons that are told, the most frequent first."""


def option_costs(work: Groundwork, process: int, manager_cost: float) -> Floats:
    """Return the mean discounted cost of each option of a process, management included."""
    priced = work.coefficients[process]
    return np.asarray(priced.cost.mean(axis=1) + manager_cost * priced.hours.mean(axis=1))


def cheapest(work: Groundwork, process: int, costs: Floats) -> dict[str | None, int]:
    """Return country -> the cheapest option of a process there, None meaning at home by its own people."""
    found: dict[str | None, int] = {}
    for number, option in enumerate(work.options[process]):
        best = found.setdefault(option.country, number)
        if costs[number] < costs[best]:
            found[option.country] = number
    return found


def true_cost(work: Groundwork, process: int, number: int, manager_cost: float) -> float:
    """Return money and management for each accepted hour that contractors deliver (§COST-9)."""
    priced = work.coefficients[process]
    share = work.choices[process].share
    money = sum(float(value[number]) for name, value in priced.components.items() if name != "kept")
    months = work.outlook.business.home.horizon_months
    hours = float(priced.steady_hours[number]) - (1 - share) * float(priced.home_hours[number])
    hours += float(priced.hours_by_month[number, 0]) / months
    return (money + manager_cost * hours) / float(priced.delivered[number])


def option_reports(work: Groundwork, process: int, manager_cost: float) -> tuple[OptionReport, ...]:
    """Return one row a country: its best rate and what it would cost, cheapest first, then the excluded."""
    costs = option_costs(work, process, manager_cost)
    best = cheapest(work, process, costs)
    rows = [
        _open(work, process, number, float(costs[number]), true_cost(work, process, number, manager_cost))
        if (number := best.get(place.country)) is not None
        else _excluded(place)
        for place in work.choices[process].places
    ]
    return tuple(sorted(rows, key=lambda row: (row.npv_cost is None, row.npv_cost or 0.0, row.country)))


def _open(work: Groundwork, process: int, number: int, cost: float, hourly: float) -> OptionReport:
    option: Option = work.options[process][number]
    return OptionReport(
        country=str(option.country),
        rate_hourly=option.rate,
        npv_cost=cost,
        manager_hours=option.load,
        capital=option.capital,
        true_cost_per_accepted_hour=hourly,
        excluded_by=None,
    )


def _excluded(place: Place) -> OptionReport:
    return OptionReport(
        country=place.country,
        rate_hourly=place.market.hourly if place.market else None,
        npv_cost=None,
        manager_hours=None,
        capital=None,
        true_cost_per_accepted_hour=None,
        excluded_by=place.excluded_by,
    )


def exclusions(choices: Choices) -> Counter[tuple[Guard, str]]:
    """Count the excluded places by guard and by what stands against them, in an owner's words."""
    reasons = (place.excluded_by for place in choices.places if place.excluded_by)
    return Counter((Guard(reason.split(":")[0]), _in_short(reason)) for reason in reasons)


def _in_short(reason: str) -> str:
    found = (words for start, words in IN_SHORT.items() if reason.startswith(start))
    return next(found, None) or _whole(reason)


def _whole(reason: str) -> str:
    """Return a reason without its guard."""
    said = reason.parts.get("why") if isinstance(reason, Saying) else None
    return said if isinstance(said, str) else reason.split(": ")[1]


def exclusions_in_words(choices: Choices) -> str:
    """Return how many places are excluded for what, the most frequent first."""
    counted = exclusions(choices).most_common(MOST)
    told = (say("{what} {count}", what=words, count=count) for (_, words), count in counted)
    return joined(told, ", ")
