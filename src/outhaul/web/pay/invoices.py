"""All invoices in short, and what of them waits."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from outhaul.apps.money.domain.access import access_invoices
from outhaul.apps.money.domain.finding import (
    A_PAGE,
    ORDERS,
    Waiting,
    Wanted,
    find_invoices,
    late_ones,
    unbilled,
    waiting,
)
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.money.domain.lateness import OWED, days_to_pay
from outhaul.apps.money.models import Invoice
from outhaul.apps.paging import page_of
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.documents.listing import Cell
from outhaul.engine.lateness import Clock, clock
from outhaul.web.agree.texts import day_text
from outhaul.web.doors import for_power
from outhaul.web.lists.files import list_file
from outhaul.web.lists.filters import kept_filters, place_free
from outhaul.web.pay.forms import Search
from outhaul.web.pay.words import TEXTS, sums_text


def _search(request: HttpRequest) -> tuple[Search, Wanted, str]:
    form = Search(request.GET)
    form.is_valid()
    told = form.cleaned_data
    wanted = Wanted(
        text=" ".join(told.get("q", "").split()),
        state=told.get("state", ""),
        currency=told.get("currency", "").upper(),
        due_by=told.get("due_by"),
        is_late=told.get("late", False),
    )
    return form, wanted, told.get("sort") or "newest"


@for_power(Power.BOOKS)
@require_safe
def invoices(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show a page of the invoices that are wanted; above it what waits."""
    search, wanted, order = _search(request)
    found = find_invoices(visit, wanted, order)
    page = page_of(found, ORDERS[order], request.GET.get("after", ""), A_PAGE)
    waits, today = waiting(visit), home_of(visit.business).today
    told = {
        "rows": [(row, _clock(row, today)) for row in page.rows],
        "answer": answer(waits, today),
        "waits": waits,
        "late": late_ones(visit, today),
        "is_any": bool(waits.count) or access_invoices(visit).exists(),
        "unbilled": unbilled(visit) if visit.may(Power.PAY) else [],
        "usual": days_to_pay(visit.business, today),
        "search": search,
        "kept": kept_filters(request, visit, "invoices"),
        "query": place_free(request),
        "next": place_free(request, after=page.next) if page.next else "",
        "is_first": not request.GET.get("after"),
        **TEXTS,
    }
    return render(request, "pay/invoices.html", told)


def _clock(row: Invoice, today: date) -> Clock | None:
    return clock(row.due_on, today, row.total) if row.state in OWED else None


def answer(waits: Waiting, today: date) -> str:
    """Return the first line: how many invoices wait over how much, and since when or until when."""
    if not waits.count:
        return _("Nothing waits for you: 0 invoices are open.")
    told = {"sums": sums_text(waits.sums), "count": waits.count, "day": day_text(waits.next_due)}
    if waits.next_due and waits.next_due < today:
        return (
            ngettext(
                "%(count)s invoice for %(sums)s waits for you; it was due on %(day)s.",
                "%(count)s invoices for %(sums)s wait for you; the oldest was due on %(day)s.",
                waits.count,
            )
            % told
        )
    return (
        ngettext(
            "%(count)s invoice for %(sums)s waits for you; it is due on %(day)s.",
            "%(count)s invoices for %(sums)s wait for you; the next is due on %(day)s.",
            waits.count,
        )
        % told
    )


@for_power(Power.BOOKS)
@require_safe
def export(request: HttpRequest, visit: Visit, kind: str) -> HttpResponseBase:
    """Give the invoices that the list shows as a table."""
    _form, wanted, order = _search(request)
    return list_file(kind, "invoices", HEADINGS, _rows(visit, wanted, order))


HEADINGS = (
    "Number",
    "Contractor",
    "Engagement",
    "State",
    "Issued on",
    "Due on",
    "Net",
    "Tax",
    "Total",
    "Currency",
    "Paid at",
    "Self-billed",
)
"""Of the file, in English as all files, so that it can be worked with anywhere."""


def _rows(visit: Visit, wanted: Wanted, order: str) -> Iterator[tuple[Cell, ...]]:
    for row in find_invoices(visit, wanted, order).iterator(chunk_size=1000):
        yield (
            row.number,
            row.contractor.name,
            row.engagement.name,
            row.state,
            row.issued_on,
            row.due_on,
            row.net,
            row.tax,
            row.total,
            row.currency,
            row.paid_at.date() if row.paid_at else None,
            row.self_billed,
        )
