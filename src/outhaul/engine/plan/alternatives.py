"""What else could be done: named plans, other good plans, regrets, and the price of safety."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from outhaul.engine.plan.at_once import means_alone
from outhaul.engine.plan.branching import GAP, TIME_LIMIT, begun
from outhaul.engine.plan.canonical import canonical
from outhaul.engine.plan.nearby import Followed, Nearby, is_hard, near_rows, place_rows, places_of
from outhaul.engine.plan.presolve import fitting
from outhaul.engine.plan.problem import Floats, Ints, PlanProblem
from outhaul.engine.plan.rounds import relative_gap
from outhaul.engine.plan.solution import Solution, evaluate
from outhaul.engine.plan.solve import NAMED, solve

WEIGHTS = (0.0, 0.1, 0.3, 0.6, 1.0)
"""Risk weights of the frontier."""
NEARLY = 0.03
"""Plans that cost at most so much more than the best are nearly as good."""
HOURS = 4
"""How many times the gap of a plan the most owner's hours may be off."""
DIFFERENT = 0.4
"""Share of the processes that could go elsewhere which makes a plan different enough."""
TRIES = 5
"""Prices that are tried for what a plan has in common with earlier ones."""
LEAST = 500.0
"""The lowest of them, as a part of what a plan may cost more than the best."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Named:
    """The four plans that are always told; a plan may be infeasible."""

    do_nothing: Solution
    cheapest: Solution
    safest: Solution
    most_owner_time: Solution


@dataclass(frozen=True, slots=True, kw_only=True)
class Regret:
    """What it costs to insist on one option, everything else chosen anew."""

    option: int
    amount: float
    """Objective with the option less the best one; inf if the option cannot be."""
    low: float
    """Proven bounds of the amount: the two plans are known up to their gaps."""
    high: float


def seen_from(problem: PlanProblem, solution: Solution, best: Solution | None = None) -> Solution:
    """A plan found under other prices or limits, with its figures under those of `problem`.

    Its bound is that of `best`, the solution of `problem`.
    """
    if solution.figures is None:
        return solution
    figures = evaluate(problem, solution.option, solution.manager)
    bound = -np.inf if best is None else min(best.bound, figures.objective)
    return replace(
        solution,
        figures=figures,
        objective=figures.objective,
        bound=bound,
        gap=relative_gap(figures.objective, bound),
    )


def named(  # noqa: PLR0913 -- how well to look, and what is known
    problem: PlanProblem,
    best: Solution,
    *,
    gap: float = GAP,
    time_limit: float = TIME_LIMIT,
    near: Nearby | None = None,
    nothing: Solution | None = None,
) -> Named:
    """The four named plans, seen from `problem`: their status tells how well each reached its own aim.

    Where plans of this business are hard to prove (`is_hard`), steps among the options of `near` lead to
    all but the first. `nothing` is that one, if it is known.
    """
    near = near or around(problem, best)
    without = replace(problem, owner_hour_worth=0.0, goal_price=0.0)

    def reached(aim: PlanProblem) -> Solution:
        found = near.step_to(aim, best) if is_hard(best) else None
        return seen_from(problem, found or proven(aim, best, gap=gap, time_limit=time_limit), best)

    most = freeing_most(problem, best, near, gap=gap, time_limit=time_limit)
    return Named(
        do_nothing=nothing or doing_nothing(problem, best, gap=gap, time_limit=time_limit),
        cheapest=reached(replace(without, risk_weight=0.0)),
        safest=reached(replace(without, risk_weight=1.0)),
        most_owner_time=reached(most),
    )


def proven(
    aim: PlanProblem, start: Solution, *, gap: float = GAP, time_limit: float = TIME_LIMIT
) -> Solution:
    """The best plan of `aim` to a relative `gap`: `start` itself where its relaxation tells as much.

    Where the mean alone counts, that takes a tenth of the time of the programme that `solve` has for it.
    """
    if means_alone(aim) and aim.options * aim.managers <= NAMED:
        form = canonical(fitting(aim))
        search = begun(form, start, gap=gap)
        if search.best is not None and search.gap <= gap:
            figures = evaluate(aim, start.option, start.manager)
            bound = min(search.bound * form.unit, figures.objective)
            return replace(
                start,
                status="optimal",
                figures=figures,
                objective=figures.objective,
                bound=bound,
                gap=relative_gap(figures.objective, bound),
                trace=(),
                nodes=0,
            )
    return solve(aim, gap=gap, time_limit=time_limit, start=start)


def doing_nothing(
    problem: PlanProblem, best: Solution, *, gap: float = GAP, time_limit: float = TIME_LIMIT
) -> Solution:
    """The best plan that hands nothing out, seen from `problem`."""
    return seen_from(problem, solve(kept(problem), gap=gap, time_limit=time_limit, start=best), best)


def kept(problem: PlanProblem) -> PlanProblem:
    """`problem` with nothing handed out."""
    return replace(problem, manager_allowed=problem.manager_allowed & ~problem.external[:, None])


def freeing_most(
    problem: PlanProblem, best: Solution, near: Nearby, *, gap: float, time_limit: float
) -> PlanProblem:
    """`problem` with the goal, dear to miss, of the most owner's hours that any plan frees.

    Steps lead there as a rule, so that the hours need no sharper proof than `HOURS` times the gap.
    """
    zero = {name: np.zeros_like(getattr(problem, name)) for name in _PRICES}
    hours = replace(problem, **zero, owner_hour_worth=1.0, goal_price=0.0, risk_weight=0.0)
    start = near.step_to(hours, best) or best
    most = proven(hours, start, gap=HOURS * gap, time_limit=time_limit)
    if most.figures is None:
        return problem
    goal = most.figures.owner_hours * (1 - np.sign(most.figures.owner_hours) * 1e-6)
    dear = 10 * abs(best.objective) / max(1.0, abs(goal))
    return replace(problem, owner_goal=goal, goal_price=dear, owner_hour_worth=0.0)


_PRICES = ("scenario_cost", "scenario_hours", "tool_cost", "country_cost", "training_cost", "hire_cost")


def frontier(
    problem: PlanProblem,
    *,
    weights: Sequence[float] = WEIGHTS,
    gap: float = GAP,
    time_limit: float = TIME_LIMIT,
) -> tuple[Solution, ...]:
    """The plan for each risk weight: the more weight, the lower (or equal) what the worst scenarios cost.

    What the worst scenarios cost is `cvar - owner_value`. Each weight takes the best of all plans
    found, so that the claim holds whatever the gap.
    """
    found: list[Solution] = []
    for weight in weights:
        aim = replace(problem, risk_weight=weight)
        found.append(solve(aim, gap=gap, time_limit=time_limit, start=found[-1] if found else None))
    if any(solution.figures is None for solution in found):
        return tuple(found)
    return tuple(
        _best_of(replace(problem, risk_weight=weight), own, found)
        for weight, own in zip(weights, found, strict=True)
    )


def _best_of(problem: PlanProblem, own: Solution, found: Sequence[Solution]) -> Solution:
    """The plan of `found` that is best for `problem`, the safer one of equals, with the proof of `own`."""
    seen = [seen_from(problem, solution, own) for solution in found]
    best = min(seen, key=lambda one: (one.objective, one.of.cvar - one.of.owner_value))
    return replace(best, status=own.status)


def regret(
    problem: PlanProblem, best: Solution, option: int, *, gap: float = GAP, time_limit: float = TIME_LIMIT
) -> Regret:
    """What it costs to insist on `option`."""
    others = (problem.process == problem.process[option]) & (np.arange(problem.options) != option)
    forced = replace(problem, manager_allowed=problem.manager_allowed & ~others[:, None])
    solution = solve(forced, gap=gap, time_limit=time_limit, start=best)
    return Regret(
        option=option,
        amount=max(0.0, solution.objective - best.objective),
        low=max(0.0, solution.bound - best.objective),
        high=solution.objective - best.bound,
    )


def least_regrets(problem: PlanProblem, best: Solution) -> Floats:
    """(O,) at least so much does it cost to insist on each option: quick, and exact as a bound."""
    form = canonical(problem)
    relaxation = begun(form, best).relaxation
    at_least = np.full(problem.options, np.inf)
    lowest = relaxation.reduced.min(axis=1, initial=np.inf)
    at_least[form.options] = (relaxation.bound + lowest) * form.unit - best.objective
    return at_least.clip(min=0.0)


def likely_regrets(problem: PlanProblem) -> Floats:
    """(O,) what an option costs more than the cheapest of its process, whatever it uses of limits."""
    wage = float(problem.hour_cost[~problem.hireable].min())
    cost = problem.scenario_cost.mean(axis=0) + wage * problem.scenario_hours.mean(axis=0)
    cost -= problem.owner_hour_worth * problem.owner_hours_freed
    cheapest = np.full(problem.processes, np.inf)
    np.minimum.at(cheapest, problem.process, cost)
    return np.asarray(cost - cheapest[problem.process])


def around(problem: PlanProblem, best: Solution) -> Nearby:
    """Return `best` with the options near it: those that cost hardly more, and each process's near places.

    Where there are very many options, what an option costs is told without the limits.
    """
    large = problem.options * problem.managers > NAMED
    regrets = likely_regrets(problem) if large else least_regrets(problem, best)
    rows = np.union1d(near_rows(problem, best, regrets), place_rows(problem, best, regrets))
    return Nearby.of(problem, best, rows)


def others(
    problem: PlanProblem,
    best: Solution,
    *,
    near: Nearby | None = None,
    count: int = 4,
    nearly: float = NEARLY,
) -> tuple[Solution, ...]:
    """Up to `count` plans nearly as good as `best`, each placing at least two processes elsewhere.

    Each is as different from `best` and the ones before as it can, up to `DIFFERENT`: in the number of
    processes that are kept instead of handed out, or go to another country. Placing a process as an
    earlier plan does is made dearer, until enough of them go elsewhere or the plan costs too much.
    """
    near = near or around(problem, best)
    limit = best.objective + nearly * abs(best.objective)
    found: list[Solution] = []
    accepted = [near.option]
    while len(found) < count:
        other = _another(near, accepted, limit, far=False) or _another(near, accepted, limit, far=True)
        if other is None:
            break
        accepted.append(other.option)
        plan = replace(near.solution(other, best), status="feasible", trace=(), nodes=0)
        found.append(seen_from(problem, plan, best))
    return tuple(found)


def _another(near: Nearby, accepted: list[Ints], limit: float, *, far: bool) -> Followed | None:
    """Return the most different plan below `limit`, the cheapest of those that are different enough."""
    problem, places = near.problem, places_of(near.problem)
    alike = np.sum([places == places[option][problem.process] for option in accepted], axis=0)
    wanted, most = _different_enough(problem), limit - near.cost
    least, best, rank = most / LEAST, None, (1, 0.0)
    for _ in range(TRIES):
        price = float(np.sqrt(least * most))
        plan = near.followed(replace(problem, scenario_cost=problem.scenario_cost + price * alike), far=far)
        cost = evaluate(problem, plan.option, plan.manager).objective
        apart = min(int((places[plan.option] != places[option]).sum()) for option in accepted)
        if plan.is_feasible and cost <= limit and (min(apart, wanted), -cost) > rank:
            best, rank = plan, (min(apart, wanted), -cost)
        if cost > limit or apart >= wanted:
            most = price
        else:
            least = price
    return best


def _different_enough(problem: PlanProblem) -> int:
    """The number of processes placed elsewhere that makes a plan different enough."""
    places = np.unique(np.stack([problem.process, places_of(problem)]), axis=1)[0]
    movable = int((np.bincount(places, minlength=problem.processes) > 1).sum())
    return max(2, ceil(DIFFERENT * movable))
