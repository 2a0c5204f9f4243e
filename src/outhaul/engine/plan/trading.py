"""A plan improved by managers who trade work: two at a time hand out all that they lead anew.

Everybody else keeps what they lead, though not where it is done. Each question is a small programme, and
only plans that are better by what matters are looked for, so that most are answered at once.
"""

from dataclasses import replace
from itertools import combinations

import numpy as np

from outhaul.engine.plan.highs import solve_whole
from outhaul.engine.plan.model import Pairs
from outhaul.engine.plan.problem import Bools
from outhaul.engine.plan.rounds import Found, Search, learned
from outhaul.engine.plan.tight import Tight, tight

STEP = 0.5
"""Part of the wanted gap by which a plan has to become better."""
NODES = 50
"""Nodes for each two managers, at most."""


def traded(search: Search, pairs: Pairs, bound: float, *, most: int) -> Search:
    """Return the search after trades on the options of `pairs`: until none helps, or `bound` is near.

    Managers of the pairs trade. All of it takes at most so many nodes; a question that is answered at once
    counts as one.
    """
    quiet, last, task, asked = 0, search.nodes + most, None, (search.best, -1)
    deals = list(combinations(np.unique(pairs.manager).tolist(), 2))
    while deals and quiet < len(deals) and search.nodes < last:
        deal, best = deals[0], search.best
        deals = [*deals[1:], deal]
        if best is None or best.objective <= bound + search.wanted * abs(bound):
            break
        quiet += 1
        if task is None or asked != (best, len(search.tails)):
            asked = best, len(search.tails)
            task = tight(search.plan.problem, np.union1d(pairs.option, best.option), search.tails)
        if np.isin(best.manager, deal).any():
            search = _asked(search, best, task, deal)
        if search.best is not best:
            quiet = 0
    return search


def _asked(search: Search, best: Found, task: Tight, deal: tuple[int, ...]) -> Search:
    """Return the search after one question: can two managers share their work better?"""
    upper = task.programme.upper.copy()
    upper[task.leads + np.flatnonzero(_barred(task, best, deal))] = 0.0
    answer = solve_whole(
        replace(task.programme, upper=upper),
        gap=STEP * search.wanted,
        time_limit=search.time_limit - search.seconds,
        nodes=NODES,
        below=best.objective - STEP * search.wanted * abs(best.objective),
    )
    nodes = search.nodes + max(answer.nodes, 1)
    search = replace(search, nodes=nodes, seconds=search.seconds + answer.seconds)
    return learned(search, task, answer) if answer.x.size else search


def _barred(task: Tight, best: Found, deal: tuple[int, ...]) -> Bools:
    """(L,) True for groups under managers that are no part of the deal."""
    led = best.manager[task.groups.process[task.groups.group]]
    outside = ~np.isin(task.groups.manager, deal)
    return np.where(np.isin(led, deal), outside, task.groups.manager != led)
