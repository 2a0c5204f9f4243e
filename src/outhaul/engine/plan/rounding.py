"""A plan of a large business from its relaxation, which decides nearly everything by itself.

Of 200 processes the relaxation leaves fewer than ten undecided; a plan is sketched from what it has most
of. The plan is compared with the relaxation, in which hires, training, and who leads the largest work are
made whole by branching. No programme in whole numbers is solved.
"""

from dataclasses import dataclass, replace
from heapq import heappop, heappush
from typing import Final

import numpy as np

from outhaul.engine.plan.branching import undecided
from outhaul.engine.plan.model import Layout
from outhaul.engine.plan.problem import OF_MANAGERS, Floats, Ints, PlanProblem
from outhaul.engine.plan.relax import Master, Relaxation, relax
from outhaul.engine.plan.rounds import Search, noted
from outhaul.engine.plan.sketching import sketched

BRANCHES: Final = 12
"""Relaxations that are looked at, at most."""
LARGE: Final = 1 / 3
"""Work that takes more than this part of a manager's hours is decided on before smaller work."""
WHOLE: Final = 1 - 1e-6
"""A share so large is the whole."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Node:
    """A relaxation, and what pairs cost in it (O, M): inf for those that are decided against."""

    relaxation: Relaxation
    cost: Floats


def rounded(search: Search) -> Search:
    """Branch on what is shared, then on who leads large work; make a plan of each relaxation.

    It ends where the wanted gap is proven, or after `BRANCHES` relaxations. No plan costs less than the
    lowest one that is left, or that leaves nothing to branch on.
    """
    first = _Node(relaxation=search.relaxation, cost=search.cost)
    waiting, closed, made = [(search.relaxation.bound, 0, first)], np.inf, 0
    while waiting and waiting[0][0] < closed and search.gap > search.wanted:
        lowest, _, node = heappop(waiting)
        children = _children(search.plan, node) if made < BRANCHES else ()
        if search.best is None or undecided(search.plan, node.relaxation) is None:
            search = sketched(search, node.relaxation)
        closed = closed if children else lowest
        for master, cost in children:
            child = _Node(relaxation=relax(search.plan, master, cost), cost=cost)
            made += 1
            heappush(waiting, (max(lowest, child.relaxation.bound), made, child))
        known = min(closed, waiting[0][0] if waiting else np.inf, search.objective)
        search = replace(search, bound=max(search.bound, known))
        search = noted(search, "restricted", node.relaxation.placed.size)
    return search


def _children(plan: Layout, node: _Node) -> tuple[tuple[Master, Floats], ...]:
    """Return what is to be relaxed instead of a node, and leaves out no plan; nothing where it is settled."""
    master, column = node.relaxation.master, undecided(plan, node.relaxation)
    if column is not None:
        return tuple((replace(master, box=box), node.cost) for box in master.box.split(column, plan))
    process = _split_work(plan.problem, node.relaxation)
    if process is None:
        return ()
    own = (plan.problem.process == process)[:, None]
    others = np.arange(plan.problem.managers)
    return tuple(
        (master, np.where(own & (others != leader), np.inf, node.cost)) for leader in _leaders(plan, node)
    )


def _split_work(problem: PlanProblem, node: Relaxation) -> int | None:
    """Return the largest work that several managers lead a part of; None if there is no large one."""
    pairs, room = node.master.pairs, problem.capacity * problem.peak_factor
    size = np.maximum(
        problem.load[pairs.option] / problem.capacity.max(), problem.peak_load[pairs.option] / room.max()
    )
    process = problem.process[pairs.option]
    size = np.bincount(process, weights=node.placed * size, minlength=problem.processes)
    led = np.bincount(
        process * problem.managers + pairs.manager,
        weights=node.placed,
        minlength=problem.processes * problem.managers,
    )
    split = led.reshape(problem.processes, -1).max(axis=1) < WHOLE
    size = np.where(split, size, 0.0)
    largest = int(size.argmax())
    return largest if size[largest] > LARGE else None


def _leaders(plan: Layout, node: _Node) -> Ints:
    """Return one of the managers of each kind: work under another of them would cost the same."""
    problem, box = plan.problem, node.relaxation.master.box
    told = [np.asarray(getattr(problem, name), dtype=float) for name in OF_MANAGERS]
    for bounds in (box.lower, box.upper):
        told += [bounds[plan.trained : plan.hired], bounds[plan.hired : plan.tools]]
    seen = np.concatenate([np.stack(told), np.isfinite(node.cost)])
    return np.unique(seen, axis=1, return_index=True)[1]
