"""The contractor's invoices: made by a click, and followed to the payment."""

from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from outhaul.apps.money.domain.accepting import accepted_items
from outhaul.apps.money.domain.access import access_own_invoice, access_own_invoices
from outhaul.apps.money.domain.answering import take_back
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.money.domain.invoicing import Asked, make_invoice, next_number
from outhaul.apps.money.domain.lateness import clock_of, clocks_of, days_to_pay
from outhaul.apps.money.domain.paying import blocks_of, difference_of
from outhaul.apps.money.domain.printing import invoice_paper
from outhaul.apps.money.lifecycles import InvoiceState
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.domain.paper_letters import papers_address
from outhaul.engine.lateness import STOP_AFTER
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.agree.texts import money_text
from outhaul.web.doors import for_contractor
from outhaul.web.pay.files import attachment, paper_answer
from outhaul.web.pay.forms import Heading, put_beside
from outhaul.web.pay.words import TEXTS

MOST = 100


@for_contractor
@require_safe
def invoices(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Show what can be invoiced, and how far each invoice is."""
    return _page(request, assignment)


@for_contractor
@require_POST
def make(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Make the invoice of all that was accepted."""
    form = Heading(request.POST)
    if form.is_valid():
        try:
            made = make_invoice(assignment, Asked(**form.cleaned_data))
        except InputError as error:
            put_beside(form, error)
        else:
            messages.success(request, _("The invoice is sent. Here you see how far it is."))
            return redirect("portal-invoice", assignment.engagement.key, made.key)
    return _page(request, assignment, form=form, status=422)


@for_contractor
@require_safe
def invoice(request: HttpRequest, assignment: Assignment, invoice: str) -> HttpResponse:
    """Show one invoice, its payments, and when it is expected to be paid."""
    found = access_own_invoice(assignment, invoice)
    payments = list(found.payments.exclude(state="void").select_related("pay_run", "business", "invoice"))
    told = {
        "invoice": found,
        "engagement": assignment.engagement,
        "lines": list(found.lines.all()),
        "payments": [(one, difference_of(one)) for one in payments],
        "clock": clock_of(found),
        "home": home_of(assignment.business),
        "usual": days_to_pay(assignment.business),
        "stop_after": STOP_AFTER,
        "paper": getattr(found, "paper", None),
        "can_take_back": found.state == InvoiceState.SUBMITTED and not found.self_billed,
        **TEXTS,
    }
    return render(request, "portal/invoices/invoice.html", told)


@for_contractor
@require_POST
def withdraw(request: HttpRequest, assignment: Assignment, invoice: str) -> HttpResponse:
    """Take back an invoice that nobody answered yet."""
    found = access_own_invoice(assignment, invoice)
    try:
        take_back(assignment, found)
        messages.success(request, _("It is taken back. You can make another."))
    except NotNow:
        messages.error(request, _("It was answered meanwhile. This is how it stands."))
    return redirect("portal-invoice", assignment.engagement.key, found.key)


@for_contractor
@require_safe
def pdf(_request: HttpRequest, assignment: Assignment, invoice: str) -> HttpResponse:
    """Hand out the paper of an invoice that was made here."""
    found = access_own_invoice(assignment, invoice)
    if found.source != "made":
        raise Http404
    return attachment(invoice_paper(found), f"{found.number}.pdf", "application/pdf")


@for_contractor
@require_safe
def paper(_request: HttpRequest, assignment: Assignment, invoice: str) -> HttpResponse:
    """Hand out the paper that was sent in."""
    return paper_answer(access_own_invoice(assignment, invoice))


def _page(
    request: HttpRequest, assignment: Assignment, *, form: Heading | None = None, status: int = 200
) -> HttpResponse:
    engagement = assignment.engagement
    items = accepted_items(engagement)
    home = home_of(assignment.business)
    initial = {"number": next_number(engagement), "issued_on": home.today, "tax_rate": 0}
    rows = list(access_own_invoices(assignment)[:MOST])
    clocks = clocks_of(assignment.business, rows)
    waits = sum((item.amount for item in items), Decimal(0))
    told = {
        "engagement": engagement,
        "items": items,
        "answer": _answer(waits, len(items), engagement.currency),
        "form": form or Heading(initial=initial),
        "rows": [(row, clocks[row.pk]) for row in rows],
        "blocks": blocks_of(assignment.contractor, home.today),
        "papers": papers_address(assignment.contractor),
        "usual": days_to_pay(assignment.business),
        **TEXTS,
    }
    return render(request, "portal/invoices/list.html", told, status=status)


def _answer(amount: Decimal, count: int, currency: str) -> str:
    if not count:
        return _("0 accepted parts wait for an invoice.")
    told = {"amount": money_text(amount, currency), "count": count}
    return (
        ngettext(
            "%(amount)s can be invoiced, for %(count)s accepted part.",
            "%(amount)s can be invoiced, for %(count)s accepted parts.",
            count,
        )
        % told
    )
