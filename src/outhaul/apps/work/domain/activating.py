"""An engagement begins: only when both have signed, and every guard still lets it."""

from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.guarding import Blocked
from outhaul.apps.work.domain.consequences import follow_up
from outhaul.apps.work.domain.readiness import open_blocks, verdicts_in
from outhaul.apps.work.domain.statements import statement_of_work
from outhaul.apps.work.lifecycles import (
    ENGAGEMENT,
    MILESTONE,
    EngagementState,
    MilestoneState,
    StatementState,
)
from outhaul.apps.work.models import Engagement, Milestone, Statement
from outhaul.apps.work.models.agreements import SIDES
from outhaul.documents.statement import content
from outhaul.documents.statement.canonical import statement_of
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import load


def is_signed(statement: Statement) -> bool:
    """Whether both sides signed just what the statement says."""
    signed = statement.signatures.filter(
        signed_at__isnull=False, declined_at=None, document_hash=statement.content_hash
    )
    sides = set(signed.values_list("side", flat=True))
    return statement.state == StatementState.SIGNED and bool(statement.content_hash) and sides == set(SIDES)


@transaction.atomic
def activate(visit: Visit | None, engagement: Engagement) -> Engagement:
    """Let an engagement begin whose statement of work both sides have signed; records `activated`.

    First every guard is asked anew, for manager, training, hours and classification may have changed
    since it was sent. Then its milestones are made from the statement, ready to be worked on, and it is
    active. Asked again, nothing happens. `visit` is None where the last signature begins it by itself.

    Raises:
        NotNow: it is not out for signing, or not signed by both.
        Blocked: guards block it now; both signatures stand, and it can begin once that is mended.
    """
    row = Engagement.objects.select_for_update().get(pk=engagement.pk)
    if row.state == EngagementState.ACTIVE:
        return row
    after = ENGAGEMENT.after(EngagementState(row.state), "activate")
    statement = statement_of_work(row)
    if statement is None or not is_signed(statement):
        raise NotNow("engagement", "not signed by both sides", "begin")
    found = verdicts_in(row.business, row, load(), timezone.localdate())
    left = open_blocks(row, found)
    if left:
        raise Blocked(left)
    _make_milestones(row, statement_of(statement.content))
    now = timezone.now()
    row.state, row.activated_at, row.changed_at = after, now, now
    row.save(update_fields=["state", "activated_at", "changed_at"])
    record(
        scope=row.business.key,
        actor=visit.user if visit else None,
        verb="activated",
        thing="engagement",
        name=row.name,
        changes={"milestones": (None, len(statement_of(statement.content).milestones))},
    )
    follow_up("engagement activate", row)
    return row


def _make_milestones(engagement: Engagement, said: content.Statement) -> None:
    state = MILESTONE.after(MilestoneState.PLANNED, "make ready")
    Milestone.objects.bulk_create(
        Milestone(
            engagement=engagement,
            key=item.key,
            position=place,
            name=item.name,
            deliverable=item.deliverable,
            criteria=list(item.criteria),
            due_on=item.due_on,
            fee=item.fee,
            state=state,
        )
        for place, item in enumerate(said.milestones, 1)
    )
