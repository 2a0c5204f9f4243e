"""From a problem to a plan with a proven gap.

The relaxation gives a bound and reduced costs; a programme on the few most promising options gives a plan;
the two together rule out most options; on what remains only plans are looked for that are better by nearly
the wanted gap, and where there is none, that is the proof. Tails of scenarios are added while a plan's worst
scenarios are worse than the programme knows, so the objective that is compared with the bound is always the
true one.
"""

from dataclasses import replace

import numpy as np

from outhaul.engine.plan.at_once import means_alone, solve_at_once
from outhaul.engine.plan.branching import GAP, TIME_LIMIT, begun, moved, proven
from outhaul.engine.plan.canonical import Canonical, canonical, thinned
from outhaul.engine.plan.outdone import outdone
from outhaul.engine.plan.presolve import fitting
from outhaul.engine.plan.problem import Ints, PlanProblem
from outhaul.engine.plan.rounding import rounded
from outhaul.engine.plan.rounds import Found, Search, relative_gap
from outhaul.engine.plan.solution import Solution, Step, Warmth, evaluate
from outhaul.engine.plan.wide.search import Wide, remembered, search_widely

NAMED = 250_000
"""Up to so many options times managers, programmes in whole numbers prove a plan on pairs."""
SEEN = 60_000
"""Likewise where the mean alone counts; of more, a first plan comes sooner from the search without names."""
ROUGH = 0.03
"""A gap at which such a plan is good enough to begin with."""
BOTH = 1_500_000
"""Of more, only the search without names is made. Between the two, where scenarios count one by one, the
relaxation on pairs is rounded first; where that is not close, or the mean alone counts, both follow."""
CLOSE = 0.01
"""A rounded plan with such a gap is good enough: more of so large a business would take minutes."""
ROUNDING = 1e-9
"""A gap that is only rounding."""


def solve(
    problem: PlanProblem, *, gap: float = GAP, time_limit: float = TIME_LIMIT, start: Solution | None = None
) -> Solution:
    """Find the plan of the lowest objective (§PLAN-9) to a relative `gap`.

    `start` is a solution of a problem with the same options, managers and scenarios (limits and prices
    may differ): it speeds the search up and, where it is feasible, is never worsened. What ends a search
    without a proof is the number of its nodes. `time_limit`, in seconds of the solver, is a net beyond:
    only when it is hit may the plan depend on the machine.
    """
    if not _everything_led(problem):
        return infeasible()
    size, alone = problem.options * problem.managers, means_alone(problem)
    floor = -np.inf
    if NAMED < size <= BOTH and not alone:
        near = _rounded(problem, start, gap=gap, time_limit=time_limit)
        if near.gap <= max(gap, CLOSE) or not np.isfinite(near.bound):
            return near
        start, floor = (near if near.figures else start), near.bound
    large = size > (SEEN if alone else NAMED)
    form = canonical(problem if large else fitting(problem))
    if large:
        rough = gap if size > NAMED else max(gap, ROUGH)
        wide = search_widely(form, start, gap=rough, time_limit=time_limit)
        start = _of_wide(problem, form, wide, gap)
        floor = max(floor, wide.value * form.unit)
        if start.status == "optimal" or size > BOTH:
            return start
        form = canonical(fitting(problem))
    return _named(problem, form, start, floor, gap=gap, time_limit=time_limit)


def _named(  # noqa: PLR0913 -- what is known and what is wanted
    problem: PlanProblem,
    form: Canonical,
    start: Solution | None,
    floor: float,
    *,
    gap: float,
    time_limit: float,
) -> Solution:
    """Solve with the names of managers: at once where that can be, on pairs otherwise.

    No plan costs less than `floor`.
    """
    if means_alone(problem):
        form = _needed(form, start)
        known = None if start is None else moved(form, start)
        once = solve_at_once(form.problem, known, gap=gap, time_limit=time_limit)
        if once is not None:
            bound = max(once.bound, floor / form.unit)
            return _told(problem, form, once.best, bound, trace=once.trace, nodes=once.nodes, wanted=gap)
    search = begun(form, start, gap=gap, time_limit=time_limit)
    search = replace(search, bound=max(search.bound, floor / form.unit))
    if np.isfinite(search.bound):
        search = proven(search)
    return _of_search(problem, form, search)


