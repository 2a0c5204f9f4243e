"""From a problem to a plan with a proven gap.

The relaxation gives a bound and reduced costs; a programme on the few most promising pairs gives a
plan; the two together rule out most pairs; the programme on what remains closes the gap. Tails of
scenarios are added while a plan's worst scenarios are worse than the programme knows, so the
objective that is compared with the bound is always the true one.
"""

from dataclasses import dataclass, replace
from heapq import heappop, heappush

import numpy as np

from outhaul.engine.plan.canonical import Canonical, canonical
from outhaul.engine.plan.highs import Answer, solve_whole
from outhaul.engine.plan.model import Layout, Pairs, layout, programme
from outhaul.engine.plan.presolve import alive, fitting, promising, undominated
from outhaul.engine.plan.problem import Floats, Ints, PlanProblem
from outhaul.engine.plan.relax import Box, Relaxation, beginning, pair_cost, relax
from outhaul.engine.plan.solution import Solution, Stage, Step, Warmth, evaluate, excesses, tail_weights
from outhaul.engine.plan.wide import Wide, remembered, search_widely

GAP = 1e-3
"""§PLAN-10."""
TIME_LIMIT = 60.0
PROMISING = 4
NAMED = 250_000
"""Up to so many options times managers, managers have their names from the start."""
BOTH = 1_500_000
"""Of more, only the search without names is made; between the two, both, one after the other."""
FEW = 250
"""So few pairs are solved at once, without branching first."""
TAIL_ROUNDS = 60
WHOLE = 1e-6
"""A share so close to 0 or 1 is whole."""
ROUNDING = 1e-9
"""A gap that is only rounding."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """A plan in canonical numbers and its true objective."""

    option: Ints
    manager: Ints
    objective: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Search:
    """What is known at one moment of the search; money in canonical units."""

    plan: Layout
    cost: Floats
    relaxation: Relaxation
    tails: Floats
    bound: float
    wanted: float
    """Relative gap that ends the search."""
    time_limit: float
    best: Found | None = None
    nodes: int = 0
    seconds: float = 0.0
    trace: tuple[Step, ...] = ()

    @property
    def objective(self) -> float:
        """Objective of the best plan, inf without one."""
        return np.inf if self.best is None else self.best.objective

    @property
    def gap(self) -> float:
        """Proven relative gap."""
        return relative_gap(self.objective, self.bound)


def relative_gap(objective: float, bound: float) -> float:
    """How far below `objective` a better plan could be, relative to it."""
    if not np.isfinite(objective):
        return np.inf
    return float(max(0.0, objective - bound) / max(abs(objective), 1e-9))


def solve(
    problem: PlanProblem, *, gap: float = GAP, time_limit: float = TIME_LIMIT, start: Solution | None = None
) -> Solution:
    """Find the plan of the lowest objective (§PLAN-9) to a relative `gap`.

    `start` is a solution of a problem with the same options, managers and scenarios (limits and prices
    may differ): it speeds the search up and, where it is feasible, is never worsened. `time_limit` is
    in seconds of the solver; only when it is hit may the plan depend on the machine.
    """
    if not _everything_led(problem):
        return infeasible()
    size = problem.options * problem.managers
    form = canonical(problem if size > NAMED else fitting(problem))
    wide = None
    if size > NAMED:
        wide = search_widely(form, start, gap=gap, time_limit=time_limit)
        if wide.gap() <= gap or size > BOTH:
            return _of_wide(problem, form, wide, gap)
        form = canonical(fitting(problem))
    search = begun(form, start, gap=gap, time_limit=time_limit)
    if wide is not None and wide.plan is not None:
        search = _improved(search, wide.plan.option, wide.plan.manager)
        search = replace(search, bound=max(search.bound, wide.value), nodes=wide.nodes)
    if np.isfinite(search.bound):
        search = _exact(search)
    return _solution(problem, form, search)


def _everything_led(problem: PlanProblem) -> bool:
    """True if every process has a pair of option and manager."""
    led = problem.process[problem.manager_allowed.any(axis=1)]
    return bool(np.isin(np.arange(problem.processes), led).all())


def begun(
    form: Canonical, start: Solution | None, *, gap: float = GAP, time_limit: float = TIME_LIMIT
) -> Search:
    """Solve the relaxation, and take over from `start` what still holds."""
    plan = layout(form.problem)
    warmth = start.warmth if start is not None else None
    back_option, back_manager = np.argsort(form.options), np.argsort(form.managers)
    pairs = tails = None
    if warmth is not None:
        pairs = Pairs(option=back_option[warmth.option], manager=back_manager[warmth.manager])
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
    search = _noted(search, "relaxation", master.pairs.size)
    if start is None or start.option.size == 0:
        return search
    option = back_option[start.option][form.processes]
    manager = back_manager[start.manager][form.processes]
    return _noted(_improved(search, option, manager), "start", 0)


def _noted(search: Search, stage: Stage, columns: int) -> Search:
    step = Step(
        stage=stage, columns=columns, cuts=len(search.tails), bound=search.bound, objective=search.objective
    )
    return replace(search, trace=(*search.trace, step))


def _improved(search: Search, option: Ints, manager: Ints) -> Search:
    """The search with this plan, if it is feasible and better than the best."""
    problem = search.plan.problem
    if excesses(problem, option, manager):
        return search
    objective = evaluate(problem, option, manager).objective
    if objective >= search.objective:
        return search
    return replace(search, best=Found(option=option, manager=manager, objective=objective))


def _restricted(search: Search, node: Relaxation) -> Search:
    """Look for a good plan among the most promising pairs; among more of them until there is one."""
    problem = search.plan.problem
    for count in (PROMISING, 8 * PROMISING):
        if node.bound >= _cutoff(search):
            break
        pairs = _with_best(problem, promising(problem, node, count), search.best)
        search, _ = _round(search, node, pairs, 0.5)
        search = _noted(search, "restricted", pairs.size)
        if search.best is not None:
            break
    return search


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
    while open_nodes and search.gap > search.wanted and search.seconds < search.time_limit:
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
        search = _noted(replace(search, bound=max(search.bound, known)), "exact", node.master.pairs.size)
    if not open_nodes:
        search = replace(search, bound=max(search.bound, min(closed, _cutoff(search))))
    return search


def _cutoff(search: Search) -> float:
    """Plans at or above this objective are not worth looking for."""
    return (
        search.objective
        if search.best is None
        else search.objective - search.wanted / 2 * abs(search.objective)
    )


def _enough(search: Search, node: Relaxation) -> float:
    """An objective so close to the node's bound that the gap is closed."""
    return node.bound + 0.9 * search.wanted * abs(node.bound)


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
    if alive(node, _cutoff(search)).size > FEW:
        search = _restricted(search, node)
    for _ in range(TAIL_ROUNDS):
        cutoff = _cutoff(search)
        if bound >= cutoff or search.gap <= search.wanted or search.seconds >= search.time_limit:
            return search, min(bound, cutoff)
        pairs = undominated(problem, alive(node, cutoff))
        tails = len(search.tails)
        search, answer = _round(search, node, pairs, 0.7)
        bound = max(bound, cutoff if answer.outcome == "infeasible" else min(answer.bound, cutoff))
        search = _noted(search, "exact", pairs.size)
        if answer.outcome != "optimal" or len(search.tails) == tails:
            break
    return search, bound


