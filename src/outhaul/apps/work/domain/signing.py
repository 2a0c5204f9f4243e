"""Sign: send a statement out, sign it on either side, and when both have, let it take effect."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import Actor, record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.links import key_of, opens
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain import letters
from outhaul.apps.work.domain.asking import ask_guards
from outhaul.apps.work.domain.codes import MOST_TRIES, Asked, TooSoon, WrongCode
from outhaul.apps.work.domain.completing import complete
from outhaul.apps.work.domain.persons import Evidence, Outsider, owners_of
from outhaul.apps.work.lifecycles import ENGAGEMENT, STATEMENT, StatementState
from outhaul.apps.work.models import Engagement, Signature, Statement
from outhaul.documents.statement.canonical import content_hash, plain_of, statement_of
from outhaul.faults import Fault, InputError

GOOD_FOR = timedelta(days=14)
LAST_ZONE = timedelta(hours=12)
"""A day is over when it is over everywhere on earth."""


def open_signature(token: str) -> Signature | None:
    """Return the contractor's signature that a link opens, with its statement; None if it opens nothing."""
    found = (
        Signature.objects.select_related(
            "statement__engagement__business", "statement__engagement__contractor"
        )
        .filter(key=key_of(token), side="contractor")
        .first()
    )
    if found is None or not opens(token, letters.SIGN, found.key, found.link_number):
        return None
    return found


def is_over(statement: Statement) -> bool:
    """Whether the last day on which it can be signed has passed, everywhere."""
    return statement.good_until is not None and (timezone.now() - LAST_ZONE).date() > statement.good_until


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
    statement = _locked(statement)
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
    _move(statement, "send")
    contractor = _ask_both(statement)
    letters.ask_to_sign(contractor)
    letters.tell_sent(statement)
    _tell(statement, visit.user, "sent", {"good_until": (None, until.isoformat())})
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
def sign_for_business(
    visit: Visit, statement: Statement, *, typed_name: str, agrees: bool, evidence: Evidence
) -> Statement:
    """Sign as the client; a second click changes nothing. Records `signed`, and `complete` when both have.

    Raises:
        PermissionDenied: the role may not sign.
        NotNow: it is not out to be signed.
        InputError: the name is not the person's, or the tick is missing.
    """
    if not visit.may(Power.SIGN):
        raise PermissionDenied
    statement = _locked(statement)
    signature = Signature.objects.get(statement=statement, side="client")
    if signature.signed_at:
        return statement
    signature.name, signature.email = str(visit.user), visit.user.email
    return _sign(statement, signature, visit.user, typed_name, agrees=agrees, evidence=evidence)


def ask_for_code(signature: Signature) -> None:
    """Send the contractor a code.

    Raises:
        NotNow: it is not out to be signed.
        TooSoon: one was sent a moment ago, or too many wrong ones were tried.
    """
    with transaction.atomic():
        statement = _locked(signature.statement)
        STATEMENT.after(StatementState(statement.state), "sign")
        signature.refresh_from_db(fields=["code_hash", "code_until", "code_tries", "signed_at"])
        code, asked = _asked(signature).next(f"{signature.key}|{statement.content_hash}")
        _keep(signature, asked)
        letters.send_code(signature, code)


def sign_as_contractor(
    signature: Signature, *, typed_name: str, code: str, agrees: bool, evidence: Evidence
) -> Statement:
    """Sign as the contractor; a second click changes nothing. Records as `sign_for_business`.

    Name and tick are looked at first, so that a slip costs no try of the code.

    Raises:
        NotNow: it is not out to be signed.
        InputError: the name is not the one asked for, or the tick is missing.
        WrongCode, TooSoon: the code is not the one that was sent; the try is counted.
    """
    if not signature.signed_at:
        _check(signature, typed_name, agrees=agrees)
        _use_code(signature, code)
    with transaction.atomic():
        statement = _locked(signature.statement)
        signature = Signature.objects.get(pk=signature.pk)
        if signature.signed_at:
            return statement
        signature.code_hash = ""
        person = Outsider(signature.name)
        return _sign(statement, signature, person, typed_name, agrees=agrees, evidence=evidence)


def _use_code(signature: Signature, code: str) -> None:
    """Count the try, whatever follows; raise unless the code fits."""
    with transaction.atomic():
        statement = _locked(signature.statement)
        kept = Signature.objects.get(pk=signature.pk)
        if kept.signed_at:
            return
        STATEMENT.after(StatementState(statement.state), "sign")
        asked = _asked(kept)
        if asked.fits(f"{kept.key}|{statement.content_hash}", code):
            return
        tries = min(asked.tries + 1, MOST_TRIES)
        _keep(kept, Asked(asked.hash, asked.until, tries))
    if asked.tries >= MOST_TRIES and asked.until and asked.until > timezone.now():
        raise TooSoon(asked.until)
    raise WrongCode(MOST_TRIES - tries)


def _asked(signature: Signature) -> Asked:
    return Asked(signature.code_hash, signature.code_until, signature.code_tries)


def _keep(signature: Signature, asked: Asked) -> None:
    signature.code_hash, signature.code_until, signature.code_tries = asked.hash, asked.until, asked.tries
    signature.save(update_fields=["code_hash", "code_until", "code_tries"])


