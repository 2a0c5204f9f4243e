"""An engagement as its contractor sees it: what is done, what comes next, every deliverable in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from outhaul.apps.delivery.domain.own import access_own_milestones, access_own_proposals
from outhaul.apps.delivery.domain.standing import OPEN, is_at_risk, is_late
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.lifecycles import EngagementState, MilestoneState
from outhaul.apps.work.models import Milestone
from outhaul.web.agree.texts import money_text
from outhaul.web.doors import for_contractor
from outhaul.web.portal.words import MILESTONES, PROPOSALS, days_until
from outhaul.web.templating import day

ACCEPTED = frozenset({MilestoneState.ACCEPTED, MilestoneState.INVOICED, MilestoneState.PAID})


@dataclass(frozen=True, slots=True)
class Shown:
    """A deliverable in the list."""

    milestone: Milestone
    state: str
    when: str
    fee: str
    is_late: bool
    is_at_risk: bool
    is_next: bool


@for_contractor
@require_safe
def engagement(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Show the deliverables in order."""
    today = timezone.localdate()
    rows = list(access_own_milestones(assignment))
    first = _first(rows)
    told = {
        "engagement": assignment.engagement,
        "answer": _answer(rows, first, today),
        "next": first,
        "verb": _verb(first) if first else "",
        "rows": [_shown(row, assignment.engagement.currency, first, today) for row in rows],
        "proposals": [
            (row, PROPOSALS[row.state]) for row in access_own_proposals(assignment).filter(milestone=None)
        ],
        "is_paused": assignment.engagement.state == EngagementState.PAUSED,
        "is_over": assignment.engagement.state in {EngagementState.CLOSING, EngagementState.CLOSED},
    }
    return render(request, "portal/engagement.html", told)


def _first(rows: Sequence[Milestone]) -> Milestone | None:
    """Return what the contractor does next: changes that were asked for before what is due first."""
    waiting = [row for row in rows if row.state in OPEN and row.state != MilestoneState.PLANNED]
    asked = MilestoneState.CHANGES_REQUESTED
    return min(waiting, key=lambda row: (row.state != asked, row.due_on, row.position), default=None)


def _verb(first: Milestone) -> str:
    told = {"what": first.name}
    if first.state == MilestoneState.CHANGES_REQUESTED:
        return _('See what to change in "%(what)s"') % told
    if first.state == MilestoneState.READY:
        return _('Begin with "%(what)s"') % told
    return _('Hand in "%(what)s"') % told


def _answer(rows: Sequence[Milestone], first: Milestone | None, today: date) -> str:
    done = sum(row.state in ACCEPTED for row in rows)
    told = {"done": done, "of": len(rows)}
    words = ngettext(
        "%(done)s of %(of)s deliverable is accepted",
        "%(done)s of %(of)s deliverables are accepted",
        len(rows),
    )
    if first is None:
        return f"{words % told}."
    following = {"start": words % told, "day": day(first.due_on), "when": days_until(first.due_on, today)}
    if first.due_on < today:
        return _("%(start)s; one was due on %(day)s, %(when)s.") % following
    return _("%(start)s; the next is due on %(day)s, %(when)s.") % following


def _shown(row: Milestone, currency: str, first: Milestone | None, today: date) -> Shown:
    return Shown(
        row,
        str(MILESTONES[row.state]),
        days_until(row.due_on, today) if row.state in OPEN else "",
        money_text(row.fee, currency),
        is_late(row, today),
        is_at_risk(row, today),
        row == first,
    )
