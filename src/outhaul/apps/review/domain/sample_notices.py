"""The inboxes of the sample: what waits for whom, and some lines that were read."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from outhaul.apps.delivery.domain.addresses import client_submission, client_talk, contractor_page
from outhaul.apps.delivery.domain.telling import ANSWERED
from outhaul.apps.delivery.models import Message, Proposal, Review, Submission
from outhaul.apps.money.lifecycles import InvoiceState
from outhaul.apps.money.models import Invoice
from outhaul.apps.notices.models import Kind, Notice
from outhaul.apps.people.models import User
from outhaul.apps.review.domain.sample_agreements import Agreed
from outhaul.apps.review.domain.sample_works import ORDERS
from outhaul.apps.review.domain.sample_year import Year
from outhaul.apps.review.models import PulseAnswer
from outhaul.apps.work.models import Milestone
from outhaul.engine.saying import Saying, plain_of, say


def add_notices(year: Year, several: Iterable[Agreed]) -> None:
    """Add a line for all that waits now; nothing of it goes out by mail."""
    by_engagement = {id(one.engagement): one for one in several}
    reviewed = {id(row.submission) for row in year.rows.of(Review)}
    for submission in year.rows.of(Submission):
        if id(submission) not in reviewed:
            agreed = by_engagement[id(submission.milestone.engagement)]
            _handed_in(year, submission, year.answers(agreed.work.manager))
    for message in year.rows.of(Message):
        if message.answered_at is None and message.kind != "answer":
            _asked(year, message, year.answers(by_engagement[id(message.milestone.engagement)].work.manager))
    for proposal in year.rows.of(Proposal):
        _proposed(year, proposal)
    for invoice in year.rows.of(Invoice):
        _money(year, invoice)
    _to_ana(year, next(one for one in by_engagement.values() if one.work is ORDERS))


def _add(  # noqa: PLR0913 -- the columns of a notice
    year: Year,
    user: User,
    at: datetime,
    *,
    kind: Kind,
    once: str,
    said: Saying,
    address: str,
    acts: bool = True,
) -> None:
    year.rows.add(
        Notice(
            user=user,
            business=year.business,
            kind=kind,
            once=once,
            said=plain_of(said),
            address=address,
            acts=acts,
            made_at=at,
            read_at=None if acts else min(year.calendar.soon(at), year.calendar.now),
            mailed_at=at,
        )
    )


def _handed_in(year: Year, submission: Submission, user: User) -> None:
    milestone = submission.milestone
    said = say(
        '{who} handed in "{what}", version {number}.',
        who=milestone.engagement.contractor.name,
        what=milestone.name,
        number=submission.number,
    )
    _add(
        year,
        user,
        submission.made_at,
        kind=Kind.DELIVERY,
        once=f"submission:{submission.key}",
        said=said,
        address=client_submission(submission),
    )


def _asked(year: Year, message: Message, manager: User) -> None:
    milestone = message.milestone
    to_client = message.side == "contractor"
    user = manager if to_client else milestone.engagement.contractor.user
    if user is None:
        return
    who = milestone.engagement.contractor.name if to_client else str(manager)
    talk = f"{client_talk(milestone.engagement)}#question-{message.key}"
    _add(
        year,
        user,
        message.made_at,
        kind=Kind.QUESTION,
        once=f"message:{message.key}",
        said=say('{who} asks about "{what}".', who=who, what=milestone.name),
        address=talk if to_client else contractor_page(milestone),
    )


def _proposed(year: Year, proposal: Proposal) -> None:
    what = proposal.milestone.name if proposal.milestone else proposal.engagement.name
    _add(
        year,
        year.manager,
        proposal.made_at,
        kind=Kind.AGREEMENT,
        once=f"proposal:{proposal.key}",
        said=say('{who} proposes a change: "{what}".', who=proposal.engagement.contractor.name, what=what),
        address=client_talk(proposal.engagement),
    )


def _money(year: Year, invoice: Invoice) -> None:
    address = reverse("invoice", args=[year.business.key, invoice.key])
    if invoice.state == InvoiceState.SUBMITTED:
        said = say(
            "{who} asks for {total} {currency} with invoice {number}.",
            who=invoice.contractor.name,
            total=f"{invoice.total:.2f}",
            currency=invoice.currency,
            number=invoice.number,
        )
        once, at = f"invoice:{invoice.key}", invoice.made_at
    elif invoice.state == InvoiceState.FAILED:
        why = "Account closed"
        said = say("A payment of invoice {number} failed: {why}", number=invoice.number, why=why)
        once, at = f"failed:{invoice.key}", invoice.changed_at
    else:
        return
    for user in (year.owner, year.finance):
        _add(year, user, at, kind=Kind.MONEY, once=once, said=said, address=address)


def _to_ana(year: Year, agreed: Agreed) -> None:
    """Tell Ana of changes that are asked for, of what was paid, and of the pulse."""
    for row in year.rows.of(Review):
        milestone: Milestone = row.submission.milestone
        if milestone.engagement is agreed.engagement and milestone.state == "changes requested":
            _add(
                year,
                year.ana,
                row.made_at,
                kind=Kind.DELIVERY,
                once=f"review:{row.key}",
                said=say(ANSWERED[row.decision], what=milestone.name),
                address=contractor_page(milestone),
            )
    for invoice in year.rows.of(Invoice):
        if invoice.contractor.user is not None and invoice.paid_at is not None:
            said = say(
                "{amount} {currency} were paid for invoice {number}.",
                amount=f"{invoice.total:.2f}",
                currency=invoice.currency,
                number=invoice.number,
            )
            address = reverse("portal-invoice", args=[invoice.engagement.key, invoice.key])
            once = f"own-invoice:{invoice.key}"
            _add(
                year,
                year.ana,
                invoice.paid_at,
                kind=Kind.MONEY,
                once=once,
                said=said,
                address=address,
                acts=False,
            )
    for pulse in year.rows.of(PulseAnswer):
        if pulse.engagement is agreed.engagement and pulse.answered_at is None:
            _add(
                year,
                year.ana,
                pulse.asked_at,
                kind=Kind.PULSE,
                once=f"pulse:{pulse.key}",
                said=say(
                    "How is {name} going for you? Five taps, half a minute.", name=agreed.engagement.name
                ),
                address=reverse("portal-pulse", kwargs={"engagement": agreed.engagement.key}),
            )
