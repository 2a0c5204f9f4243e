"""Write a brief from a process: what it would start with, then the draft itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_entry, access_plan
from outhaul.apps.planning.domain.plans import report_of
from outhaul.apps.planning.models import Plan
from outhaul.apps.sourcing.domain.access import access_briefs
from outhaul.apps.sourcing.domain.briefs import OPEN, write_brief
from outhaul.apps.sourcing.domain.drafting import drafted, judged, line_of, plan_in_force
from outhaul.faults import InputError
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.plans.mending import missing
from outhaul.web.source.briefs.money import band_text
from outhaul.web.source.briefs.paper import facts, when


@for_power(Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what a brief for `?process=` would start with (without one, the briefs); a POST keeps it."""
    told = request.POST if request.method == "POST" else request.GET
    if not told.get("process"):
        return redirect("briefs", business=visit.business.key)
    entry = access_entry(visit, "processes", told.get("process", ""))
    there = access_briefs(visit).filter(process=entry.key, state__in=OPEN).first()
    if there is not None:
        return redirect("brief", business=visit.business.key, brief=there.key)
    plan = _plan(visit, told.get("plan", ""))
    try:
        content = drafted(visit, entry.key, plan, load())
    except InputError as error:
        document = {"processes": [{"id": entry.key, **entry.told}]}
        faults = missing(visit.business.key, error.faults, document)
        return render(request, "source/briefs/missing.html", {"entry": entry, "faults": faults}, status=422)
    if request.method == "POST":
        brief = write_brief(visit, process=entry.key, content=content, plan=plan)
        messages.success(request, _("The draft is yours now: change every word that does not fit."))
        return redirect("edit-brief", business=visit.business.key, brief=brief.key)
    context = {
        "entry": entry,
        "content": content,
        "pieces": [(item, when(item)) for item in content.deliverables],
        "facts": facts(content),
        "band": band_text(content),
        "line": line_of(report_of(plan), entry.key) if plan else None,
        "plan": plan,
        "verdicts": judged(visit, entry.key, content, load()),
    }
    return render(request, "source/briefs/write.html", context)


def _plan(visit: Visit, key: str) -> Plan | None:
    """Return the plan that is named, else the one in force, with its report."""
    if key:
        named = access_plan(visit, key)
        return named if named.is_made else None
    plan = plan_in_force(visit)
    return access_plan(visit, plan.key) if plan else None
