"""What needs doing once there is a plan, the most urgent first; and how the guards answer at a glance."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.standing import Standing
from outhaul.engine.report import PlanReport
from outhaul.engine.verdict import Answer, Guard, worst


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to do: why, what the button says, where it leads."""

    why: str
    does: str
    address: str
    posts: bool = False
    """True if the button does it at once instead of leading there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardLine:
    """How one guard answers on the whole plan."""

    guard: Guard
    answer: Answer
    says: str


def tasks(visit: Visit, standing: Standing) -> list[Task]:
    """Return what the visitor can do about the plan, the most urgent first."""
    found = [*_making(visit, standing)] if visit.may(Power.EDIT) else []
    if visit.may(Power.DECIDE):
        found += _deciding(visit, standing)
    return found


def _making(visit: Visit, standing: Standing) -> Iterator[Task]:
    business = visit.business.key
    if standing.job:
        yield Task(
            why=_("A new plan is being made."),
            does=_("Watch it"),
            address=reverse("plan", kwargs={"business": business}),
        )
    elif standing.stale:
        yield Task(
            why=_("What this plan was made from has changed since."),
            does=_("Plan again"),
            address=reverse("make-plan", kwargs={"business": business}),
            posts=True,
        )
    if standing.waiting:
        count = len(standing.waiting)
        why = ngettext(
            "%(n)s what-if is not planned as it is now.",
            "%(n)s what-ifs are not planned as they are now.",
            count,
        )
        yield Task(
            why=why % {"n": count}, does=_("Look at them"), address=reverse("what-ifs", args=(business,))
        )


def _deciding(visit: Visit, standing: Standing) -> Iterator[Task]:
    business, plan = visit.business.key, standing.plan
    if plan is None or standing.stale:
        return
    read = reverse("plan", kwargs={"business": business})
    if standing.newer:
        yield Task(why=_("There is a newer plan than the one you chose."), does=_("Compare"), address=read)
    if plan.chosen_at is None:
        yield Task(why=_("You have not chosen this plan yet."), does=_("Read it and choose"), address=read)
    if not standing.shared:
        yield Task(
            why=_("Nobody outside the business sees the plan yet."),
            does=_("Share it"),
            address=reverse("share-plan", kwargs={"business": business, "plan": plan.key}),
        )


def guard_lines(report: PlanReport) -> list[GuardLine]:
    """Return for each of the five guards how it answers at worst, and about how much."""
    return [_guard_line(guard, report) for guard in Guard]


def _guard_line(guard: Guard, report: PlanReport) -> GuardLine:
    own = [verdict for verdict in report.guards if verdict.guard is guard]
    answer = worst(own)
    about = {verdict.process for verdict in own if verdict.answer is answer}
    count = len(about - {None})
    if answer is Answer.PASS:
        says = _("nothing to mend")
    elif not count:
        says = _("the plan as a whole")
    else:
        says = ngettext("%(n)s process", "%(n)s processes", count) % {"n": count}
    return GuardLine(guard=guard, answer=answer, says=says)
