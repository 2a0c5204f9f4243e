"""Files for whoever keeps the books, and what a year paid to whom in the United States."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from outhaul.apps.money.domain.accounting import UNITED_STATES, YearTotal, bills, nec_totals, threshold_of
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.documents.accounting import QUICKBOOKS, XERO, Bill, Coding, quickbooks_rows, xero_rows
from outhaul.documents.listing import Cell
from outhaul.web.agree.papers.forms import DATE
from outhaul.web.doors import for_power
from outhaul.web.lists.files import list_file
from outhaul.web.pay.words import TEXTS, sums_text

Rows = Callable[[Iterable[Bill], Coding], Iterator[tuple[Cell, ...]]]
PROGRAMMES: dict[str, tuple[tuple[str, ...], Rows]] = {
    "xero": (XERO, xero_rows),
    "quickbooks": (QUICKBOOKS, quickbooks_rows),
}
MONTH_FIRST = frozenset({"US", "PH"})
"""Countries whose programmes read the month before the day."""
FIRST_YEAR, LAST_YEAR = 2020, 2100


class Wanted(forms.Form):
    """Which invoices, and what the programme calls their account and tax."""

    first = forms.DateField(label=later("From"), widget=DATE)
    last = forms.DateField(label=later("To"), widget=DATE)
    account = forms.CharField(
        label=later("Account"),
        help_text=later("Of these costs, as your programme calls it, such as 420 or Subcontractors."),
        max_length=60,
        required=False,
    )
    tax = forms.CharField(
        label=later("Tax rate"),
        help_text=later("As your programme calls it, such as Tax Exempt."),
        max_length=60,
        required=False,
    )


class Year(forms.Form):
    """A calendar year, and the sum from which on a form is due."""

    year = forms.IntegerField(label=later("Calendar year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    threshold = forms.DecimalField(
        label=later("A form is due from, in USD"), min_value=0, max_digits=9, decimal_places=2, required=False
    )


@for_power(Power.BOOKS)
@require_safe
def accountant(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what can be taken over, and the totals of a year."""
    return _page(request, visit)


def _page(request: HttpRequest, visit: Visit, refused: Wanted | None = None) -> HttpResponse:
    home = home_of(visit.business)
    year, threshold = _year(request, home.today)
    known = threshold_of(year)
    rows = nec_totals(visit, year)
    told = {
        "wanted": refused
        or Wanted(initial={"first": home.today.replace(month=1, day=1), "last": home.today}),
        "is_in_us": home.country == UNITED_STATES,
        "rows": [(row, row.total >= threshold) for row in rows],
        "answer": _answer(rows, year, threshold) if home.country == UNITED_STATES else "",
        "year_form": Year(initial={"year": year, "threshold": threshold}),
        "known": known,
        "year": year,
        "threshold": threshold,
        "is_later": year > known.year,
        **TEXTS,
    }
    return render(request, "pay/accountant.html", told, status=422 if refused else 200)


def _year(request: HttpRequest, today: date) -> tuple[int, Decimal]:
    form = Year(request.GET)
    form.is_valid()
    year = form.cleaned_data.get("year") or today.year
    threshold = form.cleaned_data.get("threshold")
    return year, threshold_of(year).amount if threshold is None else threshold


def _answer(rows: list[YearTotal], year: int, threshold: Decimal) -> str:
    due = sum(row.total >= threshold for row in rows)
    words = ngettext(
        "%(due)s contractor was paid %(sum)s or more in %(year)s.",
        "%(due)s contractors were paid %(sum)s or more in %(year)s.",
        due,
    )
    return words % {"due": due, "sum": sums_text((("USD", threshold),)), "year": year}


@for_power(Power.BOOKS)
@require_safe
def bills_file(request: HttpRequest, visit: Visit, programme: str) -> HttpResponseBase:
    """Give invoices as a table that a programme takes in as bills."""
    if programme not in PROGRAMMES:
        raise Http404
    form = Wanted(request.GET)
    if not form.is_valid():
        return _page(request, visit, form)
    told = form.cleaned_data
    header, rows = PROGRAMMES[programme]
    month_first = home_of(visit.business).country in MONTH_FIRST
    coding = Coding(account=told["account"], tax=told["tax"], month_first=month_first)
    found = bills(visit, told["first"], told["last"])
    return list_file("csv", f"bills-{programme}-{told['first']}-{told['last']}", header, rows(found, coding))


HEADINGS = ("Contractor", "E-mail", "Country", "Address", "W-9", "Paid in the year (USD)", "Payments", "Due")
"""Of the file of a year, in English as all files."""


@for_power(Power.BOOKS)
@require_safe
def year_file(request: HttpRequest, visit: Visit, kind: str) -> HttpResponseBase:
    """Give the totals of a year as a table."""
    year, threshold = _year(request, home_of(visit.business).today)
    rows = (
        (
            row.contractor.name,
            row.contractor.email,
            row.contractor.country,
            row.contractor.address,
            "yes" if row.has_form else "no",
            row.total,
            row.payments,
            row.total >= threshold,
        )
        for row in nec_totals(visit, year)
    )
    return list_file(kind, f"1099-nec-{year}", HEADINGS, rows)
