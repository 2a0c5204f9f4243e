"""One engagement while it runs: deliverables, checklists, access, equipment, and how it is steered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from outhaul.apps.delivery.domain.closing import open_ends
from outhaul.apps.delivery.domain.days import currency_of, home_of
from outhaul.apps.delivery.domain.gates import (
    access_accesses,
    access_checkpoints,
    access_equipment,
    access_lines,
)
from outhaul.apps.delivery.domain.steering import steering
from outhaul.apps.delivery.domain.templates import all_seats
from outhaul.apps.delivery.models import ChecklistItem, Submission
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.access import access_engagement, access_milestones
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Engagement, Milestone
from outhaul.web.agree.engagements.words import STATES
from outhaul.web.agree.texts import TEXTS
from outhaul.web.doors import for_power
from outhaul.web.run.calendar import look_of
from outhaul.web.run.home import told_warnings
from outhaul.web.run.words import LISTS, MILESTONES, SORTS
from outhaul.wording.tongue import tell

GONE = "removed_line"
"""Where the session keeps which line was taken out last, to be put back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable:
    """A milestone as it is shown."""

    row: Milestone
    state: str
    latest: Submission | None
    is_late: bool


@for_power(Power.VIEW)
@require_safe
def engagement(request: HttpRequest, visit: Visit, engagement: str) -> HttpResponse:
    """Show an engagement as it runs."""
    return page(request, visit, access_engagement(visit, engagement))


def page(
    request: HttpRequest, visit: Visit, row: Engagement, *, wrong: Mapping[str, str] | None = None
) -> HttpResponse:
    """Return the page; `wrong` is place -> words."""
    home, now = home_of(visit.business), timezone.now()
    today = now.astimezone(home.zone).date()
    lines = list(access_lines(visit, row))
    gone = ChecklistItem.objects.filter(
        engagement=row, key=request.session.pop(GONE, ""), removed_at__isnull=False
    ).first()
    looks = access_checkpoints(visit).filter(engagement=row, starts_at__gte=now - timedelta(days=1))
    measure = steering(row, now)
    shown = {
        "row": row,
        "state": STATES[row.state],
        "deliverables": _deliverables(visit, row, today),
        "looks": [look_of(one, home, now) for one in looks.exclude(state="cancelled")[:3]],
        "lists": _lists(lines),
        "list_names": LISTS,
        "sorts": SORTS,
        "gone": gone,
        "accesses": list(access_accesses(visit).filter(engagement=row)),
        "seats": all_seats(visit.business),
        "lent": list(access_equipment(visit).filter(engagement=row)),
        "currency": currency_of(visit.business),
        "measure": measure,
        "measure_reason": tell(measure.verdict.reason),
        "measure_fix": tell(measure.verdict.fix),
        "warnings": told_warnings(visit, [row], today) if row.state == EngagementState.ACTIVE else [],
        "open_ends": _ends(row),
        "runs": row.state not in {EngagementState.CLOSED, EngagementState.CANCELLED},
        "wrong": wrong or {},
        "sent": request.POST,
        "today": today,
        **TEXTS,
    }
    return render(request, "run/engagement.html", shown, status=422 if wrong else 200)


def _deliverables(visit: Visit, row: Engagement, today: date) -> list[Deliverable]:
    latest: dict[int, Submission] = {}
    handed_in = Submission.objects.filter(milestone__engagement=row, withdrawn_at=None)
    for one in handed_in.select_related("review").order_by("number"):
        latest[one.milestone_id] = one
    done = {"submitted", "accepted", "invoiced", "paid"}
    return [
        Deliverable(
            row=one,
            state=str(MILESTONES[one.state]),
            latest=latest.get(one.pk),
            is_late=one.state not in done and one.due_on < today,
        )
        for one in access_milestones(visit, row)
    ]


def _lists(lines: list[ChecklistItem]) -> dict[str, list[ChecklistItem]]:
    found: dict[str, list[ChecklistItem]] = {}
    for line in lines:
        found.setdefault(line.list, []).append(line)
    return found


def _ends(row: Engagement) -> list[tuple[str, str]]:
    """Return what keeps a closing engagement open, and what helps."""
    if row.state != EngagementState.CLOSING:
        return []
    return [(tell(one.reason), tell(one.fix)) for one in open_ends(row)]
