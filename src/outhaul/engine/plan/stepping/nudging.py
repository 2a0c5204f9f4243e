"""A plan improved step by step from where it stands, so that what need not change stays.

Where no single step helps, steps that would save money but pass a limit are tried, each with the best
second step that makes room again: a swap of managers, a cheaper place elsewhere. Where that does not
help either, managers whom the plan hires are done without, and one more is hired, with the steps that
follow from it. The same plan and the same limits give the same steps; no clock is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, Self

import numpy as np

from outhaul.engine.plan.model import Pairs
from outhaul.engine.plan.problem import Bools, Floats, Ints, PlanProblem
from outhaul.engine.plan.solution import tail_weights
from outhaul.engine.plan.stepping.steps import Plan, Scales, Steps
from outhaul.engine.plan.stepping.weighing import ROOM, Balance, Weighed

STEPS: Final = 400
"""Steps at most."""
TRIED: Final = 24
"""Steps that pass a limit of which a second one is sought, at most."""
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

    @classmethod
    def of(cls, problem: PlanProblem) -> Self:
        """Read a problem."""
        return cls(
            scales=Scales.of(problem),
            cost=np.ascontiguousarray(problem.scenario_cost.T),
            hours=np.ascontiguousarray(problem.scenario_hours.T),
            mean=(problem.scenario_cost.mean(axis=0), problem.scenario_hours.mean(axis=0)),
        )

    @property
    def problem(self) -> PlanProblem:
        """What was read."""
        return self.scales.problem

    def under(self, problem: PlanProblem) -> "Ground":
        """Return the same under other limits, or with other managers hired."""
        return replace(self, scales=Scales.of(problem))

    def costs(self, worst: Floats) -> tuple[Floats, Floats]:
        """(O,) money and (O,) manager hours of options in the objective; `worst` (S,) weighs scenarios."""
        w, tail = self.problem.risk_weight, np.flatnonzero(worst)
        amounts = (self.problem.scenario_cost, self.problem.scenario_hours)
        money, hours = (
            (1 - w) * mean + w * (worst[tail] @ amount[tail])
            for mean, amount in zip(self.mean, amounts, strict=True)
        )
        return money, hours

    def lived(self, plan: Plan, processes: Ints | slice = slice(None)) -> Floats:
        """(S,) cost of some processes of a plan in each scenario, without what they share."""
        option, wage = plan.option[processes], self.problem.hour_cost[plan.manager[processes]]
        return np.asarray(self.cost[option].sum(axis=0) + wage @ self.hours[option])


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
    def of(cls, ground: Ground, every: Pairs, plan: Plan) -> Self:
        """Weigh every step away from `plan`."""
        lived = ground.lived(plan)
        worst = tail_weights(lived, ground.problem.alpha)
        costs = ground.costs(worst)
        balance = Balance.of(Steps.of(ground.scales, _with_plan(every, plan), [plan]), costs)
        cost = float(balance.cost[-1])
        which = np.append(np.flatnonzero(balance.cost[:-1] < cost - CLOSE * abs(cost)), every.size)
        weighed = balance.weighed(which)
        if weighed.passed[-1]:
            which, weighed = np.arange(every.size + 1), balance.weighed()
        which = which[:-1]
        return cls(
            ground=ground,
            every=every,
            pairs=Pairs(option=every.option[which], manager=every.manager[which]),
            plan=plan,
            costs=costs,
            lived=lived,
            worst=worst,
            weighed=Weighed(cost=weighed.cost[:-1], passed=weighed.passed[:-1]),
            dear=balance.dear,
            passed=float(weighed.passed[-1]),
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

    def true(self, plan: Plan, weighed: float) -> float:
        """Return the energy of another plan that was `weighed`: its worst scenarios may be other ones."""
        problem = self.ground.problem
        changed = np.flatnonzero((plan.option != self.plan.option) | (plan.manager != self.plan.manager))
        lived = self.lived + self.ground.lived(plan, changed) - self.ground.lived(self.plan, changed)
        worse = (tail_weights(lived, problem.alpha) - self.worst) @ lived
        return weighed + problem.risk_weight * float(worse)

    def after(self, pairs: Pairs, place: int | np.integer[Any], plan: Plan | None = None) -> Plan:
        """Return the plan after a step."""
        option, manager = int(pairs.option[place]), int(pairs.manager[place])
        return (plan or self.plan).after(int(self.ground.problem.process[option]), option, manager)


def _with_plan(every: Pairs, plan: Plan) -> Pairs:
    """Return the pairs, and as the last one the step that leads nowhere."""
    return Pairs(
        option=np.append(every.option, plan.option[0]), manager=np.append(every.manager, plan.manager[0])
    )


def nudged(problem: PlanProblem, option: Ints, manager: Ints, *, far: bool = True) -> tuple[Ints, Ints]:
    """Return (P,) options and (P,) managers of a plan that none of the steps tried improves.

    Limits come first: a plan that passes some is brought within them, as far as steps lead there. Each
    pair of the plan is to be an allowed one. Unless it goes `far`, single small steps are all.
    """
    one, two = np.nonzero(problem.manager_allowed)
    pairs, ground = Pairs(option=one, manager=two), Ground.of(problem)
    plan = _settled(ground, pairs, Plan(option=option, manager=manager))
    for _ in range(STEPS if far else 0):
        now = Standing.of(ground, pairs, plan)
        better = _step(now) or _two_steps(now) or _other_staff(now)
        if better is None:
            break
        plan = _settled(ground, pairs, better)
    return plan.option, plan.manager


def _step(now: Standing) -> Plan | None:
    """Return the plan after the best step, and the next best ones as long as they help; None if none does."""
    energies, least = now.energies, now.least
    better = np.flatnonzero(energies < least)
    better = better[np.argsort(energies[better], kind="stable")[:TRIED]]
    for number, place in enumerate(better):
        after = now.after(now.pairs, place)
        energy = now.true(after, float(energies[place]))
        if energy < least:
            return _further(now, after, energy, better[number + 1 :])
    return None


def _further(now: Standing, plan: Plan, energy: float, places: Ints) -> Plan:
    """Return `plan` after further steps of other processes, until one no longer helps."""
    own = now.ground.problem.process[now.pairs.option]
    for place in places:
        process = own[place]
        if (
            plan.option[process] != now.plan.option[process]
            or plan.manager[process] != now.plan.manager[process]
        ):
            continue
        step = Pairs(option=now.pairs.option[place : place + 1], manager=now.pairs.manager[place : place + 1])
        weighed = Balance.of(Steps.of(now.ground.scales, step, [plan]), now.costs).weighed()
        after = now.after(now.pairs, place, plan)
        further = now.true(after, float(weighed.cost[0] + now.dear * weighed.passed[0]))
        if further >= energy - CLOSE * abs(now.cost):
            break
        plan, energy = after, further
    return plan


def _two_steps(now: Standing) -> Plan | None:
    """Return the plan after the best step that saves but passes a limit, with one that makes room."""
    weighed, least = now.weighed, now.least
    saving = np.flatnonzero((weighed.cost < least) & (weighed.passed > ROOM))
    saving = saving[np.argsort(weighed.cost[saving], kind="stable")[:TRIED]]
    if not saving.size:
        return None
    firsts = [now.after(now.pairs, place) for place in saving]
    base, chosen = np.nonzero(_relief(now, firsts, now.ground.problem.process[now.pairs.option[saving]]))
    relief = Pairs(option=now.every.option[chosen], manager=now.every.manager[chosen])
    balance = Balance.of(Steps.of(now.ground.scales, relief, firsts, base), now.costs)
    which = np.flatnonzero(balance.cost < least)
    after = balance.weighed(which)
    base, relief = base[which], Pairs(option=relief.option[which], manager=relief.manager[which])
    total = after.cost + now.dear * after.passed
    best, lowest = None, least
    for number, first in enumerate(firsts):
        own = slice(*np.searchsorted(base, [number, number + 1]))
        second = own.start + int(np.argmin(total[own])) if own.stop > own.start else -1
        if second < 0 or total[second] >= lowest:
            continue
        both = now.after(relief, second, first)
        if now.true(both, float(total[second])) < least:
            best, lowest = both, float(total[second])
    return best


def _relief(now: Standing, firsts: list[Plan], process: Ints) -> Bools:
    """(F, K) True for steps that may make room after the first ones, each of a `process` (F,).

    Those are steps of the same manager's other work, or to other options.
    """
    own = now.ground.problem.process[now.every.option]
    leads = np.stack([plan.manager for plan in firsts])
    there = leads == leads[np.arange(len(firsts)), process][:, None]
    return np.asarray((own != process[:, None]) & (there[:, own] | (leads[:, own] == now.every.manager)))


def _other_staff(now: Standing) -> Plan | None:
    """Return the best plan after doing without a hired manager, or after hiring one more."""
    best, lowest = None, now.least
    nothing = Pairs(option=now.every.option[:0], manager=now.every.manager[:0])
    for problem in _staffed(now):
        plan = _settled(now.ground.under(problem), now.every, now.plan)
        again = Standing.of(now.ground, nothing, plan)
        energy = again.cost + now.dear * again.passed
        if energy < lowest:
            best, lowest = plan, energy
    return best


def _staffed(now: Standing) -> Iterator[PlanProblem]:
    """Yield the problem without each of the hired managers, then with one more who is paid already."""
    problem = now.ground.problem
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


def _settled(ground: Ground, pairs: Pairs, plan: Plan) -> Plan:
    """Return `plan` after single small steps, until none helps: another option, or another manager."""
    own = ground.problem.process[pairs.option]
    for _ in range(STEPS):
        small = np.flatnonzero((pairs.option == plan.option[own]) | (pairs.manager == plan.manager[own]))
        near = Pairs(option=pairs.option[small], manager=pairs.manager[small])
        better = _step(Standing.of(ground, near, plan))
        if better is None:
            break
        plan = better
    return plan
