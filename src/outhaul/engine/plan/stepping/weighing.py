"""What single steps away from plans lead to, all of them at once.

The whole plan after each step is weighed in arrays over steps: what it costs, training, hires, tools
and countries included, and by how much it passes the limits. What a step takes away hangs on the
process alone, and is worked out once for all steps of a process.
"""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from outhaul.engine.plan.model import Pairs
from outhaul.engine.plan.problem import Bools, Floats, Ints, PlanProblem
from outhaul.engine.plan.stepping.passing import ROOM, managers_past, passed, passed_in_common
from outhaul.engine.plan.stepping.steps import HALF, OUTSIDE, Led, Plan, Scales, Steps
from outhaul.engine.plan.summing import summed

__all__ = ["ROOM", "Balance", "Plan", "Scales", "Steps", "Weighed", "option_costs", "weigh"]

COST: Final = 0
CAPITAL: Final = 1
"""Places of both in what is shared."""
DEAR: Final = 20.0
"""What passing a limit by itself costs, in the cost of the whole plan: more than any step can save."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weighed:
    """What single steps lead to, one a step (K,)."""

    cost: Floats
    """Of the whole plan; of its worst scenarios as they are before the step."""
    passed: Floats
    """By how much limits are passed, each relative to itself, added up."""


def option_costs(problem: PlanProblem, scenarios: Floats) -> tuple[Floats, Floats]:
    """(O,) money and (O,) manager hours of each option; `scenarios` (S,) are the weights of costs."""
    return summed(scenarios, problem.scenario_cost), summed(scenarios, problem.scenario_hours)


def weigh(problem: PlanProblem, pairs: Pairs, plan: Plan, costs: tuple[Floats, Floats]) -> Weighed:
    """Weigh the step of `plan` to each of `pairs`; `costs` are money and manager hours of options."""
    return Balance.of(Steps.of(Scales.of(problem), pairs, [plan]), costs).weighed()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Balance:
    """Steps away from any number of plans, and what each costs; limits are asked for where they matter."""

    steps: Steps
    led: Led
    cost: Floats
    """(K,) of the whole plan after each step."""

    @classmethod
    def of(cls, steps: Steps, costs: tuple[Floats, Floats]) -> Self:
        """Tell what the steps cost; `costs` are money and manager hours of options."""
        led = Led.of(steps)
        cost = _shared(steps, led, COST)
        cost += _own_cost(steps, costs) + _countries(steps) - _owner_value(steps)
        return cls(steps=steps, led=led, cost=cost)

    @property
    def dear(self) -> float:
        """What passing a limit by itself counts."""
        return DEAR * float(np.abs(self.cost).max(initial=1.0))

    def weighed(self) -> Weighed:
        """Weigh all steps."""
        return Weighed(cost=self.cost, passed=self._passed(self.steps))

    def passed(self, which: Ints) -> Floats:
        """By how much limits are passed after some of the steps."""
        return self._passed(self.steps.taken(which))

    def passed_in_common(self) -> Floats:
        """By how much limits that are no single manager's are passed."""
        return self._passed_in_common(self.steps)

    def _passed(self, steps: Steps) -> Floats:
        return passed(steps, self.led, _shared(steps, self.led, CAPITAL))

    def _passed_in_common(self, steps: Steps) -> Floats:
        return passed_in_common(steps, _shared(steps, self.led, CAPITAL))

    def may_help(self, plan: Plan) -> Bools:
        """(K,) False for steps away from the only plan, its last step leading nowhere, that relieve no limit.

        Where nothing is passed but what single managers have room for, those are all steps of the work
        of others.
        """
        last = np.array([self.cost.size - 1])
        if self._passed_in_common(self.steps.taken(last)).any():
            return np.ones(self.cost.size, dtype=bool)
        busy = managers_past(self.steps, self.led)
        return np.asarray(busy[plan.manager].take(self.steps.row))


def _own_cost(steps: Steps, costs: tuple[Floats, Floats]) -> Floats:
    """(K,) cost of all processes, without what they share."""
    money, hours = costs
    wage = steps.scales.problem.hour_cost
    now = (money[steps.old] + steps.of_managers(wage)[steps.old_manager] * hours[steps.old]).reshape(
        steps.plans, -1
    )
    found: Floats = (now.sum(axis=1, keepdims=True) - now).ravel().take(steps.row)
    found += money.take(steps.new)
    found += wage.take(steps.manager) * hours.take(steps.new)
    return found


def _owner_value(steps: Steps) -> Floats:
    problem = steps.scales.problem
    freed = steps.more(problem.owner_hours_freed)
    missed = np.maximum(0.0, problem.owner_goal - freed)
    return np.asarray(problem.owner_hour_worth * freed - problem.goal_price * missed)


def _shared(steps: Steps, led: Led, kind: int) -> Floats:
    """(K,) cost or capital of training, hires and tools after each step."""
    scales = steps.scales
    training, hiring = (steps.of_managers(price[kind]) for price in (scales.training, scales.hiring))
    trained, hired = training * (led.now[OUTSIDE] > HALF), hiring * ~led.idle
    now = (trained + hired).reshape(steps.plans, -1).sum(axis=1)
    before, after = steps.old_manager, steps.new_manager
    left = training.take(before) * (led.left[OUTSIDE] > HALF) - trained.take(before)
    left -= hiring.take(before) * led.alone
    found: Floats = training.take(after) * (led.gained(steps, OUTSIDE) > HALF)
    found += (hiring - hired - trained).take(after)
    found += np.where(steps.moves, left.take(steps.row), 0.0)
    found += steps.of_plans(now)
    if scales.need.shape[1]:
        found += _tools(steps)[kind]
    return found


def _tools(steps: Steps) -> Floats:
    """(2, K) cost and capital of the tools in use after each step."""
    scales = steps.scales
    outside = scales.amounts[OUTSIDE]
    need = np.tile(scales.need, (steps.plans, 1))
    own = outside[steps.old][:, None] * need
    now = own.reshape(steps.plans, -1, need.shape[1]).sum(axis=1)
    rest = np.repeat(now, scales.need.shape[0], axis=0) - own
    kept, handed = (summed(scales.tools, (used > HALF).T) for used in (rest, rest + need))
    return np.asarray(np.where(outside[steps.new] > HALF, handed[:, steps.row], kept[:, steps.row]))


def _countries(steps: Steps) -> Floats:
    """(K,) set-up of the countries in use after each step."""
    place, price = steps.scales.place, steps.scales.setup
    plan = np.repeat(np.arange(steps.plans), steps.scales.problem.processes)
    old, size = plan * price.size + place[steps.old], steps.plans * price.size
    count, price = np.bincount(old, minlength=size), steps.of_managers(price)
    now = (price * (count > 0)).reshape(steps.plans, -1).sum(axis=1)
    leaves, enters = price[old] * (count[old] == 1), price * (count == 0)
    new = steps.base * (size // steps.plans) + place.take(steps.new)
    changes = enters.take(new)
    changes -= leaves.take(steps.row)
    changes = np.where(old.take(steps.row) == new, 0.0, changes)
    changes += steps.of_plans(now)
    return changes
