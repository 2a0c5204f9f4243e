"""How far the making of a plan is, asked for again and again while somebody watches."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from outhaul.apps.jobs.models import Job
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_plans
from outhaul.apps.planning.domain.making import access_proof, seconds_of
from outhaul.apps.planning.models import Plan
from outhaul.web.doors import for_power
from outhaul.web.plans.words import doing


@dataclass(frozen=True, slots=True)
class Progress:
    """What a person who waits is told."""

    per_cent: int
    doing: str
    seconds: int
    stopping: bool


def progress_of_job(job: Job) -> Progress:
    """Return how far a job is."""
    return Progress(round(100 * job.share), doing(job), seconds_of(job), job.cancel_wanted)


def progress_of(plan: Plan) -> Progress | None:
    """Return how far a plan is; None where nothing is being done."""
    return progress_of_job(plan.job) if plan.job else None


@for_power(Power.VIEW)
@never_cache
@require_safe
def progress(request: HttpRequest, visit: Visit, plan: str) -> HttpResponse:
    """Show how far a plan is, or lead to it once it is made."""
    found = access_plans(visit).filter(key=plan).first()
    if found is None:
        raise Http404
    if found.is_made or found.job is None or found.job.is_over:
        return _led(request, reverse("plan-one", args=(visit.business.key, plan)))
    return render(request, "plans/progress.html", {"progress": progress_of(found)})


@for_power(Power.VIEW)
@never_cache
@require_safe
def proof_progress(request: HttpRequest, visit: Visit, plan: str, job: str) -> HttpResponse:
    """Show how far a proof is, or lead to what it found."""
    found = access_proof(visit, job)
    if found.is_over:
        return _led(request, reverse("plan-proof", args=(visit.business.key, plan, job)))
    return render(request, "plans/progress.html", {"progress": progress_of_job(found)})


def _led(request: HttpRequest, address: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponseClientRedirect(address)
    return redirect(address)
