"""The plan of a business: ask for it, watch it being made, read it, make it the business's own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_plan, access_plans
from outhaul.apps.planning.domain.asking import ask_for_plan, stop_plan
from outhaul.apps.planning.domain.content import business_of, document_of
from outhaul.apps.planning.domain.plans import choose_plan, chosen_plan
from outhaul.apps.planning.models import Plan
from outhaul.faults import Fault, InputError
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.plans.dressing import Dresser
from outhaul.web.plans.history import recent
from outhaul.web.plans.links import offers
from outhaul.web.plans.mending import missing
from outhaul.web.plans.progress import progress_of
from outhaul.web.plans.staleness import staleness


@for_power(Power.VIEW)
@require_safe
def current(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the newest plan, how far it is, or what is still missing for one."""
    newest = access_plans(visit).filter(scenario=None).first()
    if newest is None:
        return _nothing_yet(request, visit)
    if not newest.is_made and _is_over(newest):
        made = access_plans(visit).filter(scenario=None).exclude(report_hash="").first()
        return _ended(request, visit, newest) if made is None else _shown(request, visit, made.key, newest)
    return _shown(request, visit, newest.key)


@for_power(Power.VIEW)
@require_safe
def one(request: HttpRequest, visit: Visit, plan: str) -> HttpResponse:
    """Show one plan as it was made."""
    return _shown(request, visit, plan)


def _is_over(plan: Plan) -> bool:
    return plan.job is None or plan.job.is_over


def _shown(request: HttpRequest, visit: Visit, key: str, unfinished: Plan | None = None) -> HttpResponse:
    plan = access_plan(visit, key)
    if not plan.is_made:
        return _ended(request, visit, plan) if _is_over(plan) else _making(request, visit, plan)
    sort, is_whole = request.GET.get("sort", ""), "whole" in request.GET
    shown = {
        "plan": plan,
        "page": Dresser(visit, plan, sort, is_whole).page(),
        "is_whole": is_whole,
        "stale": staleness(visit, plan),
        "chosen": chosen_plan(visit.business),
        "unfinished": unfinished,
        "offers": offers(visit.business.key, plan.key),
    }
    return render(request, "plans/plan.html", shown)


def _nothing_yet(request: HttpRequest, visit: Visit, status: int = 200) -> HttpResponse:
    document = document_of(visit.business)
    faults = _faults(visit)
    shown = {"missing": missing(visit.business.key, faults, document), "told": _told(document)}
    return render(request, "plans/missing.html", shown, status=status)


def _faults(visit: Visit) -> tuple[Fault, ...]:
    try:
        business_of(document_of(visit.business), load())
    except InputError as error:
        return error.faults
    return ()


def _told(document: dict[str, list[dict[str, object]]]) -> int:
    return len(document["processes"])


def _making(request: HttpRequest, visit: Visit, plan: Plan) -> HttpResponse:
    earlier = recent(visit).exclude(report_hash="").first()
    shown = {"plan": plan, "progress": progress_of(plan), "earlier": earlier}
    return render(request, "plans/making.html", shown)


def _ended(request: HttpRequest, visit: Visit, plan: Plan) -> HttpResponse:
    earlier = recent(visit).exclude(report_hash="").first()
    return render(request, "plans/ended.html", {"plan": plan, "earlier": earlier})


@for_power(Power.EDIT)
@require_POST
def make(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask for a plan of what the business says now."""
    try:
        plan = ask_for_plan(visit, reference=load())
    except InputError:
        return _nothing_yet(request, visit, status=422)
    if plan.is_made:
        messages.info(request, _("Nothing has changed since: this is the plan of what you say now."))
        return redirect("plan-one", business=visit.business.key, plan=plan.key)
    return redirect("plan", business=visit.business.key)


@for_power(Power.EDIT)
@require_POST
def stop(request: HttpRequest, visit: Visit, plan: str) -> HttpResponse:
    """Stop the making of a plan."""
    stop_plan(visit, access_plan(visit, plan))
    messages.info(request, _("Planning was stopped. Nothing that you told is lost."))
    return redirect("plan", business=visit.business.key)


@for_power(Power.DECIDE)
@require_POST
def choose(request: HttpRequest, visit: Visit, plan: str) -> HttpResponse:
    """Make a plan the business's own; doing it twice is doing it once."""
    found = access_plan(visit, plan)
    if not found.is_made:
        messages.warning(request, _("This plan is not made yet, so it cannot be chosen."))
    elif chosen_plan(visit.business) != found:
        choose_plan(visit, found)
        messages.success(request, _("This is your plan now. Another one can be chosen at any time."))
    return redirect("plan-one", business=visit.business.key, plan=plan)
