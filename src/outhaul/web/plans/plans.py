"""The plan of a business: ask for it, watch it being made, read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_plans
from outhaul.apps.planning.domain.plans import ask_for_plan, page_of
from outhaul.faults import InputError
from outhaul.reference.tables import load
from outhaul.web.doors import for_power


@for_power(Power.VIEW)
@require_safe
def current(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the newest plan, or how far it is."""
    plan = access_plans(visit).filter(scenario=None).first()
    body = page_of(plan) if plan and plan.is_made else ""
    return render(request, "plans/plan.html", {"plan": plan, "body": body})


@for_power(Power.EDIT)
@require_POST
def make(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask for a plan of what the business says now."""
    try:
        ask_for_plan(visit, reference=load())
    except InputError as error:
        return render(request, "plans/missing.html", {"faults": error.faults}, status=422)
    return redirect("plan", business=visit.business.key)
