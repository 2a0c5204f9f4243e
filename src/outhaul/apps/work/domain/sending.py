"""Send a statement or a change order out to both sides, and remind who has not signed."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain import letters
from outhaul.apps.work.domain.asking import ask_guards
from outhaul.apps.work.domain.holding import hold, move, tell
from outhaul.apps.work.domain.persons import owners_of
from outhaul.apps.work.domain.telling import tell_to_sign
from outhaul.apps.work.lifecycles import STATEMENT, StatementState
from outhaul.apps.work.models import Signature, Statement
from outhaul.documents.statement.canonical import content_hash, plain_of, statement_of
from outhaul.faults import Fault, InputError

GOOD_FOR = timedelta(days=14)


@transaction.atomic
def send_to_sign(visit: Visit, statement: Statement, *, good_until: date | None = None) -> Statement:
    """Send a draft out to both sides; records `sent`.

    Asks the guards first (a change order: where it changes hours, dates, scope or money). Then sets the
    hash of the content, which never changes from here on, makes one signature a side, writes to the
    contractor with the link, and tells the owners.

    Raises:
        PermissionDenied: the role may not prepare agreements.
        NotNow: it is no draft.
        Blocked: a guard blocks.
        InputError: it cannot be read as a statement, or the last day lies behind us.
    """
    if not visit.may(Power.SOURCE):
        raise PermissionDenied
    statement = hold(statement)
    state = STATEMENT.after(StatementState(statement.state), "send")
    content = statement_of(statement.content)
    until = good_until or timezone.localdate() + GOOD_FOR
    if until < timezone.localdate():
        raise InputError([Fault("good_until", _("That day is over"), _("Choose today or a later day."))])
    ask_guards(visit, statement)
    statement.content, statement.content_hash = plain_of(content), content_hash(content)
    statement.state, statement.sent_at, statement.good_until = state, timezone.now(), until
    statement.changed_at = statement.sent_at
    statement.save()
    move(statement, "send")
    contractor = _ask_both(statement)
    letters.ask_to_sign(contractor)
    tell_to_sign(statement)
    tell(statement, visit.user, "sent", {"good_until": (None, until.isoformat())})
    return statement


def _ask_both(statement: Statement) -> Signature:
    content, contractor = statement_of(statement.content), statement.engagement.contractor
    owner = next(iter(owners_of(statement.engagement)), None)
    Signature.objects.create(
        statement=statement,
        side="client",
        name=content.client.signs or (str(owner) if owner else content.client.name),
        email=owner.email if owner else content.client.email,
    )
    return Signature.objects.create(
        statement=statement,
        side="contractor",
        name=content.contractor.signs or content.contractor.name,
        email=contractor.email,
    )


@transaction.atomic
def remind(statement: Statement, *, now: datetime, count: int) -> None:
    """Remind each side that has not signed; `count` makes the mails of one reminder known as such."""
    statement = hold(statement)
    if statement.state != StatementState.OUT:
        return
    for signature in statement.signatures.filter(signed_at=None):
        if signature.side == "contractor":
            letters.remind_to_sign(signature, count=count)
        else:
            tell_to_sign(statement, is_reminder=True)
        signature.reminded_at = now
        signature.save(update_fields=["reminded_at"])
    tell(statement, None, "reminded")
