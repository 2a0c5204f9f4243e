"""A plan held against another one, in words: what changes, by how much, and why.

`compare(before, after)` is pure: two reports in, sentences and figures out. The figures of a change are
told as they stand in both plans, and as the difference between them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from outhaul.engine.report import PlanReport, ProcessReport
from outhaul.engine.saying import Part
from outhaul.wording.amounts import at_home_in
from outhaul.wording.comparison_figures import FigureChange, figure_changes, in_sentence
from outhaul.wording.comparison_reasons import Why, whys
from outhaul.wording.numbers import months_long
from outhaul.wording.sentences import manager_names, numbers_of
from outhaul.wording.summary import headline
from outhaul.wording.tongue import later, said, several, word
from outhaul.wording.work import decision

NOT_THERE = later("Not part of the business")


@dataclass(frozen=True, slots=True)
class ProcessChange:
    """One process that another plan treats otherwise."""

    id: str
    name: str
    before: str
    """The decision in words: "Keep", "Hand out to Poland"."""
    after: str
    details: tuple[str, ...]
    """What else differs: "Marco instead of Olivia answers for it"."""
    why: tuple[Why, ...]

    @property
    def decides(self) -> bool:
        """True if the decision itself differs, not only its rate or its manager."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two plans."""

    sentence: str
    """The answer: how much changes, with its figures."""
    figures: tuple[FigureChange, ...]
    """None where one of the two plans does not exist."""
    changed: tuple[ProcessChange, ...]
    unchanged: tuple[str, ...]
    """Names of the processes of which the two plans say the same."""
    notes: tuple[str, ...]
    """How far the two can be held against each other."""


def compare(before: PlanReport, after: PlanReport) -> Comparison:
    """Return what differs in `after`, seen from `before`."""
    with at_home_in(after.country):
        changed = tuple(_changes(before, after))
    figures = figure_changes(before, after)
    told = {change.id for change in changed}
    return Comparison(
        sentence=_sentence(before, after, figures, sum(change.decides for change in changed)),
        figures=figures,
        changed=changed,
        unchanged=tuple(process.name for process in after.processes if process.id not in told),
        notes=_notes(before, after),
    )


def _changes(before: PlanReport, after: PlanReport) -> Iterator[ProcessChange]:
    """Yield the processes that differ, those of which the decision differs first."""
    old = {process.id: process for process in before.processes}
    new = {process.id: process for process in after.processes}
    pairs = [(old.get(key), new.get(key)) for key in {**new, **old}]
    found = [change for one, other in pairs if (change := _change(before, after, one, other))]
    yield from sorted(found, key=lambda change: not change.decides)


def _change(
    before: PlanReport, after: PlanReport, one: ProcessReport | None, other: ProcessReport | None
) -> ProcessChange | None:
    told = [
        decision(process, report.country) if process else word(NOT_THERE)
        for process, report in ((one, before), (other, after))
    ]
    details = tuple(_details(before, after, one, other)) if one and other else ()
    named = other or one
    if named is None or (told[0] == told[1] and not details):
        return None
    why = whys(before, after, one, other) if one and other and told[0] != told[1] else ()
    return ProcessChange(named.id, named.name, told[0], told[1], details, why)


def _details(
    before: PlanReport, after: PlanReport, one: ProcessReport, other: ProcessReport
) -> Iterator[str]:
    if one.rate and other.rate:
        rates = [
            numbers_of(report).rate(rate.hourly) for report, rate in ((before, one.rate), (after, other.rate))
        ]
        if rates[0] != rates[1]:
            yield said("{after} instead of {before} an hour", after=rates[1], before=rates[0])
    if one.manager != other.manager:
        was, now = (
            manager_names(report).get(process.manager, process.manager)
            for report, process in ((before, one), (after, other))
        )
        yield said("{after} instead of {before} answers for it", after=now, before=was)


def _sentence(before: PlanReport, after: PlanReport, figures: tuple[FigureChange, ...], count: int) -> str:
    if after.headline is None:
        return several(
            len(after.obstacles),
            "With this, no plan is left: {count} thing is in the way.",
            "With this, no plan is left: {count} things are in the way.",
        )
    if before.headline is None:
        return said("With this there is a plan. {headline}", headline=headline(after))
    told: dict[str, Part] = {"changed": count, "figures": in_sentence(figures)}
    if not count:
        return said("No process is decided otherwise: {figures}.", **told)
    if count == 1:
        return several(
            len(after.processes),
            "{changed} of {count} process is decided otherwise: {figures}.",
            "{changed} of {count} processes is decided otherwise: {figures}.",
            **told,
        )
    return said(
        "{changed} of {all} processes are decided otherwise: {figures}.", all=len(after.processes), **told
    )


def _notes(before: PlanReport, after: PlanReport) -> tuple[str, ...]:
    return (_luck(before, after), *_unlike(before, after))


def _luck(before: PlanReport, after: PlanReport) -> str:
    if (before.seed, before.scenarios) == (after.seed, after.scenarios):
        return said(
            "Both plans live through the same {count:,} simulated futures, with the same luck (seed {seed}). "
            "So a difference comes from the plans, and not from chance.",
            count=after.scenarios,
            seed=after.seed,
        )
    return said("The two plans live through different simulated futures, so small differences may be chance.")


def _unlike(before: PlanReport, after: PlanReport) -> Iterator[str]:
    if before.currency != after.currency:
        yield said(
            "Amounts are in {before} before, in {after} after; they are not subtracted.",
            before=before.currency,
            after=after.currency,
        )
    if before.horizon_months != after.horizon_months:
        yield said(
            "The plan looks {ahead} ahead, this one {then}: their worths are not subtracted.",
            ahead=months_long(before.horizon_months),
            then=after.horizon_months,
        )
    if before.reference_checksum != after.reference_checksum:
        yield said(
            "They rest on different states of the reference figures. Make the older one again to be sure."
        )
