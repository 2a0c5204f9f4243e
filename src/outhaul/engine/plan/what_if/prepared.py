"""A plan with its prices, kept ready to be asked: what if?"""

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
from outhaul.engine.plan.choices import Outlook, Survey
from outhaul.engine.plan.groundwork import Groundwork, draws_of, groundwork_of, lay_groundwork
from outhaul.engine.plan.make import REPLICATES, YEAR
from outhaul.engine.plan.make import SCENARIOS as FULL
from outhaul.engine.plan.portfolio import decided, portfolio, today
from outhaul.engine.plan.problem import PlanProblem
from outhaul.engine.plan.solution import Solution, evaluate, excesses
from outhaul.engine.plan.solve import GAP, NAMED, solve
from outhaul.engine.plan.stepping.nudging import nudged_on
from outhaul.engine.plan.stepping.standing import Ground
from outhaul.engine.plan.what_if.carrying import carried
from outhaul.engine.plan.what_if.lived import SCENARIOS, Lived, Outcome, all_lived, outcome
from outhaul.engine.plan.what_if.shortlist import shortlisted
from outhaul.engine.plan.writing import problem_of
from outhaul.engine.report import Decision
from outhaul.reference.tables import Reference

CENT: Final = 0.01
"""Rates that differ by less are the same."""


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
    with one_thread():
        outlook = outlook_of(business, reference, year, seed)
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
        placed=placed_in(work, own),
    )


def placed_in(work: Groundwork, best: Solution) -> tuple[Placed, ...]:
    """Return what a solution decides, in the order of the file."""
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


@cache
def _threads() -> ThreadpoolController:
    """Looking for the libraries that start threads takes longer than some answers."""
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """Return a context in which the libraries beneath NumPy start no threads."""
    limited: AbstractContextManager[object] = _threads().limit(limits=1, user_api="blas")
    return limited


def outlook_of(business: Business, reference: Reference, year: int, seed: int) -> Outlook:
    """Return what a business is looked at with."""
    return Outlook(
        business=business,
        reference=reference,
        assumptions=with_own(business.assumptions),
        year=year,
        seed=seed,
    )
