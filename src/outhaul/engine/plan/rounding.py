"""A plan of a large business from its relaxation, which decides nearly everything by itself.

Of 200 processes the relaxation leaves fewer than ten undecided. What it does not see is that work under a
manager is whole: so each process takes the option and the manager that it has most of, managers swap
work until nobody has too much, and what still passes a limit is relieved where that costs least. The
plan is compared with the relaxation, hires and training made whole by branching. No programme in whole
numbers is solved.
"""

from dataclasses import replace
from heapq import heappop, heappush
from typing import Final

import numpy as np

from outhaul.engine.plan.branching import undecided
from outhaul.engine.plan.nearby import narrowed
from outhaul.engine.plan.presolve import promising
from outhaul.engine.plan.problem import Ints, PlanProblem
from outhaul.engine.plan.relax import Relaxation, relax
from outhaul.engine.plan.rounds import Search, improved, noted
from outhaul.engine.plan.stepping.relieving import improved as stepped
from outhaul.engine.plan.stepping.relieving import relieved
from outhaul.engine.plan.stepping.standing import Ground
from outhaul.engine.plan.stepping.steps import Plan

BRANCHES: Final = 8
"""Relaxations that are looked at, at most, with what is shared decided one way and the other."""
LIKELY: Final = 4
"""Options of each process and manager that steps lead to."""


def rounded(search: Search) -> Search:
    """Branch on what is shared, and make a plan of each relaxation, until the wanted gap is proven.

    No plan costs less than the lowest relaxation that is left, or that leaves nothing shared undecided.
    """
    waiting, closed, made = [(search.relaxation.bound, 0, search.relaxation)], np.inf, 0
    while waiting and waiting[0][0] < closed and search.gap > search.wanted and made <= BRANCHES:
        lowest, _, node = heappop(waiting)
        search = _with_plan_of(search, node)
        column = undecided(search.plan, node)
        if column is None:
            closed = lowest
        else:
            for box in node.master.box.split(column, search.plan):
                child = relax(search.plan, replace(node.master, box=box), search.cost)
                made += 1
                heappush(waiting, (max(lowest, child.bound), made, child))
        known = min(closed, waiting[0][0] if waiting else np.inf)
        search = noted(replace(search, bound=max(search.bound, known)), "restricted", node.placed.size)
    return search


def _with_plan_of(search: Search, node: Relaxation) -> Search:
    """The search with the plan that a relaxation leads to, if it is better."""
    problem = search.plan.problem
    option, manager = _mostly(problem, node)
    at_home = np.flatnonzero(~problem.external)
    rows = np.unique(np.concatenate([promising(problem, node, LIKELY).option, option, at_home]))
    ground = Ground.of(narrowed(problem, rows))
    plan = stepped(ground, relieved(ground, Plan(option=np.searchsorted(rows, option), manager=manager)))
    return improved(search, rows[plan.option], plan.manager)


def _mostly(problem: PlanProblem, node: Relaxation) -> tuple[Ints, Ints]:
    """(P,) option and (P,) manager that each process has most of in a relaxation."""
    pairs = node.master.pairs
    share = np.bincount(pairs.option, weights=node.placed, minlength=problem.options)
    order = np.lexsort((-node.placed, -share[pairs.option], problem.process[pairs.option]))
    first = order[np.searchsorted(problem.process[pairs.option][order], np.arange(problem.processes))]
    return pairs.option[first], pairs.manager[first]
