"""The contractor's own lines of the lists for the first and the last days are ticked."""

from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.delivery.models import ChecklistItem
from outhaul.apps.work.domain.access import Assignment


@transaction.atomic
def tick_own_line(assignment: Assignment, line: ChecklistItem, *, done: bool) -> ChecklistItem:
    """Say that a line is done, or that it is not yet; records `ticked` or `opened again`.

    Nothing happens where it is as it should be.
    """
    row = ChecklistItem.objects.select_for_update(of=("self",)).get(
        pk=line.pk, engagement=assignment.engagement, side="contractor", removed_at=None
    )
    if (row.done_at is not None) == done:
        return row
    row.done_at, row.done_by = (timezone.now(), assignment.user) if done else (None, None)
    row.save(update_fields=["done_at", "done_by"])
    record(
        scope=assignment.business.key,
        actor=assignment.user,
        verb="ticked" if done else "opened again",
        thing="checklist line",
        name=row.text,
    )
    return row
