"""What a plan's page brings on demand: sections of processes, other places, maps."""

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from markupsafe import Markup

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_plan
from outhaul.apps.planning.domain.plans import report_of
from outhaul.apps.planning.models import Plan
from outhaul.documents.pages import Drawn, map_of
from outhaul.engine.report import PlanReport
from outhaul.known import Known
from outhaul.web.doors import for_power
from outhaul.web.plans.dressing import Dresser
from outhaul.wording.tongue import spoken

kept_by_browsers = cache_control(private=True, max_age=3600)
"""A made plan never changes."""
by_asker = vary_on_headers("HX-Request")
"""The same address is a page, or a part of one."""


def _made(visit: Visit, key: str) -> Plan:
    plan = access_plan(visit, key)
    if not plan.is_made:
        raise Http404
    return plan


@for_power(Power.VIEW)
@kept_by_browsers
@by_asker
@require_safe
def process(request: HttpRequest, visit: Visit, plan: str, process: str) -> HttpResponse:
    """Show the section of one process."""
    found = _made(visit, plan)
    section = Dresser(visit, found).process(process)
    return _shown(request, found, section, "section")


@for_power(Power.VIEW)
@kept_by_browsers
@by_asker
@require_safe
def places(request: HttpRequest, visit: Visit, plan: str, process: str) -> HttpResponse:
    """Show where a process could also go, and why not elsewhere."""
    found = _made(visit, plan)
    return _shown(request, found, Dresser(visit, found).places(process), "places")


@for_power(Power.VIEW)
@kept_by_browsers
@by_asker
@require_safe
def world(request: HttpRequest, visit: Visit, plan: str) -> HttpResponse:
    """Show the map of one process (`?process=`), or of all of them."""
    found = _made(visit, plan)
    wanted = request.GET.get("process", "")
    report = report_of(found)
    drawn = _map(Known((found.report, spoken()), report), wanted)
    if drawn is None:
        raise Http404
    choices = [(row.id, row.name) for row in report.processes if row.options]
    shown = {"plan": found, "drawn": drawn, "choices": choices, "wanted": wanted}
    name = "plans/map.html" if request.headers.get("HX-Request") else "plans/map_page.html"
    return render(request, name, shown)


@lru_cache(maxsize=16)
def _map(report: Known[PlanReport], process: str) -> Drawn | None:
    return map_of(report.value, process)


def _shown(request: HttpRequest, plan: Plan, content: Markup | None, kind: str) -> HttpResponse:
    if content is None:
        raise Http404
    if request.headers.get("HX-Request"):
        return HttpResponse(content)
    return render(request, "plans/detail.html", {"plan": plan, "content": content, "kind": kind})
