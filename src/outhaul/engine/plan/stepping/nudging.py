"""A plan improved step by step from where it stands, so that what need not change stays.

Where no single step helps, steps that would save money but pass a limit are tried, each with the best
second step that makes room again: a swap of managers, a cheaper place elsewhere. Where that does not
help either, managers whom the plan hires are done without, and one more is hired, with the steps that
follow from it. The same plan and the same limits give the same steps; no clock is asked.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from typing import Final

import numpy as np

from outhaul.engine.plan.model import Pairs
from outhaul.engine.plan.problem import Bools, Ints, PlanProblem
from outhaul.engine.plan.stepping.standing import CLOSE, Ground, Standing, picked
from outhaul.engine.plan.stepping.steps import Plan, Scales, Steps
from outhaul.engine.plan.stepping.weighing import ROOM, Balance

STEPS: Final = 400
"""Steps at most."""
TRIED: Final = 24
"""Steps that pass a limit of which a second one is sought, at most."""
TOGETHER: Final = 4
"""Further steps that are weighed at once, each after those before it: most runs of them are short."""

UNLOCKED: Final = 3
"""Processes whose cost, as it is on average, steps may save that become possible only after others."""


def nudged(problem: PlanProblem, option: Ints, manager: Ints, *, far: bool = True) -> tuple[Ints, Ints]:
    """Return (P,) options and (P,) managers of a plan that none of the steps tried improves.

    Limits come first: a plan that passes some is brought within them, as far as steps lead there. Each
    pair of the plan is to be an allowed one. Unless it goes `far`, single small steps are all.
    """
    return nudged_on(Ground.of(problem), option, manager, far=far)


def nudged_on(ground: Ground, option: Ints, manager: Ints, *, far: bool = True) -> tuple[Ints, Ints]:
    """Return what `nudged` does on a problem that was read before."""
    every, plan = ground.every(), _settled(ground, Plan(option=option, manager=manager))
    for _ in range(STEPS if far else 0):
        now = Standing.of(ground, every, plan)
        better = _step(now) or _two_steps(now) or _other_staff(now)
        if better is None:
            break
        plan = _settled(ground, better)
    return plan.option, plan.manager


def _step(now: Standing) -> Plan | None:
    """Return the plan after the best step, and the next best ones as long as they help; None if none does."""
    energies, least = now.energies, now.least
    better = np.flatnonzero(energies < least)
    better = better[np.argsort(energies[better], kind="stable")[:TRIED]]
    for number, place in enumerate(better):
        after = now.after(now.pairs, place)
        energy = now.true(after, float(energies[place]))
        if energy < least:
            return _further(now, after, energy, better[number:])
    return None


def _further(now: Standing, plan: Plan, energy: float, places: Ints) -> Plan:
    """Return `plan`, after the first of `places`, with those of other processes until one no longer helps."""
    problem = now.ground.problem
    _, first = np.unique(problem.process[now.pairs.option[places]], return_index=True)
    others = places[np.sort(first)[1:]]
    for start in range(0, others.size, TOGETHER):
        some = others[start : start + TOGETHER]
        plans = list(accumulate(some, lambda one, place: now.after(now.pairs, place, one), initial=plan))
        steps = Steps.of(now.ground.scales, picked(now.pairs, some), plans[:-1], np.arange(some.size))
        weighed = Balance.of(steps, now.costs).weighed()
        for after, step in zip(plans[1:], weighed.cost + now.dear * weighed.passed, strict=True):
            further = now.true(after, float(step))
            if further >= energy - CLOSE * abs(now.cost):
                return plan
            plan, energy = after, further
    return plan


def _two_steps(now: Standing) -> Plan | None:
    """Return the plan after the best step that saves but passes a limit, with one that makes room."""
    weighed, least = now.weighed, now.least
    saving = np.flatnonzero((weighed.cost < least) & (weighed.passed > ROOM))
    saving = saving[np.argsort(weighed.cost[saving], kind="stable")[:TRIED]]
    if not saving.size:
        return None
    steps = picked(now.pairs, saving)
    firsts = [now.after(steps, place) for place in range(saving.size)]
    base, chosen = np.nonzero(_relief(now, steps))
    relief = picked(now.every, chosen)
    balance = Balance.of(Steps.of(now.ground.scales, relief, firsts, base), now.costs)
    which = np.flatnonzero(balance.cost < least)
    base, relief = base[which], picked(relief, which)
    total = balance.cost[which] + now.dear * balance.passed(which)
    best, lowest = None, least
    for number, first in enumerate(firsts):
        own = slice(*np.searchsorted(base, [number, number + 1]))
        second = own.start + int(np.argmin(total[own])) if own.stop > own.start else -1
        if second < 0 or total[second] >= lowest:
            continue
        both = now.after(relief, second, first)
        if now.true(both, float(total[second])) < least:
            best, lowest = both, float(total[second])
    return best


def _relief(now: Standing, firsts: Pairs) -> Bools:
    """(F, K) True for steps that may make room after each of the first ones.

    Those are steps of the other work of the manager whom it is given to; and where what is passed is no
    manager's limit, steps of all work to other options.
    """
    problem, ground = now.ground.problem, now.ground
    own = problem.process[now.every.option]
    leads = now.plan.manager[own]
    balance = Balance.of(Steps.of(ground.scales, firsts, [now.plan]), now.costs)
    anywhere = (balance.passed_in_common() > 0) | (now.passed > 0)
    there = leads == firsts.manager[:, None]
    there |= (leads == now.every.manager) & anywhere[:, None]
    return np.asarray(there & (own != problem.process[firsts.option][:, None]))


def _other_staff(now: Standing) -> Plan | None:
    """Return the best plan after doing without a hired manager, or after hiring one more."""
    best, lowest = None, now.least
    nothing = Pairs(option=now.every.option[:0], manager=now.every.manager[:0])
    for scales in _staffed(now):
        plan = _settled(replace(now.ground, scales=scales), now.plan, lowest)
        again = Standing.of(now.ground, nothing, plan)
        energy = again.cost + now.dear * again.passed
        if energy < lowest:
            best, lowest = plan, energy
    return best


def _staffed(now: Standing) -> Iterator[Scales]:
    """Yield the scales without each of the hired managers, then with one more who is paid already."""
    problem, scales = now.ground.problem, now.ground.scales
    leads = np.bincount(now.plan.manager, minlength=problem.managers) > 0
    for manager in np.flatnonzero(problem.hireable & leads):
        yield scales.without(manager)
    for manager in np.flatnonzero(problem.hireable & ~leads)[:1]:
        yield scales.employing(manager)


def _settled(ground: Ground, plan: Plan, aim: float = np.inf) -> Plan:
    """Return `plan` after single small steps, until none helps: another option, or another manager.

    A plan within its limits is given up if it is dearer than `aim` by more than these steps promise and
    what they might unlock.
    """
    for _ in range(STEPS):
        now = Standing.of(ground, ground.near(plan), plan, helping=True)
        unlocked = UNLOCKED * float(now.lived.mean()) / ground.problem.processes
        if not now.passed and now.cost - now.promise - unlocked > aim:
            break
        better = _step(now)
        if better is None:
            break
        plan = better
    return plan
