"""Which column of a table of briefs tells what."""

from collections.abc import Mapping

from outhaul.documents.candidates_file.headings import plain
from outhaul.documents.candidates_file.table import Kind

HEADINGS: Mapping[str, str] = {
    "process": "Process",
    "title": "Title",
    "state": "State",
    "purpose": "Purpose",
    "deliverables": "Deliverables",
    "checkpoints": "Checkpoints",
    "occupation": "Occupation",
    "skills": "Skills",
    "tools": "Tools",
    "language": "Language",
    "language_level": "Language level",
    "overlap_hours": "Shared hours a day",
    "data": "Data",
    "hours_per_month": "Hours a month",
    "months": "Months",
    "currency": "Currency",
    "budget": "Budget",
    "rate_low": "Rate from",
    "rate_high": "Rate to",
}
"""Field -> the heading above its column, in the order of the file."""
ALSO_CALLED: Mapping[str, tuple[str, ...]] = {
    "process": ("prozess", "work", "arbeit"),
    "title": ("titel", "name", "brief"),
    "state": ("stand", "status"),
    "purpose": ("zweck", "why"),
    "deliverables": ("ergebnisse", "results"),
    "checkpoints": ("zwischenstände", "looks"),
    "occupation": ("beruf", "role"),
    "skills": ("kenntnisse",),
    "tools": ("werkzeuge",),
    "language": ("sprache",),
    "language_level": ("sprachniveau", "level", "niveau"),
    "overlap_hours": ("gemeinsame stunden am tag", "overlap", "overlap hours"),
    "data": ("daten", "g1"),
    "hours_per_month": ("stunden im monat", "hours per month"),
    "months": ("monate", "duration", "dauer"),
    "currency": ("währung",),
    "budget": (),
    "rate_low": ("satz von", "stundensatz von", "least rate"),
    "rate_high": ("satz bis", "stundensatz bis", "most rate"),
}
KIND = Kind(
    things="briefs",
    such_as="Process and Title",
    known={
        plain(word): field
        for field, words in ALSO_CALLED.items()
        for word in (HEADINGS[field], field, *words)
    },
)
