"""The form of an offer: its terms, the raises, until when it is good, and a message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outhaul.apps.sourcing.domain.offer_terms import Offered
from outhaul.engine.terms import Raise, Terms
from outhaul.faults import InputError
from outhaul.web.fields.choices import listed
from outhaul.web.fields.saving import words_of_fault
from outhaul.web.lists.selects import Select

LONGEST_MESSAGE = 4000
FORMS = (
    ("fixed", gettext_lazy("A fixed price for each milestone")),
    ("hours", gettext_lazy("Hours up to a cap, something delivered every fortnight")),
)


def _day(label: object, *, help_text: object = "", required: bool = True) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(
        label=label,  # type: ignore[arg-type] # lazy words
        help_text=help_text,  # type: ignore[arg-type] # likewise
        required=required,
        widget=widget,
        input_formats=["%Y-%m-%d"],
    )


def _number(label: object, *, digits: int = 2, help_text: object = "", required: bool = True) -> forms.Field:
    """Return a field for a number as it is written in the person's language."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "numeric"})
    return forms.DecimalField(
        label=label,  # type: ignore[arg-type] # lazy words
        help_text=help_text,  # type: ignore[arg-type] # likewise
        required=required,
        localize=True,
        max_digits=12,
        decimal_places=digits,
        widget=widget,
    )


class OfferForm(forms.Form):
    """What is offered. What the values may be is checked where offers are kept."""

    rate = _number(gettext_lazy("Rate an hour"))
    currency = forms.ChoiceField(widget=Select, label=gettext_lazy("Currency"))
    form = forms.ChoiceField(label=gettext_lazy("Form of pay"), choices=FORMS, widget=forms.RadioSelect)
    hours_per_month = _number(gettext_lazy("Hours a month"), digits=1)
    starts_on = _day(gettext_lazy("Start"))
    ends_on = _day(
        gettext_lazy("End"), required=False, help_text=gettext_lazy("Empty for work without a set end.")
    )
    payment_days = forms.IntegerField(
        label=gettext_lazy("Days until it is paid"),
        help_text=gettext_lazy("From the day on which the work is accepted. Sooner is a free pay rise."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "numeric"}),
    )
    fee_share = _number(
        gettext_lazy("Fees that they bear, %"),
        digits=1,
        help_text=gettext_lazy("Such as a platform's. 0 where you pay them directly."),
    )
    good_until = _day(
        gettext_lazy("Good until"), help_text=gettext_lazy("The last day on which it can be accepted.")
    )
    message = forms.CharField(
        label=gettext_lazy("A few words to them"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, first: Sequence[str], **kwargs: Any) -> None:  # noqa: ANN401 -- Django's
        """Offer the currencies with `first` on top."""
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["currency"]
        choice.choices = currencies(first)

    def tell(self, error: InputError) -> None:
        """Show each fault beside its field; what belongs to none stands above all."""
        for fault in error.faults:
            field = fault.where if fault.where in self.fields else None
            self.add_error(field, words_of_fault(fault))


def currencies(first: Sequence[str]) -> list[tuple[str, str]]:
    """Return every currency with its name, those of `first` on top."""
    every = {choice.value: choice.label for choice in listed("currencies")}
    top = [code for code in dict.fromkeys(first) if code in every]
    return [(code, every[code]) for code in (*top, *(code for code in every if code not in top))]


class RaiseForm(forms.Form):
    """One planned raise; an empty row is none."""

    on = _day(gettext_lazy("From"), required=False)
    rate = _number(gettext_lazy("Rate an hour"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse half a raise."""
        told: dict[str, Any] = super().clean() or {}
        if not self.errors and (told.get("on") is None) != (told.get("rate") is None):
            missing = "rate" if told.get("rate") is None else "on"
            self.add_error(missing, _("A raise needs a day and a rate."))
        return told


Raises = formset_factory(RaiseForm, extra=0, max_num=12, absolute_max=20)
PREFIX = "raises"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Form and rows of raises together, as they were sent or begin."""

    form: OfferForm
    raises: "BaseFormSet[RaiseForm]"
    first: Sequence[str]
    """Currencies that stand on top."""

    @classmethod
    def sent(cls, data: Mapping[str, Any], first: Sequence[str]) -> "Sheet":
        """Return what was sent."""
        return cls(OfferForm(data, first=first), Raises(data, prefix=PREFIX), first)

    @classmethod
    def beginning(cls, offered: Offered, first: Sequence[str]) -> "Sheet":
        """Return a sheet that shows what is `offered`."""
        terms = offered.terms
        initial = {
            "rate": Decimal(f"{terms.rate:.2f}"),
            "currency": terms.currency,
            "form": terms.form,
            "hours_per_month": Decimal(f"{terms.hours_per_month:.4g}"),
            "starts_on": terms.starts_on,
            "ends_on": terms.ends_on,
            "payment_days": terms.payment_days,
            "fee_share": Decimal(f"{100 * terms.fee_share:.3g}"),
            "good_until": offered.good_until,
            "message": offered.message,
        }
        rows = [{"on": one.on, "rate": Decimal(f"{one.rate:.2f}")} for one in terms.raises]
        return cls(
            OfferForm(initial=initial, first=first),
            Raises(initial=[*rows, {}], prefix=PREFIX),
            first,
        )

    def is_valid(self) -> bool:
        """Whether every field can be read; both are asked, so that all errors are shown at once."""
        return all([self.form.is_valid(), self.raises.is_valid()])

    def offered(self) -> Offered:
        """Return what a valid sheet offers."""
        told = self.form.cleaned_data
        return Offered(
            terms=self.terms(), good_until=told["good_until"], message=str(told["message"]).strip()
        )

    def terms(self) -> Terms:
        """Return the terms of a valid sheet."""
        told = self.form.cleaned_data
        rows = (row.cleaned_data for row in self.raises)
        planned = [Raise(on=row["on"], rate=float(row["rate"])) for row in rows if row.get("on")]
        return Terms(
            form=told["form"],
            currency=told["currency"],
            rate=float(told["rate"]),
            hours_per_month=float(told["hours_per_month"]),
            starts_on=told["starts_on"],
            ends_on=told["ends_on"],
            raises=tuple(sorted(planned, key=lambda one: one.on)),
            payment_days=told["payment_days"],
            fee_share=float(told["fee_share"]) / 100,
        )


def with_rows(data: Mapping[str, Any], planned: Sequence[Raise] | None = None) -> dict[str, Any]:
    """Return what was sent with one more empty row of raises, or with `planned` in their place."""
    told = dict(data.items())
    count = int(told.get(f"{PREFIX}-TOTAL_FORMS") or 0) if planned is None else len(planned)
    for place, one in enumerate(planned or ()):
        told[f"{PREFIX}-{place}-on"] = one.on.isoformat()
        told[f"{PREFIX}-{place}-rate"] = forms.DecimalField(localize=True).widget.format_value(
            Decimal(f"{one.rate:.2f}")
        )
    told[f"{PREFIX}-{count}-on"] = told[f"{PREFIX}-{count}-rate"] = ""
    told[f"{PREFIX}-TOTAL_FORMS"] = str(count + 1)
    return told
