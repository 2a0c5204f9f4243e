"""Telling of a candidate: one form for the person, a row for each language and each reference."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outhaul.apps.sourcing.models import Candidate
from outhaul.documents.business_file.compounds import LEVELS
from outhaul.documents.candidates_file.values import (
    EMPTY,
    LONGEST_LINE,
    LONGEST_NAME,
    LONGEST_SAID,
    LONGEST_TEXT,
    MOST_LANGUAGES,
    MOST_ROWS,
    Told,
)
from outhaul.faults import Fault
from outhaul.web.fields.saving import words_of_fault
from outhaul.web.source.candidates.fields import LinesField, NamedField

SPARE = 1
"""Empty rows offered below those that are filled in."""
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Person(forms.Form):
    """What one form tells of a candidate. `key` is that of a new one: sent twice, it makes one."""

    name = forms.CharField(label=gettext_lazy("Name of the person or firm"), max_length=LONGEST_NAME)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    occupation = NamedField(
        "occupations",
        label=gettext_lazy("What they do"),
        help_text=gettext_lazy("In everyday words: bookkeeper, translator. Skills are compared with it."),
    )
    country = NamedField(
        "countries",
        label=gettext_lazy("Country"),
        help_text=gettext_lazy("Where they work. Nationality is not asked."),
    )
    time_zone = NamedField(
        "zones",
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy("Left empty, it is that of the country."),
    )
    works_from = forms.TimeField(label=gettext_lazy("Works from"), required=False, widget=CLOCK)
    works_until = forms.TimeField(label=gettext_lazy("Works until"), required=False, widget=CLOCK)
    rate = forms.DecimalField(
        label=gettext_lazy("Rate an hour"),
        required=False,
        min_value=0.01,
        max_digits=12,
        decimal_places=2,
        localize=True,
    )
    currency = NamedField("currencies", label=gettext_lazy("Currency"))
    hours_per_week = forms.DecimalField(
        label=gettext_lazy("Hours a week"),
        required=False,
        min_value=0.1,
        max_value=100,
        decimal_places=1,
        localize=True,
    )
    available_from = forms.DateField(label=gettext_lazy("Available from"), required=False, widget=DAY)
    skills = LinesField(
        rows=5,
        label=gettext_lazy("Skills and tools"),
        help_text=gettext_lazy("One a line, in their own words."),
    )
    links = LinesField(
        rows=2,
        label=gettext_lazy("Links"),
        help_text=gettext_lazy("Profile, portfolio; one a line, beginning with https://"),
    )
    about = forms.CharField(
        label=gettext_lazy("What else matters"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    key = forms.CharField(required=False, widget=forms.HiddenInput, max_length=12)

    def clean(self) -> dict[str, Any]:
        """Check what belongs together."""
        told = super().clean() or {}
        if bool(told.get("works_from")) != bool(told.get("works_until")):
            missing = "works_until" if told.get("works_from") else "works_from"
            self.add_error(missing, _("Give both times, or neither."))
        if told.get("rate") is not None and not told.get("currency") and "currency" not in self.errors:
            self.add_error("currency", _("Say in which currency the rate is."))
        return told


class Spoken(forms.Form):
    """One language."""

    language = NamedField("languages", label=gettext_lazy("Language"))
    level = forms.ChoiceField(
        label=gettext_lazy("Level"),
        required=False,
        choices=[("", ""), *((level, level) for level in LEVELS)],
    )
    evidence = forms.CharField(label=gettext_lazy("How you know"), required=False, max_length=LONGEST_LINE)

    def clean(self) -> dict[str, Any]:
        """A language needs a level, and a level a language."""
        told = super().clean() or {}
        if told.get("language") and not told.get("level"):
            self.add_error("level", _("Say how well: C2 is native."))
        if told.get("level") and not told.get("language") and "language" not in self.errors:
            self.add_error("language", _("Which language is it?"))
        return told


class Referee(forms.Form):
    """Somebody who can be asked, and what they said."""

    name = forms.CharField(label=gettext_lazy("Who"), required=False, max_length=LONGEST_LINE)
    contact = forms.CharField(
        label=gettext_lazy("How to reach them"), required=False, max_length=LONGEST_LINE
    )
    said = forms.CharField(label=gettext_lazy("What they said"), required=False, max_length=LONGEST_SAID)


Rows = BaseFormSet[Any]


def language_rows(data: Any, given: Mapping[str, Any]) -> Rows:  # noqa: ANN401 -- what was sent
    """Return a row for each language, and an empty one."""
    initial = [{"language": code, **row} for code, row in given.items()]
    made = formset_factory(Spoken, extra=SPARE if initial else 2, max_num=MOST_LANGUAGES, absolute_max=60)
    return made(data, prefix="languages", initial=initial)


def reference_rows(data: Any, given: list[Mapping[str, str]]) -> Rows:  # noqa: ANN401 -- what was sent
    """Return a row for each reference, and an empty one."""
    made = formset_factory(Referee, extra=SPARE, max_num=MOST_ROWS, absolute_max=30)
    return made(data, prefix="references", initial=list(given))


def initial_of(candidate: Candidate) -> dict[str, Any]:
    """Return what a form shows of a candidate at first."""
    told = {field: getattr(candidate, field) for field in EMPTY}
    hours = candidate.working_hours or ("", "")
    return told | {"works_from": hours[0], "works_until": hours[1]}


def told_by(person: Person, languages: Rows, references: Rows) -> Told:
    """Return what three valid forms tell, field by field."""
    told = dict(person.cleaned_data)
    del told["key"]
    hours = [told.pop(name) for name in ("works_from", "works_until")]
    spoken = [row for row in languages.cleaned_data if row.get("language")]
    return told | {
        "working_hours": [f"{moment:%H:%M}" for moment in hours] if all(h is not None for h in hours) else [],
        "languages": {
            row["language"]: {"level": row["level"], "evidence": row["evidence"]} for row in spoken
        },
        "references": [row for row in references.cleaned_data if any(row.values())],
    }


def tell_faults(person: Person, faults: tuple[Fault, ...]) -> None:
    """Set faults of the domain beside the fields that they are about."""
    for fault in faults:
        name = {"working_hours": "works_from"}.get(fault.where, fault.where)
        person.add_error(name if name in person.fields else None, words_of_fault(fault))
