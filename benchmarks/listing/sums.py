"""The peer's sums of the ledger and their check against all states, as the manuals teach to aggregate."""

from collections import Counter
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Sum

from outhaul.apps.delivery.lifecycles import HoursState
from outhaul.apps.delivery.models import HourEntry
from outhaul.apps.money.domain.accepting import amount_of_hours
from outhaul.apps.money.domain.cents import cents_of
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.money.domain.reconciling import APPROVED, STANDING
from outhaul.apps.money.lifecycles import InvoiceState, PaymentState
from outhaul.apps.money.models import Invoice, LedgerEntry, Payment
from outhaul.apps.people.models import Business
from outhaul.apps.work.lifecycles import MilestoneState
from outhaul.apps.work.models import Milestone

Sums = Counter[tuple[str, str]]


def totals(business: Business) -> list[dict[str, Any]]:
    """Return what came to each account in each currency, what went, and what stands in it, in cents."""
    came, went = (_moved(business, side) for side in ("target", "source"))
    return [
        {
            "account": account,
            "currency": currency,
            "opening": 0,
            "came": came[account, currency],
            "went": went[account, currency],
            "closing": came[account, currency] - went[account, currency],
        }
        for account, currency in sorted(came.keys() | went.keys())
    ]


def _moved(business: Business, side: str) -> Sums:
    found = LedgerEntry.objects.filter(business=business).order_by()
    rows = found.values("currency", account=F(side)).annotate(sum=Sum("cents"))
    return Counter({(row["account"], row["currency"]): row["sum"] for row in rows})


def disagreements(business: Business, shown: list[dict[str, Any]]) -> dict[tuple[str, str], tuple[int, int]]:
    """Return (account, currency) -> what the ledger says and what the states say, where they differ."""
    held: Sums = Counter({(one["account"], one["currency"]): one["closing"] for one in shown})
    told = _accepted(business)
    for part in (_invoices(business), _payments(business)):
        for key, cents in part.items():
            told[key] += cents
    both = {key: (held[key], told[key]) for key in held.keys() | told.keys() if key[0] in STANDING}
    return {key: pair for key, pair in both.items() if pair[0] != pair[1]}


def _accepted(business: Business) -> Sums:
    found: Sums = Counter()
    owed = Milestone.objects.filter(engagement__business=business, state=MilestoneState.ACCEPTED)
    fees = {str(one.pk): one for one in owed.select_related("engagement")}
    entries = LedgerEntry.objects.filter(business=business, thing="milestone", thing_key__in=fees)
    for key in set(entries.values_list("thing_key", flat=True)):
        currency = fees[key].engagement.currency
        found["accepted", currency] += cents_of(fees[key].fee, currency)
    hours = HourEntry.objects.filter(engagement__business=business, state=HoursState.ACCEPTED)
    for entry in hours.select_related("engagement"):
        currency = entry.engagement.currency
        found["accepted", currency] += cents_of(amount_of_hours(entry, currency), currency)
    return found


def _invoices(business: Business) -> Sums:
    found: Sums = Counter()
    rows = Invoice.objects.filter(business=business).order_by().values("currency")
    invoiced = Sum("booked", filter=Q(state=InvoiceState.SUBMITTED), default=Decimal(0))
    approved = Sum("total", filter=Q(state__in=APPROVED), default=Decimal(0))
    for row in rows.annotate(invoiced=invoiced, approved=approved):
        currency = row["currency"]
        found["invoiced", currency] += cents_of(row["invoiced"], currency)
        found["approved", currency] += cents_of(row["approved"], currency)
    return found


def _payments(business: Business) -> Sums:
    found: Sums = Counter()
    home = home_of(business).currency
    rows = Payment.objects.filter(business=business).order_by().values(currency=F("invoice__currency"))
    sent = Sum("amount", filter=Q(state=PaymentState.SENT), default=Decimal(0))
    paid = Sum("amount", filter=Q(state=PaymentState.PAID), default=Decimal(0))
    for row in rows.annotate(sent=sent, paid=paid, fees=Sum("fee", default=Decimal(0))):
        currency = row["currency"]
        way, gone = cents_of(row["sent"], currency), cents_of(row["paid"], currency)
        found["on the way", currency] += way
        found["paid", currency] += gone
        found["approved", currency] -= way + gone
        found["fees", home] += cents_of(row["fees"], home)
    return found
