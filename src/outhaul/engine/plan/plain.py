"""The plan by HiGHS alone: the whole programme, nothing left out, nothing known before.

What our own search is measured against, and what to fall back to: `plain(problem)` instead of
`solve(problem)`.
"""

from dataclasses import replace

import numpy as np

from outhaul.engine.plan.branching import GAP, TIME_LIMIT
from outhaul.engine.plan.compact import chosen_of, compact, led_alike
from outhaul.engine.plan.highs import Answer, solve_whole
from outhaul.engine.plan.model import Pairs, layout, programme
from outhaul.engine.plan.presolve import fitting
from outhaul.engine.plan.problem import Floats, Ints, PlanProblem
from outhaul.engine.plan.relax import pair_cost
from outhaul.engine.plan.rounds import chosen, country_links, relative_gap
from outhaul.engine.plan.solution import Solution, Status, evaluate, excesses, tail_weights
from outhaul.engine.plan.solve import infeasible

ROUNDS = 60


def plain(problem: PlanProblem, *, gap: float = GAP, time_limit: float = TIME_LIMIT) -> Solution:
    """Find the plan of the lowest objective by handing the whole programme to HiGHS.

    Tails of scenarios are added, as everywhere, while a plan's worst scenarios are worse than the
    programme knows.
    """
    tails, left = np.zeros((0, problem.scenarios)), time_limit
    best, bound, nodes = infeasible(), -np.inf, 0
    for _ in range(ROUNDS):
        answer, option, manager, tail = _asked(fitting(problem), tails, gap, left)
        bound, left, nodes = max(bound, answer.bound), left - answer.seconds, nodes + answer.nodes
        if option.size != problem.processes or excesses(problem, option, manager):
            break
        figures = evaluate(problem, option, manager)
        if figures.objective < best.objective:
            best = replace(best, option=option, manager=manager, figures=figures, objective=figures.objective)
        if figures.cvar - figures.mean <= tail + 1e-7 * max(1.0, abs(figures.cvar)) or left <= 0:
            break
        tails = np.concatenate([tails, tail_weights(figures.costs, problem.alpha)[None, :]])
    if best.figures is None:
        return replace(best, bound=bound if left <= 0 else np.inf, nodes=nodes)
    reached = relative_gap(best.objective, bound)
    status: Status = "optimal" if reached <= gap else "feasible"
    return replace(best, status=status, bound=min(bound, best.objective), gap=reached, nodes=nodes)


def _asked(
    problem: PlanProblem, tails: Floats, gap: float, time_limit: float
) -> tuple[Answer, Ints, Ints, float]:
    """HiGHS's answer, and the plan and the excess of its worst scenarios that it stands for."""
    option, manager = np.nonzero(problem.manager_allowed)
    if led_alike(problem):
        task = compact(problem, np.unique(option), tails)
        answer = solve_whole(task.programme, gap=gap, time_limit=time_limit, restart=True)
        plan = chosen_of(task, answer.x) if answer.x.size else (option[:0], manager[:0])
        return answer, *plan, float(answer.x[task.tail]) if answer.x.size and problem.risk_weight else np.inf
    place, pairs = layout(problem), Pairs(option=option, manager=manager)
    cost = pair_cost(problem)[option, manager]
    answer = solve_whole(
        programme(place, pairs, cost, country_links(problem, pairs), tails),
        gap=gap,
        time_limit=time_limit,
        restart=True,
    )
    if not answer.x.size:
        return answer, option[:0], manager[:0], np.inf
    return answer, *chosen(place, pairs, answer.x), float(answer.x[place.tail])