def _round(search: Search, node: Relaxation, pairs: Pairs, part: float) -> tuple[Search, Answer]:
    """Solve a node on `pairs` to a part of the wanted gap; keep its plan if better, and its worst tail."""
    plan, box = search.plan, node.master.box
    cost = search.cost[pairs.option, pairs.manager]
    task = programme(plan, pairs, cost, country_links(plan.problem, pairs), search.tails)
    task.lower[: plan.shortfall], task.upper[: plan.shortfall] = box.lower, box.upper
    start = _point(search, pairs, box)
    answer = solve_whole(
        task,
        gap=part * search.wanted,
        time_limit=search.time_limit - search.seconds,
        start=start,
        target=_enough(search, node),
    )
    search = replace(search, nodes=search.nodes + answer.nodes, seconds=search.seconds + answer.seconds)
    if not answer.x.size:
        return search, answer
    option, manager = chosen(plan, pairs, answer.x)
    return _sharpened(_improved(search, option, manager), option, manager, float(answer.x[plan.tail])), answer


def _sharpened(search: Search, option: Ints, manager: Ints, tail: float) -> Search:
    """The search with the worst tail of this plan, if the programme understated it by `tail`."""
    problem = search.plan.problem
    if problem.risk_weight == 0:
        return search
    figures = evaluate(problem, option, manager)
    if figures.cvar - figures.mean <= tail + 1e-7 * max(1.0, abs(figures.cvar)):
        return search
    worst = tail_weights(figures.costs, problem.alpha)
    return replace(search, tails=np.concatenate([search.tails, worst[None, :]]))


def chosen(plan: Layout, pairs: Pairs, x: Floats) -> tuple[Ints, Ints]:
    """(P,) option and (P,) manager that a whole point of the programme chooses."""
    on = np.flatnonzero(x[plan.pairs :] > 1 / 2)
    order = on[np.argsort(plan.problem.process[pairs.option[on]], kind="stable")]
    return pairs.option[order], pairs.manager[order]


