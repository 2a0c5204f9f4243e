"""Bank statements: bring one in, see what its lines are, match the rest by hand."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, dumps, loads
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outhaul.apps.money.domain.access import access_bank_lines, access_payer, access_statements
from outhaul.apps.money.domain.bank import (
    bring_statement,
    ignore,
    match,
    proposals,
    still_open,
    unmatch,
)
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.money.models import BankLine, BankStatement
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.documents.bank.camt import read_camt
from outhaul.documents.bank.entries import BankEntry
from outhaul.documents.bank.table import DAYS, FIELDS, Mapped, Table, guessed, read_rows, read_table
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow
from outhaul.web.doors import for_power
from outhaul.web.pay.forms import known_currency, put_beside
from outhaul.web.pay.words import TEXTS
from outhaul.wording.faults import fault_in_words

MOST_BYTES = 2_000_000
MOST_SHOWN = 100
SAMPLE = 5
LABELS = {
    "on": later("Day"),
    "amount": later("Amount, below zero for what left"),
    "currency": later("Currency"),
    "counterpart": later("Payee"),
    "iban": later("Payee's IBAN"),
    "reference": later("Reference"),
}


class Bring(forms.Form):
    """A file of the bank."""

    file = forms.FileField(
        label=later("File of your bank"), help_text=later("CAMT.053 (XML) or a table (CSV).")
    )


class Columns(forms.Form):
    """Which column of a table holds what, and how days and amounts are written."""

    day = forms.ChoiceField(
        label=later("How days are written"), choices=[(form, told) for told, form in DAYS.items()]
    )
    decimal = forms.ChoiceField(
        label=later("How amounts are written"), choices=[(".", "1,234.56"), (",", "1.234,56")]
    )
    account_currency = forms.CharField(label=later("Currency of the account"), max_length=3)
    content = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, table: Table, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # Django's own
        choices = [("", _("not in the file")), *((str(at), name) for at, name in enumerate(table.headings))]
        for name in FIELDS:
            self.fields[name] = forms.ChoiceField(label=LABELS[name], choices=choices, required=False)
        self.order_fields([*FIELDS, "day", "decimal", "account_currency"])

    def clean_account_currency(self) -> str:
        """Want one that there is."""
        return known_currency(self.cleaned_data["account_currency"])

    @property
    def mapped(self) -> Mapped:
        """What was chosen."""
        told = self.cleaned_data
        columns = {name: int(told[name]) for name in FIELDS if told.get(name)}
        return Mapped(columns=columns, day=told["day"], decimal=told["decimal"])


@for_power(Power.BOOKS, to_change=Power.PAY)
@require_http_methods(["GET", "HEAD", "POST"])
def bank(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the statements and the lines that wait; take a file in."""
    if request.method != "POST":
        return _page(request, visit)
    form = Bring(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, visit, form=form, status=422)
    sent = form.cleaned_data["file"]
    try:
        content = _content(sent)
        if not content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            return _columns(request, visit, sent.name or "", content)
        return _brought(request, visit, sent.name or "", content, read_camt(content))
    except InputError as error:
        put_beside(form, error)
        return _page(request, visit, form=form, status=422)


def _content(sent: "UploadedFile[Any]") -> bytes:
    if (sent.size or 0) > MOST_BYTES:
        raise InputError([Fault("file", _("It is larger than 2 MB"), _("Fetch fewer months"))])
    content: bytes = sent.read()
    return content


def _columns(request: HttpRequest, visit: Visit, name: str, content: bytes) -> HttpResponse:
    """Ask which column holds what: nothing is kept yet, the file travels signed in the form."""
    table = read_table(content)
    found, payer = guessed(table), access_payer(visit)
    initial = {field: str(at) for field, at in found.columns.items()} | {
        "day": found.day,
        "decimal": found.decimal,
        "account_currency": payer.currency if payer else home_of(visit.business).currency,
        "content": dumps([name, content.hex()], salt=_salt(visit), compress=True),
    }
    return _ask(request, Columns(table, initial=initial), table)


def _ask(request: HttpRequest, form: Columns, table: Table, status: int = 200) -> HttpResponse:
    told = {"form": form, "table": table, "sample": table.rows[:SAMPLE], **TEXTS}
    return render(request, "pay/columns.html", told, status=status)


