"""By how much plans pass their limits after single steps."""

from typing import Final

import numpy as np

from outhaul.engine.plan.problem import Bools, Floats
from outhaul.engine.plan.stepping.steps import Led, Steps

ROOM: Final = 1e-7
"""How far a limit may be passed, relative to itself, by rounding alone."""
OTHERS: Final = 3
"""Countries of which the fullest other one is among the fullest so many, wherever a process goes."""


def passed(steps: Steps, led: Led, shared: Floats) -> Floats:
    """(K,) by how much limits are passed, relative to themselves; `shared` (K,) is shared capital."""
    return _managers_passed(steps, led) + passed_in_common(steps, shared)


def passed_in_common(steps: Steps, shared: Floats) -> Floats:
    """(K,) by how much limits are passed that are no single manager's: money, and countries' shares."""
    return _money_passed(steps, shared) + _shares_passed(steps)


def managers_past(steps: Steps, led: Led) -> Bools:
    """(B x M,) True for managers who have too much."""
    return np.asarray(beyond(led.now, steps.of_managers(steps.scales.room)).any(axis=0))


def beyond(used: Floats, room: Floats | float) -> Floats:
    """By how much a limit is passed, relative to itself; nothing where it is only rounding."""
    over = (used - room) / np.maximum(np.abs(room), 1.0)
    return np.asarray(np.where(over > ROOM, over, 0.0))


def _managers_passed(steps: Steps, led: Led) -> Floats:
    """(K,) by how much managers' hours, peak hours and spans are passed after each step."""
    room = steps.of_managers(steps.scales.room)
    over = beyond(led.now, room)
    before, after = steps.old_manager, steps.new_manager
    left = (beyond(led.left, room.take(before, axis=1)) - over.take(before, axis=1)).sum(axis=0)
    now = over.sum(axis=0)
    found = steps.of_plans(now.reshape(steps.plans, -1).sum(axis=1)) - now.take(after)
    found += np.where(steps.moves, left.take(steps.row), 0.0)
    for kind, most in enumerate(room):
        found += beyond(led.gained(steps, kind), most.take(after))
    found *= found > ROOM
    return np.asarray(found)


def _money_passed(steps: Steps, shared: Floats) -> Floats:
    """(K,) by how much the budget and the cash of the first months are passed after each step."""
    problem = steps.scales.problem
    found = np.zeros(shared.size)
    if np.isfinite(problem.budget):
        found += beyond(steps.more(problem.capital) + shared, problem.budget)
    if not np.isfinite(problem.liquidity):
        return found
    rest = steps.rest(problem.cash)
    most = rest.max(axis=1).take(steps.row) + steps.scales.most_cash.take(steps.new) + shared
    tight = np.flatnonzero(most > problem.liquidity)
    if tight.size:
        need = rest[steps.row[tight]] + problem.cash[steps.new[tight]] + shared[tight, None]
        found[tight] += beyond(need, problem.liquidity).sum(axis=1)
    return found


def _shares_passed(steps: Steps) -> Floats:
    """(K,) by how much countries are paid more than their share: those of the step, and the fullest other."""
    scales, problem = steps.scales, steps.scales.problem
    nothing = np.zeros(steps.new.size)
    if problem.max_country_share >= 1 or not problem.countries:
        return nothing
    size = problem.countries + 1
    plan = np.repeat(np.arange(steps.plans), problem.processes)
    old, spent = plan * size + scales.place[steps.old], problem.spend[steps.old]
    free = np.append(problem.allowances, np.inf)
    past = np.bincount(old, weights=spent, minlength=steps.plans * size) - np.tile(free, steps.plans)
    most = problem.max_country_share * steps.more(problem.spend)
    new, before = steps.base * size + scales.place[steps.new], old[steps.row]
    same = before == new
    gained = past[new] + problem.spend[steps.new] - np.where(same, spent[steps.row], 0.0)
    by_plan = past.reshape(steps.plans, size)
    fullest = np.argsort(-by_plan, axis=1, kind="stable")[:, :OTHERS]
    highest = np.maximum(gained, by_plan.max(axis=1)[steps.base])
    tight = np.flatnonzero(most * (1 + ROOM) < highest)
    if not tight.size:
        return nothing
    left = np.where(same, -np.inf, (past[old] - spent)[steps.row])
    base, other = steps.base[tight], np.full(tight.size, -np.inf)
    for country in fullest.T[::-1]:
        place = base * size + country[base]
        elsewhere = (place != before[tight]) & (place != new[tight])
        other = np.where(elsewhere, past[place], other)
    limit = most[tight]
    nothing[tight] = sum(
        np.where(limit * (1 + ROOM) < amount, (amount - limit) / np.maximum(limit, 1.0), 0.0)
        for amount in (left[tight], gained[tight], other)
    )
    return nothing
