"""The search for large plans: a bound without names, drafts, people for them, and improvement.

Every step is counted, none is timed: equal problems give equal plans on every machine.
"""

from dataclasses import dataclass, replace

import numpy as np

from outhaul.engine.plan.canonical import Canonical
from outhaul.engine.plan.presolve import fitting
from outhaul.engine.plan.problem import Floats, Ints, PlanProblem
from outhaul.engine.plan.solution import Memory, Solution, Stage
from outhaul.engine.plan.wide.bound import Bound, bound_of, branches, prices_of, theta_of
from outhaul.engine.plan.wide.crowd import Crowd, crowd
from outhaul.engine.plan.wide.draft import drafted, short_list
from outhaul.engine.plan.wide.packing import packed
from outhaul.engine.plan.wide.polish import Plan, plan_of, polished
from outhaul.engine.plan.wide.prices import Prices
from outhaul.engine.plan.wide.repair import repaired
from outhaul.engine.plan.wide.seating import seated, settled
from outhaul.engine.plan.wide.terms import Range, whole_range

FINE = 8_000_000
"""Up to so many pairs, those that cannot be are told apart in the bound."""
ROOMS = ((0.99, 4, True), (0.99, 4, False), (0.97, 4, False), (0.985, 8, False), (0.95, 8, False))
"""Part of the managers' room, options of each process, and whether it is quick: one draft after another."""
BOUNDED = 2
"""The draft before which the bound is sharpened."""
DRAFT_GAP = 0.5
"""Part of the wanted gap that a draft may leave."""
DRAFT_NODES = 20
NEAR = 0.02
"""Options that raise the bound by more, relative to it, are not looked at."""
FEW = 6
"""Options of each process in a neighbourhood."""
CHOICES = 12
"""Options of each process for single steps."""
ROUNDS = 40
"""Neighbourhoods that improve a plan."""
BRANCHES = 8


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wide:
    """What the search knows."""

    crowd: Crowd
    bound: Bound
    """At the numbers of hires that could still be best."""
    within: Range
    value: float
    """No plan costs less."""
    plan: Plan | None
    steps: tuple[tuple[Stage, int, float, float], ...] = ()
    nodes: int = 0

    def gap(self) -> float:
        """Proven relative gap."""
        if self.plan is None:
            return np.inf
        return max(0.0, self.plan.objective - self.value) / max(abs(self.plan.objective), 1e-9)

    def noted(self, stage: Stage, columns: int) -> "Wide":
        """With one more step in the trace."""
        objective = np.inf if self.plan is None else self.plan.objective
        return replace(self, steps=(*self.steps, (stage, columns, self.value, objective)))

    def improved(self, plan: Plan | None) -> "Wide":
        """With this plan, if it is better."""
        if plan is None or (self.plan is not None and plan.objective >= self.plan.objective):
            return self
        return replace(self, plan=plan)


def search_widely(form: Canonical, start: Solution | None, *, gap: float, time_limit: float) -> Wide:
    """The plan of a large problem in canonical order, from the prices and the plan of `start`."""
    problem = form.problem
    seen = crowd(fitting(problem) if problem.options * problem.managers <= FINE else problem)
    within = whole_range(seen)
    warmth = None if start is None else start.warmth
    if warmth is not None and warmth.prices is not None:
        theta = recalled(form, seen, warmth.prices)
        found = bound_of(seen, within, tails=warmth.tails, theta=theta)
    else:
        found = bound_of(seen, within)
    wide = Wide(crowd=seen, bound=found, within=within, value=found.value, plan=None).noted("relaxation", 0)
    if start is not None and start.option.size:
        wide = _from(form, start, wide, gap).noted("start", 0)
    return searched(problem, wide, gap, time_limit)


def _from(form: Canonical, start: Solution, wide: Wide, wanted: float) -> Wide:
    """With the plan of `start`, as it is or mended."""
    back_manager = np.argsort(form.managers)
    option = form.back[start.option][form.processes]
    manager = back_manager[start.manager][form.processes]
    wide = wide.improved(plan_of(form.problem, option, manager))
    if wide.gap() <= wanted:
        return wide
    reduced = wide.bound.reduced(wide.crowd)
    choices = short_list(wide.crowd, reduced, CHOICES, NEAR * abs(wide.value))
    return wide.improved(repaired(wide.crowd, option, manager, reduced, choices))


