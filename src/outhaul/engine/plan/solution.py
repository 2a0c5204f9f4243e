"""What a plan comes to: its figures, what it uses of every limit, and how good it is known to be."""

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from outhaul.engine.plan.problem import CASH_MONTHS, Bools, Floats, Ints, PlanProblem
from outhaul.engine.plan.summing import summed

Stage = Literal["start", "relaxation", "restricted", "exact"]
Status = Literal["optimal", "feasible", "infeasible"]
Limit = Literal[
    "placement", "manager_hours", "manager_peak", "manager_span", "budget", "liquidity", "country_share"
]
"""Kinds of limits; their index is a process, a manager (three times), nothing, a month, a country."""

TOLERANCE = 1e-6
"""How far a limit may be passed, relative to itself, by rounding alone."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Figures:
    """What one choice comes to; money as in `PlanProblem`."""

    trained: Bools
    """(M,) managers whom the plan trains."""
    hired: Bools
    """(M,) candidates whom the plan hires."""
    tools: Bools
    """(T,) shared tools in use."""
    countries: Bools
    """(C,) countries in use."""
    costs: Floats
    """(S,) cost of the whole plan in each scenario."""
    mean: float
    """Mean cost."""
    cvar: float
    """Mean cost of the worst 1 - alpha of the scenarios."""
    owner_hours: float
    """Owner's hours freed a month."""
    owner_value: float
    """Worth of the freed hours beyond their cost at home, less the price of missing the goal."""
    capital: float
    """Money tied up at the start."""
    objective: float
    """(1 - w) mean + w cvar - owner_value (§PLAN-9)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """How much of one limit a plan uses, in the limit's own unit."""

    limit: Limit
    index: int
    used: float
    available: float

    @property
    def excess(self) -> float:
        """How far the limit is passed; at most 0 when it is kept."""
        return self.used - self.available


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the search: what was solved and what was known after it."""

    stage: Stage
    columns: int
    """Pairs of option and manager in play."""
    cuts: int
    """Tails of scenarios in play."""
    bound: float
    objective: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Warmth:
    """What a solve leaves behind for the next one on the same options, managers and scenarios."""

    option: Ints
    """(K,) and `manager` (K,): pairs that mattered."""
    manager: Ints
    tails: Floats
    """(N, S) weights of scenarios that were a worst tail."""
    prices: "Memory | None" = None
    """What the search without names knows of prices; None where managers had their names."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Memory:
    """Prices of what is shared, in the numbers and the money of the original problem."""

    kinds: Bools
    """(G, M + 1) who may lead a kind of option, and whether it is handed out."""
    hours: Floats
    """(Q, G) of a unit of each amount in each kind."""
    money: Floats
    """(B,) of a unit of each limit of money."""
    place: Floats
    """(C,) of a unit of each country's share."""
    goal: float
    """Of an hour that misses the owner's goal."""
    tails: Floats
    """(N,) weights of the tails."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solution:
    """A plan and the proof of how good it is; without a plan when `status` is infeasible."""

    status: Status
    """Optimal: the gap is at most the one asked for. Feasible: a limit stopped the search."""
    option: Ints
    """(P,) chosen option of each process; (0,) if infeasible."""
    manager: Ints
    """(P,) accountable manager of each process; (0,) if infeasible."""
    figures: Figures | None
    objective: float
    bound: float
    """No plan's objective is lower."""
    gap: float
    """(objective - bound) / |objective|."""
    nodes: int = 0
    trace: tuple[Step, ...] = ()
    warmth: Warmth | None = field(default=None, repr=False)

    @property
    def of(self) -> Figures:
        """The figures of a plan that exists; raises ValueError for an infeasible problem."""
        if self.figures is None:
            raise ValueError("an infeasible problem has no plan")
        return self.figures


def tail_weights(costs: Floats, alpha: float) -> Floats:
    """Weights (S,), adding to 1, of the worst 1 - alpha of equally likely `costs` (S,).

    Their weighted mean of costs is the conditional value at risk: the largest that weights of at most
    1 / ((1 - alpha) S) can make it. Source: Rockafellar & Uryasev, Journal of Risk 2(3), 2000.
    """
    most = 1 / ((1 - alpha) * costs.size)
    left = np.clip(1 - most * np.arange(costs.size), 0, most)
    weights = np.empty_like(left)
    weights[np.argsort(-costs, kind="stable")] = left
    return np.asarray(weights)


