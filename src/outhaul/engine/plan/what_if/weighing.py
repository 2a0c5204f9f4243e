"""What single steps away from a plan lead to, all of them at once.

A step gives one process another option, another manager, or both: a pair of option and manager. The
whole plan after each step is weighed in arrays over pairs: what it costs, training, hires, tools and
countries included, and by how much it passes the limits.
"""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from outhaul.engine.plan.model import Pairs
from outhaul.engine.plan.problem import Bools, Floats, Ints, PlanProblem

DEAR: Final = 20.0
"""What passing a limit by itself costs, in the cost of the whole plan: more than any step can save."""
ROOM: Final = 1e-7
"""How far a limit may be passed, relative to itself, by rounding alone."""
HALF: Final = 0.5
"""Between none and one of what is counted in floats."""
OTHERS: Final = 3
"""Countries of which the fullest other one is among the fullest so many, wherever a process goes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weighed:
    """What single steps lead to, one a pair (K,)."""

    cost: Floats
    """Of the whole plan; of its worst scenarios as they are before the step."""
    passed: Floats
    """By how much limits are passed, each relative to itself, added up."""

    @property
    def dear(self) -> float:
        """What passing a limit by itself counts."""
        return DEAR * float(np.abs(self.cost).max(initial=1.0))

    @property
    def energy(self) -> Floats:
        """(K,) to be as low as can be."""
        return np.asarray(self.cost + self.dear * self.passed)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """Option and manager of each process (P,)."""

    option: Ints
    manager: Ints

    def after(self, process: int, option: int, manager: int) -> "Plan":
        """Return the plan after a step."""
        stepped = Plan(option=self.option.copy(), manager=self.manager.copy())
        stepped.option[process], stepped.manager[process] = option, manager
        return stepped


def option_costs(problem: PlanProblem, scenarios: Floats) -> tuple[Floats, Floats]:
    """(O,) money and (O,) manager hours of each option; `scenarios` (S,) are the weights of costs."""
    return scenarios @ problem.scenario_cost, scenarios @ problem.scenario_hours


def weigh(problem: PlanProblem, pairs: Pairs, plan: Plan, costs: tuple[Floats, Floats]) -> Weighed:
    """Weigh the step to each of `pairs`; `costs` are money and manager hours of options."""
    steps = _Steps.of(problem, pairs, plan)
    shared, capital = _shared(problem, steps)
    passed = _managers_passed(problem, steps) + _money_passed(problem, steps, capital)
    return Weighed(
        cost=_own_cost(problem, steps, costs) + shared - _owner_value(problem, steps),
        passed=passed + _shares_passed(problem, steps),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Steps:
    """Steps away from a plan: (K,) option and manager of a process, before and after."""

    plan: Plan
    process: Ints
    old: Ints
    new: Ints
    old_manager: Ints
    new_manager: Ints

    @classmethod
    def of(cls, problem: PlanProblem, pairs: Pairs, plan: Plan) -> Self:
        """Return the steps of `plan` to each of `pairs`."""
        process = problem.process[pairs.option]
        return cls(
            plan=plan,
            process=process,
            old=plan.option[process],
            new=pairs.option,
            old_manager=plan.manager[process],
            new_manager=pairs.manager,
        )

    @property
    def moves(self) -> Bools:
        """(K,) True where another manager leads the process afterwards."""
        return np.asarray(self.old_manager != self.new_manager)

    def more(self, figure: Floats) -> Floats:
        """(K, ...) the plan's sum of a figure of options (O, ...) after each step."""
        return np.asarray(figure[self.plan.option].sum(axis=0) + figure[self.new] - figure[self.old])


def _own_cost(problem: PlanProblem, steps: _Steps, costs: tuple[Floats, Floats]) -> Floats:
    """(K,) cost of all processes, without what they share."""
    money, hours = costs
    plan, wage = steps.plan, problem.hour_cost
    now = float((money[plan.option] + wage[plan.manager] * hours[plan.option]).sum())
    new = money[steps.new] + wage[steps.new_manager] * hours[steps.new]
    old = money[steps.old] + wage[steps.old_manager] * hours[steps.old]
    return np.asarray(now + new - old)


def _owner_value(problem: PlanProblem, steps: _Steps) -> Floats:
    freed = steps.more(problem.owner_hours_freed)
    missed = np.maximum(0.0, problem.owner_goal - freed)
    return np.asarray(problem.owner_hour_worth * freed - problem.goal_price * missed)


