"""What pages of candidates call things: states, sources, orders, and how they write what is told."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outhaul.apps.sourcing.domain.finding import NO_BRIEF
from outhaul.apps.sourcing.lifecycles import CandidacyState
from outhaul.apps.sourcing.models import Candidate
from outhaul.reference.tables import Reference, load
from outhaul.web.agree.texts import money_text
from outhaul.web.fields.choices import labels

STATES: Mapping[str, object] = {
    CandidacyState.NEW: gettext_lazy("new"),
    CandidacyState.SHORTLISTED: gettext_lazy("shortlisted"),
    CandidacyState.INTERVIEW: gettext_lazy("in talks"),
    CandidacyState.TRIAL: gettext_lazy("on trial"),
    CandidacyState.OFFERED: gettext_lazy("has an offer"),
    CandidacyState.HIRED: gettext_lazy("hired"),
    CandidacyState.REJECTED: gettext_lazy("rejected"),
    CandidacyState.WITHDRAWN: gettext_lazy("withdrew"),
}
STATE_CHOICES: Mapping[str, object] = {NO_BRIEF: gettext_lazy("for no brief yet"), **STATES}
SOURCES: Mapping[str, object] = {
    "entered": gettext_lazy("entered by hand"),
    "imported": gettext_lazy("imported"),
    "applied": gettext_lazy("applied"),
}
ORDERS: Mapping[str, object] = {
    "name": gettext_lazy("Name"),
    "newest": gettext_lazy("Newest first"),
    "country": gettext_lazy("Country"),
    "rate": gettext_lazy("Lowest rate first"),
    "erased-soonest": gettext_lazy("Erased soonest"),
}
FIELDS: Mapping[str, object] = {
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail"),
    "country": gettext_lazy("Country"),
    "time_zone": gettext_lazy("Time zone"),
    "working_hours": gettext_lazy("Working hours"),
    "languages": gettext_lazy("Languages"),
    "skills": gettext_lazy("Skills"),
    "occupation": gettext_lazy("Occupation"),
    "rate": gettext_lazy("Rate an hour"),
    "currency": gettext_lazy("Currency"),
    "hours_per_week": gettext_lazy("Hours a week"),
    "available_from": gettext_lazy("Available from"),
    "links": gettext_lazy("Links"),
    "references": gettext_lazy("References"),
    "about": gettext_lazy("About"),
}


def spoken() -> str:
    """Return the language of the page."""
    return translation.get_language() or "en"


def country_name(code: str) -> str:
    """Return what a country is called in the language of the page; "" for none."""
    return labels("countries").get(code, code) if code else ""


def language_name(code: str) -> str:
    """Return what a language is called in the language of the page."""
    return labels("languages").get(code, code)


def occupation_name(code: str, reference: Reference | None = None) -> str:
    """Return the title of an occupation; the reference tables have it in English."""
    row = (reference or load()).occupations.get(code)
    return row.title if row else code


def languages_text(languages: Mapping[str, Any], most: int, names: Mapping[str, str]) -> str:
    """Return the first languages with their levels, and how many more there are; `names` has their names."""
    told = [f"{names.get(code, code)} {row['level']}" for code, row in languages.items()]
    more = len(told) - most
    return ", ".join(told[:most]) + (f" +{more}" if more > 0 else "")


def rate_text(candidate: Candidate) -> str:
    """Return what they ask an hour."""
    if candidate.rate is None:
        return ""
    return money_text(candidate.rate, candidate.currency)


def value_text(field: str, told: Any) -> str:  # noqa: ANN401 -- as a row keeps it
    """Return what is told of one field, in words."""
    if told in (None, "", [], {}):
        return _("not told")
    write = WRITTEN.get(field)
    return write(told) if write else str(formats.localize(told))


WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "country": country_name,
    "occupation": occupation_name,
    "languages": lambda told: ", ".join(
        f"{language_name(code)} {row['level']}" for code, row in told.items()
    ),
    "references": lambda told: ", ".join(row["name"] for row in told),
    "working_hours": "\u2013".join,
    "skills": ", ".join,
    "hours_per_week": lambda told: str(formats.number_format(told.normalize())),
    "links": ", ".join,
}
"""Fields whose values are no plain text -> how they are written."""


def facts(candidate: Candidate) -> Iterator[tuple[object, str]]:
    """Give label and text of what is told in a word or two."""
    for field in (
        "email",
        "country",
        "time_zone",
        "working_hours",
        "occupation",
        "hours_per_week",
        "available_from",
    ):
        told = getattr(candidate, field)
        if told:
            yield FIELDS[field], value_text(field, told)
    if candidate.rate is not None:
        yield FIELDS["rate"], rate_text(candidate)
