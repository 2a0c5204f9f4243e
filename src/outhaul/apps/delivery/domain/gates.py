"""The gates through which the client reaches rows of delivery, each from a visit that has been let in."""

from typing import TypeVar

from django.db.models import Model, Prefetch, QuerySet
from django.http import Http404

from outhaul.apps.delivery.models import (
    Access,
    Attachment,
    ChecklistItem,
    Checkpoint,
    Equipment,
    Review,
    Submission,
)
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.work.models import Engagement

Row = TypeVar("Row", bound=Model)


def access_submissions(visit: Visit) -> QuerySet[Submission]:
    """Return what was handed in to the business, with milestone, engagement, contractor and answer."""
    return Submission.objects.filter(milestone__engagement__business=visit.business).select_related(
        "milestone__engagement__contractor", "milestone__engagement__business", "review"
    )


def access_submission(visit: Visit, key: str) -> Submission:
    """Return one submission. Raises Http404 where there is none."""
    return _one(access_submissions(visit).filter(key=key))


def access_versions(visit: Visit, submission: Submission) -> list[Submission]:
    """Return every version of the deliverable that stands, the newest first, with its files."""
    files = Prefetch("attachments", Attachment.objects.select_related("file").defer("file__content"))
    found = access_submissions(visit).filter(milestone=submission.milestone_id, withdrawn_at=None)
    return list(found.prefetch_related(files))


def access_attachment(visit: Visit, key: str) -> Attachment:
    """Return one file that was handed in, with its bytes. Raises Http404 where there is none."""
    found = Attachment.objects.filter(submission__milestone__engagement__business=visit.business, key=key)
    return _one(found.select_related("file", "submission"))


def access_checkpoints(visit: Visit) -> QuerySet[Checkpoint]:
    """Return the checkpoints of the business, in their order."""
    return Checkpoint.objects.filter(engagement__business=visit.business).select_related(
        "engagement__contractor__candidate", "engagement__business", "milestone"
    )


def access_checkpoint(visit: Visit, key: str) -> Checkpoint:
    """Return one checkpoint. Raises Http404 where there is none."""
    return _one(access_checkpoints(visit).filter(key=key))


def access_lines(visit: Visit, engagement: Engagement) -> QuerySet[ChecklistItem]:
    """Return the lines of both checklists of an engagement that stand, in their order."""
    return ChecklistItem.objects.filter(
        engagement__business=visit.business, engagement=engagement, removed_at=None
    ).select_related("done_by")


def access_line(visit: Visit, key: str) -> ChecklistItem:
    """Return one line, also one that was taken out. Raises Http404 where there is none."""
    found = ChecklistItem.objects.filter(engagement__business=visit.business, key=key)
    return _one(found.select_related("engagement__business"))


def access_accesses(visit: Visit) -> QuerySet[Access]:
    """Return all accesses that contractors were ever given, the oldest first."""
    return Access.objects.filter(engagement__business=visit.business).select_related(
        "engagement__contractor", "engagement__business"
    )


def access_access(visit: Visit, key: str) -> Access:
    """Return one of them. Raises Http404 where there is none."""
    return _one(access_accesses(visit).filter(key=key))


def access_equipment(visit: Visit) -> QuerySet[Equipment]:
    """Return the register of the business, by name."""
    return Equipment.objects.filter(business=visit.business).select_related("engagement__contractor")


def access_thing(visit: Visit, key: str) -> Equipment:
    """Return one thing of the register. Raises Http404 where there is none."""
    return _one(access_equipment(visit).filter(key=key))


def review_of(submission: Submission) -> Review | None:
    """Return the answer to a submission; None while there is none."""
    return Review.objects.filter(submission=submission).first()


def _one(found: QuerySet[Row]) -> Row:
    row = found.first()
    if row is None:
        raise Http404
    return row