def _shared(problem: PlanProblem, steps: _Steps) -> tuple[Floats, Floats]:
    """(K,) cost and (K,) capital of training, hires, tools and countries after each step."""
    outside = problem.external.astype(np.float64)
    steers, leads = _Led.of(problem, steps, outside), _Led.of(problem, steps, np.ones_like(outside))
    used = _tools(problem, steps, outside)
    training, hiring = ~problem.trained, problem.hireable
    cost = steers.paid(training * problem.training_cost) + leads.paid(hiring * problem.hire_cost)
    capital = steers.paid(training * problem.training_capital) + leads.paid(hiring * problem.hire_capital)
    cost += used @ problem.tool_cost + _countries(problem, steps)
    return cost, capital + used @ problem.tool_capital


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Led:
    """What managers lead of an amount of options: now (M,), and after each step (K,) the two it concerns."""

    steps: _Steps
    now: Floats
    left: Floats
    """Of the manager who gives work away; where nobody does, it is not to be used."""
    gained: Floats
    """Of the manager who leads the process then."""

    @classmethod
    def of(cls, problem: PlanProblem, steps: _Steps, amount: Floats) -> Self:
        """Add up an amount (O,)."""
        now: Floats = np.zeros(problem.managers)
        np.add.at(now, steps.plan.manager, amount[steps.plan.option])
        old, new = amount[steps.old], amount[steps.new]
        gained = now[steps.new_manager] + new - np.where(steps.moves, 0.0, old)
        return cls(steps=steps, now=now, left=now[steps.old_manager] - old, gained=gained)

    def total(self, now: Floats, left: Floats, gained: Floats) -> Floats:
        """(K,) the sum over managers of a figure: as it is now (M,), and then of the two concerned (K,)."""
        steps = self.steps
        changes = left - now[steps.old_manager]
        return np.asarray(now.sum() + np.where(steps.moves, changes, 0.0) + gained - now[steps.new_manager])

    def paid(self, price: Floats) -> Floats:
        """(K,) price (M,) of all managers who lead some of the amount after each step."""
        old, new = price[self.steps.old_manager], price[self.steps.new_manager]
        return self.total(price * (self.now > HALF), old * (self.left > HALF), new * (self.gained > HALF))

    def passed(self, room: Floats) -> Floats:
        """(K,) by how much what managers have room for (M,) is passed after each step."""
        left = _over(self.left, room[self.steps.old_manager])
        gained = _over(self.gained, room[self.steps.new_manager])
        found = self.total(_over(self.now, room), left, gained)
        return np.asarray(np.where(found > ROOM, found, 0.0))


def _tools(problem: PlanProblem, steps: _Steps, outside: Floats) -> Bools:
    """(K, T) tools in use after each step."""
    need, plan = problem.needs_tool.astype(np.float64), steps.plan
    now = outside[plan.option] @ need[problem.process[plan.option]]
    change = (outside[steps.new] - outside[steps.old])[:, None] * need[steps.process]
    return np.asarray(now + change > HALF)


def _countries(problem: PlanProblem, steps: _Steps) -> Floats:
    """(K,) set-up of the countries in use after each step."""
    price = np.append(problem.country_cost, 0.0)
    place, home = problem.country, problem.countries
    now = np.bincount(np.where(place < 0, home, place)[steps.plan.option], minlength=home + 1)
    now[home] = 2  # nobody is the first there, or the last
    old, new = place[steps.old], place[steps.new]
    leaves, enters = (now[old] == 1) & (old != new), (now[new] == 0) & (old != new)
    return np.asarray(price[now > 0].sum() + enters * price[new] - leaves * price[old])


def _over(used: Floats, room: Floats | float) -> Floats:
    """By how much a limit is passed, relative to itself; nothing where it is only rounding."""
    scale = np.maximum(np.abs(room), 1.0)
    over = (used - room) / scale
    return np.asarray(np.where(over > ROOM, over, 0.0))


def _managers_passed(problem: PlanProblem, steps: _Steps) -> Floats:
    """(K,) by how much managers' hours, peak hours and spans are passed after each step."""
    limits = (
        (problem.load, problem.capacity),
        (problem.peak_load, problem.capacity * problem.peak_factor),
        (problem.external.astype(np.float64), problem.span.astype(np.float64)),
    )
    total = np.zeros(steps.new.size)
    for amount, room in limits:
        total += _Led.of(problem, steps, amount).passed(room)
    return total


def _money_passed(problem: PlanProblem, steps: _Steps, shared: Floats) -> Floats:
    """(K,) by how much the budget and the cash of the first months are passed after each step."""
    passed = np.zeros(steps.new.size)
    if np.isfinite(problem.budget):
        passed += _over(steps.more(problem.capital) + shared, problem.budget)
    if np.isfinite(problem.liquidity):
        passed += _over(steps.more(problem.cash) + shared[:, None], problem.liquidity).sum(axis=1)
    return passed


def _shares_passed(problem: PlanProblem, steps: _Steps) -> Floats:
    """(K,) by how much countries are paid more than their share: those of the step, and the fullest other."""
    if problem.max_country_share >= 1 or not problem.countries:
        return np.zeros(steps.new.size)
    place, spend, plan = problem.country, problem.spend, steps.plan
    own = place[plan.option] >= 0
    paid = np.bincount(
        place[plan.option][own], weights=spend[plan.option][own], minlength=problem.countries + 1
    )
    free = np.append(problem.allowances, np.inf)
    most = problem.max_country_share * steps.more(spend)
    old, new = place[steps.old], place[steps.new]
    left = np.where(old == new, -np.inf, paid[old] - spend[steps.old] - free[old])
    gained = paid[new] + spend[steps.new] - np.where(old == new, spend[steps.old], 0.0) - free[new]
    fullest = np.argsort(free - paid, kind="stable")[:OTHERS]
    other = np.full(steps.new.size, -np.inf)
    for country in fullest[::-1]:
        elsewhere = (country != np.where(old < 0, problem.countries, old)) & (country != new)
        other = np.where(elsewhere, paid[country] - free[country], other)
    total = np.maximum(most, 1.0)
    return np.asarray(
        sum(
            np.where(most * (1 + ROOM) < amount, (amount - most) / total, 0.0)
            for amount in (left, gained, other)
        )
    )
