"""What a small change of a problem makes of its plan: followed step by step among the options near it.

A plan is proven once. What becomes of it when a price or a limit is a little different is asked many
times, and the differences asked for are often smaller than any gap that is worth proving. Steps see
them: each is weighed exactly, and the plan stays as it is where none helps.
"""

from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np

from outhaul.engine.plan.canonical import canonical
from outhaul.engine.plan.problem import OF_OPTIONS, Bools, Floats, Ints, PlanProblem
from outhaul.engine.plan.relax import rank_within
from outhaul.engine.plan.solution import Figures, Solution, evaluate, excesses
from outhaul.engine.plan.stepping.nudging import nudged

NEAREST: Final = 8
"""Options of a process that would cost the plan least."""
LIGHTEST: Final = 3
"""Options of a process that take least of the managers' hours, of capital and of pay, each."""
HARD: Final = 10
"""Nodes of the search for a plan beyond which questions about it are answered by steps alone."""
PLACES: Final = 6
"""Places of a process that a plan is looked for in, at most."""


def near_rows(problem: PlanProblem, best: Solution, regrets: Floats) -> Ints:
    """Return the options that a small change may move a plan to; `regrets` (O,) tell what each costs.

    Kept are the options of the plan, keeping the work, the nearest, and those that ask least of what
    may become scarce.
    """
    every = np.arange(problem.options)
    kept = _first_of_each(problem, every, regrets, NEAREST)
    for ask in (problem.load, problem.capital, problem.spend):
        kept |= _first_of_each(problem, every, ask, LIGHTEST)
    return np.flatnonzero(kept | _always(problem, best))


def places_of(problem: PlanProblem) -> Ints:
    """(O,) where an option takes place: a country, and whether somebody outside does it."""
    return np.asarray(problem.country * 2 + problem.external)


def place_rows(problem: PlanProblem, best: Solution, regrets: Floats) -> Ints:
    """Return the nearest option of each of the nearest `PLACES` places of each process, and the plan's."""
    mean, place = problem.scenario_cost.mean(axis=0), places_of(problem)
    order = np.lexsort((mean, regrets, place, problem.process))
    leads = np.ones(order.size, dtype=bool)
    leads[1:] = (np.diff(place[order]) != 0) | (np.diff(problem.process[order]) != 0)
    kept = _first_of_each(problem, np.sort(order[leads]), regrets, PLACES)
    return np.flatnonzero(kept | _always(problem, best))


def _always(problem: PlanProblem, best: Solution) -> Bools:
    """(O,) True for the options of the plan, and for keeping each process."""
    kept = np.zeros(problem.options, dtype=bool)
    kept[best.option] = True
    kept[np.searchsorted(problem.process, np.arange(problem.processes))] = True
    return kept


def _first_of_each(problem: PlanProblem, rows: Ints, ask: Floats, count: int) -> Bools:
    """(O,) True for the `count` of `rows` of each process that ask least, the cheaper ones of equals."""
    mean = problem.scenario_cost.mean(axis=0)
    order = rows[np.lexsort((mean[rows], ask[rows], problem.process[rows]))]
    kept = np.zeros(problem.options, dtype=bool)
    kept[order[rank_within(problem.process[order]) < count]] = True
    return kept


def is_hard(best: Solution) -> bool:
    """Tell whether the proof of a plan took so long that none is made for each question about it."""
    return best.nodes > HARD


def narrowed(problem: PlanProblem, rows: Ints) -> PlanProblem:
    """Return `problem` with the options `rows` alone, which are in order."""
    picked = {name: getattr(problem, name)[rows] for name in (*OF_OPTIONS, "cash", "manager_allowed")}
    picked |= {name: getattr(problem, name)[:, rows] for name in ("scenario_cost", "scenario_hours")}
    return replace(problem, **picked)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Followed:
    """A plan that steps lead to."""

    option: Ints
    """(P,) in the numbers of the near options, and `manager` (P,)."""
    manager: Ints
    figures: Figures
    """Under the prices that were followed."""
    is_feasible: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Nearby:
    """A plan and the options near it, in numbers of their own."""

    problem: PlanProblem
    rows: Ints
    """(N,) the whole problem's number of each near option."""
    option: Ints
    """(P,) the plan, in the numbers of the near options, and `manager` (P,)."""
    manager: Ints

    @classmethod
    def of(cls, problem: PlanProblem, best: Solution, rows: Ints) -> Self:
        """Return the plan `best` of `problem` among the options `rows`, which hold all that it chose."""
        return cls(
            problem=narrowed(problem, rows),
            rows=rows,
            option=np.searchsorted(rows, best.option),
            manager=best.manager,
        )

    @property
    def cost(self) -> float:
        """The plan's objective."""
        return evaluate(self.problem, self.option, self.manager).objective

    def followed(self, problem: PlanProblem | None = None, *, far: bool = True) -> Followed:
        """Return what becomes of the plan under the prices and limits of a `problem` of the near options.

        Whoever wrote the problem down, and in whatever order, the steps are the same.
        """
        changed = self.problem if problem is None else problem
        form = canonical(changed)
        places, staff = np.argsort(form.options), np.argsort(form.managers)
        option, manager = nudged(
            form.problem, places[self.option][form.processes], staff[self.manager][form.processes], far=far
        )
        back = np.argsort(form.processes)
        option, manager = form.options[option][back], form.managers[manager][back]
        return Followed(
            option=option,
            manager=manager,
            figures=evaluate(changed, option, manager),
            is_feasible=not excesses(changed, option, manager),
        )

    def solution(self, found: Followed, best: Solution) -> Solution:
        """Return a plan that was followed as a start for the whole problem, of which `best` is a solution."""
        return replace(best, option=self.rows[found.option], manager=found.manager)

    def step_to(self, aim: PlanProblem, best: Solution) -> Solution | None:
        """Return where steps lead under the prices and limits of a whole problem; None if past a limit."""
        found = self.followed(narrowed(aim, self.rows))
        if not found.is_feasible:
            return None
        return replace(
            self.solution(found, best),
            status="feasible",
            figures=found.figures,
            objective=found.figures.objective,
            bound=-np.inf,
            gap=np.inf,
            trace=(),
            nodes=0,
        )
