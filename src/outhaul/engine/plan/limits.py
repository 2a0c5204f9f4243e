"""What holds a plan back, what one unit more of it is worth, and what stands in the way of any plan."""

from dataclasses import dataclass, replace

import numpy as np

from outhaul.engine.plan.branching import GAP, TIME_LIMIT
from outhaul.engine.plan.canonical import Canonical, canonical
from outhaul.engine.plan.highs import solve_whole
from outhaul.engine.plan.model import Layout, Pairs, Programme, layout, programme, with_columns, with_rows
from outhaul.engine.plan.nearby import Nearby, is_hard
from outhaul.engine.plan.problem import CASH_MONTHS, Bools, Floats, Ints, PlanProblem
from outhaul.engine.plan.relax import best_pairs
from outhaul.engine.plan.rounds import country_links
from outhaul.engine.plan.solution import Limit, Solution, Usage, usage
from outhaul.engine.plan.solve import solve
from outhaul.engine.plan.summing import summed

MORE_HOURS = 10.0
MORE_MONEY = 1_000.0
MORE_SPAN = 1
MORE_SHARE = 0.1
"""One unit more of each kind of limit, as owners think of them; money in the business's currency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A limit that a plan exhausts, and what `more` of it is worth."""

    usage: Usage
    more: float
    worth: float
    """By how much the objective falls with so much more; 0 if by less than the gap can tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """By how much a limit would have to give for a plan to exist, in the limit's unit (§PLAN-11)."""

    limit: Limit
    index: int
    missing: float


def binding(  # noqa: PLR0913 -- one unit of each, and how well to look
    problem: PlanProblem,
    best: Solution,
    *,
    gap: float = GAP,
    time_limit: float = TIME_LIMIT,
    more_money: float = MORE_MONEY,
    near: Nearby | None = None,
) -> tuple[Binding, ...]:
    """The limits that `best` comes within one unit of, each solved again with one unit more.

    Where plans of this business are hard to prove (`is_hard`), steps among the options of `near`, if it
    is given, tell what is better with one unit more.
    """
    steps = near if near and is_hard(best) else None
    now = min(best.objective, steps.followed().figures.objective) if steps else best.objective
    rows = [row for row in _one_each(usage(problem, best.option, best.manager)) if _tight(row, more_money)]
    found = []
    for row in rows:
        relaxed, more = _with_more(problem, row, more_money)
        stepped = steps.step_to(relaxed, best) if steps else None
        solution = stepped or solve(relaxed, gap=gap, time_limit=time_limit, start=best)
        found.append(Binding(usage=row, more=more, worth=max(0.0, now - solution.objective)))
    return tuple(found)


def _one_each(rows: tuple[Usage, ...]) -> list[Usage]:
    """The tightest row of each limit that one number of the business sets."""
    tightest: dict[tuple[str, int], Usage] = {}
    for row in rows:
        name = {"manager_peak": "manager_hours"}.get(row.limit, row.limit)
        key = (name, row.index if name.startswith("manager") else 0)
        if key not in tightest or _left(row) < _left(tightest[key]):
            tightest[key] = row
    return list(tightest.values())


def _left(row: Usage) -> float:
    """Share of the limit that is left."""
    return -row.excess / max(abs(row.available), 1e-9)


def _tight(row: Usage, more_money: float) -> bool:
    """True where one unit more could let one thing more happen."""
    if row.limit in ("manager_hours", "manager_peak") and row.used == 0:
        return False
    unit = {"manager_hours": MORE_HOURS, "manager_peak": MORE_HOURS, "manager_span": float(MORE_SPAN)}
    if row.limit in unit:
        return -row.excess < unit[row.limit]
    return -row.excess < max(more_money, 0.1 * abs(row.available))


def _with_more(problem: PlanProblem, row: Usage, more_money: float) -> tuple[PlanProblem, float]:
    here = np.arange(problem.managers) == row.index
    if row.limit in ("manager_hours", "manager_peak"):
        return replace(problem, capacity=problem.capacity + MORE_HOURS * here), MORE_HOURS
    if row.limit == "manager_span":
        return replace(problem, span=problem.span + MORE_SPAN * here), float(MORE_SPAN)
    if row.limit == "budget":
        return replace(problem, budget=problem.budget + more_money), more_money
    if row.limit == "liquidity":
        return replace(problem, liquidity=problem.liquidity + more_money), more_money
    share = min(1.0, problem.max_country_share + MORE_SHARE)
    return replace(problem, max_country_share=share), MORE_SHARE


