"""A plan improved step by step from where it stands, so that what need not change stays.

Where no single step helps, steps that would save money but pass a limit are tried, each with the best
second step that makes room again: a swap of managers, a cheaper place elsewhere. Where that does not
help either, managers whom the plan hires are done without, and one more is hired, with the steps that
follow from it. The same plan and the same limits give the same steps; no clock is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np

from outhaul.engine.plan.model import Pairs
from outhaul.engine.plan.problem import Floats, Ints, PlanProblem
from outhaul.engine.plan.solution import evaluate, tail_weights
from outhaul.engine.plan.what_if.weighing import ROOM, Plan, Weighed, option_costs, weigh

STEPS: Final = 400
"""Steps at most."""
TRIED: Final = 24
"""Steps that pass a limit of which a second one is sought, at most."""
CLOSE: Final = 1e-9
"""Gains below this share of the plan's cost are rounding."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """Where a search stands: a plan, and what every step away from it leads to."""

    problem: PlanProblem
    pairs: Pairs
    plan: Plan
    costs: tuple[Floats, Floats]
    """Money and manager hours of options (O,), in the objective while the worst scenarios stay the same."""
    weighed: Weighed
    passed: float
    """By how much the plan passes limits."""
    cost: float
    """The plan's objective."""

    @classmethod
    def of(cls, problem: PlanProblem, pairs: Pairs, plan: Plan) -> Self:
        """Weigh every step away from `plan`."""
        figures, w = evaluate(problem, plan.option, plan.manager), problem.risk_weight
        scenarios = (1 - w) / figures.costs.size + w * tail_weights(figures.costs, problem.alpha)
        costs = option_costs(problem, scenarios)
        itself = Pairs(option=plan.option[:1], manager=plan.manager[:1])
        return cls(
            problem=problem,
            pairs=pairs,
            plan=plan,
            costs=costs,
            weighed=weigh(problem, pairs, plan, costs),
            passed=float(weigh(problem, itself, plan, costs).passed[0]),
            cost=figures.objective,
        )

    @property
    def energy(self) -> float:
        """To be as low as can be: the cost, and what passing limits counts."""
        return self.cost + self.weighed.dear * self.passed

    @property
    def least(self) -> float:
        """Energy below which another plan is a better one."""
        return self.energy - CLOSE * abs(self.cost)

    def true(self, plan: Plan, passed: float) -> float:
        """Return the energy of another plan, whose worst scenarios may be other ones."""
        cost = evaluate(self.problem, plan.option, plan.manager).objective
        return cost + self.weighed.dear * passed

    def after(self, pairs: Pairs, place: int, plan: Plan | None = None) -> Plan:
        """Return the plan after a step."""
        option, manager = int(pairs.option[place]), int(pairs.manager[place])
        return (plan or self.plan).after(int(self.problem.process[option]), option, manager)


def nudged(problem: PlanProblem, option: Ints, manager: Ints, *, far: bool = True) -> tuple[Ints, Ints]:
    """Return (P,) options and (P,) managers of a plan that none of the steps tried improves.

    Limits come first: a plan that passes some is brought within them, as far as steps lead there. Each
    pair of the plan is to be an allowed one. Unless it goes `far`, single small steps are all.
    """
    one, two = np.nonzero(problem.manager_allowed)
    pairs = Pairs(option=one, manager=two)
    plan = _settled(problem, pairs, Plan(option=option, manager=manager))
    for _ in range(STEPS if far else 0):
        now = Standing.of(problem, pairs, plan)
        better = _step(now) or _two_steps(now) or _other_staff(now)
        if better is None:
            break
        plan = _settled(problem, pairs, better)
    return plan.option, plan.manager


def _step(now: Standing) -> Plan | None:
    """Return the plan after the best step; None if none helps."""
    energies = now.weighed.energy
    for place in np.argsort(energies, kind="stable")[:TRIED]:
        if energies[place] >= now.least:
            return None
        after = now.after(now.pairs, place)
        if now.true(after, float(now.weighed.passed[place])) < now.least:
            return after
    return None


def _two_steps(now: Standing) -> Plan | None:
    """Return the plan after the best step that saves but passes a limit, with one that makes room."""
    weighed, best, lowest = now.weighed, None, now.least
    saving = np.flatnonzero((weighed.cost < now.least) & (weighed.passed > ROOM))
    for place in saving[np.argsort(weighed.cost[saving], kind="stable")[:TRIED]]:
        first = now.after(now.pairs, place)
        relief = _relief(now, first, int(now.problem.process[now.pairs.option[place]]))
        after = weigh(now.problem, relief, first, now.costs)
        total = after.cost + weighed.dear * after.passed
        second = int(np.argmin(total)) if total.size else -1
        if second < 0 or total[second] >= lowest:
            continue
        both = now.after(relief, second, first)
        if now.true(both, float(after.passed[second])) < now.least:
            best, lowest = both, float(total[second])
    return best


def _relief(now: Standing, first: Plan, process: int) -> Pairs:
    """Steps that may make room after a first one: of the same manager's other work, or to other options."""
    pairs, own = now.pairs, now.problem.process[now.pairs.option]
    there = first.manager[own] == first.manager[process]
    chosen = np.flatnonzero((own != process) & (there | (pairs.manager == first.manager[own])))
    return Pairs(option=pairs.option[chosen], manager=pairs.manager[chosen])


def _other_staff(now: Standing) -> Plan | None:
    """Return the best plan after doing without a hired manager, or after hiring one more."""
    best, lowest = None, now.least
    for problem in _staffed(now):
        plan = _settled(problem, now.pairs, now.plan)
        again = Standing.of(now.problem, now.pairs, plan)
        if again.energy < lowest:
            best, lowest = plan, again.energy
    return best


def _staffed(now: Standing) -> Iterator[PlanProblem]:
    """Yield the problem without each of the hired managers, then with one more who is paid already."""
    problem = now.problem
    leads = np.bincount(now.plan.manager, minlength=problem.managers) > 0
    for manager in np.flatnonzero(problem.hireable & leads):
        here = np.arange(problem.managers) == manager
        yield replace(
            problem,
            capacity=np.where(here, 0.0, problem.capacity),
            span=np.where(here, 0, problem.span),
        )
    for manager in np.flatnonzero(problem.hireable & ~leads)[:1]:
        here = np.arange(problem.managers) == manager
        yield replace(problem, hireable=problem.hireable & ~here)


def _settled(problem: PlanProblem, pairs: Pairs, plan: Plan) -> Plan:
    """Return `plan` after single small steps, until none helps: another option, or another manager."""
    own = problem.process[pairs.option]
    for _ in range(STEPS):
        small = np.flatnonzero((pairs.option == plan.option[own]) | (pairs.manager == plan.manager[own]))
        near = Pairs(option=pairs.option[small], manager=pairs.manager[small])
        better = _step(Standing.of(problem, near, plan))
        if better is None:
            break
        plan = better
    return plan
