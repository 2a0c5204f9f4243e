"""What every step of a statement begins and ends with: hold it, let the engagement follow, tell the trail."""

from django.utils import timezone

from outhaul.apps.audit.domain.trail import Actor, record
from outhaul.apps.sourcing.domain import answers
from outhaul.apps.work.lifecycles import ENGAGEMENT, EngagementState
from outhaul.apps.work.models import Engagement, Statement


def is_over(statement: Statement) -> bool:
    """Whether the last day on which it can be signed has passed, everywhere."""
    return answers.is_over(statement.good_until, timezone.now())


def hold(statement: Statement) -> Statement:
    """Return the statement as it is now, and let nobody else change its engagement meanwhile."""
    engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=statement.engagement_id)
    found = Statement.objects.get(pk=statement.pk)
    found.engagement = Engagement.objects.select_related("business", "contractor").get(pk=engagement.pk)
    return found


def move(statement: Statement, verb: str, reason: str = "") -> None:
    """Let the engagement follow; only its first statement leads it."""
    if statement.number != 1:
        return
    engagement = statement.engagement
    engagement.state = ENGAGEMENT.after(EngagementState(engagement.state), verb)
    engagement.reason, engagement.changed_at = reason, timezone.now()
    engagement.save(update_fields=["state", "reason", "changed_at"])


def tell(
    statement: Statement,
    actor: Actor | None,
    verb: str,
    changes: dict[str, tuple[object, object]] | None = None,
) -> int:
    """Record what was done with a statement, and return the number of the event."""
    event = record(
        scope=statement.engagement.business.key,
        actor=actor,
        verb=verb,
        thing="statement" if statement.number == 1 else "change order",
        name=statement.engagement.name,
        changes=changes,
    )
    return event.number
