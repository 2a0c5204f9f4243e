"""What if: one thing changes, and the plan follows at once.

`prepare` keeps a plan with its prices; `ask` answers what becomes of it when the business says
something else. Only what the change touches is priced again, the search starts from the plan that is
there, and only engagements that change are lived through again, on the same luck: so the difference
of two plans is far surer than either of them (§RISK-2). Plans move among a shortlist of each
process's options; what no list of the near options can answer, `make_plan` does.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import numpy as np
from threadpoolctl import ThreadpoolController

from outhaul.engine.assumptions import with_own
from outhaul.engine.business import Business
from outhaul.engine.explain.processes import decision_of
from outhaul.engine.plan.alternatives import kept, least_regrets, likely_regrets
from outhaul.engine.plan.canonical import canonical
from outhaul.engine.plan.choices import Outlook, Survey
from outhaul.engine.plan.groundwork import (
    Groundwork,
    draws_of,
    groundwork_of,
    lay_groundwork,
)
from outhaul.engine.plan.make import REPLICATES, YEAR
from outhaul.engine.plan.make import SCENARIOS as FULL
from outhaul.engine.plan.nearby import narrowed
from outhaul.engine.plan.portfolio import decided, portfolio, today
from outhaul.engine.plan.presolve import fitting
from outhaul.engine.plan.problem import PlanProblem
from outhaul.engine.plan.solution import Solution, evaluate, excesses
from outhaul.engine.plan.solve import GAP, NAMED, begun, relative_gap, solve
from outhaul.engine.plan.stepping.nudging import nudged, nudged_on
from outhaul.engine.plan.stepping.standing import Ground
from outhaul.engine.plan.what_if.carrying import carried
from outhaul.engine.plan.what_if.lived import SCENARIOS, Lived, Outcome, all_lived, lived_again, outcome
from outhaul.engine.plan.what_if.pricing import priced_again
from outhaul.engine.plan.what_if.shortlist import shortlisted
from outhaul.engine.plan.writing import Written, problem_of
from outhaul.engine.report import Decision, Status
from outhaul.reference.tables import Reference

NEAR: Final = 1e-3
"""A plan stays as it is where changing it would save less than this share of its cost."""
EXPLORING: Final = 5e-3
"""Gap of a plan that has to be found anew, because no steps led within the limits."""
CENT: Final = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What is decided on one process: where it goes, None being kept, at which rate an hour, under whom."""

    process: str
    decision: Decision
    country: str | None
    rate: float | None
    manager: str


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A business whose plan is known, ready for what-ifs."""

    work: Groundwork
    """Of the shortlisted options."""
    problem: PlanProblem
    ground: Ground
    """The problem, as steps need it."""
    best: Solution
    nothing: Solution
    """The best plan that hands out nothing."""
    lived: Lived
    survey: Survey
    outcome: Outcome
    placed: tuple[Placed, ...]


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


def prepare(  # noqa: PLR0913 -- as `make_plan`
    business: Business,
    reference: Reference,
    *,
    year: int = YEAR,
    seed: int = 1,
    scenarios: int = FULL,
    replicates: int = REPLICATES,
    made: Sequence[Placed] = (),
    gap: float = GAP,
) -> Prepared | None:
    """Return a business with its plan, ready to be asked; None where no plan is possible.

    The arguments are those of `make_plan`, whose plan this is. Where what it decided is given as
    `made`, it is not looked for again, and there is none if that is no plan of this business; else it is
    found to a relative `gap`.
    """
    with _one_thread():
        outlook = _outlook(business, reference, year, seed)
        draws = draws_of(outlook, scenarios, replicates)
        every = lay_groundwork(outlook, draws, lambda _share, _what: None)
        problem = problem_of(every)
        best = _decided_before(every, problem, made) if made else solve(problem, gap=gap)
        if best is None or best.figures is None:
            return None
        large = problem.options * problem.managers > NAMED
        regrets = likely_regrets(problem) if large else least_regrets(problem, best)
        near = groundwork_of(outlook, draws, shortlisted(every, problem, best, regrets))
        return _prepared(near, carried(best, every, near), is_told=bool(made))


def _decided_before(work: Groundwork, problem: PlanProblem, made: Sequence[Placed]) -> Solution | None:
    """Return what was decided as a solution; None where it is no plan of this groundwork."""
    wanted = {one.process: one for one in made}
    staff = {one.manager.id: number for number, one in enumerate(work.candidates)}
    option, manager = [], []
    for place, choice in enumerate(work.choices):
        one = wanted.get(choice.process.id)
        found = [
            number
            for number, other in enumerate(work.options[place])
            if one and other.country == one.country and abs(other.rate - (one.rate or 0.0)) < CENT
        ]
        if one is None or not found or one.manager not in staff:
            return None
        option.append(work.offset(place) + found[0])
        manager.append(staff[one.manager])
    chosen, leads = np.array(option), np.array(manager)
    if excesses(problem, chosen, leads):
        return None
    figures = evaluate(problem, chosen, leads)
    return Solution(
        status="feasible",
        option=chosen,
        manager=leads,
        figures=figures,
        objective=figures.objective,
        bound=-np.inf,
        gap=np.inf,
    )


def _prepared(work: Groundwork, best: Solution | None, *, is_told: bool) -> Prepared:
    """Return a plan made ready; one that was told stays as it is, another takes the steps that save money."""
    problem = problem_of(work)
    if best is None:
        raise ValueError("a shortlist leaves out options, not managers")
    ground, option, manager = Ground.of(problem), best.option, best.manager
    if not is_told:
        option, manager = nudged_on(ground, option, manager)
    figures = evaluate(problem, option, manager)
    own = replace(best, option=option, manager=manager, figures=figures, objective=figures.objective)
    nothing = solve(kept(problem), start=own)
    lived = all_lived(portfolio(work, problem, own, today(work, nothing)), work.draws.first(SCENARIOS))
    return Prepared(
        work=work,
        problem=problem,
        ground=ground,
        best=own,
        nothing=nothing,
        lived=lived,
        survey=Survey.of(work.outlook),
        outcome=outcome(lived, own.of.capital),
        placed=_placed(work, own),
    )


def ask(known: Prepared, business: Business, *, prove: bool = False) -> Answer:
    """Return what becomes of the plan if the business says this instead; a proof takes its time.

    Raises ValueError where the business has other processes.
    """
    with _one_thread():
        before = known.work.outlook
        outlook = _outlook(business, before.reference, before.year, before.seed)
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
        placed = _placed(work, best)
        return Answer(
            status=best.status,
            gap=_proven_gap(problem, best) if prove else None,
            before=known.outcome,
            after=outcome(lived, best.of.capital),
            placed=placed,
            moved=_moved(known.placed, placed),
            priced=again,
        )


@cache
def _threads() -> ThreadpoolController:
    """Looking for the libraries that start threads takes longer than some answers."""
    return ThreadpoolController()


def _one_thread() -> AbstractContextManager[object]:
    limited: AbstractContextManager[object] = _threads().limit(limits=1, user_api="blas")
    return limited


def _outlook(business: Business, reference: Reference, year: int, seed: int) -> Outlook:
    return Outlook(
        business=business,
        reference=reference,
        assumptions=with_own(business.assumptions),
        year=year,
        seed=seed,
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


def _placed(work: Groundwork, best: Solution) -> tuple[Placed, ...]:
    return tuple(
        Placed(
            process=work.choices[one.process].process.id,
            decision=decision_of(one, work.choices[one.process]),
            country=one.option.country,
            rate=one.option.rate if one.handed_out else None,
            manager=one.manager.id,
        )
        for one in decided(work, best)
    )


def _moved(before: Sequence[Placed], after: Sequence[Placed]) -> tuple[tuple[Placed, Placed], ...]:
    """Return the decisions that are other ones now, a rate by more than a cent."""
    return tuple(
        (old, new)
        for old, new in zip(before, after, strict=True)
        if (old.country, old.manager) != (new.country, new.manager)
        or abs((old.rate or 0.0) - (new.rate or 0.0)) >= CENT
    )
