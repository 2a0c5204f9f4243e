"""Something that Ana handed in, as rows: the way to it is the portal's."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.utils import timezone

from outhaul.apps.delivery.models import Attachment, StoredFile, Submission
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.domain.milestones import step
from outhaul.apps.work.lifecycles import MilestoneState
from tests.delivery_made import milestone


def handed_in(
    assignment: Assignment,
    key: str = "close",
    *,
    answer_by: datetime | None = None,
    note: str = "All booked.",
    files: dict[str, tuple[str, bytes]] | None = None,
) -> Submission:
    """The next version of a deliverable; `files` is name -> media type and bytes."""
    row = milestone(assignment, key)
    if row.state == MilestoneState.READY:
        row = step(row, "start", actor=assignment.user)
    row = step(row, "submit", actor=assignment.user)
    made = Submission.objects.create(
        milestone=row,
        number=row.submissions.count() + 1,
        note=note,
        remarks=[{"criterion": text, "met": True, "note": ""} for text in row.criteria],
        made_by=assignment.user,
        answer_by=answer_by or timezone.now() + timedelta(days=5),
    )
    for name, (media_type, content) in (files or {}).items():
        told = {"size": len(content), "content": content}
        kept, _ = StoredFile.objects.get_or_create(
            business=assignment.business, sha256=sha256(content).hexdigest(), defaults=told
        )
        Attachment.objects.create(submission=made, file=kept, name=name, media_type=media_type)
    return made
