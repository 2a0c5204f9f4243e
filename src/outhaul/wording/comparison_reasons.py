"""Why another plan decides otherwise on a process: the guard, the place or the cost that changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from outhaul.engine.report import OptionReport, PlanReport, ProcessReport
from outhaul.engine.saying import Part
from outhaul.engine.verdict import Answer, Verdict
from outhaul.wording.places import in_country
from outhaul.wording.sentences import capital, numbers_of
from outhaul.wording.tongue import inside, later, said, tell, word
from outhaul.wording.work import CLASSES, COMPONENTS

MOST = 4
"""Reasons that are told of one process."""
OWN_WORDS = 2
"""Of them at most in the plan's own words."""
WORTH_TELLING = 1.0
"""Amount a month below which no part of the cost is named."""


@dataclass(frozen=True, slots=True)
class Why:
    """One reason; `guard` names the guard that speaks, if one does."""

    text: str
    guard: str = ""


def whys(before: PlanReport, after: PlanReport, one: ProcessReport, other: ProcessReport) -> tuple[Why, ...]:
    """Return why `other`, the process in the plan `after`, is decided otherwise than `one`."""
    found = (
        *_scope(one, other),
        *_places(one, other),
        *_guards(before, after, other.id),
        *_cost(before, after, one, other),
    )
    if not found or other.country is None:
        found += tuple(_own_words(one, other))
    return tuple(dict.fromkeys(found))[:MOST]


def _scope(one: ProcessReport, other: ProcessReport) -> Iterator[Why]:
    if one.verdict.class_ != other.verdict.class_:
        now, before = (word(CLASSES[process.verdict.class_]) for process in (other, one))
        yield Why(said("It now {now}; before, it {before}.", now=now, before=before), "scope")


def _places(one: ProcessReport, other: ProcessReport) -> Iterator[Why]:
    """Yield the place that was lost or won."""
    left = _option(other, one.country)
    if one.country and left and left.excluded_by:
        place = capital(in_country(one.country))
        yield _excluded(later("{place} is no longer possible: {why}."), place, left.excluded_by)
    come = _option(one, other.country)
    if other.country and come and come.excluded_by:
        place = capital(in_country(other.country))
        yield _excluded(later("{place} was not possible before: {why}."), place, come.excluded_by)


def _excluded(template: str, place: str, reason: str) -> Why:
    guard, _, words = reason.partition(": ")
    why = tell(reason).partition(": ")[2] if words else tell(reason)
    return Why(said(template, place=place, why=why), guard if words else "")


def _option(process: ProcessReport, country: str | None) -> OptionReport | None:
    return next((option for option in process.options if option.country == country), None)


def _guards(before: PlanReport, after: PlanReport, process: str) -> Iterator[Why]:
    """Yield what a guard says now and did not say, blocks first, and blocks that are gone."""
    was, now = _open(before, process), _open(after, process)
    told = {(verdict.rule, verdict.answer) for verdict in was}
    for verdict in now:
        if (verdict.rule, verdict.answer) not in told:
            yield Why(tell(verdict.reason), verdict.guard)
    saying = {verdict.rule for verdict in now}
    for verdict in was:
        if verdict.answer is Answer.BLOCK and verdict.rule not in saying:
            yield Why(said("No longer so: {reason}", reason=verdict.reason), verdict.guard)


def _open(report: PlanReport, process: str) -> list[Verdict]:
    found = [
        verdict
        for verdict in report.guards
        if verdict.process == process and verdict.answer is not Answer.PASS
    ]
    return sorted(found, key=lambda verdict: verdict.answer is not Answer.BLOCK)


def _cost(before: PlanReport, after: PlanReport, one: ProcessReport, other: ProcessReport) -> Iterator[Why]:
    """Yield what an hour truly costs in the places of both plans, or the part of the cost that moved most."""
    if before.currency != after.currency:
        return
    yield from _hours(after, one, other)
    if one.country and other.country:
        yield from _part(before, one, other)


def _hours(after: PlanReport, one: ProcessReport, other: ProcessReport) -> Iterator[Why]:
    numbers = numbers_of(after)
    for country in dict.fromkeys(filter(None, (other.country, one.country))):
        options = _option(one, country), _option(other, country)
        costs = [option.true_cost_per_accepted_hour if option else None for option in options]
        if costs[0] is None or costs[1] is None:
            continue
        was, now = (numbers.rate(cost) for cost in costs if cost is not None)
        if was != now:
            told: dict[str, Part] = {"place": in_country(country), "now": now, "was": was}
            yield Why(
                said("A good hour of it in {place} truly costs {now} now, {was} before.", **told), "cost"
            )


def _part(before: PlanReport, one: ProcessReport, other: ProcessReport) -> Iterator[Why]:
    numbers = numbers_of(before)
    gaps = {name: getattr(other.monthly_cost, name) - getattr(one.monthly_cost, name) for name in COMPONENTS}
    name = max(gaps, key=lambda part: abs(gaps[part]))
    if abs(gaps[name]) >= WORTH_TELLING:
        was, now = (numbers.money(getattr(side.monthly_cost, name)) for side in (one, other))
        told: dict[str, Part] = {"part": inside(word(COMPONENTS[name])), "was": was, "now": now}
        yield Why(
            said("What moves most in its cost: {part}, {was} a month before, {now} now.", **told), "cost"
        )


def _own_words(one: ProcessReport, other: ProcessReport) -> Iterator[Why]:
    """Yield what the plan itself gives as reasons now and did not give before."""
    new = (reason for reason in other.reasons if reason not in one.reasons)
    yield from map(Why, map(tell, islice(new, OWN_WORDS)))
