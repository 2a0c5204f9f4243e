"""What else could be done: named plans, other good plans, regrets, and the price of safety."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from outhaul.engine.plan.canonical import canonical
from outhaul.engine.plan.highs import solve_whole
from outhaul.engine.plan.model import Layout, Pairs, Programme, programme, with_rows
from outhaul.engine.plan.presolve import best_places
from outhaul.engine.plan.problem import Floats, Ints, PlanProblem
from outhaul.engine.plan.solution import Solution, evaluate, excesses, tail_weights
from outhaul.engine.plan.solve import (
    GAP,
    TIME_LIMIT,
    Search,
    begun,
    chosen,
    country_links,
    in_original,
    relative_gap,
    solve,
)

WEIGHTS = (0.0, 0.1, 0.3, 0.6, 1.0)
"""Risk weights of the frontier."""
NEARLY = 0.03
"""Plans that cost at most so much more than the best are nearly as good."""
PLACES = 6
"""Places of a process that are looked at for other plans."""
NODES = 20
"""Size of the search for another plan."""
DIFFERENT = 0.4
"""Share of the processes that could go elsewhere which makes a plan different enough."""
SAME = 0.3
"""How many times the objective may weigh, over its whole tolerance, against one process placed elsewhere."""


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


def named(problem: PlanProblem, best: Solution, *, gap: float = GAP, time_limit: float = TIME_LIMIT) -> Named:
    """The four named plans, seen from `problem`: their status tells how well each reached its own aim."""
    without = replace(problem, owner_hour_worth=0.0, goal_price=0.0)

    def reached(aim: PlanProblem) -> Solution:
        return seen_from(problem, solve(aim, gap=gap, time_limit=time_limit, start=best), best)

    return Named(
        do_nothing=reached(kept(problem)),
        cheapest=reached(replace(without, risk_weight=0.0)),
        safest=reached(replace(without, risk_weight=1.0)),
        most_owner_time=reached(freeing_most(problem, best, gap=gap, time_limit=time_limit)),
    )


def kept(problem: PlanProblem) -> PlanProblem:
    """`problem` with nothing handed out."""
    return replace(problem, manager_allowed=problem.manager_allowed & ~problem.external[:, None])


def freeing_most(problem: PlanProblem, best: Solution, *, gap: float, time_limit: float) -> PlanProblem:
    """`problem` with the goal, dear to miss, of the most owner's hours that any plan frees."""
    zero = {name: np.zeros_like(getattr(problem, name)) for name in _PRICES}
    hours = replace(problem, **zero, owner_hour_worth=1.0, goal_price=0.0, risk_weight=0.0)
    most = solve(hours, gap=gap, time_limit=time_limit, start=best)
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


def others(
    problem: PlanProblem,
    best: Solution,
    *,
    count: int = 4,
    nearly: float = NEARLY,
    time_limit: float = TIME_LIMIT,
) -> tuple[Solution, ...]:
    """Up to `count` plans nearly as good as `best`, each placing at least two processes elsewhere.

    A small search makes each as different from `best` and the ones before as it can, up to `DIFFERENT`:
    in the number of processes that are kept instead of handed out, or go to another country. At most
    `PLACES` places of each process are looked at.
    """
    form = canonical(problem)
    search = begun(form, best)
    if search.best is None or form.problem.processes < 2:  # noqa: PLR2004 -- two processes must differ
        return ()
    limit = search.objective + nearly * abs(search.objective)
    accepted = [search.best.option]
    plans: list[Solution] = []
    while len(plans) < count:
        search, plan = _another(search, accepted, limit, time_limit)
        if plan is None:
            break
        accepted.append(plan[0])
        option, manager = in_original(form, *plan)
        proof = replace(best, option=option, manager=manager, status="feasible", trace=(), nodes=0)
        plans.append(seen_from(problem, proof, best))
    return tuple(plans)


def _another(
    search: Search, accepted: list[Ints], limit: float, time_limit: float
) -> tuple[Search, tuple[Ints, Ints] | None]:
    """A plan below `limit` that differs from all `accepted`, or None; tails that were missing are added."""
    plan, problem = search.plan, search.plan.problem
    pairs = best_places(problem, search.relaxation, PLACES, limit)
    for _ in range(20):
        links = country_links(problem, pairs)
        task = programme(plan, pairs, search.cost[pairs.option, pairs.manager], links, search.tails)
        task = _differing(task, plan, pairs, accepted, limit)
        enough = _different_enough(problem, pairs, accepted)
        answer = solve_whole(task, gap=0.1, time_limit=time_limit, nodes=NODES, target=enough)
        if not answer.x.size:
            return search, None
        option, manager = chosen(plan, pairs, answer.x)
        figures = evaluate(problem, option, manager)
        if figures.objective <= limit + 1e-6 * abs(limit) and not excesses(problem, option, manager):
            return search, (option, manager)
        worst = tail_weights(figures.costs, problem.alpha)
        search = replace(search, tails=np.concatenate([search.tails, worst[None, :]]))
    return search, None


def _differing(task: Programme, plan: Layout, pairs: Pairs, accepted: list[Ints], limit: float) -> Programme:
    """The programme that looks for the most different plan below `limit`."""
    problem = plan.problem
    place = problem.country * 2 + problem.external
    alike = np.zeros((len(accepted), task.cost.size))
    for row, option in enumerate(accepted):
        alike[row, plan.pairs :] = place[pairs.option] == place[option][problem.process[pairs.option]]
    rows = np.concatenate([task.cost[None, :], alike])
    upper = np.concatenate([[limit], np.full(len(accepted), problem.processes - 2.0)])
    slight = SAME / (NEARLY * abs(limit) or 1.0)
    return replace(with_rows(task, rows, upper), cost=alike.sum(axis=0) + slight * task.cost)


def _different_enough(problem: PlanProblem, pairs: Pairs, accepted: list[Ints]) -> float:
    """The search's objective at which it may stop."""
    places = np.unique(np.stack([problem.process, problem.country])[:, pairs.option], axis=1)[0]
    movable = int((np.bincount(places, minlength=problem.processes) > 1).sum())
    return len(accepted) * (problem.processes - DIFFERENT * movable) + SAME / NEARLY
