"""Other plans beside the proposed one, compared on the same random numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from outhaul.engine import saying
from outhaul.engine.engagement.course import Array
from outhaul.engine.plan.alternatives import Named
from outhaul.engine.plan.groundwork import Groundwork
from outhaul.engine.plan.portfolio import Decided, Today, decided, portfolio
from outhaul.engine.plan.problem import PlanProblem
from outhaul.engine.plan.solution import Solution
from outhaul.engine.plan.what_if.lived import Lived, each_lived
from outhaul.engine.report import Alternative
from outhaul.engine.risk.draws import Draws
from outhaul.engine.risk.paths import Simulation
from outhaul.engine.risk.summary import probability, spread
from outhaul.engine.saying import say

SCENARIOS = 4096
"""Scenarios on which plans are compared: few, because on the same luck differences are sharp (§RISK-2)."""


def distinct(best: Solution, named: Named, others: tuple[Solution, ...]) -> Iterator[tuple[str, Solution]]:
    """Yield the alternatives that exist, with their names; unnamed ones only if they are new."""
    yield from (
        (name, plan)
        for name, plan in (
            (say("do nothing"), named.do_nothing),
            (say("cheapest"), named.cheapest),
            (say("safest"), named.safest),
            (say("most owner time"), named.most_owner_time),
        )
        if plan.figures is not None
    )
    known = [best, named.do_nothing, named.cheapest, named.safest, named.most_owner_time]
    number = 0
    for plan in others:
        if any(np.array_equal(plan.option, one.option) for one in known):
            continue
        number += 1
        yield say("nearly as good {number}", number=number), plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The proposed plan, lived through so that others can be held against it."""

    work: Groundwork
    problem: PlanProblem
    now: Today
    best: Solution
    told: Simulation
    """The proposed plan on all scenarios, as the headline tells it."""
    draws: Draws
    npv: Array
    """(N,) of the proposed plan in the scenarios of the comparison, which are the first of all."""

    @classmethod
    def of(cls, work: Groundwork, problem: PlanProblem, now: Today, best: Solution, told: Simulation) -> Self:
        """Hold others against the proposed plan, which was `told` already."""
        draws = work.draws.first(SCENARIOS)
        npv = told.npv[0, : draws.scenarios]
        return cls(work=work, problem=problem, now=now, best=best, told=told, draws=draws, npv=npv)

    def is_same(self, other: Solution) -> bool:
        """Tell whether another plan is the proposed one."""
        options = np.array_equal(other.option, self.best.option)
        return options and np.array_equal(other.manager, self.best.manager)

    def lives(self, others: Sequence[Solution]) -> tuple[Lived, ...]:
        """Live through other plans."""
        plans = [portfolio(self.work, self.problem, other, self.now) for other in others]
        return each_lived(plans, self.draws)


def compare(with_best: Comparison, rivals: Sequence[tuple[str, Solution]]) -> tuple[Alternative, ...]:
    """Return each named rival as it stands beside the proposed plan."""
    others = iter(with_best.lives([other for _, other in rivals if not with_best.is_same(other)]))
    return tuple(
        _alternative(with_best, name, other, None if with_best.is_same(other) else next(others))
        for name, other in rivals
    )


def _alternative(with_best: Comparison, name: str, other: Solution, life: Lived | None) -> Alternative:
    """Return a rival as it was lived through; the proposed plan itself was `told` already."""
    work = with_best.work
    if life is None:
        npv, hours, better = with_best.told.npv, with_best.told.owner_hours, 0.0
    else:
        npv, hours = life.npv[None], life.owner_hours[None]
        better = probability(npv > with_best.npv).value
    after = decided(work, other)
    return Alternative(
        name=name,
        npv_mean=spread(npv).mean,
        p_loss=probability(npv < 0.0).value,
        p_better=better,
        owner_hours_freed_per_month=spread(hours).mean,
        changes=changes(work, decided(work, with_best.best), after),
        decisions=placed(work, after),
    )


def placed(work: Groundwork, plan: tuple[Decided, ...]) -> dict[str, str]:
    """Return process -> "keep", "prepare" or the country."""

    def place(one: Decided) -> str:
        held = "prepare" if work.choices[one.process].verdict.class_ == "PREPARE" else "keep"
        return one.option.country or held

    return {work.choices[one.process].process.id: place(one) for one in plan}


def changes(work: Groundwork, best: tuple[Decided, ...], other: tuple[Decided, ...]) -> tuple[str, ...]:
    """Return in words how another plan differs from the proposed one."""
    return tuple(
        say(
            "{process}: {change}",
            process=saying.process(work.choices[one.process].process.name),
            change=change,
        )
        for one, after in zip(best, other, strict=True)
        for name in (work.choices[one.process].process.name,)
        if (change := _change(work, one, after))
    )


def _change(work: Groundwork, one: Decided, after: Decided) -> str:
    if one.option.country != after.option.country:
        return say("{after} instead of {before}", after=_where(work, after), before=_where(work, one))
    if one.option.rate != after.option.rate:
        return say(
            "{after:,.2f} {currency} instead of {before:,.2f} {currency} an hour",
            after=after.option.rate,
            before=one.option.rate,
            currency=work.outlook.business.home.currency,
        )
    if one.manager.id != after.manager.id:
        return say(
            "{after} instead of {before} answers for it", after=after.manager.name, before=one.manager.name
        )
    return ""


def _where(work: Groundwork, one: Decided) -> str:
    country = one.option.country
    if country is None:
        return say("kept")
    return saying.country(country, work.outlook.reference.countries[country].name)
