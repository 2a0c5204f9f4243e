"""What somebody is asked who applies for a brief."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from outhaul.apps.sourcing.domain.applying import Application
from outhaul.apps.sourcing.models import Candidacy
from outhaul.engine.brief import Brief
from outhaul.reference.tables import load
from outhaul.web.fields.choices import choices_of
from outhaul.web.source.briefs.editor_form import Lines
from outhaul.web.source.briefs.words import LEVELS

LANGUAGES, REFERENCES = 4, 2
"""Places for languages and references."""
MOST_SKILLS, MOST_LINKS = 30, 10
NOT_CHOSEN = "\N{EN DASH}"
IS_LINK = URLValidator(schemes=["https", "http"])


def _choices(name: str) -> list[tuple[str, str]]:
    found = choices_of(name, get_language() or "en", load())
    return [("", NOT_CHOSEN), *((choice.value, choice.label) for choice in found)]


class ApplicationForm(forms.Form):
    """An application; `email` cannot be changed once a link was mailed to it."""

    name = forms.CharField(
        label=gettext_lazy("Your name, or that of your firm"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country in which you work"),
        help_text=gettext_lazy("Where you are from is not asked."),
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    skills = Lines(
        label=gettext_lazy("Skills and tools that you use, one a line"),
        rows=4,
    )
    rate = forms.DecimalField(
        label=gettext_lazy("What you ask an hour"),
        min_value=0,
        max_digits=10,
        decimal_places=2,
        localize=True,
    )
    currency = forms.ChoiceField(label=gettext_lazy("Currency"))
    hours_per_week = forms.DecimalField(
        label=gettext_lazy("Hours a week that you have"),
        min_value=1,
        max_value=80,
        max_digits=4,
        decimal_places=1,
        localize=True,
    )
    available_from = forms.DateField(
        label=gettext_lazy("From which day?"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y"],
    )
    message = forms.CharField(
        label=gettext_lazy("What should they know?"),
        help_text=gettext_lazy("What you have done that is like this work."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    links = Lines(label=gettext_lazy("Links to work of yours, one a line"), rows=3)

    def __init__(
        self,
        told: Any = None,  # noqa: ANN401 -- what Django takes
        *,
        content: Brief,
        initial: dict[str, Any] | None = None,
    ) -> None:
        usual = {"currency": content.currency, "language_0": content.language}
        super().__init__(told, initial=usual | (initial or {}))
        for name, choices in (("country", "countries"), ("time_zone", "zones"), ("currency", "currencies")):
            self.fields[name].choices = _choices(choices)  # type: ignore[attr-defined]
        spoken, levels = _choices("languages"), [("", NOT_CHOSEN), *LEVELS.items()]
        for number in range(LANGUAGES):
            first = number == 0
            self.fields[f"language_{number}"] = forms.ChoiceField(
                label=gettext_lazy("Language"), choices=spoken, required=first
            )
            self.fields[f"level_{number}"] = forms.ChoiceField(
                label=gettext_lazy("Level"), choices=levels, required=first
            )
            self.fields[f"evidence_{number}"] = forms.CharField(
                label=gettext_lazy("How is it known?"), max_length=200, required=False
            )
        for number in range(REFERENCES):
            for name, label in (
                ("who", gettext_lazy("Who can tell of your work?")),
                ("contact", gettext_lazy("How are they reached?")),
                ("said", gettext_lazy("What did you do for them?")),
            ):
                self.fields[f"{name}_{number}"] = forms.CharField(label=label, max_length=300, required=False)

    def languages(self) -> Iterator[tuple[forms.BoundField, ...]]:
        """Give the fields of each language."""
        for number in range(LANGUAGES):
            yield tuple(self[f"{name}_{number}"] for name in ("language", "level", "evidence"))

    def references(self) -> Iterator[tuple[forms.BoundField, ...]]:
        """Give the fields of each reference."""
        for number in range(REFERENCES):
            yield tuple(self[f"{name}_{number}"] for name in ("who", "contact", "said"))

    def clean_links(self) -> tuple[str, ...]:
        """Refuse what is no web address."""
        links: tuple[str, ...] = self.cleaned_data["links"]
        for link in links[:MOST_LINKS]:
            try:
                IS_LINK(link)
            except forms.ValidationError as error:
                told = {"link": link[:80]}
                raise forms.ValidationError(_("“%(link)s” is no web address."), params=told) from error
        return links[:MOST_LINKS]

    def clean(self) -> dict[str, Any]:
        """Ask for the level of each language that is named."""
        told: dict[str, Any] = super().clean() or {}
        for number in range(1, LANGUAGES):
            if told.get(f"language_{number}") and not told.get(f"level_{number}"):
                self.add_error(f"level_{number}", _("How well?"))
        return told

    def application(self) -> Application:
        """Return what was told; the form is valid."""
        told = self.cleaned_data
        languages = {
            told[f"language_{number}"]: {
                "level": told[f"level_{number}"],
                "evidence": told[f"evidence_{number}"],
            }
            for number in range(LANGUAGES)
            if told.get(f"language_{number}")
        }
        references = tuple(
            {
                "name": told[f"who_{number}"],
                "contact": told[f"contact_{number}"],
                "said": told[f"said_{number}"],
            }
            for number in range(REFERENCES)
            if told.get(f"who_{number}")
        )
        return Application(
            name=told["name"],
            email=told["email"].lower(),
            country=told["country"],
            time_zone=told["time_zone"],
            languages=languages,
            skills=told["skills"][:MOST_SKILLS],
            references=references,
            links=told["links"],
            rate=told["rate"],
            currency=told["currency"],
            hours_per_week=told["hours_per_week"],
            available_from=told["available_from"],
            message=told["message"],
        )


def told_before(candidacy: Candidacy) -> dict[str, Any]:
    """Return what an application says, as the form shows it."""
    ana = candidacy.candidate
    told: dict[str, Any] = {
        "name": ana.name,
        "email": ana.email,
        "country": ana.country,
        "time_zone": ana.time_zone,
        "skills": tuple(ana.skills),
        "links": tuple(ana.links),
        "rate": candidacy.rate,
        "currency": candidacy.currency,
        "hours_per_week": ana.hours_per_week,
        "available_from": ana.available_from,
        "message": candidacy.message,
    }
    for number, (language, known) in enumerate(ana.languages.items()):
        told |= {
            f"language_{number}": language,
            f"level_{number}": known["level"],
            f"evidence_{number}": known["evidence"],
        }
    for number, row in enumerate(ana.references):
        told |= {
            f"who_{number}": row["name"],
            f"contact_{number}": row["contact"],
            f"said_{number}": row["said"],
        }
    return told