def _rounded(problem: PlanProblem, start: Solution | None, *, gap: float, time_limit: float) -> Solution:
    """Solve without programmes in whole numbers; no plan, at an infinite gap, where none is found so."""
    form = canonical(fitting(problem))
    search = begun(form, start, gap=gap, time_limit=time_limit)
    search = rounded(search) if np.isfinite(search.bound) else search
    told = _of_search(problem, form, search)
    return told if told.figures is not None else replace(told, gap=np.inf)


def _everything_led(problem: PlanProblem) -> bool:
    """True if every process has a pair of option and manager."""
    led = problem.process[problem.manager_allowed.any(axis=1)]
    return bool(np.isin(np.arange(problem.processes), led).all())


def _needed(form: Canonical, start: Solution | None) -> Canonical:
    """The form without options that no better plan needs, but with those of `start`."""
    kept = form.problem.manager_allowed.any(axis=1) & ~outdone(form.problem)
    if start is not None:
        kept[form.back[start.option]] = True
    return thinned(form, kept)


def infeasible() -> Solution:
    """The solution of a problem without a plan."""
    none = np.zeros(0, dtype=int)
    return Solution(
        status="infeasible", option=none, manager=none, figures=None, objective=np.inf, bound=np.inf, gap=0.0
    )


def in_original(form: Canonical, option: Ints, manager: Ints) -> tuple[Ints, Ints]:
    """(P,) option and (P,) manager of a canonical plan, in the numbers of the original problem."""
    back = np.argsort(form.processes)
    return form.options[option][back], form.managers[manager][back]


def _told(  # noqa: PLR0913 -- what there is to tell
    problem: PlanProblem,
    form: Canonical,
    best: Found | None,
    bound: float,
    *,
    trace: tuple[Step, ...],
    nodes: int,
    wanted: float,
    warmth: Warmth | None = None,
) -> Solution:
    """What was found, in the numbers and the money of the original problem."""
    unit = form.unit
    trace = tuple(replace(step, bound=step.bound * unit, objective=step.objective * unit) for step in trace)
    if best is None:
        lowest = bound * unit if np.isfinite(bound) else np.inf
        return replace(infeasible(), nodes=nodes, trace=trace, bound=lowest)
    option, manager = in_original(form, best.option, best.manager)
    figures = evaluate(problem, option, manager)
    bound = min(bound * unit, figures.objective)
    if relative_gap(figures.objective, bound) < ROUNDING:
        bound = figures.objective
    reached = relative_gap(figures.objective, bound)
    return Solution(
        status="optimal" if reached <= wanted else "feasible",
        option=option,
        manager=manager,
        figures=figures,
        objective=figures.objective,
        bound=bound,
        gap=reached,
        nodes=nodes,
        trace=trace,
        warmth=warmth or Warmth(option=option, manager=manager, tails=np.zeros((0, problem.scenarios))),
    )


def _of_search(problem: PlanProblem, form: Canonical, search: Search) -> Solution:
    """The result of the search on pairs."""
    pairs = search.relaxation.master.pairs
    warmth = Warmth(
        option=form.options[pairs.option], manager=form.managers[pairs.manager], tails=search.tails
    )
    return _told(
        *(problem, form, search.best, search.bound),
        trace=search.trace,
        nodes=search.nodes,
        wanted=search.wanted,
        warmth=warmth,
    )


def _of_wide(problem: PlanProblem, form: Canonical, wide: Wide, wanted: float) -> Solution:
    """The result of the search without names."""
    cuts = len(wide.bound.tails)
    trace = tuple(
        Step(stage=stage, columns=columns, cuts=cuts, bound=bound, objective=cost)
        for stage, columns, bound, cost in wide.steps
    )
    best = warmth = None
    if wide.plan is not None:
        best = Found(option=wide.plan.option, manager=wide.plan.manager, objective=wide.plan.objective)
        option, manager = in_original(form, best.option, best.manager)
        prices = remembered(form, wide)
        warmth = Warmth(option=option, manager=manager, tails=wide.bound.tails, prices=prices)
    return _told(problem, form, best, wide.value, trace=trace, nodes=wide.nodes, wanted=wanted, warmth=warmth)
