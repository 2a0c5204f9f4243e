"""One round of the search: a programme on some pairs, its plan, and what the plan adds to what is known."""

from dataclasses import dataclass, replace

import numpy as np

from outhaul.engine.plan.highs import Answer, solve_whole
from outhaul.engine.plan.leads import with_leads
from outhaul.engine.plan.model import Layout, Pairs, Programme, programme
from outhaul.engine.plan.nearby import narrowed
from outhaul.engine.plan.presolve import promising
from outhaul.engine.plan.problem import Floats, Ints, PlanProblem
from outhaul.engine.plan.relax import Box, Relaxation
from outhaul.engine.plan.solution import Stage, Step, evaluate, excesses, tail_weights
from outhaul.engine.plan.stepping.nudging import nudged
from outhaul.engine.plan.summing import summed
from outhaul.engine.plan.tight import Tight, chosen_by, point_of, tight

WORTH = 0.5
"""Part of the wanted gap by which a plan has to be better to be worth a change."""
CLOSE = 0.9
"""Part of the wanted gap by which a plan has to be better to be looked for, and at which a gap is closed."""
NEAR = 4
"""Options of each process and manager among which steps are taken."""


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


def noted(search: Search, stage: Stage, columns: int) -> Search:
    """The search with one more step in its trace."""
    step = Step(
        stage=stage, columns=columns, cuts=len(search.tails), bound=search.bound, objective=search.objective
    )
    return replace(search, trace=(*search.trace, step))


def improved(search: Search, option: Ints, manager: Ints) -> Search:
    """The search with this plan, if it is feasible and better than the best."""
    problem = search.plan.problem
    if excesses(problem, option, manager):
        return search
    objective = evaluate(problem, option, manager).objective
    if objective >= search.objective:
        return search
    return replace(search, best=Found(option=option, manager=manager, objective=objective))


def tight_round(  # noqa: PLR0913 -- what is known, and how far to go
    search: Search, node: Relaxation, pairs: Pairs, part: float, *, most: int, below: float = np.inf
) -> tuple[Search, Answer]:
    """Solve a node on the options of `pairs` to a part of the wanted gap; keep its plan, and its worst tail.

    It takes at most so many nodes, and looks for plans `below` an objective. Where any will do, it begins
    with the one that is known, and HiGHS looks for good ones in all its ways. If hours of one manager cost
    more than another's, no plan costs less than the bound, but one may cost more than the answer says. A plan
    beyond `below` that is told where there is none is followed if it is better by half the wanted gap.
    """
    plan, any_plan = search.plan, below == np.inf
    task = tight(plan.problem, np.unique(pairs.option), search.tails)
    within = _within(task.programme, node.master.box, plan)
    start = _point(search, task, within) if any_plan else None
    search, answer = _asked(search, within, part, most=most, below=below, start=start, shallow=any_plan)
    if not answer.x.size or (not any_plan and answer.objective > max(below, _worthwhile(search))):
        return search, answer
    return followed(learned(search, task, answer), node, *chosen_by(task, answer.x)), answer


def _worthwhile(search: Search) -> float:
    """An objective that is better by so much that it is worth a change."""
    return search.objective - WORTH * search.wanted * abs(search.objective)


def round_of(  # noqa: PLR0913 -- likewise
    search: Search, node: Relaxation, pairs: Pairs, part: float, *, most: int, below: float = np.inf
) -> tuple[Search, Answer]:
    """Do so on the pairs themselves: a plan costs what the answer says, but for tails that are not known."""
    plan = search.plan
    cost = search.cost[pairs.option, pairs.manager]
    task = programme(plan, pairs, cost, country_links(plan.problem, pairs), search.tails)
    led = with_leads(plan.problem, pairs, _within(task, node.master.box, plan), plan.pairs)
    search, answer = _asked(search, led.programme, part, most=most, below=below)
    if not answer.x.size:
        return search, answer
    option, manager = chosen(plan, pairs, answer.x[: task.cost.size])
    search = _sharpened(improved(search, option, manager), option, manager, float(answer.x[plan.tail]))
    return followed(search, node, option, manager), answer


def _within(task: Programme, box: Box, plan: Layout) -> Programme:
    """The programme within a box of the shared columns, which come first."""
    lower, upper = task.lower.copy(), task.upper.copy()
    lower[: plan.shortfall], upper[: plan.shortfall] = box.lower, box.upper
    return replace(task, lower=lower, upper=upper)


def _point(search: Search, task: Tight, within: Programme) -> Floats | None:
    """The point that stands for the best plan; None if it may lie outside.

    HiGHS must not be given a start outside its bounds: version 1.16 then reports wrong objectives.
    """
    if search.best is None:
        return None
    point = point_of(search.plan.problem, task, search.best.option, search.best.manager)
    if point is None:
        return None
    told = np.isfinite(point)
    inside = (within.lower[told] <= point[told]) & (point[told] <= within.upper[told])
    return point if inside.all() else None


def _asked(  # noqa: PLR0913 -- what may end a search
    search: Search,
    task: Programme,
    part: float,
    *,
    most: int,
    below: float,
    start: Floats | None = None,
    shallow: bool = False,
) -> tuple[Search, Answer]:
    """HiGHS's answer, its nodes and its seconds counted."""
    answer = solve_whole(
        task,
        gap=part * search.wanted,
        time_limit=search.time_limit - search.seconds,
        start=start,
        nodes=most,
        target=enough(search),
        below=below,
        shallow=shallow,
    )
    counted = replace(search, nodes=search.nodes + answer.nodes, seconds=search.seconds + answer.seconds)
    return counted, answer


def followed(search: Search, node: Relaxation, option: Ints, manager: Ints) -> Search:
    """The search with where single steps lead from a plan, and with the worst tail of that.

    From no plan of its own (a pair of each process, past whatever limits) steps lead to a rough one.
    """
    problem = search.plan.problem
    rows = np.union1d(promising(problem, node, NEAR).option, option)
    near, manager = nudged(narrowed(problem, rows), np.searchsorted(rows, option), manager)
    option = rows[near]
    search = improved(search, option, manager)
    costs = evaluate(problem, option, manager).costs
    tail = max((float(summed(row, costs) - costs.mean()) for row in search.tails), default=0.0)
    return _sharpened(search, option, manager, tail)


def learned(search: Search, task: Tight, answer: Answer) -> Search:
    """The search with the plan of an answer, if it is better, and with its worst tail."""
    option, manager = chosen_by(task, answer.x)
    return _sharpened(improved(search, option, manager), option, manager, float(answer.x[task.tail]))


def _sharpened(search: Search, option: Ints, manager: Ints, tail: float) -> Search:
    """The search with the worst tail of this plan, if the programme understated it by `tail`."""
    problem = search.plan.problem
    if problem.risk_weight == 0:
        return search
    figures = evaluate(problem, option, manager)
    if figures.cvar - figures.mean <= tail + 1e-7 * max(1.0, abs(figures.cvar)):
        return search
    worst = tail_weights(figures.costs, problem.alpha)
    if (worst == search.tails).all(axis=1).any():
        return search
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


def enough(search: Search) -> float:
    """An objective so close to the bound that the gap is closed."""
    return search.bound + CLOSE * search.wanted * abs(search.bound)