def country_links(problem: PlanProblem, pairs: Pairs) -> Ints:
    """(L, 2) process and country of every pair in a country whose set-up costs something."""
    place = problem.country[pairs.option]
    priced = np.append(problem.country_cost > 0, False)[place]
    code = problem.process[pairs.option[priced]] * problem.countries + place[priced]
    unique = np.unique(code)
    return np.stack([unique // max(problem.countries, 1), unique % max(problem.countries, 1)], axis=1)


def _point(search: Search, pairs: Pairs, box: Box) -> Floats | None:
    """The point of the programme that stands for the best plan; None if it may lie outside.

    HiGHS must not be given a start outside its bounds: version 1.16 then reports wrong objectives.
    """
    plan, problem, found = search.plan, search.plan.problem, search.best
    if found is None:
        return None
    figures = evaluate(problem, found.option, found.manager)
    x = np.zeros(plan.pairs + pairs.size)
    x[plan.trained : plan.hired] = figures.trained | problem.trained
    x[plan.hired : plan.tools] = figures.hired | ~problem.hireable
    x[plan.tools : plan.countries] = figures.tools
    x[plan.countries : plan.shortfall] = figures.countries
    x[plan.shortfall] = max(0.0, problem.owner_goal - figures.owner_hours)
    x[plan.spend] = problem.spend[found.option].sum()
    x[plan.tail] = figures.cvar - figures.mean if problem.risk_weight else 0.0
    codes = pairs.option * problem.managers + pairs.manager
    place = np.flatnonzero(np.isin(codes, found.option * problem.managers + found.manager))
    x[plan.pairs + place] = 1.0
    shared = x[: plan.shortfall]
    inside = place.size == problem.processes and bool(((box.lower <= shared) & (shared <= box.upper)).all())
    return x if inside and _twins_kept(plan, x) else None


def _twins_kept(plan: Layout, x: Floats) -> bool:
    """True if of candidates who are alike the first is hired first."""
    return bool((x[plan.hired + plan.twins[:, 0]] >= x[plan.hired + plan.twins[:, 1]]).all())


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


def _solution(problem: PlanProblem, form: Canonical, search: Search) -> Solution:
    """The search's result in the numbers and the money of the original problem."""
    trace = tuple(
        replace(step, bound=step.bound * form.unit, objective=step.objective * form.unit)
        for step in search.trace
    )
    if search.best is None:
        limited = np.isfinite(search.bound) and search.bound < np.inf
        return replace(
            infeasible(),
            nodes=search.nodes,
            trace=trace,
            bound=search.bound * form.unit if limited else np.inf,
        )
    option, manager = in_original(form, search.best.option, search.best.manager)
    figures = evaluate(problem, option, manager)
    bound = min(search.bound * form.unit, figures.objective)
    if relative_gap(figures.objective, bound) < ROUNDING:
        bound = figures.objective
    reached = relative_gap(figures.objective, bound)
    return Solution(
        status="optimal" if reached <= search.wanted else "feasible",
        option=option,
        manager=manager,
        figures=figures,
        objective=figures.objective,
        bound=bound,
        gap=reached,
        nodes=search.nodes,
        trace=trace,
        warmth=_warmth(form, search),
    )


def _of_wide(problem: PlanProblem, form: Canonical, wide: Wide, wanted: float) -> Solution:
    """The result of the search without names, in the numbers and the money of the original problem."""
    trace = tuple(
        Step(
            stage=stage,
            columns=columns,
            cuts=len(wide.bound.tails),
            bound=bound * form.unit,
            objective=cost * form.unit,
        )
        for stage, columns, bound, cost in wide.steps
    )
    if wide.plan is None:
        return replace(infeasible(), bound=wide.value * form.unit, trace=trace, nodes=wide.nodes)
    option, manager = in_original(form, wide.plan.option, wide.plan.manager)
    figures = evaluate(problem, option, manager)
    bound = min(wide.value * form.unit, figures.objective)
    reached = relative_gap(figures.objective, bound)
    return Solution(
        status="optimal" if reached <= wanted else "feasible",
        option=option,
        manager=manager,
        figures=figures,
        objective=figures.objective,
        bound=bound,
        gap=reached,
        nodes=wide.nodes,
        trace=trace,
        warmth=Warmth(option=option, manager=manager, tails=wide.bound.tails, prices=remembered(form, wide)),
    )


def _warmth(form: Canonical, search: Search) -> Warmth:
    pairs = search.relaxation.master.pairs
    return Warmth(option=form.options[pairs.option], manager=form.managers[pairs.manager], tails=search.tails)
