"""Forms of pay."""

from datetime import date
from decimal import Decimal
from typing import Any

from babel.numbers import list_currencies
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from schwifty import BIC, IBAN
from schwifty.exceptions import SchwiftyException

from outhaul.apps.money.domain.paying import Told
from outhaul.documents.sepa.order import Account, Address
from outhaul.faults import InputError
from outhaul.web.agree.papers.forms import DATE
from outhaul.web.lists.selects import Select
from outhaul.web.pay.words import INVOICE_STATES, PAYMENT_STATES

SORTED = {"newest": later("newest first"), "due": later("due first"), "total": later("greatest first")}


class Search(forms.Form):
    """Fields of the list of invoices that may all be left empty; one that is wrong does not matter."""

    q = forms.CharField(label=later("Number, contractor or work"), required=False, max_length=80)
    state = forms.ChoiceField(
        widget=Select,
        label=later("State"),
        required=False,
        choices=[("", later("any state")), *INVOICE_STATES.items()],
    )
    currency = forms.CharField(label=later("Currency"), required=False, max_length=3)
    due_by = forms.DateField(label=later("Due by"), required=False, widget=DATE)
    late = forms.BooleanField(label=later("Only late ones"), required=False)
    sort = forms.ChoiceField(
        widget=Select, label=later("Sorted by"), required=False, choices=list(SORTED.items())
    )


class SearchPayments(forms.Form):
    """Fields of the list of payments."""

    q = forms.CharField(label=later("Invoice, contractor or reference"), required=False, max_length=80)
    state = forms.ChoiceField(
        widget=Select,
        label=later("State"),
        required=False,
        choices=[("", later("any state")), *PAYMENT_STATES.items()],
    )


