"""What fits into one manager's hours together: rows that a relaxation does not see by itself.

A relaxation splits large jobs between managers until all hours are full. Which jobs of those that it gives to
one manager fit together is a small question, though: all sets of them are looked at, and the row that cuts
most of what does not fit is found by a programme of as many rows as there are jobs (exact separation of the
knapsack; Avella, Boccia & Vasilyev, Computational Optimization and Applications 45(3), 2010).

An item is a process, kept or handed out, at the least of the hours, peak hours and engagements that it takes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from outhaul.engine.plan.highs import solve_linear
from outhaul.engine.plan.model import Entries, Layout, Pairs, Programme, compressed, with_rows
from outhaul.engine.plan.problem import Bools, Floats, Ints, PlanProblem
from outhaul.engine.plan.solution import TOLERANCE
from outhaul.engine.plan.summing import summed

TOGETHER = 12
"""Items at most that are looked at together: all sets of them are."""
LEAST = 1e-6
"""A share that is none."""
BROKEN = 1e-3
"""By how much a row has to be broken to be worth having."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Packs:
    """Rows `share` (N, I) of the items that `manager` (N,) leads: at most one.

    At most the part `kept` (N,) of one where the manager is not trained, for all that is handed out is none
    then; nothing where not hired.
    """

    share: Floats
    manager: Ints
    kept: Floats
    managers: int
    """M."""

    @property
    def size(self) -> int:
        """N."""
        return int(self.manager.size)

    def joined(self, more: "Packs") -> "Packs":
        """Both."""
        return replace(
            self,
            share=np.concatenate([self.share, more.share]),
            manager=np.concatenate([self.manager, more.manager]),
            kept=np.concatenate([self.kept, more.kept]),
        )

    def price(self, problem: PlanProblem, dual: Floats) -> Floats:
        """(O, M) what the rows, at prices `dual` (N,), pay for each pair."""
        priced = np.zeros((self.managers, self.share.shape[1]))
        np.add.at(priced, self.manager, dual[:, None] * self.share)
        return np.asarray(priced[:, items_of(problem)].T)


def no_packs(problem: PlanProblem) -> Packs:
    """Nothing known."""
    return Packs(
        share=np.zeros((0, 2 * problem.processes)),
        manager=np.zeros(0, dtype=int),
        kept=np.zeros(0),
        managers=problem.managers,
    )


def items_of(problem: PlanProblem) -> Ints:
    """(O,) the item of each option."""
    return np.asarray(2 * problem.process + problem.external)


def weights_of(problem: PlanProblem) -> Floats:
    """(I, 3) the least hours, peak hours and engagements of each item; inf of what no one may lead."""
    weights = np.full((2 * problem.processes, 3), np.inf)
    possible = np.flatnonzero(problem.manager_allowed.any(axis=1))
    item = items_of(problem)[possible]
    for column, amount in enumerate((problem.load, problem.peak_load, problem.external.astype(float))):
        np.minimum.at(weights[:, column], item, amount[possible])
    return weights


def with_packs(task: Programme, packs: Packs, first: int, item: Ints, manager: Ints) -> Programme:
    """`task` with `packs` as its last rows; its columns from `first` on are items under managers.

    Its first columns are training and hires of all managers, as everywhere.
    """
    if not packs.size:
        return task
    rows, each = np.zeros((packs.size, task.cost.size)), np.arange(packs.size)
    rows[:, first : first + item.size] = packs.share[:, item] * (packs.manager[:, None] == manager)
    rows[each, packs.managers + packs.manager] = -packs.kept
    rows[each, packs.manager] -= 1 - packs.kept
    return with_rows(task, rows, np.zeros(packs.size))


