"""One invoice: what it asks for beside what was accepted, and the answers to it."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outhaul.apps.money.domain.accepting import accepted_items
from outhaul.apps.money.domain.access import access_invoice, access_payments
from outhaul.apps.money.domain.answering import approve, reject, void, wants_approval
from outhaul.apps.money.domain.following import open_amount
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.money.domain.invoicing import Asked, bill_for, next_number
from outhaul.apps.money.domain.lateness import clock_of
from outhaul.apps.money.domain.paying import PAYABLE, blocks_of, difference_of, pay_by_hand
from outhaul.apps.money.domain.printing import invoice_paper
from outhaul.apps.money.lifecycles import INVOICE, InvoiceState
from outhaul.apps.money.models import Invoice
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.access import access_engagement
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.doors import for_power
from outhaul.web.pay.files import attachment, paper_answer
from outhaul.web.pay.forms import Heading, Paid, Reason, put_beside
from outhaul.web.pay.words import TEXTS


@for_power(Power.BOOKS)
@require_safe
def invoice(request: HttpRequest, visit: Visit, invoice: str) -> HttpResponse:
    """Show an invoice."""
    return _page(request, visit, access_invoice(visit, invoice))


@for_power(Power.PAY)
@require_POST
def answer(request: HttpRequest, visit: Visit, invoice: str, verb: str) -> HttpResponse:
    """Approve, reject or make void."""
    found = access_invoice(visit, invoice)
    form = Reason(request.POST) if verb in {"reject", "void"} else forms.Form(request.POST)
    do = _doing(verb)
    if form.is_valid():
        try:
            do(visit, found, form.cleaned_data.get("reason", ""))
        except InputError as error:
            put_beside(form, error)
        except NotNow:
            messages.error(request, _("It was answered meanwhile. This is how it stands."))
            return _back(visit, found)
        else:
            messages.success(request, DONE[verb]())
            return _back(visit, found)
    return _page(request, visit, found, wrong=(verb, form), status=422)


def _doing(verb: str) -> Callable[[Visit, Invoice, str], Invoice]:
    doing: dict[str, Callable[[Visit, Invoice, str], Invoice]] = {
        "approve": lambda visit, row, _reason: approve(visit, row),
        "reject": lambda visit, row, reason: reject(visit, row, reason=reason),
        "void": lambda visit, row, reason: void(visit, row, reason=reason),
    }
    if verb not in doing:
        raise Http404
    return doing[verb]


DONE: dict[str, Callable[[], str]] = {
    "approve": lambda: _("It is approved. The contractor reads when it is due."),
    "reject": lambda: _("It is rejected. The contractor reads why, and can send another."),
    "void": lambda: _("It is void. What was accepted waits for another invoice."),
}


@for_power(Power.PAY)
@require_POST
def pay(request: HttpRequest, visit: Visit, invoice: str) -> HttpResponse:
    """Note that it was paid, or a part of it."""
    found = access_invoice(visit, invoice)
    form = Paid(request.POST, is_foreign=_is_foreign(visit, found))
    if form.is_valid():
        try:
            pay_by_hand(visit, found, form.cleaned_data["amount"], form.told)
        except InputError as error:
            put_beside(form, error)
        except NotNow:
            messages.error(request, _("It was answered meanwhile. This is how it stands."))
            return _back(visit, found)
        else:
            messages.success(request, _("The payment is noted. The contractor reads it."))
            return _back(visit, found)
    return _page(request, visit, found, wrong=("pay", form), status=422)


@for_power(Power.BOOKS)
@require_safe
def pdf(_request: HttpRequest, visit: Visit, invoice: str) -> HttpResponse:
    """Hand out the paper of an invoice that was made here."""
    found = access_invoice(visit, invoice)
    if found.source != "made":
        raise Http404
    return attachment(invoice_paper(found), f"{found.number}.pdf", "application/pdf")


@for_power(Power.BOOKS)
@require_safe
def sent_in(_request: HttpRequest, visit: Visit, invoice: str) -> HttpResponse:
    """Hand out the paper that the contractor sent in."""
    return paper_answer(access_invoice(visit, invoice))


@for_power(Power.PAY)
@require_http_methods(["GET", "HEAD", "POST"])
def bill(request: HttpRequest, visit: Visit, engagement: str) -> HttpResponse:
    """Make an invoice on behalf of the contractor from all that was accepted."""
    row = access_engagement(visit, engagement)
    items = accepted_items(row)
    initial = {"number": next_number(row), "issued_on": home_of(visit.business).today, "tax_rate": 0}
    form = Heading(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = bill_for(visit, row, Asked(**form.cleaned_data))
        except InputError as error:
            put_beside(form, error)
        else:
            messages.success(request, _("The invoice is made on behalf of the contractor, who reads it."))
            return _back(visit, made)
    told = {
        "engagement": row,
        "items": items,
        "total": sum(item.amount for item in items),
        "form": form,
        **TEXTS,
    }
    return render(request, "pay/bill.html", told, status=422 if form.errors else 200)


def _back(visit: Visit, invoice: Invoice) -> HttpResponse:
    return redirect("invoice", business=visit.business.key, invoice=invoice.key)


def _is_foreign(visit: Visit, invoice: Invoice) -> bool:
    return invoice.currency != home_of(visit.business).currency


def _page(
    request: HttpRequest,
    visit: Visit,
    found: Invoice,
    *,
    wrong: tuple[str, forms.Form] | None = None,
    status: int = 200,
) -> HttpResponse:
    home = home_of(visit.business)
    payments = list(access_payments(visit).filter(invoice=found))
    can_pay = visit.may(Power.PAY)
    left = open_amount(found) if found.state in PAYABLE else 0
    verbs = INVOICE.verbs(InvoiceState(found.state)) if can_pay else ()
    paid = Paid(is_foreign=_is_foreign(visit, found), initial={"amount": left, "paid_on": home.today})
    given = {"reject": Reason(), "void": Reason(), "pay": paid}
    if wrong:
        given[wrong[0]] = wrong[1]
    told = {
        "invoice": found,
        "lines": list(found.lines.all()),
        "paper": getattr(found, "paper", None),
        "clock": clock_of(found),
        "left": left,
        "payments": [(one, difference_of(one)) for one in payments],
        "home": home,
        "verbs": verbs,
        "why_not": wants_approval(visit, found) if "approve" in verbs else [],
        "blocks": blocks_of(found.contractor, home.today) if found.state in PAYABLE else [],
        "can_be_paid": can_pay and left > 0,
        "forms": given,
        "wrong": wrong[0] if wrong else "",
        "corrected_by": found.corrected_by.first(),
        **TEXTS,
    }
    return render(request, "pay/invoice.html", told, status=status)
