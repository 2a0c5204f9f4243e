"""Whether the ledger says the same as the states of all that it tells of (§MONEY-4)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet, Sum

from outhaul.apps.composed import Composed
from outhaul.apps.delivery.lifecycles import HoursState
from outhaul.apps.delivery.models import HourEntry
from outhaul.apps.money.domain.accepting import amount_of_hours
from outhaul.apps.money.domain.cents import cents_of
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.money.domain.ledger import Sums, Total, balances
from outhaul.apps.money.lifecycles import InvoiceState, PaymentState
from outhaul.apps.money.models import Invoice, LedgerEntry, Payment
from outhaul.apps.people.models import Business
from outhaul.apps.work.lifecycles import MilestoneState
from outhaul.apps.work.models import Milestone

STANDING = ("accepted", "invoiced", "approved", "on the way", "paid", "fees")
"""Accounts that the states of rows tell, too."""
APPROVED = (InvoiceState.APPROVED, InvoiceState.SCHEDULED, InvoiceState.FAILED, InvoiceState.PAID)


def disagreements(
    business: Business, of_all_time: Iterable[Total] | None = None
) -> dict[tuple[str, str], tuple[int, int]]:
    """Return (account, currency) -> what the ledger says and what the states say, where they differ.

    `of_all_time` are the totals of the ledger, where somebody has asked for them already.
    """
    told, held = told_by_states(business), balances(business, of_all_time)
    keys = {key for key in (*told, *held) if key[0] in STANDING}
    differing = {key: (held.get(key, 0), told.get(key, 0)) for key in keys}
    return {key: both for key, both in differing.items() if both[0] != both[1]}


def told_by_states(business: Business) -> Sums:
    """Return (account, currency) -> cents, as the states of all rows have it."""
    found = Sums()
    _count_accepted(business, found)
    _count_invoices(business, found)
    _count_payments(business, found)
    return found


def _count_accepted(business: Business, found: Sums) -> None:
    owed = {str(pk): (fee, currency) for pk, fee, currency in _owed(business)}
    for key in _told(business, owed) if owed else ():
        fee, currency = owed[key]
        found["accepted", currency] += cents_of(fee, currency)
    for entry in _hours(business):
        currency = entry.engagement.currency
        found["accepted", currency] += cents_of(amount_of_hours(entry, currency), currency)


def _told(business: Business, milestones: Iterable[str]) -> set[str]:
    told = LedgerEntry.objects.filter(business=business, thing="milestone", thing_key__in=milestones)
    return set(told.values_list("thing_key", flat=True))


def _count_invoices(business: Business, found: Sums) -> None:
    for currency, invoiced, approved in _invoiced(business):
        found["invoiced", currency] += cents_of(invoiced or Decimal(0), currency)
        found["approved", currency] += cents_of(approved or Decimal(0), currency)


def _count_payments(business: Business, found: Sums) -> None:
    home = home_of(business).currency
    for currency, sent, paid, fees in _paid(business):
        way, gone = cents_of(sent or Decimal(0), currency), cents_of(paid or Decimal(0), currency)
        found["on the way", currency] += way
        found["paid", currency] += gone
        found["approved", currency] -= way + gone
        found["fees", home] += cents_of(fees or Decimal(0), home)


@Composed
def _owed(business: Business) -> QuerySet[Milestone, Any]:
    owed = Milestone.objects.filter(engagement__business=business, state=MilestoneState.ACCEPTED)
    return owed.values_list("pk", "fee", "engagement__currency")


@Composed
def _hours(business: Business) -> QuerySet[HourEntry]:
    hours = HourEntry.objects.filter(engagement__business=business, state=HoursState.ACCEPTED)
    return hours.select_related("engagement")


@Composed
def _invoiced(business: Business) -> QuerySet[Invoice, Any]:
    return (
        Invoice.objects.filter(business=business)
        .order_by()
        .values_list("currency")
        .annotate(
            invoiced=Sum("booked", filter=Q(state=InvoiceState.SUBMITTED)),
            approved=Sum("total", filter=Q(state__in=APPROVED)),
        )
    )


@Composed
def _paid(business: Business) -> QuerySet[Payment, Any]:
    return (
        Payment.objects.filter(business=business)
        .order_by()
        .values_list("invoice__currency")
        .annotate(
            sent=Sum("amount", filter=Q(state=PaymentState.SENT)),
            paid=Sum("amount", filter=Q(state=PaymentState.PAID)),
            fees=Sum("fee"),
        )
    )
