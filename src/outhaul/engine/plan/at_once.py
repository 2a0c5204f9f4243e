"""A plan by one programme, where the mean alone counts and no scenario is worse than another.

Options that always have a better place to go are gone by then (`outdone`), and what is left is written
down so that little is left to prove (`tight`): HiGHS closes the gap in one go, sooner than any rounds.
"""

from dataclasses import dataclass

import numpy as np

from outhaul.engine.plan.highs import solve_whole
from outhaul.engine.plan.problem import PlanProblem
from outhaul.engine.plan.rounds import Found
from outhaul.engine.plan.solution import Step, evaluate, excesses
from outhaul.engine.plan.tight import chosen_by, point_of, tight

PART = 0.95
"""Part of the wanted gap that HiGHS is asked for, so that rounding does not matter."""

NODES = 5_000
"""Nodes at most, so that what ends a search without a proof is the same on every machine."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AtOnce:
    """What one programme told; money in canonical units."""

    best: Found | None
    bound: float
    nodes: int
    trace: tuple[Step, ...]


def means_alone(problem: PlanProblem) -> bool:
    """True if no scenario counts more than another."""
    return problem.risk_weight == 0 or problem.scenarios == 1


def solve_at_once(
    problem: PlanProblem, known: Found | None, *, gap: float, time_limit: float
) -> AtOnce | None:
    """Solve a canonical problem to a relative `gap`, beginning with a `known` plan.

    None where HiGHS's plan passes a limit by more than rounding may: somebody else has to look.
    """
    task = tight(problem, np.arange(problem.options), np.zeros((0, problem.scenarios)))
    start = None if known is None else point_of(problem, task, known.option, known.manager)
    answer = solve_whole(task.programme, gap=PART * gap, time_limit=time_limit, start=start, nodes=NODES)
    best, bound = known, np.inf if answer.outcome == "infeasible" else answer.bound
    if answer.x.size:
        option, manager = chosen_by(task, answer.x)
        if excesses(problem, option, manager):
            return None
        objective = evaluate(problem, option, manager).objective
        if best is None or objective < best.objective:
            best = Found(option=option, manager=manager, objective=objective)
    objective = np.inf if best is None else best.objective
    bound = min(bound, objective)
    step = Step(stage="exact", columns=task.programme.cost.size, cuts=0, bound=bound, objective=objective)
    return AtOnce(best=best, bound=bound, nodes=answer.nodes, trace=(step,))