@for_power(Power.PAY)
@require_POST
def columns(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Take a table in as its columns were named."""
    try:
        name, told = loads(request.POST.get("content", ""), salt=_salt(visit))
    except BadSignature:
        messages.error(request, _("Choose the file again."))
        return redirect("bank", business=visit.business.key)
    content = bytes.fromhex(told)
    table = read_table(content)
    form = Columns(table, request.POST)
    if form.is_valid():
        try:
            entries = read_rows(table, form.mapped, currency=form.cleaned_data["account_currency"])
            return _brought(request, visit, name, content, entries)
        except InputError as error:
            put_beside(form, error)
    return _ask(request, form, table, status=422)


def _salt(visit: Visit) -> str:
    return f"outhaul.bank.{visit.business.key}.{visit.user.pk}"


def _brought(
    request: HttpRequest, visit: Visit, name: str, content: bytes, entries: list[BankEntry]
) -> HttpResponse:
    before = access_statements(visit).count()
    statement = bring_statement(visit, name, content, entries)
    if access_statements(visit).count() == before:
        messages.info(request, _("This file is here already. Nothing was taken in twice."))
    else:
        messages.success(request, _("The statement is here. What is sure was matched."))
    return redirect("bank-statement", business=visit.business.key, statement=statement.key)


@for_power(Power.BOOKS)
@require_safe
def statement(request: HttpRequest, visit: Visit, statement: str) -> HttpResponse:
    """Show the lines of one statement."""
    found = access_statements(visit).filter(key=statement).first()
    if found is None:
        raise Http404
    lines = access_bank_lines(visit).filter(statement=found)
    return _lines(request, visit, list(lines[:MOST_SHOWN]), found)


def _lines(request: HttpRequest, visit: Visit, lines: list[BankLine], found: BankStatement) -> HttpResponse:
    may = visit.may(Power.PAY)
    left = [line for line in lines if line.payment_id is None and line.ignored_at is None]
    told = {
        "statement": found,
        "lines": [(line, proposals(visit, line) if may else []) for line in lines],
        "matched": sum(1 for line in lines if line.payment_id),
        "left": len(left),
        "may": may,
        **TEXTS,
    }
    return render(request, "pay/statement.html", told)


@for_power(Power.PAY)
@require_POST
def line(request: HttpRequest, visit: Visit, line: str, verb: str) -> HttpResponse:
    """Match a line, undo that, or say that it is none of ours."""
    row = access_bank_lines(visit).filter(key=line).first()
    if row is None:
        raise Http404
    if verb not in LINE_VERBS:
        raise Http404
    try:
        messages.success(request, LINE_VERBS[verb](visit, row, request.POST.get("match", "")))
    except InputError as error:
        messages.error(request, " ".join(map(fault_in_words, error.faults)))
    except NotNow:
        messages.error(request, _("It went on meanwhile. This is how it stands."))
    return redirect("bank-statement", business=visit.business.key, statement=row.statement.key)


def _match(visit: Visit, row: BankLine, wanted: str) -> str:
    found = next((one for one in proposals(visit, row) if one.key == wanted), None)
    if found is None:
        raise NotNow("bank line", "other", "match")
    match(visit, row, found)
    return _("It is matched, and the payment noted.")


def _unmatch(visit: Visit, row: BankLine, _wanted: str) -> str:
    unmatch(visit, row)
    return _("The match is undone, and the payment with it.")


def _ignore(visit: Visit, row: BankLine, _wanted: str) -> str:
    ignore(visit, row)
    return _("It is set aside.")


def _restore(visit: Visit, row: BankLine, _wanted: str) -> str:
    ignore(visit, row, is_ignored=False)
    return _("It waits again.")


LINE_VERBS: Mapping[str, Callable[[Visit, BankLine, str], str]] = {
    "match": _match,
    "unmatch": _unmatch,
    "ignore": _ignore,
    "restore": _restore,
}
"""What can be done with a line -> what is said once it is done."""


def _page(
    request: HttpRequest, visit: Visit, *, form: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    told = {
        "form": form or Bring(),
        "statements": list(access_statements(visit)[:MOST_SHOWN]),
        "left": still_open(visit),
        **TEXTS,
    }
    return render(request, "pay/bank.html", told, status=status)
