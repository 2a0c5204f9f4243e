"""A programme of pairs that knows who leads what: each process under a manager is a column of its own.

Options of a process that one manager may lead differ little in the hours that they take: whether the work
leaves the house counts, hardly where it goes. What all of a group need at least is put on the group, in
whole, and only the rest on the pairs. A solver then branches on who leads, and its cuts see few whole things
in each manager's hours. The linear relaxation is the same.
"""

from dataclasses import dataclass, replace

import numpy as np

from outhaul.engine.plan.model import Entries, Pairs, Programme, compressed
from outhaul.engine.plan.problem import Floats, Ints, PlanProblem


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Led:
    """A programme with a column for each group, after all others."""

    programme: Programme
    of: Ints
    """(K,) group of each pair."""
    groups: int

    def point(self, x: Floats, first: int) -> Floats:
        """The point that stands for a point of the programme without groups."""
        chosen = np.bincount(self.of, weights=x[first:], minlength=self.groups)
        return np.concatenate([x, chosen])


def with_leads(problem: PlanProblem, pairs: Pairs, task: Programme, first: int) -> Led:
    """`task`, whose columns from `first` on are `pairs`, with a column for each group of them."""
    code = problem.process[pairs.option] * problem.managers + pairs.manager
    _, of = np.unique(code * 2 + problem.external[pairs.option], return_inverse=True)
    groups, columns, rows = int(of.max(initial=-1)) + 1, task.cost.size, task.row_upper.size
    column = np.repeat(np.arange(columns), np.diff(task.start))
    mine = column >= first
    group = of[column[mine] - first]
    key, where = np.unique(task.index[mine] * max(groups, 1) + group, return_inverse=True)
    least = _of_all(task.value[mine], where, np.bincount(of, minlength=groups)[key % max(groups, 1)])
    value = task.value.copy()
    value[mine] -= least[where]
    entries = Entries([], [], [])
    entries.add(task.index, column, value)
    entries.add(key // max(groups, 1), columns + key % max(groups, 1), least)
    entries.add(rows + of, first + np.arange(of.size), 1.0)
    entries.add(rows + np.arange(groups), columns + np.arange(groups), -1.0)
    start, index, value = compressed(entries, columns + groups)
    none = np.zeros(groups)
    led = replace(
        task,
        cost=np.concatenate([task.cost, none]),
        lower=np.concatenate([task.lower, none]),
        upper=np.concatenate([task.upper, none + 1]),
        integer=np.concatenate([task.integer, none == 0]),
        row_lower=np.concatenate([task.row_lower, none]),
        row_upper=np.concatenate([task.row_upper, none]),
        start=start,
        index=index,
        value=value,
    )
    return Led(programme=led, of=of, groups=groups)


def _of_all(value: Floats, where: Ints, size: Ints) -> Floats:
    """(N,) what all `size` (N,) members have at least, towards 0; nothing where some have no entry at all."""
    least, most = np.full(size.size, np.inf), np.full(size.size, -np.inf)
    np.minimum.at(least, where, value)
    np.maximum.at(most, where, value)
    whole = np.bincount(where, minlength=size.size) == size
    return np.where(whole, np.maximum(least, 0.0) + np.minimum(most, 0.0), 0.0)
