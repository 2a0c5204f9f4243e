"""Pairs of option and manager that no better plan needs. Everything here is exact."""

import numpy as np

from outhaul.engine.plan.model import Pairs
from outhaul.engine.plan.problem import Bools, Floats, Ints, PlanProblem
from outhaul.engine.plan.relax import Relaxation, best_pairs


def promising(problem: PlanProblem, relaxation: Relaxation, count: int) -> Pairs:
    """For each process and manager the `count` pairs that raise the bound least: no proof, a good guess."""
    return best_pairs(problem, relaxation.reduced, count)


def alive(relaxation: Relaxation, cutoff: float) -> Pairs:
    """All pairs that a plan with an objective below `cutoff` may use.

    A pair is dropped when the bound plus its reduced cost reaches the cutoff (reduced-cost fixing).
    """
    option, manager = np.nonzero(relaxation.bound + relaxation.reduced < cutoff)
    return Pairs(option=option, manager=manager)


def undominated(problem: PlanProblem, pairs: Pairs) -> Pairs:
    """`pairs` without those that another one of the same process, manager and country always beats.

    The better one costs no more in any scenario, takes no more hours, capital or cash, frees as many of
    the owner's hours, and, where country shares are limited, is paid as much: paying one country less
    would raise the share of the others.
    """
    option, manager = pairs.option, pairs.manager
    place = problem.country[option] * 2 + problem.external[option]
    order = np.lexsort((option, place, manager, problem.process[option]))
    group = np.stack([problem.process[option], manager, place])[:, order]
    run = (
        np.concatenate([[0], np.cumsum((group[:, 1:] != group[:, :-1]).any(axis=0))]) if order.size else order
    )
    beaten = np.zeros(order.size, dtype=bool)
    for apart in range(1, int(np.bincount(run).max(initial=1))):
        first = np.flatnonzero(run[apart:] == run[:-apart])
        left, right = option[order[first]], option[order[first + apart]]
        beaten[first + apart] |= _beats(problem, left, right) & ~beaten[first]
        beaten[first] |= _beats(problem, right, left) & ~beaten[first + apart]
    kept = np.sort(order[~beaten])
    return Pairs(option=option[kept], manager=manager[kept])


def _beats(problem: PlanProblem, better: Ints, worse: Ints) -> Bools:
    """(N,) True where option `better` is at least as good as `worse` in everything."""

    def no_more(figures: Floats) -> Bools:
        below = figures[..., better] <= figures[..., worse]
        return below if below.ndim == 1 else below.all(axis=0)

    wins = no_more(problem.load) & no_more(problem.peak_load) & no_more(problem.capital)
    wins &= no_more(problem.cash.T) & no_more(-problem.owner_hours_freed)
    if problem.max_country_share < 1:
        wins &= problem.spend[better] == problem.spend[worse]
    undecided = np.flatnonzero(wins)
    rows = (better[undecided], worse[undecided])
    for figures in (problem.scenario_cost, problem.scenario_hours):
        wins[undecided] &= (figures[:, rows[0]] <= figures[:, rows[1]]).all(axis=0)
    return wins
