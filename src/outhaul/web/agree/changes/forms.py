"""What a change order can change: the work, the terms and the milestones."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from outhaul.apps.jobs.keys import new_key
from outhaul.documents.statement.content import Milestone, Statement

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Begin(forms.Form):
    """Why a change is wanted."""

    reason = forms.CharField(
        label=later("What should change, and why?"),
        help_text=later("Both sides read it at the head of the change order."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Terms(forms.Form):
    """All but the milestones."""

    reason = forms.CharField(label=later("Why it is changed"), widget=forms.Textarea(attrs={"rows": 2}))
    scope = forms.CharField(label=later("The work"), widget=forms.Textarea(attrs={"rows": 4}))
    rate = forms.DecimalField(label=later("Rate an hour"), min_value=0, max_digits=12, decimal_places=2)
    hours_per_month = forms.FloatField(label=later("Hours a month"), min_value=0)
    ends_on = forms.DateField(
        label=later("Ends on"), help_text=later("Empty for no set end."), required=False, widget=DAY
    )
    payment_days = forms.IntegerField(
        label=later("Days from acceptance to payment"), min_value=0, max_value=120
    )

    @classmethod
    def told_by(cls, said: Statement) -> Mapping[str, object]:
        """Return what the fields hold at first."""
        terms = said.terms
        return {
            "reason": said.reason,
            "scope": said.scope,
            "rate": Decimal(str(terms.rate)),
            "hours_per_month": terms.hours_per_month,
            "ends_on": terms.ends_on,
            "payment_days": terms.payment_days,
        }

    def clean_ends_on(self) -> Any:  # noqa: ANN401 -- a date or None
        """Want the end after the start."""
        end = self.cleaned_data["ends_on"]
        if end and end < self.starts_on:
            raise forms.ValidationError(_("The end lies before the start."))
        return end

    def __init__(self, said: Statement, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 -- Django's own
        kwargs |= {"initial": dict(self.told_by(said)), "prefix": "terms"}
        super().__init__(*args, **kwargs)
        self.starts_on = said.terms.starts_on

    def applied_to(self, said: Statement) -> Statement:
        """Return the statement with what the fields say."""
        told = self.cleaned_data
        terms = replace(
            said.terms,
            rate=float(told["rate"]),
            hours_per_month=told["hours_per_month"],
            ends_on=told["ends_on"],
            payment_days=told["payment_days"],
        )
        return replace(said, reason=told["reason"], scope=told["scope"], terms=terms)


class MilestoneRow(forms.Form):
    """One milestone."""

    key = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)
    name = forms.CharField(label=later("Milestone"), max_length=200)
    deliverable = forms.CharField(label=later("What is delivered"), widget=forms.Textarea(attrs={"rows": 2}))
    criteria = forms.CharField(
        label=later("Accepted when"),
        help_text=later("One criterion a line, answered by yes or no."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    due_on = forms.DateField(label=later("Due"), widget=DAY)
    fee = forms.DecimalField(label=later("Fee"), min_value=0, max_digits=12, decimal_places=2)

    @staticmethod
    def told_by(item: Milestone) -> dict[str, object]:
        """Return what the fields hold at first."""
        return {
            "key": item.key,
            "name": item.name,
            "deliverable": item.deliverable,
            "criteria": "\n".join(item.criteria),
            "due_on": item.due_on,
            "fee": item.fee,
        }

    def milestone(self) -> Milestone:
        """Return what the fields say."""
        told = self.cleaned_data
        lines = (line.strip() for line in told["criteria"].splitlines())
        return Milestone(
            key=told["key"] or new_key(),
            name=told["name"],
            deliverable=told["deliverable"],
            criteria=tuple(line for line in lines if line),
            due_on=told["due_on"],
            fee=told["fee"].quantize(Decimal("0.01")),
        )


Rows = forms.formset_factory(MilestoneRow, extra=0, can_delete=True, max_num=100)


def rows_of(said: Statement, data: Any = None) -> Any:  # noqa: ANN401 -- a formset has no type of its own
    """Return the rows of milestones: as kept, or as they were sent."""
    initial = [MilestoneRow.told_by(item) for item in said.milestones]
    return Rows(data, initial=initial, prefix="milestones")


def one_row_more(data: Any) -> Any:  # noqa: ANN401 -- Django's QueryDict
    """Return what was sent, with an empty row at its end."""
    more = data.copy()
    count = more.get("milestones-TOTAL_FORMS", "0")
    more["milestones-TOTAL_FORMS"] = str(int(count) + 1 if count.isdecimal() else 1)
    return more


def milestones_in(rows: Any) -> tuple[Milestone, ...]:  # noqa: ANN401 -- as above
    """Return the milestones that stay, in their order."""
    return tuple(
        form.milestone()
        for form in rows.forms
        if form not in rows.deleted_forms and (form.has_changed() or form.initial)
    )
