"""A draft statement of work as forms: its terms, its milestones and checkpoints row by row, its clauses."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.work.domain.clauses import CurrentClause
from outhaul.documents.statement import content
from outhaul.documents.statement.library import FILES
from outhaul.engine.brief import Checkpoint
from outhaul.web.agree.engagements.words import PRICES, RHYTHMS

EMPTY_ROWS = 2
"""Rows to fill in below those that there are; saving gives new ones."""
MOST_ROWS = 200
SHORT, LONG = 200, 4000


def _day(**more: Any) -> forms.DateField:  # noqa: ANN401 -- a field's arguments
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        **more,
    )


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Main(forms.Form):
    """What stands once in a statement."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the agreement"),
        choices=[(code, name) for code, name in settings.LANGUAGES if code in FILES],
        help_text=gettext_lazy(
            "Both sides sign it in this language. Clauses are taken as you have them in it; milestones are "
            "worded anew when you lay them out anew."
        ),
    )
    scope = forms.CharField(label=gettext_lazy("What it is about"), max_length=LONG, widget=_area(4))
    form = forms.ChoiceField(label=gettext_lazy("Paid as"), choices=list(PRICES.items()))
    hours_per_month = forms.DecimalField(
        label=gettext_lazy("Hours a month"), min_value=1, max_value=744, decimal_places=1, localize=True
    )
    starts_on = _day(label=gettext_lazy("First day"))
    ends_on = _day(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Without an end, twelve months are laid out."),
    )
    payment_days = forms.IntegerField(
        label=gettext_lazy("Days to pay after acceptance"), min_value=0, max_value=90
    )
    review_days = forms.IntegerField(
        label=gettext_lazy("Working days to answer a submission"), min_value=1, max_value=30
    )
    silence_accepts = forms.BooleanField(
        label=gettext_lazy("Silence accepts, after a reminder"), required=False
    )
    law = forms.CharField(
        label=gettext_lazy("Law of"),
        max_length=SHORT,
        help_text=gettext_lazy("A country, or a state within it: “the State of Maine”."),
    )
    client_address = forms.CharField(
        label=gettext_lazy("Your address"), max_length=SHORT, required=False, widget=_area(2)
    )
    client_signs = forms.CharField(label=gettext_lazy("Who signs for you"), max_length=SHORT)
    contractor_name = forms.CharField(label=gettext_lazy("Contractor: person or firm"), max_length=SHORT)
    contractor_address = forms.CharField(
        label=gettext_lazy("Contractor's address"), max_length=SHORT, required=False, widget=_area(2)
    )
    contractor_signs = forms.CharField(label=gettext_lazy("Who signs for the contractor"), max_length=SHORT)

    def clean(self) -> dict[str, Any]:
        """Check that it ends after it begins."""
        told: dict[str, Any] = super().clean() or {}
        starts_on, ends_on = told.get("starts_on"), told.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("It would end before it begins."))
        return told


class MilestoneRow(forms.Form):
    """One milestone."""

    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)
    name = forms.CharField(label=gettext_lazy("Milestone"), max_length=SHORT)
    deliverable = forms.CharField(label=gettext_lazy("What is handed over"), max_length=SHORT)
    criteria = forms.CharField(
        label=gettext_lazy("Acceptance criteria, one a line"),
        max_length=LONG,
        required=False,
        widget=_area(3),
    )
    due_on = _day(label=gettext_lazy("Due on"))
    fee = forms.DecimalField(
        label=gettext_lazy("Fee"), min_value=0, max_digits=12, decimal_places=2, localize=True
    )


