"""The page of a deliverable: what is asked, what was handed in and answered, the talk, proposals."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from outhaul.apps.delivery.domain.comparing import with_changes
from outhaul.apps.delivery.domain.own import (
    access_own_messages,
    access_own_milestone,
    access_own_proposals,
    access_own_submissions,
)
from outhaul.apps.delivery.domain.standing import OPEN, is_at_risk, is_late
from outhaul.apps.delivery.domain.submitting import SUBMITTABLE
from outhaul.apps.delivery.models import Message, Review, Submission
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.domain.changing import RUNS
from outhaul.apps.work.domain.milestones import WORKED_ON
from outhaul.apps.work.lifecycles import MilestoneState
from outhaul.apps.work.models import Milestone
from outhaul.web.agree.texts import money_text
from outhaul.web.doors import for_contractor
from outhaul.web.portal.forms import Files, HandIn, Propose, Say
from outhaul.web.portal.uploads import held, of_version
from outhaul.web.portal.words import MILESTONES, PROPOSALS, days_until
from outhaul.web.templating import day, moment


@for_contractor
@require_safe
def milestone(request: HttpRequest, assignment: Assignment, milestone: str) -> HttpResponse:
    """Show a deliverable."""
    return page(request, assignment, access_own_milestone(assignment, milestone))


def page(
    request: HttpRequest,
    assignment: Assignment,
    row: Milestone,
    *,
    forms: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show a deliverable; `forms` are those that were refused, with what is wrong beside each field."""
    today = timezone.localdate()
    versions = list(access_own_submissions(assignment, row))
    latest = versions[0] if versions else None
    is_open = assignment.engagement.state in WORKED_ON
    told = {
        "engagement": assignment.engagement,
        "milestone": row,
        "places": {"engagement": assignment.engagement.key, "milestone": row.key},
        "answer": _answer(row, latest),
        "when": days_until(row.due_on, today),
        "state": MILESTONES[row.state],
        "fee": money_text(row.fee, assignment.engagement.currency),
        "is_late": is_late(row, today),
        "is_at_risk": is_at_risk(row, today),
        "can_start": is_open and row.state == MilestoneState.READY,
        "can_submit": is_open and row.state in SUBMITTABLE,
        "can_take_back": is_open and row.state == MilestoneState.SUBMITTED,
        "can_propose": assignment.engagement.state in RUNS and row.state in OPEN,
        "requested": review_of(latest) if row.state == MilestoneState.CHANGES_REQUESTED else None,
        "versions": with_changes(versions),
        "talk": _threads(list(access_own_messages(assignment, row))),
        "proposals": [
            (item, PROPOSALS[item.state]) for item in access_own_proposals(assignment).filter(milestone=row)
        ],
        **_forms(assignment, row, latest),
        **(forms or {}),
    }
    return render(request, "portal/milestone.html", told, status=status)


def review_of(version: Submission | None) -> Review | None:
    """Return the answer to a version; None where there is none."""
    return getattr(version, "review", None)


def _forms(assignment: Assignment, row: Milestone, latest: Submission | None) -> dict[str, Any]:
    """Return the forms as they stand at first; a new version begins with what the last one said."""
    told = HandIn.told_by(latest.remarks, latest.links) if latest else {}
    earlier = latest.attachments.select_related("file").defer("file__content") if latest else ()
    is_open = row.state in SUBMITTABLE
    return {
        "hand_in": HandIn(row, initial=told),
        "files": Files(),
        "held": held(assignment, of_version(earlier)) if is_open else [],
        "ask_form": Say(auto_id="ask_%s"),
        "answer_form": None,
        "propose_form": Propose(auto_id="propose_%s"),
    }


def _threads(messages: list[Message]) -> list[tuple[Message, list[Message]]]:
    """Return each question with what was answered to it, in order."""
    heads = [message for message in messages if message.answers_id is None]
    return [(head, [row for row in messages if row.answers_id == head.pk]) for head in heads]


def _answer(row: Milestone, latest: Submission | None) -> str:
    """Return the first line: where it stands, with a number in it."""
    told = {"what": row.name, "day": day(row.due_on)}
    match row.state:
        case MilestoneState.SUBMITTED if latest:
            told |= {"number": str(latest.number), "until": moment(latest.answer_by)}
            return _("%(what)s: version %(number)s is with the client, who answers by %(until)s.") % told
        case MilestoneState.CHANGES_REQUESTED if latest:
            return _("%(what)s: version %(number)s needs changes, due on %(day)s.") % {
                **told,
                "number": latest.number,
            }
        case MilestoneState.ACCEPTED:
            return _("%(what)s is accepted.") % told
        case MilestoneState.INVOICED:
            return _("%(what)s is accepted and invoiced.") % told
        case MilestoneState.PAID:
            return _("%(what)s is accepted and paid.") % told
        case _:
            return _("%(what)s is due on %(day)s.") % told
