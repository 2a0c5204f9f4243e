"""From a problem to a plan with a proven gap.

The relaxation gives a bound and reduced costs; a programme on the few most promising options gives a plan;
the two together rule out most options; on what remains only plans are looked for that are better by nearly
the wanted gap, and where there is none, that is the proof. Tails of scenarios are added while a plan's worst
scenarios are worse than the programme knows, so the objective that is compared with the bound is always the
true one.
"""

from dataclasses import replace
from heapq import heappop, heappush

import numpy as np

from outhaul.engine.plan.at_once import means_alone, solve_at_once
from outhaul.engine.plan.canonical import Canonical, canonical, thinned
from outhaul.engine.plan.model import Layout, Pairs, layout
from outhaul.engine.plan.outdone import outdone
from outhaul.engine.plan.presolve import alive, fitting, promising, undominated
from outhaul.engine.plan.problem import Ints, PlanProblem
from outhaul.engine.plan.relax import Relaxation, beginning, pair_cost, relax
from outhaul.engine.plan.rounds import (
    Found,
    Search,
    chosen,
    country_links,
    followed,
    noted,
    relative_gap,
    round_of,
    tight_round,
)
from outhaul.engine.plan.solution import Solution, Step, Warmth, evaluate, excesses
from outhaul.engine.plan.trading import traded
from outhaul.engine.plan.wide.search import Wide, remembered, search_widely

__all__ = [
    "GAP",
    "TIME_LIMIT",
    "Search",
    "begun",
    "chosen",
    "country_links",
    "in_original",
    "infeasible",
    "relative_gap",
    "solve",
]

GAP = 1e-3
"""§PLAN-10."""
TIME_LIMIT = 600.0
"""Seconds of HiGHS: a net that no plan should meet, for it alone depends on the machine."""
MOST = 2_000
"""Nodes of the search on pairs: what ends it if no proof does, the same on every machine."""
WORK = 10_000_000
"""Nodes times options times managers: of a large problem each node takes long, so it gets fewer of them."""
PROMISING = 4
NAMED = 250_000
"""Up to so many options times managers, managers have their names from the start."""
SEEN = 60_000
"""Likewise where the mean alone counts; of more, a first plan comes sooner from the search without names."""
ROUGH = 0.03
"""A gap at which such a plan is good enough to begin with."""
BOTH = 1_500_000
"""Of more, only the search without names is made; between the two, both, one after the other."""
FEW = 250
"""So few pairs are solved at once, without branching first."""
PART = 0.5
"""Part of the wanted gap that the search among promising options may leave."""
CLOSE = 0.9
"""Part of the wanted gap by which a plan has to be better to be looked for."""
NODES = 10
"""Nodes in the search for a first good plan, at most."""
FIRST = 200
"""Nodes of the search for better plans before managers trade work."""
TAIL_ROUNDS = 60
WHOLE = 1e-6
"""A share so close to 0 or 1 is whole."""
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
    size = problem.options * problem.managers
    large = size > (SEEN if means_alone(problem) else NAMED)
    form = canonical(problem if large else fitting(problem))
    floor = -np.inf
    if large:
        rough = gap if size > NAMED else max(gap, ROUGH)
        wide = search_widely(form, start, gap=rough, time_limit=time_limit)
        start = _of_wide(problem, form, wide, gap)
        floor = wide.value * form.unit
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
        known = None if start is None else _moved(form, start)
        once = solve_at_once(form.problem, known, gap=gap, time_limit=time_limit)
        if once is not None:
            bound = max(once.bound, floor / form.unit)
            return _told(problem, form, once.best, bound, trace=once.trace, nodes=once.nodes, wanted=gap)
    search = begun(form, start, gap=gap, time_limit=time_limit)
    search = replace(search, bound=max(search.bound, floor / form.unit))
    if np.isfinite(search.bound):
        search = _exact(search)
    return _of_search(problem, form, search)


def _moved(form: Canonical, start: Solution) -> Found | None:
    """The plan of `start` in canonical numbers, if it is still one."""
    if start.option.size == 0:
        return None
    option = form.back[start.option][form.processes]
    manager = np.argsort(form.managers)[start.manager][form.processes]
    if excesses(form.problem, option, manager):
        return None
    return Found(option=option, manager=manager, objective=evaluate(form.problem, option, manager).objective)


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


def begun(
    form: Canonical, start: Solution | None, *, gap: float = GAP, time_limit: float = TIME_LIMIT
) -> Search:
    """Solve the relaxation, and take over from `start` what still holds."""
    plan = layout(form.problem)
    warmth = start.warmth if start is not None else None
    back_manager = np.argsort(form.managers)
    pairs = tails = None
    if warmth is not None:
        here = form.back[warmth.option] >= 0
        pairs = Pairs(option=form.back[warmth.option[here]], manager=back_manager[warmth.manager[here]])
        tails = warmth.tails
    cost = pair_cost(form.problem)
    relaxation = relax(plan, beginning(plan, pairs=pairs, tails=tails), cost)
    master = relaxation.master
    search = Search(
        plan=plan,
        cost=cost,
        relaxation=relaxation,
        tails=master.tails,
        bound=relaxation.bound,
        wanted=gap,
        time_limit=time_limit,
    )
    search = noted(search, "relaxation", master.pairs.size)
    if start is None or start.option.size == 0:
        return search
    return noted(replace(search, best=_moved(form, start)), "start", 0)


