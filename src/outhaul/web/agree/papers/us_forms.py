"""The details of Forms W-9 (March 2024) and W-8BEN (October 2021), field by field, asked in our own words."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from outhaul.apps.work.models import Contractor
from outhaul.engine.papers import w8ben_expires
from outhaul.web.agree.papers.forms import DATE, PaperForm
from outhaul.web.agree.papers.numbers import masked, us_tax_number

CLASSES = [
    ("individual", later("Individual or sole proprietor")),
    ("c-corporation", later("C corporation")),
    ("s-corporation", later("S corporation")),
    ("partnership", later("Partnership")),
    ("trust", later("Trust or estate")),
    ("llc-c", later("LLC, taxed as a C corporation")),
    ("llc-s", later("LLC, taxed as an S corporation")),
    ("llc-p", later("LLC, taxed as a partnership")),
    ("other", later("Other")),
]


class Certified(PaperForm):
    """A form that ends with a typed name under what it certifies."""

    certifies = forms.BooleanField(label=later("I certify this under penalties of perjury"))
    typed_name = forms.CharField(
        label=later("Type your name to sign"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def values(self) -> dict[str, object]:
        """Return what to keep, with the day of the signature."""
        return super().values() | {"signed_on": timezone.localdate().isoformat()}


class W9(Certified):
    """What a US person tells: name, tax class, address, taxpayer number."""

    name = forms.CharField(label=later("Name as on your tax return"), max_length=200)
    business_name = forms.CharField(
        label=later("Business name, if it is another one"), max_length=200, required=False
    )
    tax_class = forms.ChoiceField(label=later("You are taxed as"), choices=CLASSES)
    other_class = forms.CharField(label=later("If other: what"), max_length=100, required=False)
    exempt_payee_code = forms.CharField(
        label=later("Exempt payee code, if any"), max_length=5, required=False
    )
    fatca_code = forms.CharField(label=later("FATCA exemption code, if any"), max_length=5, required=False)
    street = forms.CharField(label=later("Street and number"), max_length=200)
    city = forms.CharField(label=later("City, state and ZIP code"), max_length=200)
    number_kind = forms.ChoiceField(
        label=later("Taxpayer number"), choices=[("ssn", later("SSN or ITIN")), ("ein", "EIN")]
    )
    number = forms.CharField(
        label=later("The number"), max_length=14, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    backup_withholding = forms.BooleanField(
        label=later("The IRS told me that I am subject to backup withholding"), required=False
    )
    field_order = (
        "name",
        "business_name",
        "tax_class",
        "other_class",
        "exempt_payee_code",
        "fatca_code",
        "street",
        "city",
        "number_kind",
        "number",
        "backup_withholding",
        "certifies",
        "typed_name",
    )

    def clean_number(self) -> str:
        """Look at the format of the kind of number."""
        kind = self.cleaned_data.get("number_kind", "ssn")
        words = _("This cannot be such a number: look at each digit.")
        return self._checked("number", words, lambda told: us_tax_number(kind, told))

    def shown(self) -> str:
        """Return kind and end of the number."""
        return f"{self.cleaned_data['number_kind'].upper()} {masked(self.cleaned_data['number'])}"


class Foreign(Certified):
    """What anybody tells who is not a US person: tax numbers, and which treaty."""

    us_number_kind = "ssn"
    us_number = forms.CharField(
        label=later("US taxpayer number, if you have one"), max_length=14, required=False
    )
    foreign_number = forms.CharField(
        label=later("Tax number of the country where you live"), max_length=40, required=False
    )
    number_not_required = forms.BooleanField(
        label=later("My country does not require me to have a tax number"), required=False
    )
    mailing_address = forms.CharField(
        label=later("Mailing address, if it is another one"), max_length=300, required=False
    )
    works_outside_us = forms.BooleanField(
        label=later("I do all of the work outside the United States"), required=False
    )
    treaty_country = forms.ChoiceField(
        label=later("Tax treaty you claim, with which country"),
        help_text=later("Leave it empty if you claim none."),
        required=False,
    )
    treaty_terms = forms.CharField(
        label=later("Article, rate and kind of income, if you claim a special rate"),
        max_length=300,
        required=False,
    )

    def __init__(self, contractor: Contractor, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        super().__init__(contractor, *args, **kwargs)
        self.fields["treaty_country"].required = False

    def clean_us_number(self) -> str:
        """Look at the format, where there is one."""
        if not self.cleaned_data["us_number"]:
            return ""
        words = _("This cannot be a US taxpayer number: look at each digit.")
        return self._checked("us_number", words, lambda told: us_tax_number(self.us_number_kind, told))

    def clean_country(self) -> str:
        """Refuse the United States: who lives there gives a W-9."""
        country: str = self.cleaned_data["country"]
        if country == "US":
            raise forms.ValidationError(
                _("Who lives in the United States gives Form W-9: tell the business.")
            )
        return country

    def clean(self) -> None:
        """Want a tax number, or the tick that there is none."""
        told = self.cleaned_data
        if not (told.get("us_number") or told.get("foreign_number") or told.get("number_not_required")):
            words = _("Enter a tax number, or tick that your country does not require one.")
            self.add_error("foreign_number", words)

    def shown(self) -> str:
        """Return country and end of the tax number."""
        number = self.cleaned_data["foreign_number"] or self.cleaned_data["us_number"]
        return " ".join(filter(None, (self.cleaned_data["country"], masked(number) if number else "")))

    def expires_on(self) -> date:
        """Return the last day on which it is good."""
        return w8ben_expires(timezone.localdate())


class W8Ben(Foreign):
    """What a person who is not a US person tells: who, where taxed, which treaty."""

    name = forms.CharField(label=later("Your full name"), max_length=200)
    citizenship_country = forms.ChoiceField(label=later("Country of citizenship"))
    street = forms.CharField(
        label=later("Street and number where you live for good"),
        help_text=later("No post-office box, no address in care of others."),
        max_length=200,
    )
    city = forms.CharField(label=later("City, region and postal code"), max_length=200)
    country = forms.ChoiceField(label=later("Country where you live for good"))
    born_on = forms.DateField(label=later("Date of birth"), widget=DATE)
    field_order = (
        "name",
        "citizenship_country",
        "street",
        "city",
        "country",
        "mailing_address",
        "us_number",
        "foreign_number",
        "number_not_required",
        "born_on",
        "works_outside_us",
        "treaty_country",
        "treaty_terms",
        "certifies",
        "typed_name",
    )

    def clean_born_on(self) -> date:
        """Refuse a day that lies ahead."""
        born_on: date = self.cleaned_data["born_on"]
        if born_on >= timezone.localdate():
            raise forms.ValidationError(_("That day lies ahead of us."))
        return born_on
