"""What a contractor enters: a VAT number, and bank details in one of three forms."""

from abc import abstractmethod
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from schwifty import BIC, IBAN
from schwifty.exceptions import SchwiftyException
from stdnum.exceptions import ValidationError as WrongNumber

from outhaul.apps.work.models import Contractor
from outhaul.web.agree.papers.numbers import countries, masked, routing_number, vat_number

DATE = forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d")


class PaperForm(forms.Form):
    """A paper as a form; once valid it tells what to keep and what to show."""

    def __init__(self, contractor: Contractor, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(*args, **kwargs)
        self.contractor = contractor
        for name, field in self.fields.items():
            if isinstance(field, forms.ChoiceField) and name.endswith("country"):
                field.choices = [("", _("Choose a country")), *countries(get_language() or "en")]
                self.initial.setdefault(name, contractor.country if name == "country" else "")

    def values(self) -> dict[str, object]:
        """Return what to keep, as plain values."""
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        return {
            name: value.isoformat() if isinstance(value, date) else value for name, value in given.items()
        }

    @abstractmethod
    def shown(self) -> str:
        """Return what may be shown of it."""

    def expires_on(self) -> date | None:
        """Return its last good day; None where it has none."""
        return None

    def _checked(self, name: str, words: str, check: Any) -> str:  # noqa: ANN401 -- a check of a library
        try:
            return str(check(self.cleaned_data[name]))
        except (WrongNumber, SchwiftyException, ValueError):
            raise forms.ValidationError(words) from None


class Vat(PaperForm):
    """A VAT or other tax number, or why there is none."""

    number = forms.CharField(
        label=later("VAT number"),
        help_text=later("With its letters, as on your invoices."),
        max_length=30,
        required=False,
    )
    none_because = forms.CharField(
        label=later("Or: why you have none"),
        help_text=later("Such as: small business, not registered."),
        max_length=200,
        required=False,
    )

    def clean_number(self) -> str:
        """Look at the format of the contractor's country."""
        if not self.cleaned_data["number"]:
            return ""
        country = self.contractor.country
        words = _("This cannot be a VAT number of %(country)s: look at each letter and digit.")
        return self._checked("number", words % {"country": country}, lambda told: vat_number(country, told))

    def clean(self) -> None:
        """Want one of the two."""
        told = self.cleaned_data
        if "number" in told and not told["number"] and not told.get("none_because"):
            raise forms.ValidationError(_("Enter the number, or why you have none."))

    def shown(self) -> str:
        """Return the number masked, or why there is none."""
        number = self.cleaned_data["number"]
        return (
            masked(number, begin=2, end=3)
            if number
            else _("none: %(why)s") % {"why": self.cleaned_data["none_because"][:80]}
        )


class Iban(PaperForm):
    """An account with an IBAN."""

    holder = forms.CharField(label=later("Account holder"), max_length=140)
    iban = forms.CharField(
        label="IBAN",
        max_length=42,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    bic = forms.CharField(
        label="BIC", help_text=later("Only if your bank wants it."), max_length=14, required=False
    )

    def clean_iban(self) -> str:
        """Look at length and check digits."""
        words = _("This cannot be an IBAN: look at each letter and digit.")
        return self._checked("iban", words, lambda told: IBAN(told).compact)

    def clean_bic(self) -> str:
        """Look at the format."""
        return _bic(self)

    def shown(self) -> str:
        """Return the IBAN masked."""
        return masked(self.cleaned_data["iban"], begin=4)


class UsAccount(PaperForm):
    """An account in the United States."""

    holder = forms.CharField(label=later("Account holder"), max_length=140)
    routing = forms.CharField(
        label=later("Routing number"), help_text=later("Nine digits, for electronic payments."), max_length=12
    )
    account = forms.RegexField(
        r"^[\d -]{4,20}$",
        label=later("Account number"),
        error_messages={"invalid": later("4 to 17 digits.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )
    account_kind = forms.ChoiceField(
        label=later("Kind of account"),
        choices=[("checking", later("Checking")), ("savings", later("Savings"))],
    )

    def clean_routing(self) -> str:
        """Look at the check digit."""
        return self._checked(
            "routing", _("This cannot be a routing number: look at each digit."), routing_number
        )

    def shown(self) -> str:
        """Return the account number masked."""
        return masked(self.cleaned_data["account"], end=4)


class OtherAccount(PaperForm):
    """An account elsewhere."""

    holder = forms.CharField(label=later("Account holder"), max_length=140)
    bank_country = forms.ChoiceField(label=later("Country of the bank"))
    bank = forms.CharField(label=later("Name of the bank"), max_length=140)
    bic = forms.CharField(label="BIC / SWIFT", max_length=14)
    account = forms.RegexField(
        r"^[A-Za-z\d -]{4,34}$",
        label=later("Account number"),
        error_messages={"invalid": later("4 to 34 letters and digits.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    branch = forms.CharField(
        label=later("Branch or clearing code"),
        help_text=later("Such as sort code, IFSC, CLABE or BSB, where your bank has one."),
        max_length=34,
        required=False,
    )

    def clean_bic(self) -> str:
        """Look at the format."""
        return _bic(self)

    def shown(self) -> str:
        """Return the account number masked, with the country of the bank."""
        return f"{self.cleaned_data['bank_country']} {masked(self.cleaned_data['account'], end=4)}"


def _bic(form: PaperForm) -> str:
    if not form.cleaned_data["bic"]:
        return ""
    return form._checked("bic", _("A BIC has 8 or 11 letters and digits."), lambda told: BIC(told).compact)  # noqa: SLF001 -- of the forms here
