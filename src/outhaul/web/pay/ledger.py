"""The ledger: totals of a month, and each entry behind them."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from outhaul.apps.money.domain.cents import amount_of
from outhaul.apps.money.domain.ledger import (
    WORLD,
    access_ledger,
    count_of,
    end_of,
    entries_page,
    months_of,
    totals,
)
from outhaul.apps.money.domain.reconciling import disagreements
from outhaul.apps.money.models import LedgerEntry
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.documents.listing import Cell
from outhaul.web.agree.texts import day_text
from outhaul.web.doors import for_power
from outhaul.web.lists.files import list_file
from outhaul.web.lists.filters import place_free
from outhaul.web.pay.words import ACCOUNTS, TEXTS, THINGS, cents_in
from outhaul.web.review.texts import month_text


def _month(request: HttpRequest, months: list[date]) -> date | None:
    """Return the month that is asked for; the latest where none is, None for all time."""
    told = request.GET.get("month", "")
    if told == "all":
        return None
    return next((month for month in months if f"{month:%Y-%m}" == told), months[0] if months else None)


def _entries(visit: Visit, month: date | None) -> QuerySet[LedgerEntry]:
    found = access_ledger(visit)
    return found if month is None else found.filter(on__gte=month, on__lte=end_of(month))


@for_power(Power.BOOKS)
@require_safe
def ledger(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the totals of a month, whether they agree with all states, and the entries."""
    months = list(months_of(visit.business))
    month = _month(request, months)
    page = entries_page(visit, month, request.GET.get("after", ""))
    shown = totals(visit.business, month, end_of(month)) if month else totals(visit.business)
    told = {
        "lines": lines_of(page.rows),
        "totals": [one for one in shown if one.account != WORLD],
        "count": count_of(visit.business),
        "differing": disagreements(visit.business, None if month else shown),
        "months": months,
        "month": month,
        "month_text": month_text,
        "accounts": {account: str(name) for account, name in ACCOUNTS.items()},
        "query": place_free(request),
        "next": place_free(request, after=page.next) if page.next else "",
        **TEXTS,
    }
    return render(request, "pay/ledger.html", told)


def lines_of(rows: Collection[Any]) -> list[tuple[object, ...]]:
    """Return number, day, what, engagement, from, to and amount of each row of a page."""
    accounts = {account: str(name) for account, name in ACCOUNTS.items()}
    things = {thing: str(name) for thing, name in THINGS.items()}
    days = {day: day_text(day) for day in {row.on for row in rows}}
    language = get_language()
    return [
        (
            row.number,
            days[row.on],
            things[row.thing],
            row.engagement__name,
            accounts[row.source],
            accounts[row.target],
            cents_in(row.cents, row.currency, language),
        )
        for row in rows
    ]


@for_power(Power.BOOKS)
@require_safe
def export(request: HttpRequest, visit: Visit, kind: str) -> HttpResponseBase:
    """Give the entries of the month, or all, as a table."""
    month = _month(request, list(months_of(visit.business)))
    return list_file(kind, "ledger", HEADINGS, _rows(_entries(visit, month)))


HEADINGS = (
    "Number",
    "Day",
    "What",
    "Key",
    "Step",
    "From",
    "To",
    "Amount",
    "Currency",
    "Engagement",
)
"""Of the file, in English as all files."""


def _rows(entries: QuerySet[LedgerEntry]) -> Iterator[tuple[Cell, ...]]:
    for entry in entries.iterator(chunk_size=1000):
        yield (
            entry.number,
            entry.on,
            entry.thing,
            entry.thing_key,
            entry.verb,
            entry.source,
            entry.target,
            amount_of(entry.cents, entry.currency),
            entry.currency,
            entry.engagement.name if entry.engagement else "",
        )
