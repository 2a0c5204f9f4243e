"""The mails around an agreement, each put into the queue in the transaction that it tells of."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from outhaul.apps.jobs.domain.mailing import post
from outhaul.apps.people.domain.links import link_token
from outhaul.apps.people.models import User
from outhaul.apps.planning.domain.languages import in_language_of
from outhaul.apps.work.domain.persons import manager_of, owners_of
from outhaul.apps.work.domain.telling import tell_how_it_ended, tell_question, tell_to_sign
from outhaul.apps.work.models import Engagement, Signature, Statement
from outhaul.documents.statement.canonical import statement_of
from outhaul.documents.statement.figures import day
from outhaul.documents.statement.parts import kind_of

SIGN = "sign"
"""Kind of the link."""


def sign_address(signature: Signature) -> str:
    """Return the address at which the contractor reads and signs."""
    token = link_token(SIGN, signature.key, signature.link_number)
    return settings.HOME + reverse("sign", kwargs={"token": token})


def signing_address(statement: Statement) -> str:
    """Return the address at which the business sees who signed, and signs."""
    places = {"business": statement.engagement.business.key, "statement": statement.key}
    return settings.HOME + reverse("signing", kwargs=places)


def ask_to_sign(signature: Signature) -> None:
    """Send the contractor the link to read and sign."""
    statement = signature.statement
    with in_language_of(statement.engagement.business):
        text = _(
            """Hello %(name)s,

%(business)s sends you this to read and to sign: %(kind)s, "%(title)s".

%(address)s

You can sign, decline with a reason, or ask a question. It can be signed until %(until)s.
The link is yours alone: please do not pass it on."""
        )
        _to_contractor(signature, _("To sign: %(kind)s of %(business)s"), text, once="ask")


def remind_to_sign(signature: Signature, *, count: int) -> None:
    """Remind a side that its signature is waited for; `count` makes each reminder a mail of its own."""
    statement = signature.statement
    with in_language_of(statement.engagement.business):
        text = _(
            """Hello %(name)s,

%(kind)s, "%(title)s", still waits for your signature. It can be signed until %(until)s.

%(address)s"""
        )
        subject = _("Still to sign: %(kind)s of %(business)s")
        if signature.side == "contractor":
            _to_contractor(signature, subject, text, once=f"reminder{count}")
        else:
            told = _told(statement) | {"address": signing_address(statement)}
            _to_users(
                statement, owners_of(statement.engagement), subject, text, told, once=f"reminder{count}"
            )


def send_code(signature: Signature, code: str) -> None:
    """Send the contractor the code that proves the mailbox."""
    with in_language_of(signature.statement.engagement.business):
        text = _(
            """Hello %(name)s,

%(code)s

is your code to sign "%(title)s". It is good for 15 minutes.
If you did not ask for it, leave it: without it nobody signs in your name."""
        )
        _to_contractor(
            signature,
            _("Your code to sign"),
            text,
            told={"code": code},
            once=f"code:{signature.code_hash[:12]}",
        )


def tell_sent(statement: Statement) -> None:
    """Tell the owners that something waits for their signature, too."""
    with in_language_of(statement.engagement.business):
        text = _(
            """Hello %(name)s,

%(kind)s, "%(title)s", went out to %(contractor)s. It needs a signature for %(business)s, too:

%(address)s"""
        )
        told = _told(statement) | {"address": signing_address(statement)}
        people = owners_of(statement.engagement)
        _to_users(statement, people, _("Out to be signed: %(title)s"), text, told, once="sent")
    tell_to_sign(statement)


def tell_ended(statement: Statement, *, how: str, reason: str = "") -> None:
    """Tell owners and manager that it was declined or lapsed."""
    with in_language_of(statement.engagement.business):
        texts = {
            "declined": _('%(contractor)s declined to sign %(kind)s, "%(title)s".'),
            "lapsed": _('%(kind)s, "%(title)s", was not signed in time and has lapsed.'),
        }
        words = _("What they wrote: %(reason)s") if reason else ""
        next_step = _("You can change it and issue it anew:")
        text = "\n\n".join(filter(None, (texts[how], words, f"{next_step}\n%(address)s")))
        told = _told(statement) | {"address": signing_address(statement), "reason": reason}
        subjects = {"declined": _("Declined: %(title)s"), "lapsed": _("Lapsed: %(title)s")}
        _to_users(statement, _both(statement.engagement), subjects[how], text, told, once=how)
    tell_how_it_ended(statement, how)


def tell_blocked(statement: Statement, reasons: Iterable[str]) -> None:
    """Tell the owners that both signed, but a guard keeps the work from beginning."""
    with in_language_of(statement.engagement.business):
        text = _(
            """Hello %(name)s,

