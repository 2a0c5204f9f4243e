"""The gates of the portal: what a contractor reaches, each from an assignment that has been let in."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from outhaul.apps.delivery.models import (
    Absence,
    Attachment,
    ChecklistItem,
    Checkpoint,
    HourEntry,
    Message,
    Proposal,
    Submission,
    Task,
)
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.lifecycles import StatementState
from outhaul.apps.work.models import Milestone, Statement

Row = TypeVar("Row", bound=Model)


def access_own_milestones(assignment: Assignment) -> QuerySet[Milestone]:
    """Return the milestones of the engagement that stand, in their order."""
    return Milestone.objects.filter(engagement=assignment.engagement, dropped_at=None)


def access_own_milestone(assignment: Assignment, key: str) -> Milestone:
    """Return one of them. Raises Http404 where there is none."""
    found = _one(access_own_milestones(assignment), key)
    found.engagement = assignment.engagement
    return found


def access_own_submissions(assignment: Assignment, milestone: Milestone) -> QuerySet[Submission]:
    """Return the versions of a deliverable, the newest first, with files (not their bytes) and answers."""
    found = Submission.objects.filter(milestone=milestone, milestone__engagement=assignment.engagement)
    return found.select_related("review__made_by", "made_by").prefetch_related("attachments")


def access_own_attachment(assignment: Assignment, key: str) -> Attachment:
    """Return one file that was handed in, with its bytes. Raises Http404 where there is none."""
    found = Attachment.objects.filter(submission__milestone__engagement=assignment.engagement)
    return _one(found.select_related("file"), key)


def access_own_messages(assignment: Assignment, milestone: Milestone) -> QuerySet[Message]:
    """Return what both sides said at a deliverable, in order."""
    found = Message.objects.filter(milestone=milestone, milestone__engagement=assignment.engagement)
    return found.select_related("made_by", "answers")


def access_own_message(assignment: Assignment, milestone: Milestone, key: str) -> Message:
    """Return one of them. Raises Http404 where there is none."""
    return _one(access_own_messages(assignment, milestone), key)


def access_own_proposals(assignment: Assignment) -> QuerySet[Proposal]:
    """Return what the contractor proposed, the newest first."""
    return Proposal.objects.filter(engagement=assignment.engagement).select_related(
        "milestone", "answered_by"
    )


def access_own_proposal(assignment: Assignment, key: str) -> Proposal:
    """Return one of them. Raises Http404 where there is none."""
    return _one(access_own_proposals(assignment), key)


def access_own_tasks(assignment: Assignment, *, removed: bool = False) -> QuerySet[Task]:
    """Return the lines of the contractor's own board: the one gate to them, and no visit passes it."""
    return Task.objects.filter(
        engagement=assignment.engagement, user=assignment.user, removed_at__isnull=not removed
    )


def access_own_task(assignment: Assignment, key: str, *, removed: bool = False) -> Task:
    """Return one of them (with `removed`: one that was taken out). Raises Http404 where there is none."""
    return _one(access_own_tasks(assignment, removed=removed), key)


def access_own_hours(assignment: Assignment) -> QuerySet[HourEntry]:
    """Return the hours that were logged, the latest day first."""
    return HourEntry.objects.filter(engagement=assignment.engagement).select_related("milestone")


def access_own_entry(assignment: Assignment, key: str) -> HourEntry:
    """Return one entry of hours. Raises Http404 where there is none."""
    return _one(access_own_hours(assignment), key)


def access_own_absences(assignment: Assignment, *, removed: bool = False) -> QuerySet[Absence]:
    """Return the days on which the contractor is away, in order."""
    return Absence.objects.filter(contractor=assignment.contractor, removed_at__isnull=not removed)


def access_own_absence(assignment: Assignment, key: str, *, removed: bool = False) -> Absence:
    """Return one of them. Raises Http404 where there is none."""
    return _one(access_own_absences(assignment, removed=removed), key)


def access_own_checkpoints(assignment: Assignment) -> QuerySet[Checkpoint]:
    """Return the checkpoints of the engagement, in order."""
    return Checkpoint.objects.filter(engagement=assignment.engagement).select_related("milestone")


def access_own_lines(assignment: Assignment) -> QuerySet[ChecklistItem]:
    """Return the lines of the checklists that are the contractor's to do, in order."""
    return ChecklistItem.objects.filter(engagement=assignment.engagement, side="contractor", removed_at=None)


def access_own_line(assignment: Assignment, key: str) -> ChecklistItem:
    """Return one of them. Raises Http404 where there is none."""
    return _one(access_own_lines(assignment), key)


def access_own_statements(assignment: Assignment) -> QuerySet[Statement]:
    """Return what both sides signed or are asked to sign, the oldest first, without papers."""
    shown = (StatementState.SIGNED, StatementState.OUT)
    return Statement.objects.filter(engagement=assignment.engagement, state__in=shown).defer("paper")


def access_own_statement(assignment: Assignment, key: str) -> Statement:
    """Return one of them. Raises Http404 where there is none."""
    return _one(access_own_statements(assignment), key)


def _one(rows: QuerySet[Row], key: str) -> Row:
    found = rows.filter(key=key).first()
    if found is None:
        raise Http404
    return found
