"""An earlier plan under new limits: what no longer fits gives up its place, all else stays where it is."""

import numpy as np

from outhaul.engine.plan.problem import Bools, Floats, Ints
from outhaul.engine.plan.wide.crowd import Crowd
from outhaul.engine.plan.wide.packing import packed
from outhaul.engine.plan.wide.polish import Plan, plan_of
from outhaul.engine.plan.wide.seating import ROUNDING, Seats, settled, state_of


def repaired(crowd: Crowd, option: Ints, manager: Ints, reduced: Floats, choices: Ints) -> Plan | None:
    """The plan of (P,) options under (P,) managers, changed where it breaks a limit; None if that fails.

    Who gives up a place is where the bound loses most (`reduced`), for each unit of what is missing.
    """
    problem = crowd.problem
    hired = np.zeros(problem.managers, dtype=bool)
    hired[manager] = True
    hired |= ~problem.hireable
    left = crowd.limits * hired
    for m in range(problem.managers):
        left[:, m] -= crowd.amounts[:, option[manager == m]].sum(axis=1)
    seats = state_of(crowd, option.copy(), manager.copy(), left, hired)
    barred = ~problem.manager_allowed[option, manager]
    for p in np.flatnonzero(barred):
        _given_up(seats, int(p))
    seats = _within_hours(seats, reduced)
    seats = state_of(crowd, packed(seats, option).option, seats.manager, seats.left, hired)
    seats = _within_money(seats, reduced)
    seats = settled(state_of(crowd, seats.option, seats.manager, seats.left, hired), choices)
    return plan_of(problem, seats.option, seats.manager)


def _given_up(seats: Seats, p: int) -> None:
    seats.left[:, seats.manager[p]] += seats.crowd.amounts[:, seats.option[p]]
    seats.option[p] = -1


def _within_hours(seats: Seats, reduced: Floats) -> Seats:
    """Take work from managers who have too much of it."""
    amounts = seats.crowd.amounts
    for q, m in np.argwhere(seats.left < -ROUNDING):
        while seats.left[q, m] < -ROUNDING:
            theirs = np.flatnonzero((seats.manager == m) & (seats.option >= 0))
            size = amounts[q, seats.option[theirs]]
            enough = size >= -seats.left[q, m] - ROUNDING
            order = np.lexsort((-reduced[seats.option[theirs]], np.where(enough, size, np.inf), ~enough))
            if not enough.any():
                order = np.argsort(-size, kind="stable")
            _given_up(seats, int(theirs[order[0]]))
    return seats


def _within_money(seats: Seats, reduced: Floats) -> Seats:
    """Take places where money or a country's share does not suffice."""
    problem = seats.crowd.problem
    for b in range(seats.money.size):
        while seats.money[b] < -ROUNDING:
            need = np.where(seats.option >= 0, seats.needs[b, seats.option], 0.0)
            if not _dropped(seats, need, -seats.money[b], reduced):
                break
    for c in np.flatnonzero(seats.place < -ROUNDING):
        while seats.place[c] < -ROUNDING:
            here = (seats.option >= 0) & (problem.country[seats.option] == c)
            if not _dropped(seats, here * problem.spend[seats.option], -seats.place[c], reduced):
                break
    return seats


def _dropped(seats: Seats, need: Floats, missing: float, reduced: Floats) -> bool:
    """Give up the place that is worth least for what it needs of `missing`."""
    problem = seats.crowd.problem
    may: Bools = (need > ROUNDING) & (seats.option >= 0)
    if not may.any():
        return False
    saved = reduced[seats.option].clip(min=0.0) + ROUNDING
    score = np.where(may, saved * np.minimum(need, missing), -1.0)
    p = int(score.argmax())
    option = int(seats.option[p])
    seats.money = seats.money + seats.needs[:, option]
    if problem.country[option] >= 0:
        seats.place[problem.country[option]] += problem.spend[option]
    _given_up(seats, p)
    return True
