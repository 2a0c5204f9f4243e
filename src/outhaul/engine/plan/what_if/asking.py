"""What if: one thing changes, and the plan follows at once.

`ask` answers what becomes of a plan that was made ready (`prepare`) when the business says something
else. Only what the change touches is priced again and written down anew, the search starts from the
plan that is there, and only engagements that change are lived through again, on the same luck: so the
difference of two plans is far surer than either of them (§RISK-2). Plans move among a shortlist of each
process's options; what no list of the near options can answer, `make_plan` does.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from outhaul.engine.business import Business
from outhaul.engine.plan.alternatives import kept
from outhaul.engine.plan.canonical import canonical
from outhaul.engine.plan.groundwork import Groundwork
from outhaul.engine.plan.nearby import narrowed
from outhaul.engine.plan.portfolio import portfolio, today
from outhaul.engine.plan.presolve import fitting
from outhaul.engine.plan.problem import PlanProblem
from outhaul.engine.plan.solution import Solution, evaluate, excesses
from outhaul.engine.plan.solve import begun, relative_gap, solve
from outhaul.engine.plan.stepping.nudging import nudged, nudged_on
from outhaul.engine.plan.stepping.standing import Ground
from outhaul.engine.plan.what_if.carrying import carried
from outhaul.engine.plan.what_if.lived import SCENARIOS, Outcome, lived_again, outcome
from outhaul.engine.plan.what_if.prepared import CENT, Placed, Prepared, one_thread, outlook_of, placed_in
from outhaul.engine.plan.what_if.pricing import priced_again
from outhaul.engine.plan.writing import Written, problem_of
from outhaul.engine.report import Status

NEAR: Final = 1e-3
"""A plan stays as it is where changing it would save less than this share of its cost."""
EXPLORING: Final = 5e-3
"""Gap of a plan that has to be found anew, because no steps led within the limits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What becomes of a plan; without figures where no plan is possible."""

    status: Status
    gap: float | None
    """By how much another plan of the options looked at could be better, at most; None if not asked for."""
    before: Outcome
    after: Outcome | None
    placed: tuple[Placed, ...]
    moved: tuple[tuple[Placed, Placed], ...]
    """Decisions that change: as they were, and as they are."""
    priced: int
    """How many processes were priced again."""


def ask(known: Prepared, business: Business, *, prove: bool = False) -> Answer:
    """Return what becomes of the plan if the business says this instead; a proof takes its time.

    Raises ValueError where the business has other processes.
    """
    with one_thread():
        before = known.work.outlook
        outlook = outlook_of(business, before.reference, before.year, before.seed)
        work, again = priced_again(known.work, known.survey, outlook)
        problem = problem_of(work, Written(work=known.work, problem=known.problem))
        ground = Ground.of(problem) if again else known.ground.under(problem)
        best = _nearest(ground, carried(known.best, known.work, work))
        if best.figures is None:
            return Answer(
                status=best.status,
                gap=None,
                before=known.outcome,
                after=None,
                placed=(),
                moved=(),
                priced=again,
            )
        nothing = _keeping_all(known, work, problem, again)
        own = portfolio(work, problem, best, today(work, nothing))
        lived = lived_again(known.lived, own, work.draws.first(SCENARIOS))
        placed = placed_in(work, best)
        return Answer(
            status=best.status,
            gap=_proven_gap(problem, best) if prove else None,
            before=known.outcome,
            after=outcome(lived, best.of.capital),
            placed=placed,
            moved=_moved(known.placed, placed),
            priced=again,
        )


def _nearest(ground: Ground, start: Solution | None) -> Solution:
    """Return the best plan, or one nearer to `start` that costs hardly more.

    Every decision of `start` is made a little cheaper, all together by the share `NEAR` of the plan's
    cost; so what the search finds is that much worse at most.
    """
    problem = ground.problem
    if start is None or not problem.manager_allowed[start.option, start.manager].all():
        return solve(problem, gap=EXPLORING)
    price = NEAR * abs(start.objective) / max(1, problem.processes)
    option, manager = nudged_on(ground.holding(start.option, price), start.option, start.manager)
    if excesses(problem, option, manager):
        return solve(problem, gap=EXPLORING, start=start)
    figures = evaluate(problem, option, manager)
    return replace(
        start,
        status="feasible",
        option=option,
        manager=manager,
        figures=figures,
        objective=figures.objective,
        bound=-np.inf,
        gap=np.inf,
    )


def _proven_gap(problem: PlanProblem, best: Solution) -> float:
    """Return how far below the plan another one of the same options could be, at most."""
    form = canonical(fitting(problem))
    return relative_gap(best.objective, begun(form, best).bound * form.unit)


def _keeping_all(known: Prepared, work: Groundwork, problem: PlanProblem, again: int) -> Solution:
    """Return the best plan that hands out nothing: the old one, while nothing speaks against it."""
    before = carried(known.nothing, known.work, work)
    if before is None or problem.external[before.option].any():
        return solve(kept(problem), gap=EXPLORING)
    rows = np.flatnonzero(~problem.external)
    at_home = narrowed(problem, rows)
    option, manager = np.searchsorted(rows, before.option), before.manager
    passes = excesses(at_home, option, manager)
    if passes or again or work.candidates != known.work.candidates:
        option, manager = nudged(at_home, option, manager, far=False)
    if passes and excesses(at_home, option, manager):
        return solve(kept(problem), gap=EXPLORING)
    return replace(before, option=rows[option], manager=manager, figures=evaluate(at_home, option, manager))


def _moved(before: Sequence[Placed], after: Sequence[Placed]) -> tuple[tuple[Placed, Placed], ...]:
    """Return the decisions that are other ones now, a rate by more than a cent."""
    return tuple(
        (old, new)
        for old, new in zip(before, after, strict=True)
        if (old.country, old.manager) != (new.country, new.manager)
        or abs((old.rate or 0.0) - (new.rate or 0.0)) >= CENT
    )
