"""Options that no better plan needs, because so many countries offer better ones that one has room.

An option is beaten by another of its process that costs, takes and ties up no more, pays contractors no
less where shares of the whole are limited, and may be led by the same managers. One that is beaten in
one country may still be needed: that country may be full. But all others together can only fill so many
countries, and what is beaten in more countries than that always has a better place to go. Everything
here is exact.
"""

import numpy as np

from outhaul.engine.plan.kinds import kinds_of
from outhaul.engine.plan.problem import Bools, Floats, PlanProblem

ROUNDING = 1e-6


def outdone(problem: PlanProblem) -> Bools:
    """(O,) True where an option always has a better place to go.

    None has where scenarios count one by one: each country's exchange rate is then worth having.
    """
    lost = np.zeros(problem.options, dtype=bool)
    if problem.risk_weight > 0 and problem.scenarios > 1:
        return lost
    seen = kinds_of(problem.manager_allowed)
    wider = np.asarray(~(seen.rows[None, :, :] & ~seen.rows[:, None, :]).any(axis=2))
    best, worst, full = *_figures(problem), _most_full(problem)
    abroad = np.flatnonzero(problem.external & (problem.country >= 0))
    abroad = abroad[np.lexsort((problem.country[abroad], problem.process[abroad]))]
    begins = np.searchsorted(problem.process[abroad], np.arange(problem.processes + 1))
    for p in np.flatnonzero(np.isfinite(full) & (np.diff(begins) > 0)):
        option = abroad[begins[p] : begins[p + 1]]
        wins = _wins(best[:, option], worst[:, option])
        kind = seen.of[option]
        if (kind != kind[0]).any():
            wins &= wider[np.ix_(kind, kind)]
        country = problem.country[option]
        starts = np.flatnonzero(np.append(True, country[1:] != country[:-1]))
        lost[option] = np.logical_or.reduceat(wins, starts, axis=0).sum(axis=0) > full[p]
    return lost


def _figures(problem: PlanProblem) -> tuple[Floats, Floats]:
    """(F, O) what an option needs at most as another's better one, and at least itself; less is better."""
    cost = problem.scenario_cost.mean(axis=0)
    setup = np.append(problem.country_cost, 0.0)[problem.country]
    rest = [problem.scenario_hours.mean(axis=0), problem.load, problem.peak_load, problem.capital]
    rest += [-problem.owner_hours_freed, *problem.cash.T]
    rest += [-problem.spend] if 0 < problem.max_country_share < 1 else []
    told = [row for row in rest if (row != row[0]).any()]
    return np.stack([cost + setup, *told]), np.stack([cost, *told])


def _wins(best: Floats, worst: Floats) -> Bools:
    """(K, K) True where the first is better than the second; of equal ones the first of them."""
    no_more = np.ones((best.shape[1],) * 2, dtype=bool)
    for mine, other in zip(best, worst, strict=True):
        if mine.min() < other.max():
            values, rank = np.unique(np.stack([mine, other]), return_inverse=True)
            small = np.dtype(np.int16 if values.size < 1 << 15 else np.int64)
            mine, other = rank.reshape(2, -1).astype(small)  # noqa: PLW2901 -- ranks instead, for speed
        no_more &= np.less_equal(mine[:, None], other[None, :])
    later = np.tri(best.shape[1], dtype=bool)
    return np.asarray(no_more & ~(no_more.T & later))


def _most_full(problem: PlanProblem) -> Floats:
    """(P,) countries that all other processes can fill so far that this one finds no room; inf for all."""
    if problem.max_country_share >= 1:
        return np.zeros(problem.processes)
    placed = problem.external & (problem.country >= 0) & problem.manager_allowed.any(axis=1)
    most = np.zeros(problem.processes)
    np.maximum.at(most, problem.process[placed], problem.spend[placed])
    left = np.full(problem.processes, np.inf)
    own = problem.spend[placed] * (1 - problem.max_country_share)
    np.minimum.at(left, problem.process[placed], problem.allowances[problem.country[placed]] - own)
    full = np.full(problem.processes, np.inf)
    for p in np.flatnonzero(np.isfinite(left) & (left >= 0)):
        others = np.delete(most, p)
        full[p] = np.count_nonzero(others)
        if left[p] > 0:
            full[p] = min(full[p], np.floor(np.minimum(others, left[p]).sum() / left[p] + ROUNDING))
    return full
