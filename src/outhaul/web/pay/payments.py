"""Payments: all of them, and what is told of each."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outhaul.apps.money.domain.access import access_payment
from outhaul.apps.money.domain.finding import A_PAGE, PAYMENT_ORDERS, find_payments
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.money.domain.paying import confirm, difference_of, fail, take_back
from outhaul.apps.money.lifecycles import PAYMENT, PaymentState
from outhaul.apps.money.models import Payment
from outhaul.apps.paging import page_of
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.documents.listing import Cell
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.doors import for_power
from outhaul.web.lists.files import list_file
from outhaul.web.lists.filters import place_free
from outhaul.web.pay.forms import Paid, Reason, SearchPayments, put_beside
from outhaul.web.pay.words import TEXTS


def _wanted(request: HttpRequest) -> tuple[SearchPayments, dict[str, str]]:
    form = SearchPayments(request.GET)
    form.is_valid()
    told = form.cleaned_data
    return form, {"text": " ".join(told.get("q", "").split()), "state": told.get("state", "")}


@for_power(Power.BOOKS)
@require_safe
def payments(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show a page of the payments that are wanted."""
    search, wanted = _wanted(request)
    found = find_payments(visit, **wanted)
    page = page_of(found, PAYMENT_ORDERS["newest"], request.GET.get("after", ""), A_PAGE)
    sent = find_payments(visit, state=PaymentState.SENT).count()
    told = {
        "rows": page.rows,
        "sent": sent,
        "is_any": bool(page.rows) or find_payments(visit).exists(),
        "search": search,
        "query": place_free(request),
        "next": place_free(request, after=page.next) if page.next else "",
        "is_first": not request.GET.get("after"),
        **TEXTS,
    }
    return render(request, "pay/payments.html", told)


@for_power(Power.BOOKS, to_change=Power.PAY)
@require_http_methods(["GET", "HEAD", "POST"])
def payment(request: HttpRequest, visit: Visit, payment: str) -> HttpResponse:
    """Show a payment; note that it was made."""
    found = access_payment(visit, payment)
    if request.method != "POST":
        return _page(request, visit, found)
    form = Paid(request.POST, is_foreign=_is_foreign(visit, found), has_amount=False)
    if form.is_valid():
        try:
            confirm(visit, found, form.told)
        except InputError as error:
            put_beside(form, error)
        except NotNow:
            messages.error(request, _("It went on meanwhile. This is how it stands."))
            return _back(visit, found)
        else:
            messages.success(request, _("The payment is noted. The contractor reads it."))
            return _back(visit, found)
    return _page(request, visit, found, paid=form, status=422)


@for_power(Power.PAY)
@require_POST
def failed(request: HttpRequest, visit: Visit, payment: str) -> HttpResponse:
    """Note that it failed, or was returned."""
    found = access_payment(visit, payment)
    form = Reason(request.POST)
    if not form.is_valid():
        return _page(request, visit, found, reason=form, status=422)
    try:
        fail(visit, found, reason=form.cleaned_data["reason"])
        messages.success(request, _("It is noted as failed. The invoice can go into another pay run."))
    except NotNow:
        messages.error(request, _("It went on meanwhile. This is how it stands."))
    return _back(visit, found)


@for_power(Power.PAY)
@require_POST
def undo(request: HttpRequest, visit: Visit, payment: str) -> HttpResponse:
    """Take back that it was noted as paid."""
    found = access_payment(visit, payment)
    try:
        take_back(visit, found)
        messages.success(request, _("It is no longer noted as paid."))
    except NotNow:
        messages.error(request, _("It went on meanwhile. This is how it stands."))
    return _back(visit, found)


@for_power(Power.BOOKS)
@require_safe
def export(request: HttpRequest, visit: Visit, kind: str) -> HttpResponseBase:
    """Give the payments that the list shows as a table."""
    _form, wanted = _wanted(request)
    return list_file(kind, "payments", HEADINGS, _rows(visit, wanted))


HEADINGS = (
    "Invoice",
    "Contractor",
    "Amount",
    "Currency",
    "State",
    "Paid on",
    "Fee",
    "Rate",
    "Source of the rate",
    "Reference",
    "Pay run",
)
"""Of the file, in English as all files."""


def _rows(visit: Visit, wanted: dict[str, str]) -> Iterator[tuple[Cell, ...]]:
    for row in find_payments(visit, **wanted).iterator(chunk_size=1000):
        yield (
            row.invoice.number,
            row.invoice.contractor.name,
            row.amount,
            row.invoice.currency,
            row.state,
            row.paid_on,
            row.fee,
            row.rate,
            row.rate_source,
            row.reference,
            row.pay_run.number if row.pay_run else None,
        )


def _is_foreign(visit: Visit, payment: Payment) -> bool:
    return payment.invoice.currency != home_of(visit.business).currency


def _back(visit: Visit, payment: Payment) -> HttpResponse:
    return redirect("payment", business=visit.business.key, payment=payment.key)


def _page(  # noqa: PLR0913 -- the forms of the page, as they were sent
    request: HttpRequest,
    visit: Visit,
    found: Payment,
    *,
    paid: Paid | None = None,
    reason: Reason | None = None,
    status: int = 200,
) -> HttpResponse:
    home = home_of(visit.business)
    found.business = visit.business
    fresh = Paid(is_foreign=_is_foreign(visit, found), has_amount=False, initial={"paid_on": home.today})
    told = {
        "payment": found,
        "invoice": found.invoice,
        "difference": difference_of(found),
        "home": home,
        "verbs": PAYMENT.verbs(PaymentState(found.state)) if visit.may(Power.PAY) else (),
        "paid_form": paid or fresh,
        "reason_form": reason or Reason(),
        "wrong": "pay" if paid else "fail" if reason else "",
        **TEXTS,
    }
    return render(request, "pay/payment.html", told, status=status)
