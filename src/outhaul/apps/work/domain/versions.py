"""Which statement is in force, and what came before another."""

from outhaul.apps.work.lifecycles import StatementState
from outhaul.apps.work.models import Engagement, Statement


def in_force(engagement: Engagement) -> Statement | None:
    """Return the latest statement that both sides signed; None where there is none."""
    signed = Statement.objects.filter(engagement=engagement, state=StatementState.SIGNED)
    return signed.defer("paper").order_by("-number", "-issue").first()


def in_force_before(statement: Statement) -> Statement | None:
    """Return the signed statement that this one takes, or would take, the place of."""
    signed = Statement.objects.filter(
        engagement=statement.engagement_id, state=StatementState.SIGNED, number__lt=statement.number
    )
    return signed.defer("paper").order_by("-number", "-issue").first()
