"""The contractor sends in an invoice of their own: a file, and what it asks for, line by line or in all."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_http_methods

from outhaul.apps.money.domain.accepting import Item, accepted_items
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.money.domain.invoicing import Asked, Claim, Sheet, send_in
from outhaul.apps.money.domain.sheets import keep_sheet
from outhaul.apps.work.domain.access import Assignment
from outhaul.faults import InputError
from outhaul.web.doors import for_contractor
from outhaul.web.pay.forms import Heading, put_beside
from outhaul.web.pay.words import TEXTS


class OwnInvoice(Heading):
    """The paper, and for each accepted part what the paper asks for it."""

    file = forms.FileField(
        label=later("Your invoice as a file"),
        help_text=later("PDF or a picture, up to 5 MB."),
        required=False,
    )
    total = forms.DecimalField(
        label=later("Or only the sum of all lines, before tax"),
        help_text=later("For the parts that you ticked; then leave their amounts as they are."),
        required=False,
        min_value=Decimal("0.01"),
        max_digits=12,
        decimal_places=2,
    )
    other_text = forms.CharField(
        label=later("Anything else on it"),
        help_text=later("What was not accepted cannot be paid; it is shown as a difference."),
        max_length=200,
        required=False,
    )
    other_amount = forms.DecimalField(
        label=later("Its amount"), required=False, min_value=Decimal("0.01"), max_digits=12, decimal_places=2
    )

    def __init__(self, items: Sequence[Item], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[f"take-{item.key}"] = forms.BooleanField(
                label=item.text, required=False, initial=True
            )
            self.fields[f"amount-{item.key}"] = forms.DecimalField(
                label=_("Amount for %(what)s") % {"what": item.text},
                required=False,
                min_value=Decimal("0.01"),
                initial=item.amount,
                max_digits=12,
                decimal_places=2,
            )

    def rows(self) -> list[tuple[Item, forms.BoundField, forms.BoundField]]:
        """Return each accepted part with its two fields."""
        return [(item, self[f"take-{item.key}"], self[f"amount-{item.key}"]) for item in self.items]

    def clean(self) -> None:
        """Want a text for what else is asked for."""
        told = self.cleaned_data
        if told.get("other_amount") and not told.get("other_text"):
            self.add_error("other_text", _("Say what it is for."))

    def asked(self) -> Asked:
        """Return what stands above the lines."""
        told = self.cleaned_data
        return Asked(number=told["number"], issued_on=told["issued_on"], tax_rate=told["tax_rate"])

    def claims(self) -> list[Claim]:
        """Return the lines; a sum over them that differs is told as one line, or taken from the last."""
        told = self.cleaned_data
        found = [
            Claim(text=item.text, amount=told.get(f"amount-{item.key}") or item.amount, item=item)
            for item in self.items
            if told.get(f"take-{item.key}")
        ]
        if told.get("total"):
            found = _with_total(found, told["total"])
        if told.get("other_amount"):
            found.append(Claim(text=told["other_text"], amount=told["other_amount"]))
        return found


def _with_total(claims: list[Claim], total: Decimal) -> list[Claim]:
    over = total - sum((claim.amount for claim in claims), Decimal(0))
    if over > 0:
        return [*claims, Claim(text=_("Asked for beyond the parts"), amount=over)]
    if over < 0 and claims:
        last = claims[-1]
        return [*claims[:-1], Claim(text=last.text, amount=last.amount + over, item=last.item)]
    return claims


@for_contractor
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, assignment: Assignment) -> HttpResponse:
    """Show the form beside what was accepted; take the invoice in."""
    items = accepted_items(assignment.engagement)
    initial = {"issued_on": home_of(assignment.business).today, "tax_rate": 0}
    if request.method != "POST":
        return _page(request, assignment, OwnInvoice(items, initial=initial))
    form = OwnInvoice(items, request.POST, request.FILES)
    if form.is_valid():
        try:
            paper = _paper(assignment, form.cleaned_data["file"])
            made = send_in(assignment, form.asked(), form.claims(), paper=paper)
        except InputError as error:
            put_beside(form, error)
        else:
            messages.success(request, _("The invoice is sent. Here you see how far it is."))
            return redirect("portal-invoice", assignment.engagement.key, made.key)
    return _page(request, assignment, form, status=422)


def _paper(assignment: Assignment, sent: "UploadedFile[Any] | None") -> Sheet | None:
    return keep_sheet(assignment.business, sent.name or "", sent.read()) if sent else None


def _page(
    request: HttpRequest, assignment: Assignment, form: OwnInvoice, *, status: int = 200
) -> HttpResponse:
    told = {"form": form, "engagement": assignment.engagement, **TEXTS}
    return render(request, "portal/invoices/send.html", told, status=status)
