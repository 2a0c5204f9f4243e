"""Find invoices and payments by words, state, currency and day, sorted; and what waits, in short."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min, Q, QuerySet, Sum

from outhaul.apps.delivery.lifecycles import HoursState
from outhaul.apps.delivery.models import HourEntry
from outhaul.apps.money.domain.access import access_invoices, access_payments
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.money.lifecycles import InvoiceState
from outhaul.apps.money.models import Invoice, Payment
from outhaul.apps.paging import Order, in_order
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.access import access_engagements
from outhaul.apps.work.lifecycles import MilestoneState
from outhaul.apps.work.models import Engagement, Milestone

A_PAGE = 50
MOST_WORDS = 6
ORDERS: Mapping[str, Order] = {
    "newest": Order("made_at", datetime, descending=True),
    "due": Order("due_on", date),
    "total": Order("total", Decimal, descending=True),
}
WAITING = (InvoiceState.SUBMITTED,)
TO_PAY = (InvoiceState.APPROVED, InvoiceState.FAILED)
UNPAID = (*WAITING, *TO_PAY, InvoiceState.SCHEDULED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is wanted of the invoices; what is left out does not matter."""

    text: str = ""
    """Every word of it stands in the number, or the name of contractor or engagement."""
    state: str = ""
    currency: str = ""
    due_by: date | None = None
    is_late: bool = False


def find_invoices(visit: Visit, wanted: Wanted, order: str = "newest") -> QuerySet[Invoice]:
    """Return the invoices that are wanted, in one of ORDERS."""
    found = access_invoices(visit)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.currency:
        found = found.filter(currency=wanted.currency)
    if wanted.due_by:
        found = found.filter(due_on__lte=wanted.due_by)
    if wanted.is_late:
        found = found.filter(state__in=UNPAID, due_on__lt=home_of(visit.business).today)
    for word in wanted.text.split()[:MOST_WORDS]:
        found = found.filter(
            Q(number__icontains=word)
            | Q(contractor__name__icontains=word)
            | Q(engagement__name__icontains=word)
        )
    return in_order(found, ORDERS[order])


PAYMENT_ORDERS: Mapping[str, Order] = {"newest": Order("made_at", datetime, descending=True)}


def find_payments(visit: Visit, *, text: str = "", state: str = "") -> QuerySet[Payment]:
    """Return the payments that are wanted, the newest first."""
    found = access_payments(visit)
    if state:
        found = found.filter(state=state)
    for word in text.split()[:MOST_WORDS]:
        found = found.filter(
            Q(invoice__number__icontains=word)
            | Q(invoice__contractor__name__icontains=word)
            | Q(reference__icontains=word)
        )
    return in_order(found, PAYMENT_ORDERS["newest"])


MOST_UNBILLED = 20


def unbilled(visit: Visit) -> list[Engagement]:
    """Return the engagements of which something accepted waits for an invoice, the newest first.

    Raises:
        PermissionDenied: the role may not see the books.
    """
    if not visit.may(Power.BOOKS):
        raise PermissionDenied
    accepted = Milestone.objects.filter(state=MilestoneState.ACCEPTED, dropped_at=None)
    hours = HourEntry.objects.filter(state=HoursState.ACCEPTED)
    found = access_engagements(visit).filter(
        Q(pk__in=accepted.values("engagement")) | Q(pk__in=hours.values("engagement"))
    )
    return list(found[:MOST_UNBILLED])


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for somebody who pays."""

    count: int
    sums: tuple[tuple[str, Decimal], ...]
    """Currency and amount, the greatest first."""
    next_due: date | None
    to_pay: int
    """Approved ones that no pay run has yet."""


def waiting(visit: Visit) -> Waiting:
    """Return what waits to be approved or paid; one query."""
    states = (*WAITING, *TO_PAY)
    found = access_invoices(visit).order_by().filter(state__in=states)
    sums = found.values_list("currency").annotate(
        sum=Sum("total"),
        count=Count("pk"),
        next_due=Min("due_on"),
        to_pay=Count("pk", filter=Q(state__in=TO_PAY)),
    )
    rows = list(sums.order_by("-sum"))
    return Waiting(
        count=sum(row[2] for row in rows),
        sums=tuple((row[0], row[1]) for row in rows),
        next_due=min((row[3] for row in rows), default=None),
        to_pay=sum(row[4] for row in rows),
    )


def late_ones(visit: Visit, today: date) -> int:
    """Return how many invoices should have been paid by `today`."""
    return access_invoices(visit).order_by().filter(state__in=UNPAID, due_on__lt=today).count()