def _restricted(search: Search, node: Relaxation) -> Search:
    """Look for a good plan among the most promising pairs; among more of them until there is one."""
    problem = search.plan.problem
    if search.best is None and problem.risk_weight > 0:
        option = _likeliest(problem, node)
        search = followed(search, node, option, node.reduced[option].argmin(axis=1))
    for count in (PROMISING, 8 * PROMISING):
        if node.bound >= _cutoff(search):
            break
        pairs = _with_best(problem, promising(problem, node, count), search.best)
        search, _ = tight_round(search, node, pairs, PART, most=min(NODES, _left(search)))
        search = noted(search, "restricted", pairs.size)
        if search.best is not None:
            break
    return search


def _likeliest(problem: PlanProblem, node: Relaxation) -> Ints:
    """(P,) the option of each process that raises the bound least."""
    order = np.lexsort((node.reduced.min(axis=1), problem.process))
    return np.asarray(order[np.searchsorted(problem.process[order], np.arange(problem.processes))])


def _with_best(problem: PlanProblem, pairs: Pairs, best: Found | None) -> Pairs:
    if best is None:
        return pairs
    code = np.concatenate([pairs.option, best.option]) * problem.managers
    code = np.unique(code + np.concatenate([pairs.manager, best.manager]))
    return Pairs(option=code // problem.managers, manager=code % problem.managers)


def _exact(search: Search) -> Search:
    """Branch on what is shared; where that is settled, close the gap on all pairs that may still help."""
    open_nodes = [(search.relaxation.bound, 0, search.relaxation)]
    closed, made = np.inf, 0
    while open_nodes and search.gap > search.wanted and not _spent(search):
        lowest, _, node = heappop(open_nodes)
        cutoff = _cutoff(search)
        if lowest >= cutoff:
            open_nodes = []
            break
        few = alive(node, cutoff).size <= FEW
        column = None if few else _undecided(search.plan, node)
        if column is None:
            search = replace(search, bound=max(search.bound, min(closed, lowest, cutoff)))
            search, bound = _settled(search, node)
            closed = min(closed, bound)
        else:
            for box in node.master.box.split(column, search.plan):
                child = relax(search.plan, replace(node.master, box=box), search.cost)
                made += 1
                heappush(open_nodes, (max(lowest, child.bound), made, child))
        known = min(closed, open_nodes[0][0] if open_nodes else np.inf, _cutoff(search))
        search = noted(replace(search, bound=max(search.bound, known)), "exact", node.master.pairs.size)
    if not open_nodes:
        search = replace(search, bound=max(search.bound, min(closed, _cutoff(search))))
    return search


def _spent(search: Search) -> bool:
    """True if the search has made all its steps, or met the net of time."""
    return _left(search) <= 0 or search.seconds >= search.time_limit


def _left(search: Search) -> int:
    """Return how many nodes the search may still take."""
    problem = search.plan.problem
    return min(MOST, WORK // (problem.options * problem.managers)) - search.nodes


def _cutoff(search: Search) -> float:
    """Plans at or above this objective are not worth looking for."""
    return (
        search.objective
        if search.best is None
        else search.objective - CLOSE * search.wanted * abs(search.objective)
    )


def _undecided(plan: Layout, node: Relaxation) -> int | None:
    """The shared column to branch on: hires first, then training, then tools; the most undecided one."""
    distance = np.abs(node.shared - np.round(node.shared))
    for first, last in ((plan.hired, plan.tools), (plan.trained, plan.hired), (plan.tools, plan.countries)):
        if last > first and distance[first:last].max() > WHOLE:
            return first + int(distance[first:last].argmax())
    return None


def _settled(search: Search, node: Relaxation) -> tuple[Search, float]:
    """Solve one node to the end; return what no plan of it goes below."""
    problem, bound = search.plan.problem, node.bound
    if (
        not any(step.stage == "restricted" for step in search.trace)
        and alive(node, _cutoff(search)).size > FEW
    ):
        search = _restricted(search, node)
    way, most = tight_round, FIRST
    for _ in range(TAIL_ROUNDS):
        cutoff = _cutoff(search)
        if bound >= cutoff or search.gap <= search.wanted or _spent(search):
            return search, min(bound, cutoff)
        pairs, tails = undominated(problem, alive(node, cutoff)), len(search.tails)
        search, answer = way(search, node, pairs, 0.7, most=min(most, _left(search)), below=cutoff)
        bound = max(bound, cutoff if answer.outcome == "infeasible" else min(answer.bound, cutoff))
        search = noted(search, "exact", pairs.size)
        if answer.outcome == "limit" and most == FIRST:
            search, most = traded(search, promising(problem, node, PROMISING), bound), MOST
        elif answer.outcome == "limit" or (len(search.tails) == tails and way is round_of):
            break
        elif len(search.tails) == tails:
            way = round_of
    return search, bound


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
