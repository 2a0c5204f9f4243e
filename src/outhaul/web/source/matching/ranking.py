"""The ranking: who fits a brief how well, in which order, and how sure that is."""

from urllib.parse import urlencode

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_brief, access_candidacies
from outhaul.apps.sourcing.domain.weighing import weigh_brief
from outhaul.apps.sourcing.models import Brief, Candidacy
from outhaul.faults import InputError
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.lists.carrying import remembered
from outhaul.web.source.matching.ordering import COLUMNS, order_named, place_of, ranked
from outhaul.web.source.matching.shown import Line, line_of
from outhaul.web.source.matching.weighed import CannotWeigh, tells_what_is_missing
from outhaul.web.source.matching.words import STATES

PAGE = 50
"""Candidates on one page."""
GONE = ("rejected", "withdrawn")
"""States that the page leaves out unless it is asked for them."""


@for_power(Power.SOURCE)
@require_safe
@tells_what_is_missing
def ranking(request: HttpRequest, visit: Visit, brief: str) -> HttpResponse:
    """Show the candidates of a brief as the address says, weighed anew where something has changed."""
    found = access_brief(visit, brief)
    bring_up_to_date(found)
    order = order_named(request.GET.get("sort", ""))
    state = state_named(request.GET.get("state", ""))
    brought = request.GET.get("brought", "")
    counts = dict(
        access_candidacies(visit, found).order_by().values_list("state").annotate(count=Count("pk"))
    )
    place = place_of(request.GET.get("after", ""), order)
    rows, after = ranked(in_state(access_candidacies(visit, found), state), order, place, PAGE)
    more = urlencode({"sort": order.name, "state": state, "after": after}) if after else ""
    context = {
        "visit": visit,
        "brief": found,
        "lines": [line_of(row, place) for place, row in enumerate(rows, 1)],
        "counts": counts,
        "total": sum(counts.values()),
        "still": sum(count for name, count in counts.items() if name not in GONE),
        **_ahead(access_candidacies(visit, found).exclude(state__in=GONE).exclude(match=None)),
        "columns": COLUMNS,
        "order": order,
        "state": state,
        "states": STATES,
        "more": more,
        "saved": urlencode({"sort": order.name, "state": state}),
        "brought": brought if remembered(request, found.key, brought) else "",
        "is_first": "after" not in request.GET,
    }
    return render(request, "source/matching/ranking.html", context)


def _ahead(rows: QuerySet[Candidacy]) -> dict[str, Line | None]:
    """Return who is ahead and who is so close that it is not beyond doubt.

    Whom guard match blocks is passed over.
    """
    free = iter([line_of(row) for row in rows.filter(blocked=False)[:2]])
    best, second = next(free, None), next(free, None)
    is_close = best is not None and second is not None and second.high >= best.low
    return {"best": best, "close": second if is_close else None}


def bring_up_to_date(brief: Brief) -> None:
    """Weigh anew whatever has changed. Raises CannotWeigh where the business lacks something."""
    try:
        weigh_brief(brief, reference=load())
    except InputError as error:
        raise CannotWeigh(error) from error


def state_named(state: str) -> str:
    """Return the state that an address asks for: one of them, all, or "" for those who are still in it."""
    return state if state in {*STATES, "all"} else ""


def in_state(rows: QuerySet[Candidacy], state: str) -> QuerySet[Candidacy]:
    """Return those of `rows` that are weighed and in `state`, as `state_named` gives it."""
    rows = rows.exclude(match=None)
    if state == "all":
        return rows
    return rows.filter(state=state) if state else rows.exclude(state__in=GONE)
