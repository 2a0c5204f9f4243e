"""The five guards over what runs: five lights, each with what is behind it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outhaul.apps.review.domain.agreed import raises_due
from outhaul.apps.review.domain.costs import Compared
from outhaul.apps.review.domain.paid import Days
from outhaul.apps.review.domain.portfolio import Portfolio
from outhaul.apps.work.models import Milestone
from outhaul.engine.verdict import Answer, Guard
from outhaul.engine.workload import heaviest

MOST = 5
"""Reasons of a guard that are told."""
DEARER = 0.10
"""Share above the plan from which cost warns (assumption, 5 % to 20 %)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """How a guard answers over all that runs, and why."""

    guard: Guard
    answer: Answer
    reasons: tuple[str, ...]
    route: str
    """Where it is dealt with."""


def lights_of(portfolio: Portfolio, whole: Compared, days: Days) -> tuple[Light, ...]:
    """Return the five lights, in the order of the guards."""
    return (_manage(portfolio), _match(portfolio), _pay(portfolio, days), _cost(whole), _scope(portfolio))


def _light(guard: Guard, found: Iterator[tuple[Answer, str]], fine: str, route: str) -> Light:
    those = sorted(found, key=lambda one: list(Answer).index(one[0]), reverse=True)
    reasons, more = [reason for _answer, reason in those[:MOST]], len(those) - MOST
    if more > 0:
        reasons.append(ngettext("And %(count)s more.", "And %(count)s more.", more) % {"count": more})
    return Light(
        guard=guard,
        answer=those[0][0] if those else Answer.PASS,
        reasons=tuple(reasons) or (fine,),
        route=route,
    )


def _manage(portfolio: Portfolio) -> Light:
    def found() -> Iterator[tuple[Answer, str]]:
        nobody = sum(not row.manager for row in portfolio.running)
        if nobody:
            yield (
                Answer.BLOCK,
                ngettext(
                    "Nobody answers for %(count)s engagement.",
                    "Nobody answers for %(count)s engagements.",
                    nobody,
                )
                % {"count": nobody},
            )
        yield from _loads(portfolio)

    fine = ngettext(
        "%(count)s engagement has a trained manager with hours left.",
        "%(count)s engagements have trained managers with hours left.",
        len(portfolio.running),
    )
    return _light(Guard.MANAGE, found(), fine % {"count": len(portfolio.running)}, "managing")


def _loads(portfolio: Portfolio) -> Iterator[tuple[Answer, str]]:
    busy = {row.manager for row in portfolio.running if row.manager}
    if portfolio.outlook is None:
        return
    for key, manager in portfolio.outlook.managers.items():
        if key not in busy:
            continue
        told = {"name": manager.name}
        if key not in portfolio.trained:
            yield Answer.WARN, _("%(name)s is not trained to steer contractors.") % told
        hours = heaviest(portfolio.outlook.duties[key], portfolio.home.today).hours
        if hours > manager.free_hours_per_month:
            yield Answer.BLOCK, _("%(name)s answers for more than there are hours for.") % told
        elif hours > portfolio.assumptions.overload_warning * manager.free_hours_per_month:
            yield Answer.WARN, _("%(name)s has few hours left.") % told


def _match(portfolio: Portfolio) -> Light:
    def found() -> Iterator[tuple[Answer, str]]:
        for row in portfolio.running:
            first_pass = portfolio.first_passes[row.pk]
            if first_pass.warns:
                told = {"what": row.name, "kept": first_pass.kept, "seen": first_pass.seen}
                words = _("%(what)s: %(kept)s of %(seen)s deliverables were right at once.")
                yield Answer.WARN, words % told

    answered = sum(one.seen for one in portfolio.first_passes.values())
    fine = (
        ngettext(
            "%(count)s deliverable was answered, and none speaks against a match.",
            "%(count)s deliverables were answered, and none speaks against a match.",
            answered,
        )
        % {"count": answered}
        if answered
        else _("No deliverable was answered yet.")
    )
    return _light(Guard.MATCH, found(), fine, "review-scorecards")


def _pay(portfolio: Portfolio, days: Days) -> Light:
    def found() -> Iterator[tuple[Answer, str]]:
        if days.overdue:
            yield (
                Answer.WARN,
                ngettext("%(count)s invoice is overdue.", "%(count)s invoices are overdue.", days.overdue)
                % {"count": days.overdue},
            )
        for due in raises_due(portfolio.running, portfolio.terms, portfolio.home.today):
            told = {"name": due.engagement.contractor.name}
            yield Answer.WARN, _("A planned raise of %(name)s is due.") % told
        for row in portfolio.running:
            line = portfolio.lines.get(row.process)
            if line and line.rate and portfolio.rate_at_home(row) < line.rate.band[0]:
                yield (
                    Answer.WARN,
                    _("%(name)s is paid less than is fair there.") % {"name": row.contractor.name},
                )

    return _light(
        Guard.PAY,
        found(),
        _("Nobody waits for money, and nobody is paid below the fair band."),
        "invoices" if days.overdue else "review-pulse",
    )


def _cost(whole: Compared) -> Light:
    def found() -> Iterator[tuple[Answer, str]]:
        actual, planned = whole.actual.whole, whole.planned.whole
        if not whole.is_planned:
            return
        if actual > whole.keeping > 0:
            yield Answer.BLOCK, _("It costs more than keeping the work would.")
        elif planned and actual > planned * (1 + DEARER):
            yield Answer.WARN, _("It costs more than the plan said.")

    fine = _("It costs what the plan said, or less.")
    if not whole.is_planned:
        fine = _("There is no plan to compare with.")
    elif whole.actual.whole > whole.planned.whole:
        fine = _("It costs a little more than the plan said, and less than keeping the work.")
    return _light(Guard.COST, found(), fine, "review-budget")


def _scope(portfolio: Portfolio) -> Light:
    def found() -> Iterator[tuple[Answer, str]]:
        decided = {line.id: line for line in portfolio.report.processes} if portfolio.report else {}
        for row in portfolio.running:
            line = decided.get(row.process)
            if line is not None and line.verdict.class_ in {"KEEP_CORE", "KEEP_LEGAL", "KEEP_UNMANAGEABLE"}:
                yield (
                    Answer.WARN,
                    _("%(what)s should stay in the business, says the plan.") % {"what": line.name},
                )
        bare = _without_criteria(portfolio)
        if bare:
            words = ngettext(
                "%(count)s open milestone has no acceptance criterion.",
                "%(count)s open milestones have no acceptance criterion.",
                bare,
            )
            yield Answer.WARN, words % {"count": bare}

    return _light(
        Guard.SCOPE,
        found(),
        _("All that is handed out is steered by deliverables with criteria."),
        "engagements",
    )


def _without_criteria(portfolio: Portfolio) -> int:
    open_ones = Milestone.objects.filter(
        engagement__in=[row.pk for row in portfolio.running], accepted_at=None, dropped_at=None
    )
    return sum(not criteria for criteria in open_ones.values_list("criteria", flat=True))
