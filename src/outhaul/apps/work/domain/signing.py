"""Sign what is out, on either side; when both have signed, it takes effect."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import Actor, Outsider
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain import letters
from outhaul.apps.work.domain.codes import MOST_TRIES, Asked, TooSoon, WrongCode
from outhaul.apps.work.domain.completing import complete
from outhaul.apps.work.domain.holding import hold, is_over, tell
from outhaul.apps.work.domain.persons import Evidence
from outhaul.apps.work.domain.telling import settle_to_sign
from outhaul.apps.work.lifecycles import STATEMENT, StatementState
from outhaul.apps.work.models import Signature, Statement
from outhaul.faults import Fault, InputError


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
    statement = hold(statement)
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
        statement = hold(signature.statement)
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
        statement = hold(signature.statement)
        signature = Signature.objects.get(pk=signature.pk)
        if signature.signed_at:
            return statement
        signature.code_hash = ""
        person = Outsider(signature.name)
        return _sign(statement, signature, person, typed_name, agrees=agrees, evidence=evidence)


def _use_code(signature: Signature, code: str) -> None:
    """Count the try, whatever follows; raise unless the code fits."""
    with transaction.atomic():
        statement = hold(signature.statement)
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
    tell(statement, actor, "signed", {"side": (None, signature.side)})
    if signature.side == "client":
        settle_to_sign(statement)
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
