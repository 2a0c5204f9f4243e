"""The details of Form W-8BEN-E (October 2021) for a firm outside the United States, in our own words.

The form knows some thirty kinds of financial institutions; a firm that works for others is nearly always an
active or a passive firm that is none. Any other status is written as on the form.
"""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from outhaul.web.agree.papers.us_forms import Foreign

KINDS = [
    ("corporation", later("Corporation or company with limited liability")),
    ("partnership", later("Partnership")),
    ("disregarded", later("Firm of one owner that is not taxed apart from them")),
    ("trust", later("Trust or estate")),
    ("tax-exempt", later("Tax-exempt organisation")),
    ("other", later("Other")),
]
"""Status under chapter 3 (line 4)."""
STATUSES = [
    ("active", later("Active: less than half of its income is interest, dividends, rents and the like")),
    ("passive", later("Passive: half or more of its income is such income")),
    ("other", later("Another status of line 5, such as a financial institution")),
]
"""Status under chapter 4 (line 5), of a foreign entity that is no financial institution."""


class W8BenE(Foreign):
    """What a firm that is not a US person tells: who it is, where it is taxed, its status, which treaty."""

    us_number_kind = "ein"
    name = forms.CharField(label=later("Name of the firm"), max_length=200)
    founded_country = forms.ChoiceField(label=later("Country under whose law it was founded"))
    disregarded_name = forms.CharField(
        label=later("Name of the branch or disregarded entity that is paid, if it is another one"),
        max_length=200,
        required=False,
    )
    entity_kind = forms.ChoiceField(label=later("What kind of firm it is"), choices=KINDS)
    status = forms.ChoiceField(label=later("Its status under FATCA"), choices=STATUSES)
    other_status = forms.CharField(
        label=later("If another: which, as on the form"), max_length=120, required=False
    )
    us_owners = forms.CharField(
        label=later("If passive: name, address and taxpayer number of each substantial US owner"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    no_us_owners = forms.BooleanField(
        label=later("If passive: the firm has no substantial US owner"), required=False
    )
    street = forms.CharField(
        label=later("Street and number of its permanent address"),
        help_text=later("No post-office box, no address in care of others."),
        max_length=200,
    )
    city = forms.CharField(label=later("City, region and postal code"), max_length=200)
    country = forms.ChoiceField(label=later("Country of this address"))
    foreign_number = forms.CharField(
        label=later("Tax number of the country where it is taxed"), max_length=40, required=False
    )
    number_not_required = forms.BooleanField(
        label=later("Its country does not require it to have a tax number"), required=False
    )
    works_outside_us = forms.BooleanField(
        label=later("All of the work is done outside the United States"), required=False
    )
    giin = forms.RegexField(
        r"^[0-9A-NP-Z]{6}\.[0-9A-NP-Z]{5}\.[A-Z]{2}\.[0-9]{3}$",
        label=later("GIIN, if it has one"),
        max_length=19,
        required=False,
        error_messages={"invalid": later("A GIIN looks like 98Q96B.00000.LE.250.")},
    )
    treaty_limits = forms.CharField(
        label=later("If it claims a treaty: how it meets the limitation on benefits"),
        max_length=200,
        required=False,
    )
    capacity = forms.BooleanField(label=later("I have the capacity to sign for the firm"))
    field_order = (
        "name",
        "founded_country",
        "disregarded_name",
        "entity_kind",
        "status",
        "other_status",
        "us_owners",
        "no_us_owners",
        "street",
        "city",
        "country",
        "mailing_address",
        "us_number",
        "giin",
        "foreign_number",
        "number_not_required",
        "works_outside_us",
        "treaty_country",
        "treaty_limits",
        "treaty_terms",
        "certifies",
        "capacity",
        "typed_name",
    )

    def clean(self) -> None:
        """Want a tax number, another status by name, and who owns a passive firm in the United States."""
        super().clean()
        told = self.cleaned_data
        if told.get("status") == "other" and not told.get("other_status"):
            self.add_error("other_status", _("Say which status, as on the form."))
        if told.get("status") == "passive" and not (told.get("us_owners") or told.get("no_us_owners")):
            words = _("Name each substantial US owner, or tick that there is none.")
            self.add_error("us_owners", words)
