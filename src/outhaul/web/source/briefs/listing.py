"""The briefs of a business, and the work of its plan that nobody has begun."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from outhaul.apps.paging import page_of
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_brief, access_briefs
from outhaul.apps.sourcing.domain.content import content_of
from outhaul.apps.sourcing.domain.drafting import plan_in_force
from outhaul.apps.sourcing.lifecycles import BriefState
from outhaul.apps.sourcing.models import Brief as Row
from outhaul.apps.work.domain.planned import not_begun
from outhaul.engine.briefing.quality import quality
from outhaul.engine.report import ProcessReport
from outhaul.web.doors import for_power
from outhaul.web.lists.filters import kept_filters, place_free
from outhaul.web.source.briefs.searching import ORDERS, Search, find_briefs
from outhaul.web.source.briefs.words import STATES

A_PAGE = 100
MOST_CARDS = 25
"""Cards of one column of the board."""


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
class Column:
    """The briefs of one state: how many there are, and the first of them."""

    state: str
    name: str
    count: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Work that the plan hands out and that nobody has begun."""

    process: str
    name: str
    country: str
    is_pilot: bool


@for_power(Power.VIEW)
@require_safe
def listing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the briefs that are wanted as a table or a board, and what of the plan nobody has begun."""
    search = Search(request.GET)
    found = find_briefs(visit, search)
    is_board = request.GET.get("look") == "board"
    counts = Counter(access_briefs(visit).order_by().values_list("state", flat=True))
    page = page_of(_counted(found), ORDERS[search.order], request.GET.get("after", ""), A_PAGE)
    removed = request.GET.get("removed", "")
    context = {
        "lines": () if is_board else [_line(row, visit) for row in page.rows],
        "columns": _columns(visit, found) if is_board else (),
        "is_any": bool(counts),
        "sentence": _fitting(found.order_by().count()) if search.is_narrow else _sentence(counts),
        "search": search,
        "is_board": is_board,
        "looks": {"": place_free(request, look=""), "board": place_free(request, look="board")},
        "kept": kept_filters(request, visit, "briefs"),
        "query": place_free(request),
        "next": place_free(request, after=page.next) if page.next else "",
        "is_first": not request.GET.get("after"),
        "waiting": _waiting(visit),
        "undo": access_brief(visit, removed, removed=True) if removed.isalnum() else None,
        "brought": request.GET.get("brought", ""),
    }
    return render(request, "source/briefs/list.html", context)


def _columns(visit: Visit, found: QuerySet[Row]) -> tuple[Column, ...]:
    counts: dict[str, int] = dict(found.order_by().values_list("state").annotate(Count("pk")))
    return tuple(
        Column(
            state=state,
            name=str(STATES[state]),
            count=counts.get(state, 0),
            lines=tuple(_line(row, visit) for row in _counted(found.filter(state=state))[:MOST_CARDS])
            if state in counts
            else (),
        )
        for state in BriefState
    )


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


def _sentence(counts: Counter[str]) -> str:
    told = {
        "briefs": ngettext("%(n)s brief", "%(n)s briefs", counts.total()) % {"n": counts.total()},
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


def _fitting(count: int) -> str:
    return ngettext("%(num)s brief fits.", "%(num)s briefs fit.", count) % {"num": count}


def _waiting(visit: Visit) -> list[Waiting]:
    plan = plan_in_force(visit)
    if plan is None:
        return []
    plan.refresh_from_db(fields=["report"])
    return [_wait(line) for line in not_begun(visit, plan)]


def _wait(line: ProcessReport) -> Waiting:
    return Waiting(line.id, line.name, line.country or "", line.decision == "pilot")
