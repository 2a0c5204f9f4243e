"""Briefs in the words of an owner: states, rhythms, data, what is vague and how to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outhaul.apps.sourcing.lifecycles import BriefState
from outhaul.engine.brief import Rhythm
from outhaul.engine.briefing.quality import Finding, Kind

Words = Mapping[str, str | Promise]

STATES: Mapping[str, str | Promise] = {
    BriefState.DRAFT: gettext_lazy("draft"),
    BriefState.PUBLISHED: gettext_lazy("published"),
    BriefState.FILLED: gettext_lazy("filled"),
    BriefState.CLOSED: gettext_lazy("closed"),
}
RHYTHMS: Mapping[Rhythm, str | Promise] = {
    "once": gettext_lazy("once"),
    "week": gettext_lazy("every week"),
    "fortnight": gettext_lazy("every two weeks"),
    "month": gettext_lazy("every month"),
}
DATA: tuple[str | Promise, ...] = (
    gettext_lazy("no data of the business"),
    gettext_lazy("internal data"),
    gettext_lazy("personal data"),
    gettext_lazy("data that must stay in the home country"),
    gettext_lazy("data that must stay with own staff"),
)
LEVELS: Words = {
    "A1": gettext_lazy("A1, first words"),
    "A2": gettext_lazy("A2, simple sentences"),
    "B1": gettext_lazy("B1, everyday talk"),
    "B2": gettext_lazy("B2, at ease in their own field"),
    "C1": gettext_lazy("C1, fluent"),
    "C2": gettext_lazy("C2, like a native"),
}

PROBLEMS: Mapping[Kind, tuple[str | Promise, str | Promise]] = {
    Kind.NO_DELIVERABLE: (
        gettext_lazy("Nothing is named that is handed over."),
        gettext_lazy("Add a deliverable: a file, a list, a finished piece."),
    ),
    Kind.NO_CRITERION: (
        gettext_lazy("%(about)s: no way to tell when this is accepted."),
        gettext_lazy("Write what two people would answer alike by yes or no."),
    ),
    Kind.NOT_CHECKABLE: (
        gettext_lazy("%(about)s: “%(quote)s” cannot be checked."),
        gettext_lazy("Name a number, a day, or something that one can look up or compare."),
    ),
    Kind.WEASEL: (
        gettext_lazy("%(about)s: everybody reads “%(quote)s” otherwise."),
        gettext_lazy("Say by what one sees it."),
    ),
    Kind.NO_CHECKPOINT: (
        gettext_lazy("%(about)s: nobody looks before it is due."),
        gettext_lazy("Plan a look at it while it is in the making."),
    ),
    Kind.TOO_LONG: (
        gettext_lazy("%(about)s: more than two weeks pass before anybody sees something of it."),
        gettext_lazy("Cut it into smaller pieces, or look at it every week or two."),
    ),
    Kind.TOO_FEW: (
        gettext_lazy("Fewer than ten pieces: each is worth more than a tenth of the whole."),
        gettext_lazy("Cut the work into smaller deliverables."),
    ),
    Kind.METHOD: (
        gettext_lazy("“%(quote)s” directs how, when or where somebody works."),
        gettext_lazy("Say what must be there and by when; such control counts towards employment."),
    ),
    Kind.NO_PURPOSE: (
        gettext_lazy("Nobody reads what the work is for."),
        gettext_lazy("Say in a sentence what is better once it is done."),
    ),
    Kind.NO_FORMAT: (
        gettext_lazy("No form and no example is named."),
        gettext_lazy("Say what it looks like: a file, a list, a template, an example of last month."),
    ),
    Kind.NO_SKILL: (
        gettext_lazy("No skill is asked for."),
        gettext_lazy("Name one or two without which it does not go."),
    ),
}
"""Kind of a finding -> what is vague, and how to mend it."""


@dataclass(frozen=True, slots=True)
class Vague:
    """A finding as it is shown."""

    problem: str
    mend: str
    points: int
    field: str
    """Id of the field that it is about."""


def shown(finding: Finding) -> Vague:
    """Return a finding in words, with the field that mends it."""
    problem, mend = PROBLEMS[finding.kind]
    told = {"about": finding.about or _("A deliverable"), "quote": _short(finding.quote)}
    return Vague(str(problem) % told, str(mend), max(1, round(finding.points)), field_of(finding.where))


def field_of(where: str) -> str:
    """Return the id of the editor's field for a path of the brief.

    >>> field_of("deliverables.0.criteria.1"), field_of("purpose"), field_of("deliverables")
    ('id_d0-criteria', 'id_purpose', 'deliverables')
    """
    table, *rest = where.split(".")
    if table == "deliverables" and rest:
        name = {"checkpoints": "look_0"}.get(rest[1], rest[1])
        return f"id_d{rest[0]}-{name}"
    return table if table in {"deliverables", "checkpoints"} else f"id_{table}"


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"  # noqa: PLR2004 -- characters of a line
