"""What of a plan still holds when something about the business changes.

Prices hang on a part of what a business says: a manager's hours or the budget change no price, an
answer about one process changes the prices of that process alone. A solution is carried over option
by option: to the same country at the nearest rate.
"""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Final

import numpy as np

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Process
from outhaul.engine.plan.choices import Outlook
from outhaul.engine.plan.groundwork import Groundwork
from outhaul.engine.plan.options import Option, tools_needed
from outhaul.engine.plan.problem import Ints
from outhaul.engine.plan.solution import Solution

NO_PRICE: Final = frozenset(
    {
        *("country_setup", "liquidity_months", "training_hours", "peak_load"),
        *("span_part_time", "span_full_time", "span_standardised"),
        *("hire_slots", "hire_hours", "hire_search_weeks"),
    }
)
"""Assumptions that no option's price hangs on: they limit plans, or are paid for once."""


def priced_by(outlook: Outlook) -> tuple[Any, ...]:
    """Return all that every price of a business hangs on, to be compared."""
    home, policy = outlook.business.home, outlook.business.policy
    return (
        outlook.reference.checksum,
        outlook.year,
        outlook.seed,
        (home.country, home.currency, home.time_zone, home.working_hours, home.languages),
        (next(iter(home.languages)), home.horizon_months, home.discount_rate),
        (policy.premium_min, policy.premium_max, policy.home_discount_min, policy.exclude_countries),
        outlook.business.quotes,
        tuple(process.id for process in outlook.business.processes),
        _priced_assumptions(outlook.assumptions),
    )


def _priced_assumptions(assumptions: Assumptions) -> Mapping[str, float]:
    names = (item.name for item in fields(assumptions) if item.name not in NO_PRICE)
    return {name: getattr(assumptions, name) for name in names}


def is_priced_alike(before: Outlook, after: Outlook, old: Process, new: Process) -> bool:
    """Tell whether a process has the prices that it had; what every price hangs on is the same."""
    return old == new and tools_needed(before.business, old.id) == tools_needed(after.business, new.id)


def carried(solution: Solution, before: Groundwork, after: Groundwork) -> Solution | None:
    """Return `solution` in the options of another groundwork of the same processes and managers.

    A process whose option is not there any more is kept, if it may be. None where there is nothing
    to carry over: other managers, or no plan.
    """
    staff = [[one.manager.id for one in work.candidates] for work in (before, after)]
    if solution.figures is None or staff[0] != staff[1]:
        return None
    places = [_places(old, new) for old, new in zip(before.options, after.options, strict=True)]
    number = np.concatenate(
        [np.where(found < 0, -1, found + after.offset(at)) for at, found in enumerate(places)]
    )
    first = np.array([after.offset(at) for at in range(len(places))])
    option = number[solution.option]
    option = np.where(option < 0, first, option)
    warmth = solution.warmth
    if warmth is not None:
        left = np.flatnonzero(number[warmth.option] >= 0)
        warmth = replace(warmth, option=number[warmth.option[left]], manager=warmth.manager[left])
    return replace(solution, option=option, warmth=warmth)


def _places(old: tuple[Option, ...], new: tuple[Option, ...]) -> Ints:
    """(options,) where each old option is among the new ones: the same country, the nearest rate; else -1."""
    if old is new:
        return np.arange(len(old))
    there: dict[str | None, list[int]] = {}
    for place, option in enumerate(new):
        there.setdefault(option.country, []).append(place)
    return np.array(
        [
            min(there.get(option.country, [-1]), key=lambda place: abs(new[place].rate - option.rate))
            for option in old
        ]
    )
