"""Pairs of option and manager that no better plan needs. Everything here is exact."""

from dataclasses import replace

import numpy as np

from outhaul.engine.plan.model import Pairs
from outhaul.engine.plan.problem import Bools, Floats, Ints, PlanProblem
from outhaul.engine.plan.relax import Relaxation, best_pairs, rank_within
from outhaul.engine.plan.solution import TOLERANCE


def fitting(problem: PlanProblem) -> PlanProblem:
    """The problem without pairs that no plan can hold, because they alone pass a limit.

    The relaxation would split such a pair between managers, and its bound would be far too low.
    """
    room = 1 + TOLERANCE
    holds = problem.load[:, None] <= problem.capacity * room
    holds &= problem.peak_load[:, None] <= problem.capacity * problem.peak_factor * room
    holds &= (problem.span >= 1) | ~problem.external[:, None]
    holds &= (problem.capital <= problem.budget * room)[:, None]
    return replace(problem, manager_allowed=problem.manager_allowed & holds)


def promising(problem: PlanProblem, relaxation: Relaxation, count: int) -> Pairs:
    """For each process and manager the `count` pairs that raise the bound least: no proof, a good guess."""
    return best_pairs(problem, relaxation.reduced, count)


def alive(relaxation: Relaxation, cutoff: float) -> Pairs:
    """All pairs that a plan with an objective below `cutoff` may use.

    A pair is dropped when the bound plus its reduced cost reaches the cutoff (reduced-cost fixing).
    """
    option, manager = np.nonzero(relaxation.bound + relaxation.reduced < cutoff)
    return Pairs(option=option, manager=manager)


def best_places(problem: PlanProblem, relaxation: Relaxation, count: int, cutoff: float) -> Pairs:
    """For each process its `count` best places, in each the best pair of every manager; below `cutoff`."""
    pairs = alive(relaxation, cutoff)
    score = relaxation.reduced[pairs.option, pairs.manager]
    place = (problem.process[pairs.option] * (problem.countries + 1) + problem.country[pairs.option] + 1) * 2
    place += problem.external[pairs.option]
    best_of_manager = _first_of_each(place * problem.managers + pairs.manager, score)
    best = _first_of_each(place, score)
    best = best[_rank_of_each(problem.process[pairs.option[best]], score[best]) < count]
    kept = best_of_manager[np.isin(place[best_of_manager], place[best])]
    return Pairs(option=pairs.option[kept], manager=pairs.manager[kept])


def _first_of_each(group: Ints, score: Floats) -> Ints:
    """Positions of the lowest score of each group."""
    return np.flatnonzero(_rank_of_each(group, score) == 0)


def _rank_of_each(group: Ints, score: Floats) -> Ints:
    """(N,) rank, from 0, of each score within its group."""
    order = np.lexsort((score, group))
    rank = np.empty_like(order)
    rank[order] = rank_within(group[order])
    return rank


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
        return np.asarray(below if below.ndim == 1 else below.all(axis=0))

    wins = no_more(problem.load) & no_more(problem.peak_load) & no_more(problem.capital)
    wins &= no_more(problem.cash.T) & no_more(-problem.owner_hours_freed)
    if problem.max_country_share < 1:
        wins &= problem.spend[better] == problem.spend[worse]
    undecided = np.flatnonzero(wins)
    rows = (better[undecided], worse[undecided])
    for figures in (problem.scenario_cost, problem.scenario_hours):
        wins[undecided] &= (figures[:, rows[0]] <= figures[:, rows[1]]).all(axis=0)
    return np.asarray(wins)
