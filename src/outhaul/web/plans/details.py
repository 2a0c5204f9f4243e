"""What a plan's page brings on demand: sections of processes, other places, maps."""

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from markupsafe import Markup

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_plan
from outhaul.apps.planning.domain.plans import report_of
from outhaul.apps.planning.models import Plan
from outhaul.documents.pages import Drawn, map_of
from outhaul.web.doors import for_power
from outhaul.web.plans.dressing import Dresser

KEPT_MAPS = 64
"""Drawn maps that each server process remembers; a plan never changes."""

kept_by_browsers = cache_control(private=True, max_age=3600)


def _made(visit: Visit, key: str) -> Plan:
    plan = access_plan(visit, key)
    if not plan.is_made:
        raise Http404
    return plan


@for_power(Power.VIEW)
@kept_by_browsers
@require_safe
def process(request: HttpRequest, visit: Visit, plan: str, process: str) -> HttpResponse:
    """Show the section of one process."""
    found = _made(visit, plan)
    section = Dresser(visit, found).process(process)
    return _shown(request, found, section, "section")


@for_power(Power.VIEW)
@kept_by_browsers
@require_safe
def places(request: HttpRequest, visit: Visit, plan: str, process: str) -> HttpResponse:
    """Show where a process could also go, and why not elsewhere."""
    found = _made(visit, plan)
    return _shown(request, found, Dresser(visit, found).places(process), "places")


@for_power(Power.VIEW)
@require_safe
def world(request: HttpRequest, visit: Visit, plan: str) -> HttpResponse:
    """Show the map of one process (`?process=`), or of all of them."""
    found = _made(visit, plan)
    wanted = request.GET.get("process", "")
    choices, drawn = _map(found.key, found.report_hash, wanted)
    if drawn is None:
        raise Http404
    shown = {"plan": found, "drawn": drawn, "choices": choices, "wanted": wanted}
    name = "plans/map.html" if request.headers.get("HX-Request") else "plans/map_page.html"
    return render(request, name, shown)


@lru_cache(KEPT_MAPS)
def _map(key: str, report_hash: str, process: str) -> tuple[tuple[tuple[str, str], ...], Drawn | None]:  # noqa: ARG001 -- the hash tells plans apart that a demo has made anew
    report = report_of(Plan.objects.get(key=key))
    choices = tuple((row.id, row.name) for row in report.processes if row.options)
    return choices, map_of(report, process)


def _shown(request: HttpRequest, plan: Plan, content: Markup | None, kind: str) -> HttpResponse:
    if content is None:
        raise Http404
    if request.headers.get("HX-Request"):
        return HttpResponse(content)
    return render(request, "plans/detail.html", {"plan": plan, "content": content, "kind": kind})
