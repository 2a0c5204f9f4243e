"""The letters around an agreement, each put into the queue in the transaction that it tells of.

Those to the contractor go out in any case; those to people of the business can be stopped, as all that
they are told.
"""

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from outhaul.apps.jobs.domain.mailing import post
from outhaul.apps.notices.domain.letters import Letter
from outhaul.apps.people.domain.links import link_token
from outhaul.apps.people.models import User
from outhaul.apps.planning.domain.languages import in_language_of
from outhaul.apps.work.domain.persons import manager_of
from outhaul.apps.work.domain.telling import tell_question, tell_signed
from outhaul.apps.work.models import Signature, Statement
from outhaul.documents.statement.canonical import statement_of
from outhaul.documents.statement.figures import day
from outhaul.documents.statement.parts import kind_of

SIGN = "sign"
"""Kind of the link."""


def sign_address(signature: Signature) -> str:
    """Return the address at which the contractor reads and signs."""
    token = link_token(SIGN, signature.key, signature.link_number)
    return settings.HOME + reverse("sign", kwargs={"token": token})


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
    """Remind the contractor that the signature is waited for; `count` tells one reminder from the next."""
    with in_language_of(signature.statement.engagement.business):
        text = _(
            """Hello %(name)s,

%(kind)s, "%(title)s", still waits for your signature. It can be signed until %(until)s.

%(address)s"""
        )
        _to_contractor(signature, _("Still to sign: %(kind)s of %(business)s"), text, once=f"reminder{count}")


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


def tell_withdrawn(signature: Signature) -> None:
    """Tell the contractor that nothing waits for a signature any more."""
    with in_language_of(signature.statement.engagement.business):
        text = _(
            """Hello %(name)s,

%(business)s took back %(kind)s, "%(title)s". There is nothing to sign for now."""
        )
        _to_contractor(signature, _("Taken back: %(kind)s of %(business)s"), text, once="withdrawn")


def pass_question_on(signature: Signature, question: str, *, number: int) -> None:
    """Send a question of the contractor to the manager, who answers by mail."""
    statement = signature.statement

    def letter(_user: User) -> Letter:
        text = _(
            """%(contractor)s asks about %(kind)s, "%(title)s":

%(question)s

Answer this mail: it goes to %(contractor)s."""
        )
        told = _told(statement) | {"question": question}
        return Letter(_("A question about %(title)s") % told, text % told, reply_to=signature.email)

    tell_question(statement, question, number=number, letter=letter)


def send_signed_copies(statement: Statement, contractor: Signature, *, number: int) -> None:
    """Send both sides the signed paper."""
    with in_language_of(statement.engagement.business):
        copy = _copy(statement, contractor.name)
        _to_contractor(contractor, copy.subject, copy.text, once=f"signed{number}", papers=copy.papers)
    tell_signed(statement, lambda user: _copy(statement, str(user)))


def _copy(statement: Statement, name: str) -> Letter:
    """Return the letter with the signed paper."""
    text = _(
        """Hello %(name)s,

both sides have signed %(kind)s, "%(title)s". The paper is attached.
Keep it as it is: anybody can check that not a byte of it was changed, at

%(verify)s"""
    )
    told = _told(statement) | {"name": name}
    paper = f"{kind_of(statement_of(statement.content))} {statement.key}.pdf"
    return Letter(_("Signed: %(title)s") % told, text % told, papers={paper: bytes(statement.paper or b"")})


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