def broken(plan: Layout, pairs: Pairs, x: Floats) -> Packs:
    """Rows that a relaxed plan breaks; each also for all managers who have as much room."""
    problem, m = plan.problem, np.arange(plan.problem.managers)
    led = np.zeros((2 * problem.processes, problem.managers))
    np.add.at(led, (items_of(problem)[pairs.option], pairs.manager), x[plan.pairs : plan.pairs + pairs.size])
    hired, trained = x[plan.hired + m], x[plan.trained + m]
    room = np.stack([problem.capacity, problem.capacity * problem.peak_factor, problem.span], axis=1)
    room = room + TOLERANCE * np.maximum(room, 1.0)
    weights = weights_of(problem)
    found: dict[bytes, tuple[Floats, int, float]] = {}
    for number in m:
        alike = m[(room == room[number]).all(axis=1)]
        for share, kept in _broken_of(weights, room[number], led[:, number], hired[number], trained[number]):
            missed = summed(share, led) - kept * hired - (1 - kept) * trained
            for other in alike[missed[alike] > BROKEN]:
                found.setdefault(np.append(share.round(9), other).tobytes(), (share, int(other), kept))
    if not found:
        return no_packs(problem)
    shares, managers, parts = zip(*found.values(), strict=True)
    return Packs(
        share=np.array(shares), manager=np.array(managers), kept=np.array(parts), managers=problem.managers
    )


def _broken_of(
    weights: Floats, room: Floats, led: Floats, hired: float, trained: float
) -> Iterator[tuple[Floats, float]]:
    """Yield shares (I,) and the part for kept work of rows that one manager may break."""
    outside = np.arange(led.size) % 2 == 1
    for mine, scale in ((outside, trained), (outside | True, hired)):
        if scale > LEAST:
            share = _row(weights, room, np.where(mine, led / scale, 0.0))
            if share is not None:
                yield share, _most_kept(weights, room, share, ~outside)


def _row(weights: Floats, room: Floats, led: Floats) -> Floats | None:
    """(I,) the row that cuts most of `led` (I,), of which sets that fit are at most 1; None if none cuts."""
    some = np.flatnonzero((led > LEAST) & (weights <= room).all(axis=1))
    size = (weights[some] / room).max(axis=1)
    some = np.sort(some[np.argsort(-led[some] * size, kind="stable")[:TOGETHER]])
    if (weights[some].sum(axis=0) <= room).all():
        return None
    fits = _fitting(weights[some], room)
    value = _priced(fits, led[some])
    if summed(value, led[some]) <= 1 + BROKEN:
        return None
    value = value / max(1.0, float(summed(fits, value).max()))
    share = np.zeros(led.size)
    for item, one in zip(some, value, strict=True):
        heavier = (weights[2 * (item // 2) : 2 * (item // 2) + 2] >= weights[item]).all(axis=1)
        both = share[2 * (item // 2) : 2 * (item // 2) + 2]
        np.maximum(both, np.where(heavier, one, 0.0), out=both)
    return share


def _fitting(weights: Floats, room: Floats) -> Floats:
    """(F, K) the sets of items that fit together, and with none of the others."""
    sets = _all_sets(len(weights))
    used = summed(sets, weights)
    ok = (used <= room).all(axis=1)
    sets, used = sets[ok], used[ok]
    more = ((used[:, None, :] + weights) <= room).all(axis=2) & (sets == 0)
    return np.asarray(sets[~more.any(axis=1)])


@cache
def _all_sets(size: int) -> Floats:
    """(2 ** size, size) all sets of so many items."""
    return ((np.arange(1 << size)[:, None] >> np.arange(size)) & 1).astype(float)


def _priced(fits: Floats, led: Floats) -> Floats:
    """(K,) values of items that make `led` worth most, no set that fits being worth more than 1."""
    column, row = np.nonzero(fits)
    start, index, value = compressed(Entries([row], [column], [np.ones(row.size)]), len(fits))
    task = Programme(
        cost=np.ones(len(fits)),
        lower=np.zeros(len(fits)),
        upper=np.full(len(fits), np.inf),
        integer=np.zeros(len(fits), dtype=bool),
        row_lower=led,
        row_upper=np.full(led.size, np.inf),
        start=start,
        index=index,
        value=value,
    )
    return np.maximum(solve_linear(task).row_dual, 0.0)


def _most_kept(weights: Floats, room: Floats, share: Floats, inside: Bools) -> float:
    """What kept items that fit together come to at most, at their shares."""
    some = np.flatnonzero(inside & (share > 0) & (weights <= room).all(axis=1))
    return float(summed(_fitting(weights[some], room), share[some]).max(initial=0.0)) if some.size else 0.0
