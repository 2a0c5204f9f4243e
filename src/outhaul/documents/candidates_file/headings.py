"""Which column of a table tells what: by its heading, in English or German, mistyped or not."""

import re
from collections.abc import Mapping, Sequence

HEADINGS: Mapping[str, str] = {
    "name": "Name",
    "email": "E-mail",
    "country": "Country",
    "time_zone": "Time zone",
    "working_hours": "Working hours",
    "languages": "Languages",
    "skills": "Skills",
    "occupation": "Occupation",
    "rate": "Rate",
    "currency": "Currency",
    "hours_per_week": "Hours a week",
    "available_from": "Available from",
    "links": "Links",
    "references": "References",
    "about": "About",
}
"""Field -> the heading above its column, in the order of the file."""
ALSO_CALLED: Mapping[str, tuple[str, ...]] = {
    "name": ("full name", "candidate", "contractor", "person", "bewerber", "kandidat", "vor und nachname"),
    "email": ("email", "email address", "mail", "e mail adresse", "mailadresse", "contact"),
    "country": ("land", "location", "based in", "country of residence", "wohnland", "standort"),
    "time_zone": ("timezone", "tz", "zeitzone"),
    "working_hours": ("available hours", "arbeitszeit", "arbeitszeiten", "office hours"),
    "languages": ("language", "sprachen", "sprache", "language skills", "sprachkenntnisse"),
    "skills": (
        "skill",
        "technologies",
        "tools",
        "kenntnisse",
        "fähigkeiten",
        "technologien",
        "know how",
        "expertise",
    ),
    "occupation": ("role", "job", "job title", "title", "position", "profession", "beruf", "tätigkeit"),
    "rate": (
        "hourly rate",
        "rate per hour",
        "rate an hour",
        "price",
        "stundensatz",
        "satz",
        "preis",
        "rate asked",
    ),
    "currency": ("währung", "curr"),
    "hours_per_week": ("hours per week", "weekly hours", "wochenstunden", "stunden pro woche", "capacity"),
    "available_from": ("available", "start date", "availability", "verfügbar ab", "startdatum", "ab wann"),
    "links": ("link", "url", "website", "profile", "linkedin", "portfolio", "webseite", "profil"),
    "references": ("reference", "referenzen", "referenz"),
    "about": ("notes", "note", "comment", "summary", "bio", "notizen", "bemerkung", "beschreibung", "über"),
}
NEAR = 86.0
"""Least likeness, 0..100, of a mistyped heading."""


def plain(heading: str) -> str:
    """Return a heading so that case, marks and blanks do not matter.

    >>> plain(" E-Mail_address ")
    'e mail address'
    """
    return " ".join(re.findall(r"\w+", heading.replace("_", " ").casefold()))


BY_HEADING: Mapping[str, str] = {
    plain(word): field for field, words in ALSO_CALLED.items() for word in (HEADINGS[field], field, *words)
}


def guessed(headings: Sequence[str], known: Mapping[str, str] = BY_HEADING) -> dict[int, str]:
    """Return place of a column -> the field that it seems to tell; each field at most once.

    A heading that is met exactly goes before one that is only like it. `known` says plain heading -> field.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- only an import waits for it

    mapping: dict[int, str] = {}

    def take(place: int, field: str | None) -> None:
        if field and field not in mapping.values():
            mapping[place] = field

    for place, heading in enumerate(headings):
        take(place, known.get(plain(heading)))
    for place, heading in enumerate(headings):
        words = plain(heading)
        if place in mapping or not words:
            continue
        found = process.extractOne(words, list(known), scorer=fuzz.ratio, score_cutoff=NEAR)
        take(place, known[found[0]] if found else None)
    return dict(sorted(mapping.items()))
