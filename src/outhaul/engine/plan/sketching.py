"""A plan that a relaxation leads to, without a programme in whole numbers.

What the relaxation does not see is that work under a manager is whole: so each process takes the option and
the manager that it has most of, managers swap work until nobody has too much, and what still passes a limit
is relieved where that costs least.
"""

from typing import Final

import numpy as np

from outhaul.engine.plan.nearby import narrowed
from outhaul.engine.plan.presolve import promising
from outhaul.engine.plan.problem import Ints, PlanProblem
from outhaul.engine.plan.relax import Relaxation
from outhaul.engine.plan.rounds import Search, improved
from outhaul.engine.plan.solution import excesses
from outhaul.engine.plan.stepping.relieving import improved as stepped
from outhaul.engine.plan.stepping.relieving import relieved
from outhaul.engine.plan.stepping.standing import Ground
from outhaul.engine.plan.stepping.steps import Plan

LIKELY: Final = 4
"""Options of each process and manager that steps lead to."""


def sketched(search: Search, node: Relaxation) -> Search:
    """Return the search with the plan that a relaxation leads to, if it is better."""
    problem = search.plan.problem
    option, manager = _mostly(problem, node)
    at_home = np.flatnonzero(~problem.external)
    rows = np.unique(np.concatenate([promising(problem, node, LIKELY).option, option, at_home]))
    near = narrowed(problem, rows)
    ground = Ground.of(near)
    plan = relieved(ground, Plan(option=np.searchsorted(rows, option), manager=manager))
    if excesses(near, plan.option, plan.manager):
        return search
    plan = stepped(ground, plan)
    return improved(search, rows[plan.option], plan.manager)


def _mostly(problem: PlanProblem, node: Relaxation) -> tuple[Ints, Ints]:
    """(P,) option and (P,) manager that each process has most of in a relaxation."""
    pairs = node.master.pairs
    share = np.bincount(pairs.option, weights=node.placed, minlength=problem.options)
    order = np.lexsort((-node.placed, -share[pairs.option], problem.process[pairs.option]))
    first = order[np.searchsorted(problem.process[pairs.option][order], np.arange(problem.processes))]
    return pairs.option[first], pairs.manager[first]