def _sign(  # noqa: PLR0913 -- who signs what, how, and from where
    statement: Statement,
    signature: Signature,
    actor: Actor,
    typed_name: str,
    *,
    agrees: bool,
    evidence: Evidence,
) -> Statement:
    STATEMENT.after(StatementState(statement.state), "sign")
    _check(signature, typed_name, agrees=agrees)
    if is_over(statement):
        raise InputError(
            [
                Fault(
                    "good_until",
                    _("It was good until a day that is over"),
                    _("Ask for it to be issued anew."),
                )
            ]
        )
    signature.signed_at, signature.typed_name = timezone.now(), " ".join(typed_name.split())
    signature.ip_address, signature.agent = evidence.ip_address, evidence.agent[:300]
    signature.document_hash = statement.content_hash
    signature.seen_at = signature.seen_at or signature.signed_at
    signature.save()
    _tell(statement, actor, "signed", {"side": (None, signature.side)})
    signatures = list(Signature.objects.filter(statement=statement))
    if all(one.signed_at for one in signatures):
        complete(statement, signatures, actor=actor)
    return statement


def _check(signature: Signature, typed_name: str, *, agrees: bool) -> None:
    faults = []
    if _plain(typed_name) != _plain(signature.name):
        remedy = _("Type it as it stands above: %(name)s") % {"name": signature.name}
        faults.append(Fault("typed_name", _("This is not the name that signs"), remedy))
    if not agrees:
        remedy = _("Tick it if you want to sign electronically.")
        faults.append(Fault("agrees", _("The tick is missing"), remedy))
    if faults:
        raise InputError(faults)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


@transaction.atomic
def decline(signature: Signature, *, reason: str) -> Statement:
    """Decline to sign, with a reason; records `declined` and tells the owners and the manager.

    The engagement goes back to a draft; one that is active stays as it was.

    Raises:
        NotNow: it is not out to be signed.
        InputError: there is no reason.
    """
    statement = _locked(signature.statement)
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
    letters.tell_ended(statement, how="declined", reason=reason)
    _tell(statement, Outsider(signature.name), "declined", {"reason": (None, reason)})
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
    statement = _locked(statement)
    was_out = statement.state == StatementState.OUT
    _end(statement, STATEMENT.after(StatementState(statement.state), "withdraw"), "withdrawn")
    if was_out:
        letters.tell_withdrawn(statement.signatures.get(side="contractor"))
    _tell(statement, visit.user, "withdrew")
    return statement


@transaction.atomic
def lapse(statement: Statement) -> None:
    """Let what nobody signed in time lapse; records `lapsed`, by nobody. Nothing happens where it ended."""
    statement = _locked(statement)
    if statement.state != StatementState.OUT or not is_over(statement):
        return
    _end(statement, STATEMENT.after(StatementState.OUT, "lapse"), "lapsed")
    letters.tell_ended(statement, how="lapsed")
    _tell(statement, None, "lapsed")


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
    statement = _locked(statement)
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
    _tell(made, visit.user, "reissued")
    return made


@transaction.atomic
def ask_question(signature: Signature, *, text: str) -> None:
    """Pass a question of the contractor on to the manager, who answers by mail; records `asked`.

    Raises:
        InputError: there is no question.
    """
    statement = _locked(signature.statement)
    text = text.strip()
    if not text:
        raise InputError([Fault("question", _("The question is missing"), _("Write it in a sentence."))])
    number = _tell(statement, Outsider(signature.name), "asked", {"question": (None, text)})
    letters.pass_question_on(signature, text, number=number)


def note_seen(signature: Signature) -> None:
    """Keep when the contractor first opened the link."""
    Signature.objects.filter(pk=signature.pk, seen_at=None, signed_at=None, declined_at=None).update(
        seen_at=timezone.now()
    )


@transaction.atomic
def remind(statement: Statement, *, now: datetime, count: int) -> None:
    """Remind each side that has not signed; `count` makes the mails of one reminder known as such."""
    statement = _locked(statement)
    if statement.state != StatementState.OUT:
        return
    for signature in statement.signatures.filter(signed_at=None):
        letters.remind_to_sign(signature, count=count)
        signature.reminded_at = now
        signature.save(update_fields=["reminded_at"])
    _tell(statement, None, "reminded")


def _locked(statement: Statement) -> Statement:
    """Return the statement as it is now, and let nobody else change its engagement meanwhile."""
    engagement = Engagement.objects.select_for_update(of=("self",)).get(pk=statement.engagement_id)
    found = Statement.objects.get(pk=statement.pk)
    found.engagement = Engagement.objects.select_related("business", "contractor").get(pk=engagement.pk)
    return found


def _end(statement: Statement, state: StatementState, how: str) -> None:
    is_sent = statement.sent_at is not None
    statement.state, statement.changed_at = state, timezone.now()
    statement.save(update_fields=["state", "changed_at"])
    if is_sent:
        _move(statement, "redraft", how)


def _move(statement: Statement, verb: str, reason: str = "") -> None:
    """Let the engagement follow; only its first statement leads it."""
    if statement.number != 1:
        return
    engagement = statement.engagement
    engagement.state = ENGAGEMENT.after(engagement.state, verb)
    engagement.reason, engagement.changed_at = reason, timezone.now()
    engagement.save(update_fields=["state", "reason", "changed_at"])


def _tell(
    statement: Statement,
    actor: Actor | None,
    verb: str,
    changes: dict[str, tuple[object, object]] | None = None,
) -> int:
    event = record(
        scope=statement.engagement.business.key,
        actor=actor,
        verb=verb,
        thing="statement" if statement.number == 1 else "change order",
        name=statement.engagement.name,
        changes=changes,
    )
    return event.number