def obstacles(problem: PlanProblem, *, time_limit: float = TIME_LIMIT) -> tuple[Obstacle, ...]:
    """The least that would have to give for a plan to exist; empty if one exists as it is (§PLAN-11).

    Processes that no manager may lead come first. Then managers' hours and spans are stretched as
    little as possible whatever the money, then money with the hours at that, then country shares.
    """
    barred = ~np.bincount(
        problem.process[problem.manager_allowed.any(axis=1)], minlength=problem.processes
    ).astype(bool)
    placeless = [Obstacle(limit="placement", index=int(p), missing=1.0) for p in np.flatnonzero(barred)]
    form = canonical(problem)
    return (*placeless, *_stretched(form, barred[form.processes], time_limit))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Stretch:
    """Columns (N,) that stretch limits: their rank 0, 1, 2, what a unit weighs, and what they mean."""

    rank: Ints
    weight: Floats
    columns: Floats
    meaning: list[tuple[Limit, int, float]]


def _stretched(form: Canonical, barred: Bools, time_limit: float) -> list[Obstacle]:
    plan = layout(form.problem)
    pairs = _lightest(form.problem)
    stretch = _stretch(form, plan, country_links(form.problem, pairs))
    task = _elastic(plan, pairs, stretch, barred)
    x = np.zeros(0)
    for rank in range(3):
        at_rank = np.concatenate(
            [np.zeros(plan.pairs + pairs.size), np.where(stretch.rank == rank, stretch.weight, 0.0)]
        )
        answer = solve_whole(replace(task, cost=at_rank), gap=1e-6, time_limit=time_limit)
        if not answer.x.size:
            return []
        x = answer.x
        least = float(summed(at_rank, x))
        task = with_rows(task, at_rank[None, :], np.array([least + 1e-6 * max(1.0, least)]))
    amounts = x[plan.pairs + pairs.size :]
    return [
        Obstacle(limit=limit, index=index, missing=float(amount * unit))
        for amount, (limit, index, unit) in zip(amounts, stretch.meaning, strict=True)
        if amount > 1e-5  # noqa: PLR2004 -- rounding
    ]


def _lightest(problem: PlanProblem) -> Pairs:
    """For each process and manager the pairs that ask least of one limit or another."""
    outside = problem.external.astype(float)
    scores = (
        problem.load,
        problem.peak_load,
        problem.capital,
        problem.cash.max(axis=1),
        problem.spend,
        outside,
    )
    found = [
        best_pairs(problem, np.where(problem.manager_allowed, score[:, None], np.inf), 2) for score in scores
    ]
    code = np.unique(np.concatenate([pairs.option * problem.managers + pairs.manager for pairs in found]))
    return Pairs(option=code // problem.managers, manager=code % problem.managers)


def _stretch(form: Canonical, plan: Layout, links: Ints) -> _Stretch:
    """Hours and engagements of managers, money, and spend beyond the share of a country."""
    problem, rows = form.problem, plan.rows + len(links)
    meaning: list[tuple[Limit, int, float]] = []
    columns: list[Floats] = []
    rank: list[int] = []
    weight: list[float] = []
    for m in range(problem.managers):
        hours, span = np.zeros(rows), np.zeros(rows)
        hours[plan.hours + m], hours[plan.peak + m] = -1.0, -problem.peak_factor[m]
        span[plan.span + m] = -1.0
        columns += [hours, span]
        meaning += [
            ("manager_hours", int(form.managers[m]), 1.0),
            ("manager_span", int(form.managers[m]), 1.0),
        ]
        rank, weight = [*rank, 0, 0], [*weight, 1.0, 10.0]
    money, cash, share = np.zeros(rows), np.zeros(rows), np.zeros(rows)
    money[plan.budget] = cash[plan.budget + 1 : plan.budget + 1 + CASH_MONTHS] = -1.0
    share[plan.shares : plan.shares + problem.countries] = -1.0
    columns += [money, cash, share]
    meaning += [("budget", 0, form.unit), ("liquidity", 0, form.unit), ("country_share", 0, form.unit)]
    return _Stretch(
        rank=np.array([*rank, 1, 1, 2]),
        weight=np.array([*weight, 1.0, 1.0, 1.0]),
        columns=np.array(columns),
        meaning=meaning,
    )


def _elastic(plan: Layout, pairs: Pairs, stretch: _Stretch, barred: Bools) -> Programme:
    """The programme with limits that stretch, and without the processes that nobody may lead."""
    problem = plan.problem
    links = country_links(problem, pairs)
    task = programme(plan, pairs, np.zeros(pairs.size), links, np.zeros((0, problem.scenarios)))
    task.upper[plan.unplaced : plan.pairs] = barred
    return with_columns(task, stretch.columns, np.zeros(len(stretch.columns)))
