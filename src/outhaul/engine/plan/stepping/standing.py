"""Where a search in steps stands: a plan, and what every step away from it leads to."""

from dataclasses import dataclass, replace
from typing import Any, Final, Self

import numpy as np

from outhaul.engine.plan.model import Pairs
from outhaul.engine.plan.problem import Floats, Ints, PlanProblem
from outhaul.engine.plan.solution import tail_weights
from outhaul.engine.plan.stepping.steps import Plan, Scales, Steps
from outhaul.engine.plan.stepping.weighing import Balance, Weighed
from outhaul.engine.plan.summing import summed

CLOSE: Final = 1e-9
"""Gains below this share of the plan's cost are rounding."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """A problem as steps need it: the figures of an option in a row."""

    scales: Scales
    cost: Floats
    """(O, S) and `hours` (O, S)."""
    hours: Floats
    mean: tuple[Floats, Floats]
    """(O,) means of both."""
    tail: Floats
    """(S,) weights of scenarios in a plan's worst ones, the worst scenario first."""
    less: Floats
    """(O,) money by which options count as cheaper than they are, whatever the scenario."""

    @classmethod
    def of(cls, problem: PlanProblem) -> Self:
        """Read a problem."""
        return cls(
            scales=Scales.of(problem),
            cost=np.ascontiguousarray(problem.scenario_cost.T),
            hours=np.ascontiguousarray(problem.scenario_hours.T),
            mean=(problem.scenario_cost.mean(axis=0), problem.scenario_hours.mean(axis=0)),
            tail=tail_weights(np.zeros(problem.scenarios), problem.alpha),
            less=np.zeros(problem.options),
        )

    @property
    def problem(self) -> PlanProblem:
        """What was read."""
        return self.scales.problem

    def under(self, problem: PlanProblem) -> "Ground":
        """Return the same under other limits, or with other managers hired."""
        return replace(self, scales=Scales.of(problem))

    def holding(self, option: Ints, price: float) -> "Ground":
        """Return the same with each `option` cheaper by `price`: so much has to be saved by leaving it."""
        less = self.less.copy()
        less[option] += price
        return replace(self, less=less)

    def costs(self, worst: Floats) -> tuple[Floats, Floats]:
        """(O,) money and (O,) manager hours of options in the objective; `worst` (S,) weighs scenarios."""
        w, tail = self.problem.risk_weight, np.flatnonzero(worst)
        amounts = (self.problem.scenario_cost, self.problem.scenario_hours)
        money, hours = (
            (1 - w) * mean + w * (summed(worst[tail], amount[tail]))
            for mean, amount in zip(self.mean, amounts, strict=True)
        )
        return money - self.less, hours

    def lived(self, plan: Plan, processes: Ints | slice = slice(None)) -> Floats:
        """(S,) cost of some processes of a plan in each scenario, without what they share."""
        option, wage = plan.option[processes], self.problem.hour_cost[plan.manager[processes]]
        lived = self.cost[option].sum(axis=0) + summed(wage, self.hours[option])
        return np.asarray(lived - self.less[option].sum())

    def every(self) -> Pairs:
        """Return all pairs that are allowed."""
        option, manager = np.nonzero(self.problem.manager_allowed)
        return Pairs(option=option, manager=manager)

    def near(self, plan: Plan) -> Pairs:
        """Return the pairs of small steps away from a plan: another option, or another manager."""
        problem = self.problem
        small = np.zeros_like(problem.manager_allowed)
        small[np.arange(problem.options), plan.manager[problem.process]] = True
        small[plan.option] = True
        small &= problem.manager_allowed
        option, manager = np.divmod(np.flatnonzero(small), problem.managers)
        return Pairs(option=option, manager=manager)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Standing:
    """Where a search stands: a plan, and what every step away from it leads to."""

    ground: Ground
    every: Pairs
    """All steps that may be taken."""
    pairs: Pairs
    """Of these, if the plan keeps the limits, those that cost less than it."""
    plan: Plan
    costs: tuple[Floats, Floats]
    """Money and manager hours of options (O,), in the objective while the worst scenarios stay the same."""
    lived: Floats
    """(S,) cost of the plan in each scenario, without what processes share."""
    worst: Floats
    """(S,) weights of the worst scenarios."""
    weighed: Weighed
    """Of `pairs`."""
    dear: float
    """What passing a limit by itself counts."""
    passed: float
    """By how much the plan passes limits."""
    cost: float
    """The plan's objective."""

    @classmethod
    def of(cls, ground: Ground, every: Pairs, plan: Plan, *, helping: bool = False) -> Self:
        """Weigh every step away from `plan`; where that passes limits, if so asked, only `helping` ones."""
        lived = ground.lived(plan)
        worst = tail_weights(lived, ground.problem.alpha)
        costs = ground.costs(worst)
        balance = Balance.of(Steps.of(ground.scales, _with_plan(every, plan), [plan]), costs)
        cost = float(balance.cost[-1])
        matters = np.append(balance.cost[:-1] < cost - CLOSE * abs(cost), True)
        which = np.flatnonzero(matters)
        passed = np.zeros(matters.size)
        passed[which] = balance.passed(which)
        if passed[-1]:
            rest = np.flatnonzero(~matters & balance.may_help(plan)) if helping else np.flatnonzero(~matters)
            passed[rest] = balance.passed(rest)
            which = np.sort(np.append(which, rest))
        which = which[:-1]
        return cls(
            ground=ground,
            every=every,
            pairs=picked(every, which),
            plan=plan,
            costs=costs,
            lived=lived,
            worst=worst,
            weighed=Weighed(cost=balance.cost[which], passed=passed[which]),
            dear=balance.dear,
            passed=float(passed[-1]),
            cost=cost,
        )

    @property
    def energies(self) -> Floats:
        """(K,) of the steps, to be as low as can be: the cost, and what passing limits counts."""
        return self.weighed.cost + self.dear * self.weighed.passed

    @property
    def least(self) -> float:
        """Energy below which another plan is a better one."""
        return self.cost + self.dear * self.passed - CLOSE * abs(self.cost)

    @property
    def promise(self) -> float:
        """What the best step of each process would save, all together, if none stood in another's way."""
        problem = self.ground.problem
        saved = np.zeros(problem.processes)
        np.maximum.at(saved, problem.process[self.pairs.option], self.least - self.energies)
        return float(saved.sum())

    def true(self, plan: Plan, weighed: float) -> float:
        """Return the energy of another plan that was `weighed`: its worst scenarios may be other ones."""
        changed = np.flatnonzero((plan.option != self.plan.option) | (plan.manager != self.plan.manager))
        lived = self.lived + self.ground.lived(plan, changed) - self.ground.lived(self.plan, changed)
        worse = summed(self.ground.tail, np.sort(lived)[::-1]) - summed(self.worst, lived)
        return weighed + self.ground.problem.risk_weight * float(worse)

    def after(self, pairs: Pairs, place: int | np.integer[Any], plan: Plan | None = None) -> Plan:
        """Return the plan after a step."""
        option, manager = int(pairs.option[place]), int(pairs.manager[place])
        return (plan or self.plan).after(int(self.ground.problem.process[option]), option, manager)


def picked(pairs: Pairs, which: Ints | slice) -> Pairs:
    """Return some of the pairs."""
    return Pairs(option=pairs.option[which], manager=pairs.manager[which])


def _with_plan(every: Pairs, plan: Plan) -> Pairs:
    """Return the pairs, and as the last one the step that leads nowhere."""
    return Pairs(
        option=np.append(every.option, plan.option[0]), manager=np.append(every.manager, plan.manager[0])
    )
