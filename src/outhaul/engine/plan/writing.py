"""A groundwork written down as one `PlanProblem`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from operator import is_
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outhaul.engine import manage
from outhaul.engine.business import Manager
from outhaul.engine.plan.groundwork import Groundwork
from outhaul.engine.plan.options import Option, in_currency, tools_needed
from outhaul.engine.plan.problem import CASH_MONTHS, OF_OPTIONS, PlanProblem
from outhaul.engine.risk.coefficients import Coefficients

Floats = NDArray[np.float64]
Fields = dict[str, Any]
"""Some fields of a `PlanProblem`, which checks their shapes itself."""

LANGUAGE_LEVELS = ("B2", "C1", "C2")
"""Levels at which a manager can steer an engagement (§PLAN-5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A groundwork, and the problem that it was written down as."""

    work: Groundwork
    problem: PlanProblem


def problem_of(work: Groundwork, before: Written | None = None) -> PlanProblem:
    """Return the plan's problem: all options, managers, tools and limits in arrays (§PLAN-1 to 9).

    Processes that are priced as they were in an earlier groundwork of the same ones are copied from its
    problem.
    """
    flat = [option for listed in work.options for option in listed]
    return PlanProblem(
        **_of_options(work, flat, before),
        **_of_prices(work, before),
        **_of_managers(work, flat),
        **_of_tools(work),
        **_limits(work, before),
    )


def _of_options(work: Groundwork, flat: list[Option], before: Written | None) -> Fields:
    if before and _same_options(work, before.work):
        return {name: getattr(before.problem, name) for name in OF_OPTIONS}
    numbers = {code: number for number, code in enumerate(work.countries)}
    counts = [len(listed) for listed in work.options]
    return {
        "process": np.repeat(np.arange(len(counts)), counts),
        "country": np.array([numbers.get(option.country or "", -1) for option in flat], dtype=np.int64),
        "external": np.array([option.place is not None for option in flat]),
        "load": np.array([option.load for option in flat]),
        "peak_load": np.array([option.peak_load for option in flat]),
        "owner_hours_freed": np.array([option.owner_hours_freed for option in flat]),
        "capital": np.array([option.capital for option in flat]),
        "spend": np.array([option.spend for option in flat]),
    }


def _same_options(one: Groundwork, other: Groundwork) -> bool:
    """Tell whether two groundworks of the same processes have the very same options."""
    return one.countries == other.countries and all(map(is_, one.options, other.options))


def _of_prices(work: Groundwork, before: Written | None) -> Fields:
    cost, hours, cash = zip(*_pieces(work, before), strict=True)
    return {
        "scenario_cost": _side_by_side(cost),
        "scenario_hours": _side_by_side(hours),
        "cash": np.concatenate(cash),
    }


def _pieces(work: Groundwork, before: Written | None) -> Iterator[tuple[Floats, Floats, Floats]]:
    """Yield money and hours (S, N) and cash (N, 7) of processes in a row, all of them known or none."""
    known = before.work.coefficients if before else ()
    same = [one is other for one, other in zip_longest(work.coefficients, known)]
    for is_known, run in groupby(range(len(same)), same.__getitem__):
        places = list(run)
        start, end = places[0], places[-1] + 1
        if before and is_known:
            there, problem = slice(before.work.offset(start), before.work.offset(end)), before.problem
            yield problem.scenario_cost[:, there], problem.scenario_hours[:, there], problem.cash[there]
        else:
            some = work.coefficients[start:end]
            yield (
                np.concatenate([one.cost for one in some]).T,
                np.concatenate([one.hours for one in some]).T,
                np.concatenate([_cash_need(one) for one in some]),
            )


def _side_by_side(pieces: Sequence[Floats]) -> Floats:
    """(S, O) of pieces (S, N), scenarios in rows; a single piece is not copied where it is that already."""
    if len(pieces) == 1:
        return np.ascontiguousarray(pieces[0])
    width = sum(one.shape[1] for one in pieces)
    return np.concatenate(pieces, axis=1, out=np.empty((len(pieces[0]), width)))


def _cash_need(priced: Coefficients) -> Floats:
    """Mean cumulative money above keeping the work, after months 0..6; managers' time is no cash."""
    at_home = np.arange(CASH_MONTHS) > 0
    return np.cumsum(priced.money_by_month - np.outer(priced.home_money, at_home), axis=1)


def _of_managers(work: Groundwork, flat: list[Option]) -> Fields:
    assumptions, staff = work.outlook.assumptions, [one.manager for one in work.candidates]
    paid_whole = [one.hireable for one in work.candidates]
    training = np.array([manage.training_cost(one, assumptions) for one in staff])
    return {
        "manager_allowed": _allowed(work, flat, staff),
        "hour_cost": np.where(paid_whole, 0.0, [one.cost_per_hour for one in staff]),
        "capacity": np.array([one.free_hours_per_month for one in staff], dtype=np.float64),
        "peak_factor": np.full(len(staff), assumptions.peak_load),
        "span": np.array([manage.span(one, assumptions) for one in staff], dtype=np.int64),
        "trained": np.array([one.trained for one in staff]),
        "training_cost": training,
        "training_capital": training,
        "hireable": np.array(paid_whole),
        "hire_cost": np.array([one.hire_cost for one in work.candidates]),
        "hire_capital": np.array([one.hire_capital for one in work.candidates]),
    }


def _allowed(work: Groundwork, flat: list[Option], staff: list[Manager]) -> NDArray[np.bool_]:
    """Every manager may lead kept work; engagements only one who has their language (§PLAN-5)."""
    home = work.outlook.business.home
    at_home = np.array([option.place is None for option in flat], dtype=bool)
    able = [
        [(one.languages or home.languages).get(language) in LANGUAGE_LEVELS for one in staff]
        for language in (choice.process.language or next(iter(home.languages)) for choice in work.choices)
    ]
    counts = [len(listed) for listed in work.options]
    allowed = np.repeat(np.array(able, dtype=bool).reshape(-1, len(staff)), counts, axis=0)
    return np.asarray(allowed | at_home[:, None])


def _of_tools(work: Groundwork) -> Fields:
    tools = work.outlook.business.tools
    needed = [
        [tool in tools_needed(work.outlook.business, choice.process.id) for tool in tools]
        for choice in work.choices
    ]
    return {
        "needs_tool": np.array(needed, dtype=bool).reshape(len(work.choices), len(tools)),
        "tool_cost": np.array(
            [tool.fixed_cost_per_month * work.discounted_months + tool.capital_cost for tool in tools],
            dtype=np.float64,
        ),
        "tool_capital": np.array([tool.capital_cost for tool in tools], dtype=np.float64),
    }


def _limits(work: Groundwork, before: Written | None) -> Fields:
    outlook = work.outlook
    home, policy, assumptions = outlook.business.home, outlook.business.policy, outlook.assumptions
    setup = in_currency(outlook.reference, home.currency, assumptions.country_setup)
    worth = home.owner_hour_value or 0.0
    return {
        "country_cost": np.array([0.0 if code == home.country else setup for code in work.countries]),
        "owner_hour_worth": work.discounted_months * _owner_surplus(work, worth),
        "owner_goal": policy.owner_hours_goal,
        "goal_price": work.discounted_months * worth,
        "budget": home.capital_budget,
        "liquidity": assumptions.liquidity_months * work.cost_now,
        "max_country_share": policy.max_country_share,
        "concentration_allowance": before.problem.allowances
        if before and _same_options(work, before.work)
        else _largest_alone(work),
        "risk_weight": policy.risk_weight,
    }


def _largest_alone(work: Groundwork) -> Floats:
    """Return the most that any one process would cost a year in each country (§PLAN-8)."""
    most = dict.fromkeys(work.countries, 0.0)
    for alone in work.largest:
        for code in most.keys() & alone.keys():
            most[code] = max(most[code], alone[code])
    return np.array(list(most.values()), dtype=np.float64)


def _owner_surplus(work: Groundwork, worth: float) -> float:
    """What an owner hour is worth beyond what it costs in the work it goes into today (§PLAN-12)."""
    hours = [choice.process.owner_share * choice.process.hours_per_month for choice in work.choices]
    if not sum(hours):
        return 0.0
    at_home = float(np.average([choice.home_rate for choice in work.choices], weights=hours))
    return max(0.0, worth - at_home)
