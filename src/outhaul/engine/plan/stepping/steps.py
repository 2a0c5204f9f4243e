"""Steps away from plans, in arrays: what each changes, before anything is weighed.

A step gives one process another option, another manager, or both. Steps of several plans are looked
at side by side. Letters of shapes: B plans, P processes, M managers, K steps, C countries, S scenarios.
"""

from dataclasses import dataclass, replace
from typing import Any, Final, Self

import numpy as np

from outhaul.engine.plan.model import Pairs
from outhaul.engine.plan.problem import Bools, Floats, Ints, PlanProblem

OUTSIDE: Final = 2
"""Place of engagements among what managers lead."""
HALF: Final = 0.5
"""Between none and one of what is counted in floats."""


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scales:
    """What of a problem all steps are weighed with."""

    problem: PlanProblem
    amounts: Floats
    """(3, O) load, peak load and engagements of each option."""
    room: Floats
    """(3, M) how much of each a manager has room for."""
    training: Floats
    """(2, M) cost and capital of whoever steers work that is handed out."""
    hiring: Floats
    """(2, M) cost and capital of whoever leads anything."""
    tools: Floats
    """(2, T) cost and capital."""
    need: Floats
    """(P, T) 1.0 where handed-out work needs a tool."""
    place: Ints
    """(O,) country of each option, C at home."""
    setup: Floats
    """(C + 1,) cost of the first work in a country; none at home."""
    most_cash: Floats
    """(O,) the largest cash of an option's first months."""

    @classmethod
    def of(cls, problem: PlanProblem) -> Self:
        """Read a problem."""
        learning, hire = ~problem.trained, problem.hireable
        return cls(
            problem=problem,
            amounts=np.stack([problem.load, problem.peak_load, problem.external]),
            room=np.stack([problem.capacity, problem.capacity * problem.peak_factor, problem.span]),
            training=np.stack([learning * problem.training_cost, learning * problem.training_capital]),
            hiring=np.stack([hire * problem.hire_cost, hire * problem.hire_capital]),
            tools=np.stack([problem.tool_cost, problem.tool_capital]),
            need=problem.needs_tool.astype(np.float64),
            place=np.where(problem.country < 0, problem.countries, problem.country),
            setup=np.append(problem.country_cost, 0.0),
            most_cash=problem.cash.max(axis=1),
        )

    def without(self, manager: int | np.integer[Any]) -> "Scales":
        """Return the same where a manager has no room for anything."""
        room = self.room.copy()
        room[:, manager] = 0.0
        return replace(self, room=room)

    def employing(self, manager: int | np.integer[Any]) -> "Scales":
        """Return the same where a manager is paid already."""
        hiring = self.hiring.copy()
        hiring[:, manager] = 0.0
        return replace(self, hiring=hiring)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Steps:
    """K steps, each away from one of B plans. What belongs to a process of a plan is in rows of B x P."""

    scales: Scales
    plans: int
    """B."""
    old: Ints
    """(B x P,) option of each process in each plan."""
    old_manager: Ints
    """(B x P,) its manager, counted on from plan to plan: b x M + m."""
    base: Ints
    """(K,) the plan that a step leads away from."""
    row: Ints
    """(K,) the process that it changes, counted on from plan to plan: b x P + p."""
    new: Ints
    """(K,) option after the step."""
    manager: Ints
    """(K,) manager after the step."""
    new_manager: Ints
    """(K,) the same, counted on from plan to plan."""
    moves: Bools
    """(K,) True where another manager leads the process afterwards."""

    @classmethod
    def of(cls, scales: Scales, pairs: Pairs, plans: list[Plan], base: Ints | None = None) -> Self:
        """Return the steps to `pairs` from those of `plans` that `base` (K,) names, or from the only one."""
        base = np.zeros(pairs.size, dtype=np.int64) if base is None else base
        problem, count = scales.problem, len(plans)
        shift = np.arange(count)[:, None] * problem.managers
        old_manager = (np.stack([plan.manager for plan in plans]) + shift).ravel()
        row = base * problem.processes + problem.process[pairs.option]
        new_manager = base * problem.managers + pairs.manager
        return cls(
            scales=scales,
            plans=count,
            old=np.concatenate([plan.option for plan in plans]),
            old_manager=old_manager,
            base=base,
            row=row,
            new=pairs.option,
            manager=pairs.manager,
            new_manager=new_manager,
            moves=old_manager[row] != new_manager,
        )

    def taken(self, which: Ints) -> "Steps":
        """Return some of the steps."""
        mine = ("base", "row", "new", "manager", "new_manager", "moves")
        return replace(self, **{name: getattr(self, name)[which] for name in mine})

    def rest(self, figure: Floats) -> Floats:
        """(B x P, ...) the plan's sum of a figure of options (O, ...) without each process."""
        own = figure.take(self.old, axis=0).reshape(self.plans, -1, *figure.shape[1:])
        found = own.sum(axis=1, keepdims=True) - own
        return np.asarray(found.reshape(-1, *figure.shape[1:]))

    def more(self, figure: Floats) -> Floats:
        """(K, ...) the plan's sum of a figure of options (O, ...) after each step."""
        found = self.rest(figure).take(self.row, axis=0)
        found += figure.take(self.new, axis=0)
        return found

    def led(self, weights: Floats) -> Floats:
        """(B x M,) what managers lead of an amount of each process of each plan (B x P,)."""
        size = self.plans * self.scales.problem.managers
        return np.bincount(self.old_manager, weights=weights, minlength=size).astype(np.float64)

    def of_managers(self, figure: Floats) -> Floats:
        """(..., B x M) a figure of managers (..., M) for each plan."""
        return figure if self.plans == 1 else np.tile(figure, self.plans)

    def of_plans(self, figure: Floats) -> Floats:
        """(..., K) a figure of plans (..., B) for each step; (..., 1) where there is one plan."""
        return figure if self.plans == 1 else figure.take(self.base, axis=-1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Led:
    """What managers lead: now, and when they give a process away."""

    now: Floats
    """(3, B x M) load, peak load and engagements."""
    own: Floats
    """(3, B x P) of each process."""
    left: Floats
    """(3, B x P) of the manager of each process, without it."""
    alone: Bools
    """(B x P,) True where the manager of a process leads nothing else."""
    idle: Bools
    """(B x M,) True for who leads nothing."""

    @classmethod
    def of(cls, steps: Steps) -> Self:
        """Add up what managers lead."""
        own = steps.scales.amounts.take(steps.old, axis=1)
        now = np.stack([steps.led(amount) for amount in own])
        led = np.bincount(steps.old_manager, minlength=now.shape[1])
        return cls(
            now=now,
            own=own,
            left=now.take(steps.old_manager, axis=1) - own,
            alone=led[steps.old_manager] == 1,
            idle=led == 0,
        )

    def gained(self, steps: Steps, kind: int) -> Floats:
        """(K,) what the manager leads of one kind of amount after each step."""
        found: Floats = self.now[kind].take(steps.new_manager)
        found += steps.scales.amounts[kind].take(steps.new)
        found -= np.where(steps.moves, 0.0, self.own[kind].take(steps.row))
        return found
