"""An engagement begins: only when both have signed."""

from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.work.domain.versions import in_force
from outhaul.apps.work.lifecycles import ENGAGEMENT, EngagementState, MilestoneState
from outhaul.apps.work.models import Engagement, Milestone
from outhaul.documents.statement.canonical import statement_of
from outhaul.lifecycle import NotNow


@transaction.atomic
def activate(visit: Visit | None, engagement: Engagement) -> Engagement:
    """Let an engagement begin whose statement of work both sides have signed; records `activated`.

    Raises:
        NotNow: it is not out for signing, or not signed by both.
    """
    row = Engagement.objects.select_for_update().get(pk=engagement.pk)
    if row.state == EngagementState.ACTIVE:
        return row
    after = ENGAGEMENT.after(EngagementState(row.state), "activate")
    statement = in_force(row)
    if statement is None:
        raise NotNow("engagement", "not signed by both sides", "begin")
    for place, item in enumerate(statement_of(statement.content).milestones, 1):
        Milestone.objects.create(
            engagement=row,
            key=item.key,
            position=place,
            name=item.name,
            deliverable=item.deliverable,
            criteria=list(item.criteria),
            due_on=item.due_on,
            fee=item.fee,
            state=MilestoneState.READY,
        )
    now = timezone.now()
    row.state, row.activated_at, row.changed_at = after, now, now
    row.save(update_fields=["state", "activated_at", "changed_at"])
    actor = visit.user if visit else None
    record(scope=row.business.key, actor=actor, verb="activated", thing="engagement", name=row.name)
    return row
