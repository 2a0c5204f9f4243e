"""What was done in a business, by whom: read it, look for something, take it away as a file."""

from collections.abc import Iterator
from itertools import groupby

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from outhaul.apps.audit.domain.reading import events_of, kinds_of, length_of
from outhaul.apps.audit.domain.trail import broken_at
from outhaul.apps.audit.models import Event
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.web.audit.exports import as_csv, as_json_lines
from outhaul.web.audit.forms import Search
from outhaul.web.audit.sentences import marked_sentences
from outhaul.web.doors import for_power

A_PAGE = 50
MOST_PROVED_AT_ONCE = 2_000
"""A longer trail is proved when somebody asks for it: that takes a second for every 30,000 events."""


@for_power(Power.AUDIT)
@require_safe
def trail(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show a page of the trail, and whether the whole of it is whole."""
    scope = visit.business.key
    search = _search(request, scope)
    found = list(events_of(scope, search.wanted, before=search.cleaned_data.get("before"))[: A_PAGE + 1])
    length = length_of(scope)
    is_proved = length <= MOST_PROVED_AT_ONCE or "prove" in request.GET
    shown = found[:A_PAGE]
    told = {
        "search": search,
        "days": _days(visit, shown),
        "length": length,
        "is_proved": is_proved,
        "broken": broken_at(scope) if is_proved else None,
        "older": _query(request, before=shown[-1].number) if len(found) > A_PAGE else "",
        "newest": _query(request) if search.cleaned_data.get("before") else "",
        "prove": _query(request, prove=1),
        "query": _query(request),
    }
    return render(request, "audit/trail.html", told, status=200 if search.is_valid() else 422)


@for_power(Power.AUDIT)
@require_safe
def export_csv(request: HttpRequest, visit: Visit) -> StreamingHttpResponse:
    """Hand out the wanted events as a table."""
    return _file(visit, "csv", "text/csv; charset=utf-8", as_csv(_wanted(request, visit)))


@for_power(Power.AUDIT)
@require_safe
def export_json(request: HttpRequest, visit: Visit) -> StreamingHttpResponse:
    """Hand out the wanted events as lines of JSON."""
    return _file(visit, "jsonl", "application/jsonl", as_json_lines(_wanted(request, visit)))


def _search(request: HttpRequest, scope: str) -> Search:
    search = Search(kinds_of(scope), request.GET)
    search.is_valid()
    return search


def _wanted(request: HttpRequest, visit: Visit) -> Iterator[Event]:
    scope = visit.business.key
    return events_of(scope, _search(request, scope).wanted).iterator(chunk_size=500)


def _file(visit: Visit, ending: str, kind: str, lines: Iterator[str]) -> StreamingHttpResponse:
    name = f"audit-{visit.business.key}-{timezone.now():%Y-%m-%d}.{ending}"
    return StreamingHttpResponse(
        lines, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _days(visit: Visit, events: list[Event]) -> list[tuple[Event, list[tuple[Event, str]]]]:
    """Return the events with their sentences, by day; each day with one of its events first."""
    told = marked_sentences(visit, events)
    by_day = (list(day) for _, day in groupby(told, key=lambda one: timezone.localtime(one[0].at).date()))
    return [(day[0][0], day) for day in by_day]


def _query(request: HttpRequest, **other: object) -> str:
    """Return the query of the address without what belongs to one page, and with `other`."""
    query = request.GET.copy()
    for key in ("before", "prove"):
        query.pop(key, None)
    for key in [key for key, value in query.items() if not value]:
        del query[key]
    for key, value in other.items():
        query[key] = str(value)
    return f"?{query.urlencode()}" if query else ""
