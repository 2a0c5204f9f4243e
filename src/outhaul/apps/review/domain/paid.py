"""Days from acceptance to payment, against what was agreed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from outhaul.apps.money.lifecycles import InvoiceState
from outhaul.apps.money.models import Invoice
from outhaul.apps.review.domain.home import Home
from outhaul.apps.review.domain.scorecards import UNPAID

LATELY = timedelta(days=183)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """How quickly the business paid within the last half year."""

    invoices: int
    days: float | None
    """Mean days from the invoice to the money; None where nothing was paid."""
    late: int
    """Of those that were paid, how many came after their day."""
    overdue: int
    """Invoices whose day is over, and that are not paid."""


def days_to_pay(home: Home, engagements: Iterable[int] | None = None) -> Days:
    """Return how quickly invoices were paid; of the whole business, or of some engagements."""
    found = Invoice.objects.filter(business=home.business)
    if engagements is not None:
        found = found.filter(engagement__in=list(engagements))
    since = timezone.make_aware(datetime.combine(home.today - LATELY, time.min))
    paid = found.filter(state=InvoiceState.PAID, paid_at__gte=since)
    waits, late = [], 0
    for submitted_at, issued_on, due_on, paid_at in paid.values_list(
        "submitted_at", "issued_on", "due_on", "paid_at"
    ):
        begins = home.day_of(submitted_at) if submitted_at else issued_on
        assert paid_at is not None, "asked for above"  # noqa: S101 -- for the types alone
        day = home.day_of(paid_at)
        waits.append(max(0, (day - begins).days))
        late += day > due_on
    return Days(
        invoices=len(waits),
        days=sum(waits) / len(waits) if waits else None,
        late=late,
        overdue=found.filter(state__in=UNPAID, due_on__lt=home.today).count(),
    )
