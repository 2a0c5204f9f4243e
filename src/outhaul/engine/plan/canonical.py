"""The same problem in one order and one unit, whoever wrote it down and in whatever currency.

A search that stops at a gap may find either of two nearly equal plans. Sorting processes, options,
managers, tools and countries by what they are, and measuring money in thousandths of today's scale,
makes it find the same one for every order of the input and every currency, and on every machine.
"""

from dataclasses import dataclass, replace
from math import fsum

import numpy as np

from outhaul.engine.plan.kinds import kinds_of
from outhaul.engine.plan.problem import OF_MANAGERS, OF_OPTIONS, OF_TOOLS, Bools, Floats, Ints, PlanProblem
from outhaul.engine.plan.summing import summed

HOURS = ("load", "peak_load", "owner_hours_freed")
OPTION_MONEY = ("capital", "spend", "cash")
SHARED_MONEY = (
    *("tool_cost", "tool_capital", "country_cost", "hour_cost", "training_cost", "training_capital"),
    *("hire_cost", "hire_capital", "owner_hour_worth", "goal_price", "budget", "liquidity"),
    "concentration_allowance",
)
ROWS = 8
"""Scenarios that are reckoned at a time."""
DIGITS = 9
"""Figures that agree in so many digits are one figure: what lies beyond differs from machine to machine."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Canonical:
    """A problem in canonical order and unit, and the way back."""

    problem: PlanProblem
    options: Ints
    """(O,) where each canonical option stood."""
    back: Ints
    """(original O,) where each original option stands now, -1 where it was left out."""
    managers: Ints
    """(M,) likewise."""
    processes: Ints
    """(P,) likewise."""
    countries: Ints
    """(C,) likewise."""
    unit: float
    """Money of the original problem in one unit of the canonical one."""


def canonical(problem: PlanProblem) -> Canonical:
    """Put `problem` in canonical order, money in thousandths of its cheapest total cost."""
    unit = _unit(problem)
    mean = problem.scenario_cost.mean(axis=0) / unit
    managers = _manager_order(problem, mean, unit)
    by_option = np.lexsort(_rounded(problem.load, mean, ~problem.external))
    processes, option_order = _process_order(problem, mean, by_option)
    tools = np.lexsort(_rounded(*(problem.needs_tool[processes[::-1]]), problem.tool_cost / unit))
    countries = _by_appearance(problem.country[option_order], problem.countries)
    fields = {name: getattr(problem, name)[option_order] for name in (*OF_OPTIONS, "cash")}
    fields |= {name: getattr(problem, name)[managers] for name in OF_MANAGERS}
    fields |= {name: getattr(problem, name)[tools] for name in OF_TOOLS}
    fields["process"] = _inverse(processes)[fields["process"]]
    fields["country"] = np.append(_inverse(countries), -1)[fields["country"]]
    fields["country_cost"] = problem.country_cost[countries]
    fields["concentration_allowance"] = problem.allowances[countries]
    fields["needs_tool"] = problem.needs_tool[np.ix_(processes, tools)]
    seen = kinds_of(problem.manager_allowed)
    fields["manager_allowed"] = seen.rows[:, managers][seen.of[option_order]]
    for name in (*OPTION_MONEY, *SHARED_MONEY):
        fields[name] = np.round(fields.get(name, getattr(problem, name)) / unit, DIGITS)
    fields["scenario_cost"] = _reordered(problem.scenario_cost, option_order, unit)
    fields["scenario_hours"] = _reordered(problem.scenario_hours, option_order, 1.0)
    fields |= {name: np.round(fields[name], DIGITS) for name in HOURS}
    return Canonical(
        problem=replace(problem, **fields),
        options=option_order,
        back=_inverse(option_order),
        managers=managers,
        processes=processes,
        countries=countries,
        unit=unit,
    )


def _reordered(figures: Floats, order: Ints, unit: float) -> Floats:
    """(S, O) in another order and unit; a few rows at a time, which stay in the cache."""
    if not figures.any():
        return np.zeros((len(figures), order.size))
    out = np.empty((len(figures), order.size))
    for first in range(0, len(figures), ROWS):
        part = out[first : first + ROWS]
        np.take(figures[first : first + ROWS], order, axis=1, out=part, mode="clip")
        np.divide(part, unit, out=part)
        np.round(part, DIGITS, out=part)
    return out


def thinned(form: Canonical, kept: Bools) -> Canonical:
    """`form` with those options alone that are `kept` (O,)."""
    fields = {name: getattr(form.problem, name)[kept] for name in (*OF_OPTIONS, "cash", "manager_allowed")}
    for name in ("scenario_cost", "scenario_hours"):
        fields[name] = getattr(form.problem, name)[:, kept]
    back = np.full(form.back.size, -1)
    back[form.options[kept]] = np.arange(int(kept.sum()))
    return replace(form, problem=replace(form.problem, **fields), options=form.options[kept], back=back)


def _unit(problem: PlanProblem) -> float:
    hours = problem.scenario_hours.mean(axis=0) * problem.hour_cost.min(initial=np.inf, where=True)
    cost = problem.scenario_cost.mean(axis=0) + (hours if problem.managers else 0.0)
    cheapest = np.full(problem.processes, np.inf)
    np.minimum.at(cheapest, problem.process, cost)
    scale = fsum(np.abs(cheapest[np.isfinite(cheapest)]))  # the same in every order
    return scale / 1000 or 1.0


def _rounded(*keys: Floats | Ints | Bools) -> tuple[Floats, ...]:
    """Keys for `lexsort`, cut to `DIGITS` digits of the largest."""
    return tuple(
        np.round(key / (np.abs(key[np.isfinite(key)]).max(initial=0.0) or 1.0), DIGITS)
        for key in (np.asarray(key, dtype=float) for key in keys)
    )


def _manager_order(problem: PlanProblem, mean: Floats, unit: float) -> Ints:
    money = (problem.training_cost, problem.hire_cost, problem.training_capital, problem.hire_capital)
    seen = kinds_of(problem.manager_allowed)
    led = summed(np.bincount(seen.of, weights=mean, minlength=len(seen.rows)), seen.rows)
    return np.lexsort(
        _rounded(
            led,
            *(amount / unit for amount in money),
            problem.peak_factor,
            problem.span,
            problem.capacity,
            problem.trained,
            problem.hour_cost / unit,
            problem.hireable,
        )
    )


def _process_order(problem: PlanProblem, mean: Floats, by_option: Ints) -> tuple[Ints, Ints]:
    """Processes by their cheapest option, total cost and total load; options within them."""
    total = np.bincount(problem.process, weights=mean, minlength=problem.processes)
    load = np.bincount(problem.process, weights=problem.load, minlength=problem.processes)
    cheapest = np.full(problem.processes, np.inf)
    np.minimum.at(cheapest, problem.process, mean)
    processes = np.lexsort(_rounded(load, total, cheapest))
    rank = _inverse(processes)[problem.process[by_option]]
    return processes, by_option[np.argsort(rank, kind="stable")]


def _by_appearance(country: Ints, countries: int) -> Ints:
    """Country numbers by where they first appear in `country`, unused ones last."""
    first = np.full(countries, country.size)
    used = country >= 0
    np.minimum.at(first, country[used], np.flatnonzero(used))
    return np.argsort(first, kind="stable")


def _inverse(order: Ints) -> Ints:
    place = np.empty_like(order)
    place[order] = np.arange(order.size)
    return place