both sides have signed "%(title)s", but the work cannot begin yet:

%(reasons)s

%(address)s"""
        )
        told = _told(statement) | {"address": signing_address(statement), "reasons": "\n".join(reasons)}
        people = _both(statement.engagement)
        _to_users(statement, people, _("Signed, but not begun: %(title)s"), text, told, once="blocked")
    tell_how_it_ended(statement, "blocked")


def tell_withdrawn(signature: Signature) -> None:
    """Tell the contractor that nothing waits for a signature any more."""
    with in_language_of(signature.statement.engagement.business):
        text = _(
            """Hello %(name)s,

%(business)s took back %(kind)s, "%(title)s". There is nothing to sign for now."""
        )
        _to_contractor(signature, _("Taken back: %(kind)s of %(business)s"), text, once="withdrawn")


def pass_question_on(signature: Signature, text: str, *, number: int) -> None:
    """Send a question of the contractor to the manager, who answers by mail."""
    statement = signature.statement
    with in_language_of(statement.engagement.business):
        body = _(
            """%(contractor)s asks about %(kind)s, "%(title)s":

%(question)s

Answer this mail: it goes to %(contractor)s."""
        )
        told = _told(statement) | {"question": text}
        people = manager_of(statement.engagement)
        subject = _("A question about %(title)s")
        _to_users(statement, people, subject, body, told, once=f"question{number}", reply_to=signature.email)
    tell_question(statement, number=number)


def send_signed_copies(statement: Statement, contractor: Signature, *, number: int) -> None:
    """Send both sides the signed paper."""
    with in_language_of(statement.engagement.business):
        name = f"{kind_of(statement_of(statement.content))} {statement.key}.pdf"
        papers = {name: bytes(statement.paper or b"")}
        text = _(
            """Hello %(name)s,

both sides have signed %(kind)s, "%(title)s". The paper is attached.
Keep it as it is: anybody can check that not a byte of it was changed, at

%(verify)s"""
        )
        subject = _("Signed: %(title)s")
        _to_contractor(contractor, subject, text, once=f"signed{number}", papers=papers)
        told = _told(statement)
        people = _both(statement.engagement)
        _to_users(statement, people, subject, text, told, once=f"signed{number}", papers=papers)
    tell_how_it_ended(statement, "signed")


def _told(statement: Statement) -> dict[str, str]:
    content = statement_of(statement.content)
    return {
        "kind": kind_of(content),
        "title": content.title,
        "business": statement.engagement.business.name,
        "contractor": content.contractor.signs or content.contractor.name,
        "until": day(statement.good_until) if statement.good_until else "",
        "verify": settings.HOME + reverse("verify"),
    }


def _both(engagement: Engagement) -> list[User]:
    found = {user.pk: user for user in (*owners_of(engagement), *manager_of(engagement))}
    return list(found.values())


def _to_contractor(  # noqa: PLR0913 -- the parts of a mail
    signature: Signature,
    subject: str,
    text: str,
    *,
    once: str,
    told: Mapping[str, str] | None = None,
    papers: Mapping[str, bytes] | None = None,
) -> None:
    statement = signature.statement
    filled = (
        _told(statement) | {"name": signature.name, "address": sign_address(signature)} | dict(told or {})
    )
    answers = manager_of(statement.engagement)
    post(
        scope=statement.engagement.business.key,
        to=signature.email,
        subject=subject % filled,
        text=text % filled,
        reply_to=answers[0].email if answers else "",
        once=f"signature:{signature.key}:{once}",
        papers=papers,
    )


def _to_users(  # noqa: PLR0913 -- the parts of a mail
    statement: Statement,
    users: Iterable[User],
    subject: str,
    text: str,
    told: Mapping[str, str],
    *,
    once: str,
    reply_to: str = "",
    papers: Mapping[str, bytes] | None = None,
) -> None:
    for user in users:
        filled = {**told, "name": str(user)}
        post(
            scope=statement.engagement.business.key,
            to=user.email,
            subject=subject % filled,
            text=text % filled,
            reply_to=reply_to,
            once=f"statement:{statement.key}:{once}:{user.pk}",
            papers=papers,
        )
