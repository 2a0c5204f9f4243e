"""What an accountant takes over: invoices as bills, and what a year paid to whom in the United States."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from importlib.resources import files

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from outhaul.apps.money.domain.access import access_invoices, access_payments
from outhaul.apps.money.domain.cents import HUNDREDTH
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.money.lifecycles import InvoiceState, PaymentState
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.models import Contractor
from outhaul.documents.accounting import Bill, BillLine

OWED = (InvoiceState.APPROVED, InvoiceState.SCHEDULED, InvoiceState.PAID, InvoiceState.FAILED)
"""States of invoices that are in the books."""
UNITED_STATES = "US"
DOLLAR = "USD"


def bills(visit: Visit, first: date, last: date) -> Iterator[Bill]:
    """Give the approved invoices that were issued from one day to another, the oldest first.

    Raises:
        PermissionDenied: the role may not see the books.
    """
    if not visit.may(Power.BOOKS):
        raise PermissionDenied
    found = access_invoices(visit).filter(state__in=OWED, issued_on__range=(first, last))
    rows = found.select_related("contractor", "engagement").prefetch_related("lines")
    for row in rows.order_by("issued_on", "pk").iterator(chunk_size=500):
        yield Bill(
            number=row.number,
            name=row.contractor.name,
            email=row.contractor.email,
            issued_on=row.issued_on,
            due_on=row.due_on,
            currency=row.currency,
            about=row.engagement.name,
            lines=tuple(
                BillLine(text=line.text, quantity=line.quantity, price=line.price, amount=line.amount)
                for line in row.lines.all()
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """From which sum of a calendar year on a form is due, and where that stands."""

    year: int
    """The first for which it was written; later ones may be higher."""
    amount: Decimal
    source: str


@lru_cache(maxsize=1)
def _thresholds() -> tuple[Threshold, ...]:
    told = tomllib.loads((files("outhaul.apps.money") / "us_reporting.toml").read_text("utf-8"))
    return tuple(
        Threshold(year=row["from"], amount=Decimal(row["amount"]), source=row["source"])
        for row in told["threshold"]
    )


def threshold_of(year: int) -> Threshold:
    """Return the threshold that is known for a calendar year (§MONEY-16).

    >>> threshold_of(2025).amount, threshold_of(2026).amount, threshold_of(2030).year
    (Decimal('600'), Decimal('2000'), 2026)
    """
    known = _thresholds()
    return next((row for row in reversed(known) if row.year <= year), known[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTotal:
    """What was paid to one contractor in a calendar year, in US dollars."""

    contractor: Contractor
    total: Decimal
    payments: int
    has_form: bool
    """Whether the details of Form W-9 are there."""


def nec_totals(visit: Visit, year: int) -> list[YearTotal]:
    """Return what each US person was paid in `year`, by the day of the payment, the most first (§MONEY-16).

    A US person is who gave Form W-9, or lives in the United States and gave none yet. A payment in another
    currency counts with what it cost in dollars, where those are the business's own currency. Empty for a
    business that is elsewhere.

    Raises:
        PermissionDenied: the role may not see the books.
    """
    if not visit.may(Power.BOOKS):
        raise PermissionDenied
    home = home_of(visit.business)
    if home.country != UNITED_STATES:
        return []
    w9 = Q(papers__kind="w9", papers__replaced_at=None)
    there = Contractor.objects.filter(w9 | Q(country=UNITED_STATES), business=visit.business).distinct()
    given = set(Contractor.objects.filter(w9, business=visit.business).values_list("pk", flat=True))
    paid = access_payments(visit).filter(
        state=PaymentState.PAID, paid_on__year=year, invoice__contractor__in=there.values("pk")
    )
    if home.currency != DOLLAR:
        paid = paid.filter(invoice__currency=DOLLAR)
    sums: dict[int, Decimal] = defaultdict(Decimal)
    counts: dict[int, int] = defaultdict(int)
    rows = paid.order_by("pk").values_list("invoice__contractor", "amount", "invoice__currency", "rate")
    for who, amount, currency, rate in rows.iterator(chunk_size=2000):
        worth = amount if currency == DOLLAR else amount * (rate or 1)
        sums[who] += worth.quantize(HUNDREDTH, ROUND_HALF_UP)
        counts[who] += 1
    totals = [
        YearTotal(contractor=row, total=sums[row.pk], payments=counts[row.pk], has_form=row.pk in given)
        for row in there.filter(pk__in=list(sums))
    ]
    return sorted(totals, key=lambda one: (-one.total, one.contractor.name, one.contractor.pk))
