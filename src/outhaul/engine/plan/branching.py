"""The search among options with the names of managers, from its relaxation to the proof.

What is shared is branched on. Where that is settled, plans are looked for that cost hardly more than the
bound: where there is none, the bound is that much higher, and where there is one, it is as good as wanted.
Sooner or later they would have to be better than the best plan by nearly the wanted gap; that there is none
is the proof.
"""

from dataclasses import replace
from heapq import heappop, heappush

import numpy as np

from outhaul.engine.plan.canonical import Canonical
from outhaul.engine.plan.model import Layout, Pairs, layout
from outhaul.engine.plan.presolve import alive, promising, undominated
from outhaul.engine.plan.problem import Ints, PlanProblem
from outhaul.engine.plan.relax import Relaxation, beginning, pair_cost, relax
from outhaul.engine.plan.rounds import CLOSE, Found, Search, followed, noted, round_of, tight_round
from outhaul.engine.plan.sketching import sketched
from outhaul.engine.plan.solution import Solution, evaluate, excesses
from outhaul.engine.plan.trading import traded

GAP = 1e-3
"""§PLAN-10."""
TIME_LIMIT = 600.0
"""Seconds of HiGHS: a net that no plan should meet, for it alone depends on the machine."""
MOST = 5_000
"""Nodes of the search on pairs: what ends it if no proof does, the same on every machine."""
WORK = 50_000_000
"""Nodes times options times managers: of a large problem each node takes long, so it gets fewer of them."""
PROMISING = 4
FEW = 250
"""So few pairs are solved at once, without branching first."""
PART = 0.5
"""Part of the wanted gap that the search among promising options may leave."""
NODES = 40
"""Nodes in the search for a first good plan, at most."""
FIRST = 200
"""Nodes of the search for better plans before managers trade work."""
LOOK = 1_000
"""Nodes of a search for plans near the bound."""
FINE = 5e-4
"""A wanted gap below which plans near the bound are not looked for: there would be too many steps to them."""
RISE = 0.5
"""Part of what earlier slices lifted a node's bound by that the next one is high at least."""
ROUGH = 2
"""So many wanted gaps from its bound, a plan is made better by trades before better ones are looked for."""
TAIL_ROUNDS = 60
WHOLE = 1e-6
"""A share so close to 0 or 1 is whole."""


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
    return noted(replace(search, best=moved(form, start)), "start", 0)


def moved(form: Canonical, start: Solution) -> Found | None:
    """The plan of `start` in canonical numbers, if it is still one."""
    if start.option.size == 0:
        return None
    option = form.back[start.option][form.processes]
    manager = np.argsort(form.managers)[start.manager][form.processes]
    if excesses(form.problem, option, manager):
        return None
    return Found(option=option, manager=manager, objective=evaluate(form.problem, option, manager).objective)


def proven(search: Search) -> Search:
    """Branch on what is shared; where that is settled, close the gap on all pairs that may still help."""
    open_nodes = [(search.relaxation.bound, 0, search.relaxation, False)]
    closed, made = np.inf, 0
    while open_nodes and search.gap > search.wanted and not _spent(search):
        lowest, _, node, is_close = heappop(open_nodes)
        cutoff = _cutoff(search)
        if lowest >= cutoff:
            open_nodes = []
            break
        if not is_close:
            node = relax(search.plan, node.master, search.cost, closely=True)
            made += 1
            heappush(open_nodes, (max(lowest, node.bound), made, node, True))
            continue
        goal = cutoff if search.wanted < FINE else min(_slice_above(search, node, lowest), cutoff)
        few = alive(node, goal).size <= FEW
        column = None if few else undecided(search.plan, node)
        if column is None:
            search = replace(search, bound=max(search.bound, min(closed, lowest, cutoff)))
            search, bound = _looked_through(search, node, lowest)
            if bound < min(goal, _cutoff(search)):
                search, bound = _settled(search, node, bound)
                closed = min(closed, bound)
            else:
                made += 1
                heappush(open_nodes, (bound, made, node, True))
        else:
            for box in node.master.box.split(column, search.plan):
                child = relax(search.plan, replace(node.master, box=box), search.cost)
                made += 1
                heappush(open_nodes, (max(lowest, child.bound), made, child, False))
        known = min(closed, open_nodes[0][0] if open_nodes else np.inf, _cutoff(search))
        search = noted(replace(search, bound=max(search.bound, known)), "exact", node.master.pairs.size)
    if not open_nodes:
        search = replace(search, bound=max(search.bound, min(closed, _cutoff(search))))
    return search


