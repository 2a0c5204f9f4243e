"""From a business to a plan, end to end (docs/explanation/how-a-plan-is-made.md)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256

import msgspec
import numpy as np
from threadpoolctl import threadpool_limits

from outhaul import __version__
from outhaul.engine.assumptions import Assumptions, stated, with_own
from outhaul.engine.business import Business
from outhaul.engine.explain import limits as limits_in_words
from outhaul.engine.explain.alternatives import Comparison, compare, distinct
from outhaul.engine.explain.flips import flips
from outhaul.engine.explain.guards import guard_answers
from outhaul.engine.explain.headline import headline, savings_by_process
from outhaul.engine.explain.processes import manager_reports, process_reports, tool_reports
from outhaul.engine.glossary import with_glossary
from outhaul.engine.plan import alternatives, limits
from outhaul.engine.plan.choices import Outlook
from outhaul.engine.plan.groundwork import Groundwork, draws_of, lay_groundwork
from outhaul.engine.plan.nearby import Nearby
from outhaul.engine.plan.portfolio import (
    Decided,
    decided,
    portfolio,
    repriced_portfolio,
    today,
)
from outhaul.engine.plan.problem import PlanProblem
from outhaul.engine.plan.solution import Solution
from outhaul.engine.plan.solve import solve
from outhaul.engine.plan.writing import problem_of
from outhaul.engine.report import BindingLimit, PlanReport
from outhaul.engine.risk.draws import Draws
from outhaul.engine.risk.paths import Portfolio, simulate
from outhaul.engine.risk.shelf import Shelf
from outhaul.engine.risk.summary import fan, summarise
from outhaul.engine.risk.tornado import tornado
from outhaul.reference.tables import Reference

Progress = Callable[[float, str], None]
"""Told the share done, 0..1, and what is being done."""

SCENARIOS = 4096
REPLICATES = 8
EXPLORING_GAP = 5e-3
"""Gap of the plans that are only compared: they need to be good, not proven."""
YEAR = 2026
"""Year whose daylight saving is counted where the caller names none: that of the reference tables."""


def make_plan(  # noqa: PLR0913 -- the promise of the whole engine
    business: Business,
    reference: Reference,
    *,
    year: int = YEAR,
    seed: int = 1,
    scenarios: int = SCENARIOS,
    replicates: int = REPLICATES,
    progress: Progress = lambda _share, _what: None,
    shelf: Shelf | None = None,
) -> PlanReport:
    """Return the plan for `business`: decisions, reasons, guards, alternatives and risk.

    `scenarios`, a power of two, are drawn in each of `replicates` scrambles. Equal arguments give an
    equal report; `elapsed_ms` is 0, because the engine has no clock. An impossible business gets a
    report with obstacles in place of decisions. Who plans for many businesses lends all of them one
    `shelf`, so that the luck of markets and currencies is drawn once. Linear algebra runs on one
    thread, so that sums do not depend on the machine.
    """
    outlook = Outlook(
        business=business,
        reference=reference,
        assumptions=with_own(business.assumptions),
        year=year,
        seed=seed,
    )
    draws = draws_of(outlook, scenarios, replicates)
    if shelf is not None:
        draws = replace(draws, shelf=shelf)
    with threadpool_limits(limits=1, user_api="blas"):
        return with_glossary(_made(outlook, draws, progress))


def _made(outlook: Outlook, draws: Draws, progress: Progress) -> PlanReport:
    work = lay_groundwork(outlook, draws, lambda share, what: progress(0.35 * share, what))
    problem = problem_of(work)
    progress(0.35, "choosing")
    best = solve(problem)
    blank = _blank(work, best)
    if best.figures is None:
        found = limits_in_words.obstacles(work, limits.obstacles(problem))
        return replace(blank, obstacles=found, guards=tuple(choice.scope for choice in work.choices))
    return _told(_Chosen(work=work, problem=problem, best=best), blank, progress)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """A solved plan on its way into words."""

    work: Groundwork
    problem: PlanProblem
    best: Solution


def _rivals(chosen: _Chosen, near: Nearby, nothing: Solution) -> tuple[tuple[str, Solution], ...]:
    """Return other plans, named and nearly as good; `nothing` is the best one that hands nothing out."""
    problem, best = chosen.problem, chosen.best
    named = alternatives.named(problem, best, gap=EXPLORING_GAP, near=near, nothing=nothing)
    return tuple(distinct(best, named, alternatives.others(problem, best, near=near)))


def _binding(chosen: _Chosen, near: Nearby) -> tuple[BindingLimit, ...]:
    tight = limits.binding(chosen.problem, chosen.best, gap=EXPLORING_GAP, near=near)
    return limits_in_words.binding_limits(chosen.work, tight)


def _told(chosen: _Chosen, blank: PlanReport, progress: Progress) -> PlanReport:
    """Return the report of a plan that exists: what it is worth, and what is around it."""
    work, problem, best = chosen.work, chosen.problem, chosen.best
    plan, figures = decided(work, best), best.of
    progress(0.45, "looking for alternatives")
    nothing = alternatives.doing_nothing(problem, best, gap=EXPLORING_GAP)
    now = today(work, nothing)
    own = portfolio(work, problem, best, now)
    near = alternatives.around(problem, best)
    rivals = _rivals(chosen, near, nothing)
    progress(0.60, "living through the plan")
    lived = simulate(own, work.draws, precision=np.float32)
    risk = summarise(lived, liquidity=problem.liquidity)
    told = replace(
        blank,
        headline=headline(own, lived, risk, figures),
        processes=process_reports(work, plan, lived),
        managers=manager_reports(work, plan, figures),
        tools=tool_reports(work, plan),
        guards=guard_answers(work, plan, figures, savings_by_process(own, lived)),
        fan=fan(lived),
    )
    progress(0.80, "comparing alternatives")
    compared = compare(Comparison.of(work, problem, now, best, lived), rivals)
    progress(0.85, "looking for what would change it")
    found = replace(
        told,
        alternatives=compared,
        flips=flips(work, problem, best, plan, near),
        limits=_binding(chosen, near),
        tornado=tornado(partial(_repriced, chosen, plan, own), work.outlook.assumptions, work.draws),
    )
    progress(1.0, "done")
    return found


def _repriced(
    chosen: _Chosen, plan: tuple[Decided, ...], own: Portfolio, assumptions: Assumptions
) -> Portfolio:
    return repriced_portfolio(chosen.work, plan, own, assumptions)


def _blank(work: Groundwork, best: Solution) -> PlanReport:
    """Return the report with all that is known before anything is decided."""
    outlook, draws = work.outlook, work.draws
    business = outlook.business
    return PlanReport(
        business=business.home.name,
        currency=business.home.currency,
        country=business.home.country,
        horizon_months=business.home.horizon_months,
        status=best.status,
        gap=best.gap if best.figures else 0.0,
        seed=outlook.seed,
        scenarios=draws.scenarios * draws.replicates,
        inputs_sha256=inputs_sha256(outlook, draws.scenarios, draws.replicates),
        elapsed_ms=0,
        headline=None,
        processes=(),
        managers=(),
        tools=(),
        guards=(),
        alternatives=(),
        flips=(),
        limits=(),
        obstacles=(),
        tornado=(),
        fan=None,
        assumptions=stated(outlook.assumptions, business.assumptions),
        capital_budget=business.home.capital_budget,
        reference_checksum=outlook.reference.checksum,
    )


def inputs_sha256(outlook: Outlook, scenarios: int, replicates: int) -> str:
    """Return the hash of all that a plan depends on: business, reference tables, draws and version."""
    parts = (
        __version__,
        outlook.business,
        outlook.reference.checksum,
        outlook.year,
        outlook.seed,
        scenarios,
        replicates,
    )
    return sha256(msgspec.json.encode(parts, order="sorted")).hexdigest()
