"""An invoice comes to be: made from what was accepted, or sent in and checked against it (§MONEY-5)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.delivery.domain.hours import terms_of
from outhaul.apps.delivery.models import StoredFile
from outhaul.apps.money.domain.accepting import Item, accepted_items, step_items
from outhaul.apps.money.domain.booking import book
from outhaul.apps.money.domain.cents import rounded
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.money.domain.telling import tell_made
from outhaul.apps.money.lifecycles import InvoiceState
from outhaul.apps.money.models import Invoice, InvoiceFile, InvoiceLine
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import User
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.models import Engagement
from outhaul.faults import Fault, InputError

GONE = (InvoiceState.REJECTED, InvoiceState.VOID)
USUAL_DAYS = 14
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A line as it is asked for: what was accepted that it is for, or nothing."""

    text: str
    amount: Decimal
    item: Item | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an invoice says above its lines."""

    number: str
    issued_on: date
    tax_rate: Decimal = Decimal(0)
    """In per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The paper that was sent in."""

    content: StoredFile
    name: str
    media_type: str


@transaction.atomic
def make_invoice(assignment: Assignment, asked: Asked) -> Invoice:
    """Make the contractor's invoice from all that was accepted and not yet invoiced; records `made`.

    The milestones and hours become invoiced, their amounts move from "accepted" to "invoiced", and whoever
    may approve is told.

    Raises:
        InputError: nothing waits to be invoiced, or the number is taken.
    """
    engagement = _held(assignment.engagement)
    return _made(engagement, asked, _claims(engagement), user=assignment.user)


@transaction.atomic
def bill_for(visit: Visit, engagement: Engagement, asked: Asked) -> Invoice:
    """Make an invoice on behalf of the contractor (self-billing); records `made` and tells the contractor.

    Raises:
        PermissionDenied: the role may not pay.
        InputError: nothing waits to be invoiced, or the number is taken.
    """
    if not visit.may(Power.PAY):
        raise PermissionDenied
    engagement = _held(engagement)
    return _made(engagement, asked, _claims(engagement), user=visit.user, self_billed=True)


@transaction.atomic
def send_in(
    assignment: Assignment, asked: Asked, claims: Sequence[Claim], *, paper: Sheet | None = None
) -> Invoice:
    """Take in an invoice that the contractor wrote, checked line by line (§MONEY-6); records `sent in`.

    What is asked for beyond what was accepted is kept and shown, but enters neither the ledger nor any
    payment: such an invoice can only be rejected. Where less is asked for, the rest is owed no longer.

    Raises:
        InputError: it has no line, an amount is not above zero, something is claimed that was not accepted
            or is claimed twice, or the number is taken.
    """
    engagement = _held(assignment.engagement)
    there = {item.key for item in accepted_items(engagement)}
    keys = [claim.item.key for claim in claims if claim.item]
    if not claims:
        raise InputError([Fault("lines", _("It has no line"), _("Tick what it is for, or write a line"))])
    if any(claim.amount <= 0 for claim in claims):
        raise InputError([Fault("lines", _("An amount is not above zero"), _("Look at each line"))])
    if len(set(keys)) < len(keys) or not there.issuperset(keys):
        raise InputError([Fault("lines", _("Something is invoiced already"), _("Load the page again"))])
    invoice = _made(engagement, asked, claims, user=assignment.user, source="sent in")
    if paper is not None:
        InvoiceFile.objects.create(
            invoice=invoice, file=paper.content, name=paper.name[:200], media_type=paper.media_type
        )
    return invoice


def _held(engagement: Engagement) -> Engagement:
    """Return the engagement as it is now, and let nobody else invoice it meanwhile."""
    Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)
    return Engagement.objects.select_related("business", "contractor__user").get(pk=engagement.pk)


def _claims(engagement: Engagement) -> list[Claim]:
    items = accepted_items(engagement)
    if not items:
        remedy = _("A milestone can be invoiced once it was accepted.")
        raise InputError([Fault("lines", _("Nothing accepted waits to be invoiced"), remedy.rstrip("."))])
    return [Claim(text=item.text, amount=item.amount, item=item) for item in items]


def _made(  # noqa: PLR0913 -- what an invoice is made from
    engagement: Engagement,
    asked: Asked,
    claims: Sequence[Claim],
    *,
    user: User,
    source: str = "made",
    self_billed: bool = False,
) -> Invoice:
    number = asked.number.strip()
    _want_free(engagement, number)
    items = [claim.item for claim in claims if claim.item]
    net = sum((claim.amount for claim in claims), Decimal(0))
    tax = rounded(net * asked.tax_rate / HUNDRED, engagement.currency)
    covered = sum((min(claim.amount, claim.item.amount) for claim in claims if claim.item), Decimal(0))
    booked = covered + rounded(covered * asked.tax_rate / HUNDRED, engagement.currency)
    invoice = Invoice.objects.create(
        business=engagement.business,
        contractor=engagement.contractor,
        engagement=engagement,
        number=number,
        source=source,
        self_billed=self_billed,
        state=InvoiceState.SUBMITTED,
        currency=engagement.currency,
        issued_on=asked.issued_on,
        due_on=due_on(engagement, items, asked.issued_on),
        net=net,
        tax_rate=asked.tax_rate,
        tax=tax,
        total=net + tax,
        booked=booked,
        corrects=_corrected(engagement, items),
        made_by=user,
        submitted_at=timezone.now(),
    )
    InvoiceLine.objects.bulk_create(_line(invoice, place, claim) for place, claim in enumerate(claims))
    step_items(items, "invoice", actor=user)
    book(invoice, "invoiced")
    record(
        scope=engagement.business.key,
        actor=user,
        verb="sent in" if source == "sent in" else "made",
        thing="invoice",
        name=number,
        changes={"total": (None, f"{invoice.total} {invoice.currency}")},
    )
    tell_made(invoice)
    return invoice


def _line(invoice: Invoice, place: int, claim: Claim) -> InvoiceLine:
    item = claim.item
    is_whole = item is not None and item.amount == claim.amount
    return InvoiceLine(
        invoice=invoice,
        position=place,
        milestone=item.milestone if item else None,
        hours=item.hours if item else None,
        text=claim.text[:300],
        quantity=item.quantity if item and is_whole else Decimal(1),
        price=item.price if item and is_whole else claim.amount,
        amount=claim.amount,
        accepted=item.amount if item else Decimal(0),
    )


def _want_free(engagement: Engagement, number: str) -> None:
    if not number:
        raise InputError([Fault("number", _("The number is missing"), _("Take the one that is suggested"))])
    taken = Invoice.objects.filter(contractor=engagement.contractor, number=number).exclude(state__in=GONE)
    if taken.exists():
        remedy = _("Each invoice needs a number of its own")
        raise InputError([Fault("number", _("There is an invoice with this number"), remedy)])


def _corrected(engagement: Engagement, items: Sequence[Item]) -> Invoice | None:
    """Return the rejected or void invoice that asked for the same: the new one takes its place."""
    milestones = [item.milestone.pk for item in items if item.milestone]
    hours = [item.hours.pk for item in items if item.hours]
    same = InvoiceLine.objects.filter(milestone__in=milestones) | InvoiceLine.objects.filter(hours__in=hours)
    found = Invoice.objects.filter(engagement=engagement, state__in=GONE, lines__in=same, corrected_by=None)
    return found.order_by("-made_at", "-pk").first()


def due_on(engagement: Engagement, items: Sequence[Item], issued_on: date) -> date:
    """Return when it is due: the agreed days after the last acceptance, not before its own day (§MONEY-7)."""
    terms = terms_of(engagement)
    days = timedelta(days=terms.payment_days if terms else USUAL_DAYS)
    last = max((item.accepted_on for item in items), default=issued_on)
    return max(last + days, issued_on)


def next_number(engagement: Engagement) -> str:
    """Return the number after the contractor's last one; the first of a year where there is none."""
    last = Invoice.objects.filter(contractor=engagement.contractor).order_by("-made_at", "-pk").first()
    number = following(last.number) if last else f"{home_of(engagement.business).today.year}-001"
    taken = set(Invoice.objects.filter(contractor=engagement.contractor).values_list("number", flat=True))
    while number in taken:
        number = following(number)
    return number


def following(number: str) -> str:
    """Return a number with its last run of digits counted on.

    >>> following("2026-009"), following("R99/26"), following("A")
    ('2026-010', 'R99/27', 'A-2')
    """
    found = re.search(r"\d+(?=\D*$)", number)
    if found is None:
        return f"{number}-2"
    digits = found[0]
    return f"{number[: found.start()]}{int(digits) + 1:0{len(digits)}}{number[found.end() :]}"
