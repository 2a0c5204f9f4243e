"""People for a drafted plan, and its improvement by single steps.

State is what is left of every limit. A step gives one process another option, another manager, or
both; all steps of all processes are priced at once, and the best that fits is taken, until none helps.
"""

from dataclasses import dataclass

import numpy as np

from outhaul.engine.plan.problem import Bools, Floats, Ints, PlanProblem
from outhaul.engine.plan.summing import summed
from outhaul.engine.plan.wide.crowd import Crowd, money_needs

ROUNDING = 1e-9
STEPS = 60
"""Most rounds of steps."""
BLOCK = 128
"""Processes looked at together, for the sake of memory."""
UNSEATED = 1e9
"""What it costs to have no place."""


@dataclass(slots=True)
class Seats:
    """A plan in the making, and what it leaves of every limit."""

    crowd: Crowd
    option: Ints
    """(P,) option of each process, -1 where it has no place yet."""
    manager: Ints
    left: Floats
    """(Q, M) of each manager's amounts."""
    money: Floats
    """(B,)"""
    place: Floats
    """(C,) of each country's share, for a plan that spends as much as the draft."""
    tools: Bools
    hired: Bools
    needs: Floats
    """(B, O) what options need of money."""


def seated(crowd: Crowd, option: Ints, hires: Ints) -> Seats:
    """Find a manager for each option (P,), largest first, the tightest seat that fits; -1 where none does."""
    problem = crowd.problem
    hired = np.zeros(problem.managers, dtype=bool)
    for k, count in enumerate(hires):
        hired[np.flatnonzero(crowd.member == k)[:count]] = True
    left = crowd.limits * hired
    manager = np.full(problem.processes, -1)
    breadth = crowd.able[crowd.outside].sum(axis=0) if crowd.outside.any() else np.zeros(problem.managers)
    order = np.lexsort((option, -crowd.amounts[0, option]))
    for p in order:
        o = option[p]
        need = crowd.amounts[:, o]
        fits = crowd.able[crowd.kind[o]] & hired & (left + ROUNDING >= need[:, None]).all(axis=0)
        who = np.flatnonzero(fits)
        if who.size:
            best = (
                who[np.lexsort((left[0, who], breadth[who]))[0]]
                if need[0] > 0
                else who[left[0, who].argmax()]
            )
            manager[p] = best
            left[:, best] -= need
    return state_of(crowd, np.where(manager >= 0, option, -1), manager, left, hired)


def state_of(crowd: Crowd, option: Ints, manager: Ints, left: Floats, hired: Bools) -> Seats:
    """The state of a plan in the making, money and countries reckoned anew."""
    problem = crowd.problem
    placed = option[option >= 0]
    needs, limits = money_needs(problem)
    tools = np.asarray(problem.needs_tool[problem.process[placed[problem.external[placed]]]].any(axis=0))
    shared = problem.tool_capital[tools].sum() + problem.hire_capital[hired & problem.hireable].sum()
    country, spend = problem.country[placed], problem.spend[placed]
    abroad = country >= 0
    paid = np.bincount(country[abroad], weights=spend[abroad], minlength=problem.countries)
    most = problem.max_country_share * spend.sum() + problem.allowances
    return Seats(
        crowd=crowd,
        option=option,
        manager=manager,
        left=left,
        money=limits - needs[:, placed].sum(axis=1) - shared,
        place=(most - paid) if problem.max_country_share < 1 else np.full(problem.countries, np.inf),
        tools=tools,
        hired=hired,
        needs=needs,
    )


def settled(seats: Seats, options: Ints) -> Seats:
    """Give every process a place that has none, then take every step among `options` that saves money."""
    listed = _table(seats.crowd.problem, options)
    for _ in range(STEPS):
        gain, option, manager = _best_steps(seats, listed)
        order = np.argsort(gain, kind="stable")[: int((gain < -ROUNDING).sum())]
        taken = [_taken(seats, int(p), int(option[p]), int(manager[p])) for p in order]
        if not any(taken):
            break
    return seats


