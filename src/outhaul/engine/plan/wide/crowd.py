"""A large plan seen without names: kinds of options, classes of managers, and what they share.

Who leads what is forgotten; hours flow from kinds of options to classes of managers. No plan costs
less than the cheapest flow, so what is said of the crowd bounds what is said of the people.
"""

from dataclasses import dataclass

import numpy as np

from outhaul.engine.plan.kinds import kinds_of
from outhaul.engine.plan.problem import CASH_MONTHS, Bools, Floats, Ints, PlanProblem
from outhaul.engine.plan.solution import TOLERANCE

EXACT_TOOLS = 14
"""Of more tools, the dearest so many are chosen exactly; the others count nothing in the bound."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Crowd:
    """The arrays of a problem without names. O options, G kinds, K classes, Q amounts that flow."""

    problem: PlanProblem
    kind: Ints
    """(O,) kind of each option: who may lead it, and whether it is handed out."""
    able: Bools
    """(G, M) managers of each kind."""
    outside: Bools
    """(G,) True for kinds of handed-out work."""
    cost: Floats
    """(O,) at least so much does an option cost on average, manager hours included but for `pace`."""
    amounts: Floats
    """(Q, O) hours, and peak hours and engagements where they can bind."""
    pace: Floats
    """(G,) paid hours, at least, for each hour of steady care."""
    member: Ints
    """(M,) class of each manager."""
    one: Ints
    """(K,) a manager of each class."""
    size: Ints
    """(K,) managers of each class."""
    limits: Floats
    """(Q, M) what each manager has room for."""
    room: Floats
    """(Q, K) what all of a class have room for."""
    first: Ints
    """(P,) first option of each process."""
    mask: Ints
    """(P,) tools that handing a process out needs, as bits."""
    tool: Ints
    """(T,) tools of the bits."""


def crowd(problem: PlanProblem) -> Crowd:
    """Forget the names of `problem`; the bound is sharper where it bars pairs that cannot be (`fitting`)."""
    seen = kinds_of(problem.manager_allowed, problem.external)
    able, outside = seen.rows[:, :-1], seen.rows[:, -1]
    hours = problem.scenario_hours.mean(axis=0)
    ratio = np.divide(hours, problem.load, out=np.full(hours.size, np.inf), where=problem.load > 0)
    pace = np.full(len(able), np.inf)
    np.minimum.at(pace, seen.of, ratio)
    pace[~np.isfinite(pace)] = 0.0
    cheapest = np.where(able, problem.hour_cost, np.inf).min(axis=1, initial=np.inf)
    cheapest[~np.isfinite(cheapest)] = 0.0
    cost = problem.scenario_cost.mean(axis=0) - problem.owner_hour_worth * problem.owner_hours_freed
    cost += cheapest[seen.of] * (hours - pace[seen.of] * problem.load) + _country_part(problem)
    amounts, rooms = _amounts(problem)
    for amount, limit in zip(amounts, rooms, strict=True):
        most = np.where(able, limit, -np.inf).max(axis=1, initial=-np.inf)
        cost[amount > most[seen.of] * (1 + TOLERANCE)] = np.inf
    member, one, size = _classes(problem, able)
    room = np.stack([np.bincount(member, weights=row, minlength=one.size).astype(float) for row in rooms])
    tool = np.sort(np.argsort(-problem.tool_cost, kind="stable")[:EXACT_TOOLS])
    return Crowd(
        problem=problem,
        kind=seen.of,
        able=able,
        outside=outside,
        cost=cost,
        amounts=amounts,
        pace=pace,
        member=member,
        one=one,
        size=size,
        limits=rooms,
        room=room,
        first=np.searchsorted(problem.process, np.arange(problem.processes)),
        mask=problem.needs_tool[:, tool] @ (1 << np.arange(tool.size)),
        tool=tool,
    )


def _country_part(problem: PlanProblem) -> Floats:
    """(O,) a country's set-up, shared out evenly among all processes that might go there."""
    if not problem.country_cost.any():
        return np.zeros(problem.options)
    pairs = np.unique(problem.process * (problem.countries + 1) + problem.country + 1)
    might = np.bincount(pairs % (problem.countries + 1), minlength=problem.countries + 1)
    part = np.append(problem.country_cost, 0.0) / np.maximum(1, np.roll(might, -1))
    return np.asarray(part[problem.country])


def _amounts(problem: PlanProblem) -> tuple[Floats, Floats]:
    """(Q, O) amounts that a manager's limits are about, and (Q, M) the limits."""
    factor = problem.peak_factor.min(initial=np.inf)
    amounts, rooms = [problem.load], [problem.capacity]
    if (problem.peak_load > factor * problem.load).any():
        amounts.append(problem.peak_load)
        rooms.append(problem.capacity * problem.peak_factor)
    if (problem.span < problem.processes).any():
        amounts.append(problem.external.astype(float))
        rooms.append(problem.span.astype(float))
    return np.stack(amounts), np.stack(rooms)


def _classes(problem: PlanProblem, able: Bools) -> tuple[Ints, Ints, Ints]:
    """(M,) class of each manager, (K,) one of each class, and (K,) how many they are."""
    lumpy = problem.hireable | ~problem.trained
    names = ("hour_cost", "trained", "training_cost", "training_capital", "hireable", "hire_cost")
    told = [np.asarray(getattr(problem, name), dtype=float) for name in (*names, "hire_capital")]
    told += [np.where(lumpy, problem.capacity, 0.0), np.where(lumpy, problem.span, 0)]
    told += [np.where(lumpy, problem.peak_factor, 0.0)]
    table = np.concatenate([np.stack(told, axis=1), able.T], axis=1)
    _, one, member, size = np.unique(
        table, axis=0, return_index=True, return_inverse=True, return_counts=True
    )
    return member.ravel(), one, size


def money_needs(problem: PlanProblem) -> tuple[Floats, Floats]:
    """(B, O) what options need of each limit of money that is one, and (B,) the limits."""
    needs = [(problem.budget, problem.capital)]
    needs += [(problem.liquidity, problem.cash[:, month]) for month in range(CASH_MONTHS)]
    needs = [(most, need) for most, need in needs if most < np.inf]
    if not needs:
        return np.zeros((0, problem.options)), np.zeros(0)
    return np.stack([need for _, need in needs]), np.array([most for most, _ in needs])