def _slice_above(search: Search, node: Relaxation, bound: float) -> float:
    """Return an objective so little above a bound that a plan below it is wanted.

    After many slices without a plan it is more, so that what the relaxation is far from is not far in steps.
    """
    return bound + max(CLOSE * search.wanted * abs(bound), RISE * (bound - node.bound))


def _looked_through(search: Search, node: Relaxation, bound: float) -> tuple[Search, float]:
    """Look for plans of one node that cost hardly more than `bound`; return what none of it goes below.

    That is less than the slice above `bound` where nodes or tails do not suffice to tell. Nothing is looked
    for where few nodes are to be had, as of large problems, or where the wanted gap is fine.
    """
    problem, way = search.plan.problem, tight_round
    if _left(search) <= LOOK or search.wanted < FINE:
        return search, bound
    if search.best is None:
        search = _roughly(sketched(search, node), node)
    highest = _slice_above(search, node, bound)
    for _ in range(TAIL_ROUNDS):
        goal = min(highest, _cutoff(search))
        if bound >= goal or search.gap <= search.wanted or _spent(search):
            break
        pairs, before = undominated(problem, alive(node, goal)), search
        if np.unique(problem.process[pairs.option]).size < problem.processes:
            return search, goal
        search, answer = way(search, node, pairs, 0.7, most=min(LOOK, _left(search)), below=goal)
        bound = max(bound, goal if answer.outcome == "infeasible" else min(answer.bound, goal))
        if len(search.tails) == len(before.tails):
            if way is round_of or not answer.x.size:
                break
            way = round_of
    return search, bound


def _roughly(search: Search, node: Relaxation) -> Search:
    """Return the search with the plan that steps lead to from the likeliest options, if it is better."""
    option = _likeliest(search.plan.problem, node)
    return followed(search, node, option, node.reduced[option].argmin(axis=1))


def _settled(search: Search, node: Relaxation, bound: float) -> tuple[Search, float]:
    """Solve one node, no plan of which goes below `bound`, to the end; return what none of it goes below."""
    problem = search.plan.problem
    if search.gap <= search.wanted:
        return search, bound
    if (
        not any(step.stage == "restricted" for step in search.trace)
        and alive(node, _cutoff(search)).size > FEW
    ):
        search = _restricted(search, node)
    if search.gap > ROUGH * search.wanted and alive(node, _cutoff(search)).size > FEW:
        search = _traded(search, node, bound)
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
            search, most = _traded(search, node, bound), MOST
        elif answer.outcome == "limit" or (len(search.tails) == tails and way is round_of):
            break
        elif len(search.tails) == tails:
            way = round_of
    return search, bound


def _restricted(search: Search, node: Relaxation) -> Search:
    """Look for a good plan among the most promising pairs; among more of them until there is one.

    Of a problem so large that few nodes are to be had, all of them go here: no proof would come of them.
    """
    problem, left = search.plan.problem, _left(search)
    most = NODES if left > FIRST else left
    if search.best is None and problem.risk_weight > 0:
        search = _roughly(search, node)
    for count in (PROMISING, 8 * PROMISING):
        if node.bound >= _cutoff(search):
            break
        pairs = _with_best(problem, promising(problem, node, count), search.best)
        search, _ = tight_round(search, node, pairs, PART, most=min(most, _left(search)))
        search = noted(search, "restricted", pairs.size)
        if search.best is not None:
            break
    return search


def _traded(search: Search, node: Relaxation, bound: float) -> Search:
    """Let managers trade work whom a better plan may need."""
    likely = promising(search.plan.problem, node, PROMISING)
    may = np.isin(likely.manager, alive(node, _cutoff(search)).manager)
    pairs = Pairs(option=likely.option[may], manager=likely.manager[may])
    return traded(search, pairs, bound, most=_left(search))


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


def undecided(plan: Layout, node: Relaxation) -> int | None:
    """The shared column to branch on: hires first, then training, then tools; the most undecided one."""
    distance = np.abs(node.shared - np.round(node.shared))
    for first, last in ((plan.hired, plan.tools), (plan.trained, plan.hired), (plan.tools, plan.countries)):
        if last > first and distance[first:last].max() > WHOLE:
            return first + int(distance[first:last].argmax())
    return None


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