class Reason(forms.Form):
    """Why something is refused."""

    reason = forms.CharField(
        label=later("Reason"),
        help_text=later("The contractor reads it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Paid(forms.Form):
    """A payment that was made."""

    amount = forms.DecimalField(
        label=later("Amount"), min_value=Decimal("0.01"), max_digits=12, decimal_places=2
    )
    paid_on = forms.DateField(label=later("Paid on"), widget=DATE)
    fee = forms.DecimalField(
        label=later("Fee of the transfer"),
        help_text=later("In your own currency; empty for none."),
        required=False,
        min_value=Decimal(0),
        max_digits=12,
        decimal_places=2,
    )
    reference = forms.CharField(label=later("Reference"), max_length=140, required=False)
    rate = forms.DecimalField(
        label=later("Exchange rate that your bank took"),
        help_text=later("Empty for the European Central Bank's rate of the day."),
        required=False,
        min_value=Decimal("0.00000001"),
        max_digits=18,
        decimal_places=8,
    )

    def __init__(self, *args: Any, is_foreign: bool = False, has_amount: bool = True, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*args, **kwargs)
        if not is_foreign:
            del self.fields["rate"]
        if not has_amount:
            del self.fields["amount"]

    @property
    def told(self) -> Told:
        """What is known of the payment."""
        data = self.cleaned_data
        return Told(
            paid_on=data["paid_on"],
            fee=data["fee"] or Decimal(0),
            reference=data["reference"],
            rate=data.get("rate"),
        )


class NewRun(forms.Form):
    """When a pay run is to be executed."""

    executes_on = forms.DateField(label=later("Pay on"), widget=DATE)


class PayerForm(forms.Form):
    """The account that the business pays from."""

    holder = forms.CharField(label=later("Account holder"), max_length=140)
    iban = forms.CharField(
        label="IBAN",
        help_text=later("For SEPA payments. Leave it empty where your bank has no IBAN."),
        max_length=42,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    bic = forms.CharField(label="BIC", max_length=14, required=False)
    number = forms.RegexField(
        r"^[A-Za-z\d -]{4,34}$",
        label=later("Account number, where there is no IBAN"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    street = forms.CharField(label=later("Street"), max_length=70, required=False)
    house = forms.CharField(label=later("House number"), max_length=16, required=False)
    postcode = forms.CharField(label=later("Postcode"), max_length=16, required=False)
    town = forms.CharField(
        label=later("Town"), help_text=later("Banks refuse a payment file without it."), max_length=35
    )
    country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        label=later("Country"),
        help_text=later("Two letters, such as DE or US."),
        error_messages={"invalid": later("Two letters, such as DE or US.")},
    )
    currency = forms.CharField(label=later("Currency of the account"), max_length=3)

    def clean_iban(self) -> str:
        """Look at length and check digits."""
        return _checked(self.cleaned_data["iban"], IBAN, _("This cannot be an IBAN: look at each letter."))

    def clean_bic(self) -> str:
        """Look at the format."""
        return _checked(self.cleaned_data["bic"], BIC, _("A BIC has 8 or 11 letters and digits."))

    def clean_currency(self) -> str:
        """Want one that there is."""
        return known_currency(self.cleaned_data["currency"])

    def clean(self) -> None:
        """Want an IBAN or a number."""
        told = self.cleaned_data
        if "iban" in told and not told["iban"] and not told.get("number"):
            self.add_error("iban", _("Enter an IBAN, or the account number."))

    @property
    def account(self) -> Account:
        """What to keep."""
        told = self.cleaned_data
        address = Address(
            street=told["street"],
            number=told["house"],
            postcode=told["postcode"],
            town=told["town"],
            country=told["country"].upper(),
        )
        return Account(
            holder=told["holder"], iban=told["iban"], bic=told["bic"], number=told["number"], address=address
        )


class Limit(forms.Form):
    """The most that a role may approve alone."""

    most = forms.DecimalField(
        label=later("May approve alone up to"), min_value=Decimal(0), max_digits=12, decimal_places=2
    )


class RateForm(forms.Form):
    """An exchange rate of a day."""

    currency = forms.CharField(label=later("Currency"), max_length=3)
    on = forms.DateField(label=later("Day"), widget=DATE)
    rate = forms.DecimalField(
        label=later("One unit of it is, in your own currency"),
        min_value=Decimal("0.00000001"),
        max_digits=18,
        decimal_places=8,
    )
    source = forms.CharField(label=later("Source"), help_text=later("Such as: our bank."), max_length=100)

    def clean_currency(self) -> str:
        """Want one that there is."""
        return known_currency(self.cleaned_data["currency"])


class Heading(forms.Form):
    """Number, day and tax of an invoice."""

    number = forms.CharField(label=later("Invoice number"), max_length=60)
    issued_on = forms.DateField(label=later("Date of the invoice"), widget=DATE)
    tax_rate = forms.DecimalField(
        label=later("Tax in per cent"),
        help_text=later("0 where none is due."),
        min_value=Decimal(0),
        max_value=Decimal(100),
        max_digits=5,
        decimal_places=2,
    )

    def clean_issued_on(self) -> date:
        """Want a year that invoices are written in."""
        day: date = self.cleaned_data["issued_on"]
        if not 2000 <= day.year <= 2100:  # noqa: PLR2004 -- years of a computer
            raise forms.ValidationError(_("Look at the year."))
        return day


def known_currency(told: str) -> str:
    """Return the code of a currency. Raises ValidationError where there is none."""
    code = told.strip().upper()
    if code not in list_currencies():
        raise forms.ValidationError(_("Three letters, such as EUR or USD."))
    return code


def _checked(told: str, kind: Any, words: str) -> str:  # noqa: ANN401 -- a class of schwifty
    if not told:
        return ""
    try:
        return str(kind(told).compact)
    except (SchwiftyException, ValueError):
        raise forms.ValidationError(words) from None


def put_beside(form: forms.Form, error: InputError) -> None:
    """Put each fault beside its field; what has no field stands above."""
    for fault in error.faults:
        field = fault.where if fault.where in form.fields else None
        form.add_error(field, ". ".join(filter(None, (fault.problem, fault.remedy))) + ".")
