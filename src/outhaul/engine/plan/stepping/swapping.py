"""Managers give work away and swap it, until nobody has too much of it and it costs no less otherwise.

What each process is given stays; only who leads it changes. All moves and all swaps of two are weighed
at once in arrays, and the best one is taken. Letters of shapes: P processes, M managers.
"""

from typing import Final

import numpy as np

from outhaul.engine.plan.problem import Floats, Ints
from outhaul.engine.plan.solution import tail_weights
from outhaul.engine.plan.stepping.passing import beyond
from outhaul.engine.plan.stepping.standing import CLOSE, Ground
from outhaul.engine.plan.stepping.steps import Plan

SWAPS: Final = 400
"""Moves and swaps at most."""
DEAR: Final = 20.0
"""What passing a limit by itself counts, in the cost of all care: more than any swap can save."""


def swapped(ground: Ground, plan: Plan) -> Plan:
    """Return `plan` under other managers, after moves and swaps of which none is left that helps.

    Managers who lead nothing and are not employed are not hired.
    """
    problem, amounts = ground.problem, ground.scales.amounts[:, plan.option]
    staff = ~problem.hireable | (np.bincount(plan.manager, minlength=problem.managers) > 0)
    able = problem.manager_allowed[plan.option] & staff
    care = _care(ground, plan)
    dear, least = DEAR * float(np.abs(care).sum()), -CLOSE * float(np.abs(care).sum())
    manager = plan.manager.copy()
    for _ in range(SWAPS):
        moves, swaps = _weighed(amounts, ground.scales.room, manager, care, dear)
        moves[~able] = np.inf
        there = able[:, manager]
        swaps[~(there & there.T)] = np.inf
        if min(moves.min(), swaps.min()) >= least:
            break
        if moves.min() <= swaps.min():
            process, taker = divmod(int(moves.argmin()), problem.managers)
            manager[process] = taker
        else:
            pair = np.array(divmod(int(swaps.argmin()), problem.processes))
            manager[pair] = manager[pair[::-1]]
    return Plan(option=plan.option, manager=manager)


def _care(ground: Ground, plan: Plan) -> Floats:
    """(P, M) what each manager's hours for each process cost, in the scenarios that are the worst now."""
    _, hours = ground.costs(tail_weights(ground.lived(plan), ground.problem.alpha))
    return np.outer(hours[plan.option], ground.problem.hour_cost)


def _weighed(
    amounts: Floats, room: Floats, manager: Ints, care: Floats, dear: float
) -> tuple[Floats, Floats]:
    """(P, M) what it costs to move each process to each manager, and (P, P) to swap the managers of two.

    `amounts` (3, P) of processes and `room` (3, M) of managers are hours, peak hours and engagements.
    """
    led = [np.bincount(manager, weights=amount, minlength=room.shape[1]) for amount in amounts]
    used = np.stack(led).astype(np.float64)
    now, own = _passed(used, room), np.take_along_axis(care, manager[:, None], axis=1)
    without, theirs = used[:, manager] - amounts, room[:, manager]
    left = _passed(without, theirs) - now[manager]
    taken = _passed(used[:, None, :] + amounts[:, :, None], room[:, None, :]) - now
    moves = dear * (left[:, None] + taken) + care - own
    instead = dear * (
        _passed(without[:, :, None] + amounts[:, None, :], theirs[:, :, None]) - now[manager][:, None]
    )
    instead += care[:, manager].T - own
    return moves, instead + instead.T


def _passed(used: Floats, room: Floats) -> Floats:
    """By how much limits are passed, relative to themselves, over all kinds of amounts (3, ...)."""
    return np.asarray(beyond(used, room).sum(axis=0))
