"""How soon a business pays, for both sides to see."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum

from outhaul.apps.money.domain.following import paid_amount
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.money.lifecycles import InvoiceState, PaymentState
from outhaul.apps.money.models import Invoice, Payment
from outhaul.apps.people.models import Business
from outhaul.engine.lateness import Clock, clock, usual_days

YEAR = timedelta(days=365)
LATEST = 1000
"""Payments by which it is told how soon a business pays."""
OWED = frozenset({InvoiceState.SUBMITTED, InvoiceState.APPROVED, InvoiceState.SCHEDULED, InvoiceState.FAILED})


def clock_of(invoice: Invoice, left: Decimal | None = None) -> Clock | None:
    """Return the clock of what is still owed of an invoice; None where nothing is."""
    if invoice.state not in OWED:
        return None
    left = invoice.total - paid_amount(invoice) if left is None else left
    return clock(invoice.due_on, home_of(invoice.business).today, left)


def clocks_of(business: Business, invoices: Sequence[Invoice]) -> Mapping[int, Clock | None]:
    """Return the clock of each invoice of a business; two queries, however many there are."""
    today = home_of(business).today
    rows = Payment.objects.filter(invoice__in=[row.pk for row in invoices], state=PaymentState.PAID)
    paid = dict(rows.order_by().values_list("invoice").annotate(sum=Sum("amount")))
    return {
        row.pk: clock(row.due_on, today, row.total - paid.get(row.pk, Decimal(0))) if is_owed else None
        for row, is_owed in ((row, row.state in OWED) for row in invoices)
    }


def days_to_pay(business: Business, today: date | None = None) -> float | None:
    """Return the median of days from an invoice to its payment, over the last 12 months.

    Where there are more than a thousand payments in them, the latest thousand tell. `today` is the day where
    the business is; None asks for it.
    """
    since = (today or home_of(business).today) - YEAR
    found = Payment.objects.filter(business=business, state=PaymentState.PAID, paid_on__gte=since)
    latest = found.order_by("-paid_on", "-pk")[:LATEST]
    days = [
        max(0, (paid_on - asked.date()).days)
        for paid_on, asked in latest.values_list("paid_on", "invoice__submitted_at")
        if paid_on is not None and asked is not None
    ]
    return usual_days(days)
