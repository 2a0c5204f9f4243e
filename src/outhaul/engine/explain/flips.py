"""At which value of a figure a decision would change, checked by following the plan there (§PLAN-13)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from outhaul.engine import saying
from outhaul.engine.plan.groundwork import Groundwork
from outhaul.engine.plan.nearby import Nearby
from outhaul.engine.plan.portfolio import Decided, decided
from outhaul.engine.plan.problem import Floats, Ints, PlanProblem
from outhaul.engine.plan.solution import Solution
from outhaul.engine.report import Flip
from outhaul.engine.saying import say

MOST = 4
"""Flips that are looked for: those of the smallest relative change."""
BEYOND = 1.1
"""How far past the estimated distance the plan is followed: far enough for the change to pay."""
PAY = ("rate", "fees", "rework", "ramp", "turnover")
"""Components that grow with the rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A figure whose change may change a decision, and what it does to the options' costs."""

    one: Decided
    parameter: str
    value: float
    distance: float
    """Estimated change of the figure at which the decision changes; positive = upwards."""
    cost: Floats
    """(O,) what one unit more of the figure adds to each option's discounted cost."""


def flips(
    work: Groundwork, problem: PlanProblem, solution: Solution, plan: tuple[Decided, ...], near: Nearby
) -> tuple[Flip, ...]:
    """Return the nearest values at which a decision changes, the smallest relative change first.

    Steps among the options of `near` lead to a better plan beyond a value; each is weighed exactly. A proof
    would not be sharp enough: just beyond a value, plans differ by less than its gap.
    """
    guesses = sorted(_guesses(work, problem, plan), key=lambda guess: abs(guess.distance / guess.value))
    found = (_verified(work, problem, solution, guess, near) for guess in guesses[:MOST])
    return tuple(flip for flip in found if flip)


def _guesses(work: Groundwork, problem: PlanProblem, plan: tuple[Decided, ...]) -> Iterator[Guess]:
    for one in plan:
        rows: Ints = np.flatnonzero(problem.process == one.process)
        if rows.size == 1:
            continue
        costs = _costs(problem, rows, one.candidate)
        own = costs[one.number - rows[0]]
        if one.handed_out:
            yield from _rate_rises(work, problem, one, rows, costs - own)
        else:
            yield from _home_rises(work, problem, one, rows, costs - own)


def _costs(problem: PlanProblem, rows: Ints, manager: int) -> Floats:
    mean = problem.scenario_cost[:, rows].mean(axis=0)
    hours = problem.scenario_hours[:, rows].mean(axis=0)
    worth: Floats = problem.owner_hour_worth * problem.owner_hours_freed[rows]
    return np.asarray(mean + problem.hour_cost[manager] * hours - worth)


def _rate_rises(
    work: Groundwork, problem: PlanProblem, one: Decided, rows: Ints, behind: Floats
) -> Iterator[Guess]:
    """The market of the chosen country rises: another place, or keeping it, becomes better."""
    rates = np.array([option.rate for option in work.options[one.process]])
    there = problem.country[rows] == problem.country[one.number]
    rivals = behind[~there]
    if not rivals.size or rivals.min() <= 0:
        return
    parts = work.coefficients[one.process].components
    paid = sum(parts[name] for name in PAY) * work.discounted_months
    slope = np.where(there, paid / np.maximum(rates, 1e-9), 0.0) * rates / one.option.rate
    cost = np.zeros(problem.options)
    cost[rows] = slope
    code = str(one.option.country)
    place = saying.country(code, work.outlook.reference.countries[code].name)
    yield Guess(
        one=one,
        parameter=say("rate in {country}", country=place),
        value=one.option.rate,
        distance=float(rivals.min() / slope[one.number - rows[0]]),
        cost=cost,
    )


def _home_rises(
    work: Groundwork, problem: PlanProblem, one: Decided, rows: Ints, behind: Floats
) -> Iterator[Guess]:
    """The cost at home rises: handing the work out becomes better."""
    rivals = behind[problem.external[rows]]
    if not rivals.size or rivals.min() <= 0:
        return
    priced = work.coefficients[one.process]
    cost = np.zeros(problem.options)
    at_home = 1 - np.where(problem.external[rows], work.choices[one.process].share, 0.0)
    cost[rows] = at_home * priced.accepted * work.discounted_months
    saved = cost[one.number] - cost[rows][problem.external[rows]].max()
    yield Guess(
        one=one,
        parameter=say("cost at home an hour"),
        value=work.choices[one.process].home_rate,
        distance=float(rivals.min() / saved),
        cost=cost,
    )


def _verified(
    work: Groundwork, problem: PlanProblem, solution: Solution, guess: Guess, near: Nearby
) -> Flip | None:
    """Return the flip if the plan really changes just beyond it."""
    process = guess.one.process
    cost = problem.scenario_cost + BEYOND * guess.distance * guess.cost
    beyond = replace(problem, scenario_cost=cost)
    again = near.step_to(beyond, solution)
    if again is None:
        return None
    after = decided(work, again)[process].option
    if after.country == guess.one.option.country:
        return None
    return Flip(
        parameter=guess.parameter,
        process=work.choices[process].process.id,
        value=guess.value,
        flips_at=guess.value + guess.distance,
        to=after.country or "keep",
    )