class CheckpointRow(forms.Form):
    """One checkpoint."""

    name = forms.CharField(label=gettext_lazy("Checkpoint"), max_length=SHORT)
    deliverable = forms.ChoiceField(label=gettext_lazy("Looks at"))
    every = forms.ChoiceField(label=gettext_lazy("How often"), choices=list(RHYTHMS.items()))

    def __init__(self, *args: Any, deliverables: Sequence[str] = (), **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        names = list(deliverables)
        there = str((kwargs.get("initial") or {}).get("deliverable", ""))
        self.fields["deliverable"].choices = [  # type: ignore[attr-defined] # a ChoiceField
            (name, name) for name in dict.fromkeys([*names, *([there] if there else [])])
        ]
        # an empty row shows these, and stays empty
        self.fields["deliverable"].initial, self.fields["every"].initial = next(iter(names), ""), "week"


class Clauses(forms.Form):
    """Which clauses it holds."""

    clauses = forms.MultipleChoiceField(
        label=gettext_lazy("Clauses"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, labels: Mapping[str, str], *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.fields["clauses"].choices = list(labels.items())  # type: ignore[attr-defined] # likewise


Milestones = forms.formset_factory(
    MilestoneRow, extra=EMPTY_ROWS, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)
Checkpoints = forms.formset_factory(
    CheckpointRow, extra=1, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)


class Edit:
    """All forms of one draft, and what they make of it."""

    def __init__(
        self,
        said: content.Statement,
        clauses_in: Callable[[str], Sequence[CurrentClause]],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        self.said, self.clauses_in = said, clauses_in
        clauses = clauses_in(said.language)
        self.is_wrong = False
        self.clauses = {clause.key: clause for clause in clauses}
        deliverables = list(dict.fromkeys(item.deliverable for item in said.milestones))
        self.main = Main(data, initial=_main(said), prefix="main")
        self.milestones = Milestones(data, initial=_milestones(said), prefix="milestones")
        self.checkpoints = Checkpoints(
            data,
            initial=_checkpoints(said),
            prefix="checkpoints",
            form_kwargs={"deliverables": deliverables},
        )
        there = {item.key: item.title for item in said.clauses}
        labels = there | {clause.key: clause.title for clause in clauses if clause.key not in there}
        self.chosen = Clauses(labels, data, initial={"clauses": list(there)}, prefix="chosen")

    @property
    def forms(self) -> Sequence[Any]:
        """Every form, in the order of the page."""
        return self.main, self.milestones, self.checkpoints, self.chosen

    def is_valid(self) -> bool:
        """Check all forms, each of them, so that all faults are told at once."""
        faulty = [form for form in self.forms if not form.is_valid()]
        self.is_wrong = bool(faulty)
        return not faulty

    def result(self) -> content.Statement:
        """Return what the forms say; `is_valid` was asked before."""
        main = self.main.cleaned_data
        return replace(
            self.said,
            client=replace(self.said.client, address=main["client_address"], signs=main["client_signs"]),
            contractor=replace(
                self.said.contractor,
                name=main["contractor_name"],
                address=main["contractor_address"],
                signs=main["contractor_signs"],
            ),
            scope=main["scope"],
            terms=replace(
                self.said.terms,
                form=main["form"],
                hours_per_month=float(main["hours_per_month"]),
                starts_on=main["starts_on"],
                ends_on=main["ends_on"],
                payment_days=main["payment_days"],
            ),
            review_days=main["review_days"],
            silence_accepts=main["silence_accepts"],
            law=main["law"],
            language=main["language"],
            milestones=tuple(_milestone(row) for row in _kept(self.milestones)),
            checkpoints=tuple(_checkpoint(row) for row in _kept(self.checkpoints)),
            clauses=tuple(self._clauses()),
        )

    def _clauses(self) -> Sequence[content.ClauseText]:
        """Return the chosen clauses: those that are there in their version, others as they stand now.

        In another language than before all of them are as they stand now in that language.
        """
        chosen, language = set(self.chosen.cleaned_data["clauses"]), self.main.cleaned_data["language"]
        if language != self.said.language:
            return [_text(clause) for clause in self.clauses_in(language) if clause.key in chosen]
        there = {item.key: item for item in self.said.clauses}
        order = [*self.clauses, *(key for key in there if key not in self.clauses)]
        return [there.get(key) or _text(self.clauses[key]) for key in order if key in chosen]


def _text(clause: CurrentClause) -> content.ClauseText:
    return content.ClauseText(
        key=clause.key, version=clause.version, title=clause.title, text=clause.text, why=clause.why
    )


def _kept(rows: Any) -> list[dict[str, Any]]:  # noqa: ANN401 -- a formset's type is made at run time
    return [
        form.cleaned_data
        for form in rows.forms
        if form.cleaned_data.get("name") and not form.cleaned_data.get("DELETE")
    ]


def _milestone(row: Mapping[str, Any]) -> content.Milestone:
    lines = (line.strip() for line in row["criteria"].splitlines())
    return content.Milestone(
        key=row["key"] or new_key(),
        name=row["name"],
        deliverable=row["deliverable"],
        criteria=tuple(line for line in lines if line),
        due_on=row["due_on"],
        fee=row["fee"],
    )


def _checkpoint(row: Mapping[str, Any]) -> Checkpoint:
    return Checkpoint(name=row["name"], deliverable=row["deliverable"], every=row["every"])


def _main(said: content.Statement) -> dict[str, Any]:
    return {
        "language": said.language,
        "scope": said.scope,
        "form": said.terms.form,
        "hours_per_month": said.terms.hours_per_month,
        "starts_on": said.terms.starts_on,
        "ends_on": said.terms.ends_on,
        "payment_days": said.terms.payment_days,
        "review_days": said.review_days,
        "silence_accepts": said.silence_accepts,
        "law": said.law,
        "client_address": said.client.address,
        "client_signs": said.client.signs,
        "contractor_name": said.contractor.name,
        "contractor_address": said.contractor.address,
        "contractor_signs": said.contractor.signs,
    }


def _milestones(said: content.Statement) -> list[dict[str, Any]]:
    return [
        {
            "key": item.key,
            "name": item.name,
            "deliverable": item.deliverable,
            "criteria": "\n".join(item.criteria),
            "due_on": item.due_on,
            "fee": item.fee,
        }
        for item in said.milestones
    ]


def _checkpoints(said: content.Statement) -> list[dict[str, Any]]:
    return [
        {"name": item.name, "deliverable": item.deliverable, "every": item.every} for item in said.checkpoints
    ]