def _table(problem: PlanProblem, options: Ints) -> Ints:
    """(P, K) the options of each process, -1 behind the last."""
    process = problem.process[options]
    rank = np.arange(options.size) - np.searchsorted(process, process)
    table = np.full((problem.processes, int(rank.max(initial=0)) + 1), -1)
    table[process, rank] = options
    return table


def _best_steps(seats: Seats, listed: Ints) -> tuple[Floats, Ints, Ints]:
    """(P,) what each process's best step costs more, and the option and manager it leads to."""
    crowd, problem = seats.crowd, seats.crowd.problem
    gain = np.zeros(problem.processes)
    best_option, best_manager = seats.option.copy(), seats.manager.copy()
    for start in range(0, problem.processes, BLOCK):
        p = np.arange(start, min(start + BLOCK, problem.processes))
        now, who, each = seats.option[p], seats.manager[p], np.arange(p.size)
        total = _totals(seats, p, listed[p]).reshape(p.size, -1)
        best = total.argmin(axis=1)
        care = crowd.pace[crowd.kind[now]] * problem.load[now] * problem.hour_cost[who]
        current = np.where(now >= 0, crowd.cost[now] + care, UNSEATED)
        reached = np.isfinite(total[each, best])
        gain[p] = np.where(reached, np.where(reached, total[each, best], 0.0) - current, 0.0)
        best_option[p] = listed[p][each, best // problem.managers]
        best_manager[p] = best % problem.managers
    return gain, best_option, best_manager


def _totals(seats: Seats, p: Ints, option: Ints) -> Floats:
    """(N, K, M) cost of processes `p` (N,) with each `option` (N, K) under each manager; inf if barred."""
    crowd, problem = seats.crowd, seats.crowd.problem
    now = seats.option[p]
    fits = crowd.able[crowd.kind[option]] & seats.hired & (option >= 0)[:, :, None]
    at = (np.arange(problem.managers) == seats.manager[p][:, None])[:, None, :]
    for left, amount in zip(seats.left, crowd.amounts, strict=True):
        back = np.where(now >= 0, amount[now], 0.0)[:, None, None] * at
        fits &= left + back + ROUNDING >= amount[option][:, :, None]
    for left, need in zip(seats.money, seats.needs, strict=True):
        more = need[option] - np.where(now >= 0, need[now], 0.0)[:, None]
        fits &= ((more <= left) | (more <= 0))[:, :, None]
    tool = summed(problem.needs_tool[p] & ~seats.tools, problem.tool_cost)
    price = crowd.cost[option] + problem.external[option] * tool[:, None]
    care = crowd.pace[crowd.kind[option]] * problem.load[option]
    return np.where(fits, price[:, :, None] + care[:, :, None] * problem.hour_cost, np.inf)


def _taken(seats: Seats, p: int, option: int, manager: int) -> bool:
    """Take one step if it still fits."""
    crowd, problem = seats.crowd, seats.crowd.problem
    now, who = int(seats.option[p]), int(seats.manager[p])
    money, left, place = seats.money - seats.needs[:, option], seats.left.copy(), seats.place.copy()
    if now >= 0:
        money = money + seats.needs[:, now]
        left[:, who] += crowd.amounts[:, now]
        _paid(problem, place, now, -1)
    left[:, manager] -= crowd.amounts[:, option]
    _paid(problem, place, option, 1)
    new = problem.needs_tool[p] & ~seats.tools & problem.external[option]
    money = money - problem.tool_capital[new].sum()
    fits = (money >= np.minimum(seats.money, 0.0) - ROUNDING).all()
    fits &= bool((left[:, manager] >= -ROUNDING).all())
    if not fits or (place < np.minimum(seats.place, 0.0) - ROUNDING).any():
        return False
    seats.money, seats.left, seats.place = money, left, place
    seats.tools |= new
    seats.option[p], seats.manager[p] = option, manager
    return True


def _paid(problem: PlanProblem, place: Floats, option: int, times: int) -> None:
    """Change what countries have left by the spend of an option."""
    if problem.max_country_share < 1:
        place += times * problem.max_country_share * problem.spend[option]
    if problem.country[option] >= 0:
        place[problem.country[option]] -= times * problem.spend[option]