def whole(wide: Wide) -> Wide:
    """With the bound for whole numbers of hires."""
    seen, nodes = wide.crowd, [(wide.bound, wide.within)]
    for _ in range(BRANCHES):
        nodes.sort(key=lambda node: node[0].value)
        found, within = nodes[0]
        split = branches(within, found)
        if split is None:
            break
        for part in split:
            child = bound_of(seen, part, tails=found.tails, start=found)
            nodes.append((replace(child, value=max(child.value, found.value)), part))
        nodes.pop(0)
    nodes.sort(key=lambda node: node[0].value)
    found, within = nodes[0]
    return replace(wide, bound=found, within=within, value=max(wide.value, found.value)).noted(
        "relaxation", 0
    )


def searched(problem: PlanProblem, wide: Wide, wanted: float, time_limit: float) -> Wide:
    """Draft, seat and improve until the gap is at most `wanted` or all that is foreseen was done."""
    for number, shape in enumerate(ROOMS):
        if wide.gap() <= wanted:
            return wide
        wide = whole(wide) if number == BOUNDED else wide
        wide = _drafted(problem, wide, shape, wanted, time_limit)
    if wide.plan is None or wide.gap() <= wanted:
        return wide
    seen, reduced = wide.crowd, wide.bound.reduced(wide.crowd)
    target = wide.value + wanted * abs(wide.value) * 0.9
    few = short_list(seen, reduced, FEW, NEAR * abs(wide.value))
    better = polished(problem, wide.plan, few, np.where(np.isfinite(reduced), reduced, 0.0), target, ROUNDS)
    return wide.improved(better).noted("restricted", few.size)


def _drafted(
    problem: PlanProblem, wide: Wide, shape: tuple[float, int, bool], wanted: float, time_limit: float
) -> Wide:
    seen, (room, count, quick) = wide.crowd, shape
    reduced, cutoff = wide.bound.reduced(seen), NEAR * abs(wide.value)
    listed = short_list(seen, reduced, count, cutoff)
    option, hires, answer = drafted(
        *(seen, wide.bound, listed, wide.within),
        room=room,
        gap=DRAFT_GAP * wanted,
        time_limit=time_limit,
        nodes=DRAFT_NODES,
        quick=quick,
    )
    wide = replace(wide, nodes=wide.nodes + answer.nodes)
    if option.size:
        choices = short_list(seen, reduced, CHOICES, cutoff)
        wide = wide.improved(_peopled(problem, seen, option, hires, choices))
    return wide.noted("restricted", listed.size)


def _peopled(problem: PlanProblem, seen: Crowd, option: Ints, hires: Ints, choices: Ints) -> Plan | None:
    """The plan that a draft leads to."""
    seats = settled(packed(seated(seen, option, hires), option), choices)
    return plan_of(problem, seats.option, seats.manager)


def remembered(form: Canonical, wide: Wide) -> Memory:
    """The prices in the numbers and the money of the original problem."""
    seen, unit = wide.crowd, form.unit
    prices = prices_of(seen, wide.bound.tails, wide.bound.theta)
    able = np.zeros_like(seen.able)
    able[:, form.managers] = seen.able
    place = np.zeros(prices.place.size)
    place[form.countries] = prices.place
    return Memory(
        kinds=np.concatenate([able, seen.outside[:, None]], axis=1),
        hours=prices.hours * unit,
        money=prices.money,
        place=place,
        goal=prices.goal * unit,
        tails=prices.tails,
    )


def recalled(form: Canonical, seen: Crowd, memory: Memory) -> Floats:
    """(X,) the prices of an earlier search in today's numbers and money; the mean of all for a new kind."""
    unit = form.unit
    known = {row.tobytes(): number for number, row in enumerate(memory.kinds)}
    hours = np.repeat(memory.hours.mean(axis=1, keepdims=True), len(seen.able), axis=1)
    rows = np.concatenate([seen.able[:, np.argsort(form.managers)], seen.outside[:, None]], axis=1)
    for g, row in enumerate(rows):
        if row.tobytes() in known:
            hours[:, g] = memory.hours[:, known[row.tobytes()]]
    return theta_of(
        seen,
        Prices(
            hours=hours / unit,
            money=memory.money,
            place=memory.place[form.countries],
            goal=memory.goal / unit,
            tails=memory.tails,
        ),
    )
