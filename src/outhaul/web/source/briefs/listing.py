"""The briefs of a business, and the work of its plan that has none yet."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.plans import report_of
from outhaul.apps.sourcing.domain.access import access_brief, access_briefs
from outhaul.apps.sourcing.domain.content import content_of
from outhaul.apps.sourcing.domain.drafting import plan_in_force
from outhaul.apps.sourcing.lifecycles import BriefState
from outhaul.apps.sourcing.models import Brief as Row
from outhaul.engine.briefing.quality import quality
from outhaul.engine.report import ProcessReport
from outhaul.web.doors import for_power
from outhaul.web.source.briefs.words import STATES

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One brief as a row of the list."""

    brief: Row
    state: str
    score: int
    pieces: int
    applied: int | None
    """How many applied; None for who may not see candidates."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Work that the plan hands out and that has no brief yet."""

    process: str
    name: str
    country: str
    is_pilot: bool


@for_power(Power.VIEW)
@require_safe
def listing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the briefs, the newest first, and what the plan hands out without one."""
    briefs = list(_counted(access_briefs(visit))[:MOST_SHOWN])
    removed = request.GET.get("removed", "")
    context = {
        "lines": [_line(row, visit) for row in briefs],
        "sentence": _sentence(briefs),
        "waiting": _waiting(visit, briefs),
        "undo": access_brief(visit, removed, removed=True) if removed.isalnum() else None,
    }
    return render(request, "source/briefs/list.html", context)


def _counted(briefs: QuerySet[Row]) -> QuerySet[Row]:
    standing = Q(candidacies__candidate__removed_at=None, candidacies__candidate__erased_at=None)
    return briefs.annotate(applied=Count("candidacies", filter=standing))


def _line(row: Row, visit: Visit) -> Line:
    content = content_of(row)
    return Line(
        brief=row,
        state=str(STATES[row.state]),
        score=round(quality(content).score),
        pieces=len(content.deliverables),
        applied=row.applied if visit.may(Power.SOURCE) else None,  # type: ignore[attr-defined] # counted
    )


def _sentence(briefs: list[Row]) -> str:
    counts = Counter(row.state for row in briefs)
    told = {
        "briefs": ngettext("%(n)s brief", "%(n)s briefs", len(briefs)) % {"n": len(briefs)},
        "published": counts[BriefState.PUBLISHED],
        "drafts": counts[BriefState.DRAFT],
        "filled": counts[BriefState.FILLED],
    }
    if told["filled"]:
        return (
            _("%(briefs)s: %(published)s published, %(drafts)s in draft, %(filled)s with somebody at work.")
            % told
        )
    return _("%(briefs)s: %(published)s published, %(drafts)s in draft.") % told


def _waiting(visit: Visit, briefs: list[Row]) -> list[Waiting]:
    plan = plan_in_force(visit)
    if plan is None:
        return []
    plan.refresh_from_db(fields=["report"])
    have = {row.process for row in briefs if row.state != BriefState.CLOSED}
    return [_wait(line) for line in report_of(plan).processes if line.country and line.id not in have]


def _wait(line: ProcessReport) -> Waiting:
    return Waiting(line.id, line.name, line.country or "", line.decision == "pilot")
