"""How an engagement is steered: by deliverables, or by asking all the time (§RUN-7, §MANAGE-9)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from outhaul.apps.delivery.lifecycles import CheckpointState
from outhaul.apps.delivery.models import Checkpoint, Message
from outhaul.apps.work.models import Engagement
from outhaul.engine import manage
from outhaul.engine.verdict import Verdict

WEEKS = 4
"""Over which requests are counted."""


@dataclass(frozen=True, slots=True)
class Steering:
    """What guard manage says of checkpoints and requests."""

    verdict: Verdict
    requests: int
    """Status requests outside checkpoints in the last four weeks."""

    @property
    def per_week(self) -> float:
        """Of them, how many a week."""
        return self.requests / WEEKS


def steering(engagement: Engagement, now: datetime) -> Steering:
    """Return how an engagement was steered in the last four weeks, and is about to be."""
    since = now - timedelta(weeks=WEEKS)
    asked = Message.objects.filter(
        milestone__engagement=engagement, kind="status request", side="client", made_at__gte=since
    ).count()
    rows = Checkpoint.objects.filter(engagement=engagement).exclude(state=CheckpointState.CANCELLED)
    looks = [
        manage.Checkpoint(day=row.on, deliverable=row.milestone.deliverable if row.milestone else None)
        for row in rows.filter(starts_at__gte=since).select_related("milestone")
    ]
    verdict = manage.guard_checkpoints(engagement.process, looks, status_requests_per_week=asked / WEEKS)
    return Steering(verdict, asked)
