"""Which statement is in force, what came before another, and what is agreed on next."""

from outhaul.apps.work.domain.statements import statement_of_work
from outhaul.apps.work.lifecycles import StatementState
from outhaul.apps.work.models import Engagement, Statement

OPEN = frozenset({StatementState.DRAFT, StatementState.OUT})


def open_change(engagement: Engagement) -> Statement | None:
    """Return the change order that is a draft or out; there is one at most."""
    found = Statement.objects.filter(engagement=engagement, number__gt=1, state__in=OPEN)
    return found.defer("paper").order_by("-number", "-issue").first()


def agreed_next(engagement: Engagement) -> Statement | None:
    """Return what the guards look at: an open change order, else what is in force, else the first draft."""
    return open_change(engagement) or in_force(engagement) or statement_of_work(engagement)


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
