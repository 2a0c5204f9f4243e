"""How what was not signed by both ends: declined, taken back, lapsed; and how it is issued anew."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import Outsider
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain import letters
from outhaul.apps.work.domain.holding import hold, is_over, move, tell
from outhaul.apps.work.domain.telling import settle_to_sign, tell_how_it_ended
from outhaul.apps.work.lifecycles import STATEMENT, StatementState
from outhaul.apps.work.models import Signature, Statement
from outhaul.faults import Fault, InputError


@transaction.atomic
def decline(signature: Signature, *, reason: str) -> Statement:
    """Decline to sign, with a reason; records `declined` and tells the owners and the manager.

    The engagement goes back to a draft; one that is active stays as it was.

    Raises:
        NotNow: it is not out to be signed.
        InputError: there is no reason.
    """
    statement = hold(signature.statement)
    state = STATEMENT.after(StatementState(statement.state), "decline")
    reason = reason.strip()
    if not reason:
        remedy = _("A few words help the other side to mend it.")
        raise InputError([Fault("reason", _("The reason is missing"), remedy)])
    signature = Signature.objects.get(pk=signature.pk)
    if not signature.signed_at:
        signature.declined_at, signature.reason = timezone.now(), reason
        signature.save(update_fields=["declined_at", "reason"])
    _end(statement, state, "declined")
    tell_how_it_ended(statement, "declined")
    tell(statement, Outsider(signature.name), "declined", {"reason": (None, reason)})
    return statement


@transaction.atomic
def withdraw(visit: Visit, statement: Statement) -> Statement:
    """Take back a draft, or what is out to be signed; records `withdrew` and tells the contractor.

    Raises:
        PermissionDenied: the role may not prepare agreements.
        NotNow: it is signed, declined, lapsed or withdrawn.
    """
    if not visit.may(Power.SOURCE):
        raise PermissionDenied
    statement = hold(statement)
    was_out = statement.state == StatementState.OUT
    _end(statement, STATEMENT.after(StatementState(statement.state), "withdraw"), "withdrawn")
    if was_out:
        letters.tell_withdrawn(statement.signatures.get(side="contractor"))
    tell(statement, visit.user, "withdrew")
    return statement


@transaction.atomic
def lapse(statement: Statement) -> None:
    """Let what nobody signed in time lapse; records `lapsed`, by nobody. Nothing happens where it ended."""
    statement = hold(statement)
    if statement.state != StatementState.OUT or not is_over(statement):
        return
    _end(statement, STATEMENT.after(StatementState.OUT, "lapse"), "lapsed")
    tell_how_it_ended(statement, "lapsed")
    tell(statement, None, "lapsed")


@transaction.atomic
def reissue(visit: Visit, statement: Statement) -> Statement:
    """Make a new draft with the next issue number of what ended unsigned; the older one stays as it is.

    Records `reissued`. Where there is a draft of that number already, that is returned.

    Raises:
        PermissionDenied: the role may not prepare agreements.
        InputError: it is out, or signed.
    """
    if not visit.may(Power.SOURCE):
        raise PermissionDenied
    statement = hold(statement)
    same = Statement.objects.filter(engagement=statement.engagement, number=statement.number)
    latest = same.order_by("-issue")[0]
    if latest.state == StatementState.DRAFT:
        return latest
    if latest.state in {StatementState.OUT, StatementState.SIGNED}:
        remedy = _("Take it back first, or make a change order.")
        raise InputError([Fault("state", _("It is out, or signed"), remedy)])
    made = Statement.objects.create(
        engagement=statement.engagement,
        number=statement.number,
        issue=latest.issue + 1,
        content=statement.content,
        made_by=visit.user,
    )
    tell(made, visit.user, "reissued")
    return made


def _end(statement: Statement, state: StatementState, how: str) -> None:
    is_sent = statement.sent_at is not None
    statement.state, statement.changed_at = state, timezone.now()
    statement.save(update_fields=["state", "changed_at"])
    settle_to_sign(statement)
    if is_sent:
        move(statement, "redraft", how)
