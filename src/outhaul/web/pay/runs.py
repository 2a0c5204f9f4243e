"""Pay runs: put approved invoices together, make the file for the bank, follow what became of it."""

from django.contrib import messages
from django.db.models import Count, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outhaul.apps.money.domain.access import access_pay_run, access_pay_runs, access_payer, access_payments
from outhaul.apps.money.domain.bank_days import bank_day
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.money.domain.pay_runs import (
    candidates,
    file_of,
    payable,
    send_run,
    start_run,
    take_out,
    void_run,
)
from outhaul.apps.money.lifecycles import PaymentState
from outhaul.apps.money.models import PayRun
from outhaul.apps.paging import Order, in_order, page_of
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.sealing import CannotOpen
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.doors import for_power
from outhaul.web.lists.filters import place_free
from outhaul.web.pay.files import attachment
from outhaul.web.pay.forms import NewRun, put_beside
from outhaul.web.pay.words import TEXTS

NEWEST = Order("number", int, descending=True)
A_PAGE = 30


@for_power(Power.BOOKS)
@require_safe
def runs(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List the pay runs."""
    found = in_order(access_pay_runs(visit), NEWEST)
    page = page_of(found, NEWEST, request.GET.get("after", ""), A_PAGE)
    payments = access_payments(visit).filter(pay_run__in=page.rows).exclude(state=PaymentState.VOID)
    sums = payments.order_by().values_list("pay_run").annotate(count=Count("pk"), sum=Sum("amount"))
    by_run = {pk: (count, total) for pk, count, total in sums}
    told = {
        "rows": [(run, *by_run.get(run.pk, (0, 0))) for run in page.rows],
        "waiting": payable(visit).count(),
        "next": place_free(request, after=page.next) if page.next else "",
        **TEXTS,
    }
    return render(request, "pay/runs.html", told)


@for_power(Power.PAY)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Choose invoices in one currency, due first, and put them into a run."""
    currencies = sorted(set(payable(visit).order_by().values_list("currency", flat=True).distinct()))
    currency = request.GET.get("currency", "") or request.POST.get("currency", "")
    currency = currency if currency in currencies else (currencies[0] if currencies else "")
    home = home_of(visit.business)
    form = NewRun(
        request.POST if request.method == "POST" else None,
        initial={"executes_on": bank_day(currency, home.country, home.today)},
    )
    keys = request.POST.getlist("invoice")
    if request.method == "POST" and form.is_valid():
        try:
            run = start_run(visit, keys, **form.cleaned_data)
        except InputError as error:
            put_beside(form, error)
        except NotNow:
            form.add_error(None, _("One of them was paid or answered meanwhile."))
        else:
            messages.success(request, _("The pay run is drafted. Look at it, then send it."))
            return _back(visit, run)
    rows = candidates(visit, currency) if currency else []
    told = {
        "rows": rows,
        "chosen": keys if request.method == "POST" else [row.invoice.key for row in rows if not row.blocks],
        "sum": sum(row.open for row in rows if not row.blocks),
        "free": sum(1 for row in rows if not row.blocks),
        "currency": currency,
        "currencies": currencies,
        "form": form,
        **TEXTS,
    }
    return render(request, "pay/new_run.html", told, status=422 if form.errors else 200)


@for_power(Power.BOOKS)
@require_safe
def run(request: HttpRequest, visit: Visit, run: str) -> HttpResponse:
    """Show one pay run."""
    return _page(request, visit, access_pay_run(visit, run))


@for_power(Power.PAY)
@require_POST
def step(request: HttpRequest, visit: Visit, run: str, verb: str) -> HttpResponse:
    """Send it to the bank, or give it up, or take one payment out."""
    found = access_pay_run(visit, run)
    try:
        if verb == "send":
            send_run(visit, found)
            messages.success(request, _("The file is made. Take it to your bank, then note what was paid."))
        elif verb == "void":
            void_run(visit, found)
            messages.success(request, _("It is given up. Its invoices wait for another run."))
        elif verb == "take-out":
            payment = (
                access_payments(visit).filter(pay_run=found, key=request.POST.get("payment", "")).first()
            )
            if payment is None:
                raise Http404
            take_out(visit, found, payment)
            messages.success(request, _("It is taken out, and waits for another run."))
        else:
            raise Http404
    except InputError as error:
        words = [". ".join(filter(None, (fault.problem, fault.remedy))) + "." for fault in error.faults]
        return _page(request, visit, found, wrong=words, status=422)
    except CannotOpen:
        words = [_("The account of one side cannot be read. Enter it anew, or ask for it.")]
        return _page(request, visit, found, wrong=words, status=422)
    except NotNow:
        messages.error(request, _("It went on meanwhile. This is how it stands."))
    return _back(visit, found)


@for_power(Power.PAY)
@require_safe
def file(request: HttpRequest, visit: Visit, run: str, kind: str) -> HttpResponse:
    """Hand out the file for the bank, the same each time."""
    found = access_pay_run(visit, run)
    if kind not in {"bank", "csv"}:
        raise Http404
    try:
        made = file_of(visit, found, wants_csv=kind == "csv")
    except NotNow:
        raise Http404 from None
    except CannotOpen:
        messages.error(request, _("It was sealed with a secret that is gone, so it cannot be made again."))
        return _back(visit, found)
    return attachment(made.content, made.name, made.media_type)


def _back(visit: Visit, run: PayRun) -> HttpResponse:
    return redirect("pay-run", business=visit.business.key, run=run.key)


def _page(
    request: HttpRequest, visit: Visit, found: PayRun, *, wrong: list[str] | None = None, status: int = 200
) -> HttpResponse:
    payments = list(access_payments(visit).filter(pay_run=found).order_by("pk"))
    alive = [one for one in payments if one.state != PaymentState.VOID]
    told = {
        "run": found,
        "payments": payments,
        "count": len(alive),
        "sum": sum(one.amount for one in alive),
        "paid": sum(1 for one in alive if one.state == PaymentState.PAID),
        "payer": access_payer(visit),
        "is_sepa": found.currency == "EUR",
        "wrong": wrong or [],
        **TEXTS,
    }
    return render(request, "pay/run.html", told, status=status)
