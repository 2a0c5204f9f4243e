"""The ledger: every amount moves through it from account to account, and nothing in it ever changes.

Rules: docs/rules/money.md (§MONEY-1 to §MONEY-4).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max, Min, Q, QuerySet, Sum

from outhaul.apps.composed import Composed
from outhaul.apps.money.domain.cents import cents_of
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.money.models import LedgerEntry
from outhaul.apps.paging import Order, Page, in_order, page_from, part_of, place_of
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import Business
from outhaul.apps.work.models import Engagement

A_PAGE = 100
LATEST = Order("number", int, descending=True)
COLUMNS = ("pk", "number", "on", "thing", "source", "target", "cents", "currency", "engagement__name")
"""What the table shows."""
Sums = Counter[tuple[str, str]]
"""(account, currency) -> cents."""
WORLD = "world"
"""Where amounts begin, and end when nothing comes of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An amount that leaves one account for another, and what it belongs to."""

    source: str
    target: str
    amount: Decimal
    currency: str
    thing: str
    thing_key: str
    verb: str
    engagement: Engagement | None = None
    home_amount: Decimal | None = None

    def back(self, verb: str) -> "Move":
        """Return the move that undoes this one."""
        return replace(self, source=self.target, target=self.source, verb=verb)


@transaction.atomic
def move(business: Business, moves: Iterable[Move]) -> list[LedgerEntry]:
    """Write moves into the ledger, each with the next number of the business; those of nothing are left out.

    They count for the business's own today: a month that is over never changes (§MONEY-2). Only one
    transaction at a time writes into the ledger of a business, so its numbers have no gaps.
    """
    wanted = [one for one in moves if one.amount]
    if not wanted:
        return []
    Business.objects.select_for_update().get(pk=business.pk)
    entries = LedgerEntry.objects.filter(business=business)
    last = entries.order_by("-number").values_list("number", flat=True).first() or 0
    home = home_of(business)
    made = [
        LedgerEntry(
            business=business,
            number=number,
            on=home.today,
            engagement=one.engagement,
            thing=one.thing,
            thing_key=one.thing_key,
            verb=one.verb,
            source=one.source,
            target=one.target,
            cents=cents_of(one.amount, one.currency),
            currency=one.currency,
            home_cents=_home_cents(one, home.currency),
        )
        for number, one in enumerate(wanted, last + 1)
    ]
    return LedgerEntry.objects.bulk_create(made)


def _home_cents(one: Move, home: str) -> int | None:
    amount = one.amount if one.currency == home else one.home_amount
    return None if amount is None else cents_of(amount, home)


def access_ledger(visit: Visit) -> QuerySet[LedgerEntry]:
    """Return the entries of the business, in their order.

    Raises:
        PermissionDenied: the role may not see the books.
    """
    if not visit.may(Power.BOOKS):
        raise PermissionDenied
    return LedgerEntry.objects.filter(business=visit.business).select_related("engagement")


def entries_page(visit: Visit, month: date | None, after: str) -> Page[Any]:
    """Return a page of the entries of a month, or of all time, the latest first, after the place `after`.

    They are values of COLUMNS, found by a query that is composed already.

    Raises:
        PermissionDenied: the role may not see the books.
    """
    if not visit.may(Power.BOOKS):
        raise PermissionDenied
    days = (month, end_of(month)) if month else ()
    found = _entries(visit.business, *days, *place_of(after, LATEST), is_all=not days, size=A_PAGE)
    return page_from(found, LATEST, A_PAGE)


def count_of(business: Business) -> int:
    """Return how many entries there are."""
    return _all.count(business)


@Composed
def _all(business: Business) -> QuerySet[LedgerEntry, Any]:
    return LedgerEntry.objects.filter(business=business).order_by().values_list("pk")


@Composed
def _entries(business: Business, *told: object, is_all: bool, size: int) -> QuerySet[LedgerEntry, Any]:
    found = LedgerEntry.objects.filter(business=business)
    if not is_all:
        first, last, *rest = told
        found, told = found.filter(on__gte=first, on__lte=last), tuple(rest)
    return part_of(in_order(found, LATEST).values_list(*COLUMNS, named=True), LATEST, told, size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """What one account in one currency held before a time, and what came and went in it."""

    account: str
    currency: str
    opening: int
    came: int
    went: int

    @property
    def closing(self) -> int:
        """What it held at the end: what it held before, with what came, without what went."""
        return self.opening + self.came - self.went


def totals(business: Business, first: date | None = None, last: date | None = None) -> list[Total]:
    """Return each account that anything moved in, up to `last`, as sums over entries, in cents.

    The sum over all accounts of a currency, the world among them, is zero at every time.
    """
    opened, came, went = Sums(), Sums(), Sums()
    for source, target, currency, before, within in _moved(business, first or date.min, last or date.max):
        opened[target, currency] += before or 0
        opened[source, currency] -= before or 0
        came[target, currency] += within or 0
        went[source, currency] += within or 0
    return [
        Total(account=key[0], currency=key[1], opening=opened[key], came=came[key], went=went[key])
        for key in sorted(opened, key=_place)
    ]


ORDER: Sequence[str] = (
    "accepted",
    "invoiced",
    "approved",
    "on the way",
    "paid",
    "tax",
    "fees",
    "exchange",
    WORLD,
)


def _place(key: tuple[str, str]) -> tuple[str, int]:
    account, currency = key
    return currency, ORDER.index(account)


@Composed
def _moved(business: Business, first: date, last: date) -> QuerySet[LedgerEntry, Any]:
    found = LedgerEntry.objects.filter(business=business, on__lte=last).order_by()
    before = Sum("cents", filter=Q(on__lt=first))
    within = Sum("cents", filter=Q(on__gte=first))
    return found.values_list("source", "target", "currency").annotate(before=before, within=within)


def balances(business: Business, of_all_time: Iterable[Total] | None = None) -> dict[tuple[str, str], int]:
    """Return (account, currency) -> what stands in it now, in cents; empty ones are left out."""
    known = totals(business) if of_all_time is None else of_all_time
    return {(one.account, one.currency): one.closing for one in known if one.closing}


def months_of(business: Business) -> Iterator[date]:
    """Give the first day of each month from the first entry to the last, the latest first."""
    for first, last in _first_and_last(business):
        yield from _months(first, last)


@Composed
def _first_and_last(business: Business) -> QuerySet[LedgerEntry, Any]:
    found = LedgerEntry.objects.filter(business=business).order_by().values("business")
    return found.annotate(first=Min("on"), last=Max("on")).values_list("first", "last")


def _months(first: date, last: date) -> Iterator[date]:
    month = last.replace(day=1)
    while month >= first.replace(day=1):
        yield month
        month = (month - timedelta(days=1)).replace(day=1)


def end_of(month: date) -> date:
    """Return the last day of a month.

    >>> end_of(date(2028, 2, 1))
    datetime.date(2028, 2, 29)
    """
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