def evaluate(problem: PlanProblem, option: Ints, manager: Ints) -> Figures:
    """What it comes to when process i takes `option[i]` under `manager[i]`, whatever the limits say."""
    shared = _shared(problem, option, manager)
    trained, hired, tools, countries = shared
    prices = (problem.training_cost, problem.hire_cost, problem.tool_cost, problem.country_cost)
    capitals = (problem.training_capital, problem.hire_capital, problem.tool_capital)
    hours = summed(problem.scenario_hours[:, option], problem.hour_cost[manager])
    fixed = sum(float(price[used].sum()) for price, used in zip(prices, shared, strict=True))
    costs = problem.scenario_cost[:, option].sum(axis=1) + hours + fixed
    mean, cvar = float(costs.mean()), float(summed(tail_weights(costs, problem.alpha), costs))
    freed = float(problem.owner_hours_freed[option].sum())
    value = problem.owner_hour_worth * freed - problem.goal_price * max(0.0, problem.owner_goal - freed)
    return Figures(
        trained=trained,
        hired=hired,
        tools=tools,
        countries=countries,
        costs=costs,
        mean=mean,
        cvar=cvar,
        owner_hours=freed,
        owner_value=value,
        capital=float(problem.capital[option].sum())
        + sum(float(money[used].sum()) for money, used in zip(capitals, shared[:3], strict=True)),
        objective=(1 - problem.risk_weight) * mean + problem.risk_weight * cvar - value,
    )


def _shared(problem: PlanProblem, option: Ints, manager: Ints) -> tuple[Bools, Bools, Bools, Bools]:
    outside = problem.external[option]
    leads = np.bincount(manager, minlength=problem.managers) > 0
    steers = np.bincount(manager[outside], minlength=problem.managers) > 0
    countries = np.zeros(problem.countries, dtype=bool)
    places = problem.country[option]
    countries[places[places >= 0]] = True
    tools = np.asarray(problem.needs_tool[problem.process[option[outside]]].any(axis=0))
    return steers & ~problem.trained, leads & problem.hireable, tools, countries


def usage(problem: PlanProblem, option: Ints, manager: Ints) -> tuple[Usage, ...]:
    """What a plan uses of every limit that is finite."""
    figures = evaluate(problem, option, manager)
    return tuple(
        row
        for row in (
            *_manager_usage(problem, option, manager),
            Usage(limit="budget", index=0, used=figures.capital, available=problem.budget),
            *_cash_usage(problem, option, figures),
            *_country_usage(problem, option),
        )
        if row.available < np.inf
    )


def _manager_usage(problem: PlanProblem, option: Ints, manager: Ints) -> list[Usage]:
    def total(amounts: Floats) -> Floats:
        return np.bincount(manager, weights=amounts[option], minlength=problem.managers).astype(float)

    used: dict[Limit, tuple[Floats, Floats]] = {
        "manager_hours": (total(problem.load), problem.capacity),
        "manager_peak": (total(problem.peak_load), problem.capacity * problem.peak_factor),
        "manager_span": (total(problem.external.astype(float)), problem.span.astype(float)),
    }
    return [
        Usage(limit=limit, index=m, used=float(amount[m]), available=float(available[m]))
        for limit, (amount, available) in used.items()
        for m in range(problem.managers)
    ]


def _cash_usage(problem: PlanProblem, option: Ints, figures: Figures) -> list[Usage]:
    shared = figures.capital - float(problem.capital[option].sum())
    need = problem.cash[option].sum(axis=0) + shared
    return [
        Usage(limit="liquidity", index=month, used=float(need[month]), available=problem.liquidity)
        for month in range(CASH_MONTHS)
    ]


def _country_usage(problem: PlanProblem, option: Ints) -> list[Usage]:
    if problem.max_country_share >= 1:
        return []
    place, spend = problem.country[option], problem.spend[option]
    most = problem.max_country_share * float(spend.sum()) + problem.allowances
    paid = np.bincount(place[place >= 0], weights=spend[place >= 0], minlength=problem.countries)
    return [
        Usage(limit="country_share", index=int(c), used=float(paid[c]), available=float(most[c]))
        for c in np.flatnonzero(paid)
    ]


def excesses(problem: PlanProblem, option: Ints, manager: Ints) -> tuple[Usage, ...]:
    """The limits that a plan passes by more than rounding; empty for a feasible plan."""
    barred = [
        Usage(limit="placement", index=int(problem.process[o]), used=1.0, available=0.0)
        for o, m in zip(option, manager, strict=True)
        if not problem.manager_allowed[o, m]
    ]
    passed = [
        row
        for row in usage(problem, option, manager)
        if row.excess > TOLERANCE * max(1.0, abs(row.available), abs(row.used))
    ]
    return (*barred, *passed)
