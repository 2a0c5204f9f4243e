"""Milestones step on: every change of their state goes through here."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import Actor, record
from outhaul.apps.work.domain.consequences import follow_up
from outhaul.apps.work.lifecycles import MILESTONE, EngagementState, MilestoneState
from outhaul.apps.work.models import Engagement, Milestone
from outhaul.lifecycle import NotNow

WORKED_ON = frozenset({EngagementState.ACTIVE, EngagementState.CLOSING})
"""An engagement in one of these can be delivered to; settled it can be after its end, too."""
SETTLING = frozenset({"invoice", "release", "pay", "reverse"})
TRAIL: Mapping[str, str] = {
    "make ready": "made ready",
    "start": "started",
    "submit": "submitted",
    "take back": "took back",
    "request changes": "requested changes to",
    "accept": "accepted",
    "invoice": "invoiced",
    "release": "released",
    "pay": "paid",
    "reverse": "reversed",
}
"""Verb of the lifecycle -> verb of the audit trail."""


@transaction.atomic
def step(
    milestone: Milestone,
    verb: str,
    *,
    actor: Actor | None,
    changes: Mapping[str, tuple[object, object]] | None = None,
) -> Milestone:
    """Let a milestone take one step of its lifecycle; records it, and lets follow what hangs on it.

    Nothing is handed in, answered or started while the engagement rests or is over; to be invoiced and
    paid it need not run.

    Raises:
        NotNow: the verb does not lead on from where the milestone is, or its engagement does not run.
    """
    engagement = Engagement.objects.select_for_update().get(pk=milestone.engagement_id)
    row = Milestone.objects.select_for_update().get(pk=milestone.pk)
    row.engagement = engagement
    if row.dropped_at is not None:
        raise NotNow("milestone", "no longer part of the agreement", verb)
    if verb not in SETTLING and engagement.state not in WORKED_ON:
        raise NotNow("engagement", engagement.state, verb)
    before, now = row.state, timezone.now()
    row.state = MILESTONE.after(MilestoneState(row.state), verb)
    if verb in {"submit", "take back"}:
        row.submitted_at = now if verb == "submit" else None
    if verb == "accept":
        row.accepted_at = now
    row.save(update_fields=["state", "submitted_at", "accepted_at"])
    record(
        scope=engagement.business.key,
        actor=actor,
        verb=TRAIL[verb],
        thing="milestone",
        name=row.name,
        changes={"state": (before, row.state), **(changes or {})},
    )
    follow_up(f"milestone {verb}", row)
    return row
