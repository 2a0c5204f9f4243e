"""People for a drafted plan, and its improvement by single steps.

State is what is left of every limit. A step gives one process another option, another manager, or
both; all steps of all processes are priced at once, and the best that fits is taken, until none helps.
"""

from dataclasses import dataclass

import numpy as np

from outhaul.engine.plan.crowd import Crowd, money_needs
from outhaul.engine.plan.problem import Bools, Floats, Ints

ROUNDING = 1e-9


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


def seated(crowd: Crowd, option: Ints, hires: Ints) -> Seats:
    """Find a manager for each option (P,), largest first, the tightest seat that fits; -1 where none does."""
    problem = crowd.problem
    hired = np.zeros(problem.managers, dtype=bool)
    for k, count in enumerate(hires):
        hired[np.flatnonzero(crowd.member == k)[:count]] = True
    rooms = [problem.capacity, problem.capacity * problem.peak_factor, problem.span.astype(float)]
    left = np.stack(_rooms(crowd, rooms)) * hired
    manager = np.full(problem.processes, -1)
    breadth = crowd.able[crowd.outside].sum(axis=0) if crowd.outside.any() else np.zeros(problem.managers)
    order = np.lexsort((option, -crowd.amounts[0, option]))
    for p in order:
        o = option[p]
        need = crowd.amounts[:, o]
        fits = crowd.able[crowd.kind[o]] & hired & (left + ROUNDING >= need[:, None]).all(axis=0)
        who = np.flatnonzero(fits)
        if who.size:
            best = who[np.lexsort((left[0, who], breadth[who]))[0]] if need[0] > 0 else who[left[0, who].argmax()]
            manager[p] = best
            left[:, best] -= need
    return _state(crowd, np.where(manager >= 0, option, -1), manager, left, hired)


def _rooms(crowd: Crowd, rooms: list[Floats]) -> list[Floats]:
    """Limits of the amounts that flow."""
    problem = crowd.problem
    kept = [rooms[0]]
    factor = problem.peak_factor.min(initial=np.inf)
    if (problem.peak_load > factor * problem.load).any():
        kept.append(rooms[1])
    if (problem.span < problem.processes).any():
        kept.append(rooms[2])
    return kept


def _state(crowd: Crowd, option: Ints, manager: Ints, left: Floats, hired: Bools) -> Seats:
    problem = crowd.problem
    placed = option[option >= 0]
    needs, limits = money_needs(problem)
    tools = problem.needs_tool[problem.process[placed[problem.external[placed]]]].any(axis=0)
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
    )
