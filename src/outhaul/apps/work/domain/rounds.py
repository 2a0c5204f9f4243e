"""What recurs around agreements: reminders, expiry, papers sealed anew and papers erased."""

from datetime import timedelta

from django.utils import timezone

from outhaul.apps.jobs.domain.recurring import every
from outhaul.apps.work.domain.ending import lapse
from outhaul.apps.work.domain.holding import is_over
from outhaul.apps.work.domain.papers import erase_old_papers, reseal_papers
from outhaul.apps.work.domain.sending import remind
from outhaul.apps.work.domain.telling import tell_lapses_soon, tell_trainings_that_expire
from outhaul.apps.work.lifecycles import StatementState
from outhaul.apps.work.models import Statement

REMINDERS = (timedelta(days=3), timedelta(days=7))
"""After it was sent (§SIGN-8)."""


@every(timedelta(hours=1), "remind of signatures, let lapse what nobody signed")
def watch_signatures() -> None:
    """Remind who has not signed after three and after seven days; end what is over."""
    for statement in Statement.objects.filter(state=StatementState.OUT).defer("paper"):
        if is_over(statement):
            lapse(statement)
        elif count := _reminder_due(statement):
            remind(statement, now=timezone.now(), count=count)
        tell_lapses_soon(statement, timezone.localdate())


def _reminder_due(statement: Statement) -> int:
    """Return which reminder is due now, from 1; 0 where none is."""
    now, sent_at = timezone.now(), statement.sent_at
    assert sent_at is not None, "what is out was sent"  # noqa: S101 -- the state says so
    passed = [wait for wait in REMINDERS if sent_at + wait <= now]
    if not passed:
        return 0
    waiting = statement.signatures.filter(signed_at=None)
    due = waiting.exclude(reminded_at__gte=sent_at + passed[-1])
    return len(passed) if due.exists() else 0


@every(timedelta(days=1), "seal papers with the present key, erase old ones")
def watch_papers() -> None:
    """Seal papers with the present key; erase what was kept long enough."""
    reseal_papers()
    erase_old_papers()


@every(timedelta(hours=12), "tell of trainings that expire")
def watch_trainings() -> None:
    """Tell managers and owners of trainings that expire within a month."""
    tell_trainings_that_expire(timezone.localdate())
