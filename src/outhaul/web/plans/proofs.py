"""Prove that a plan can be made again: the same, bit for bit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_plan
from outhaul.apps.planning.domain.asking import ask_for_proof
from outhaul.apps.planning.domain.making import SAME, access_proof, changed_since
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.plans.progress import progress_of_job


@for_power(Power.EDIT)
@require_POST
def prove(request: HttpRequest, visit: Visit, plan: str) -> HttpResponse:  # noqa: ARG001 -- a view is told it
    """Ask for a plan to be made anew and compared."""
    found = access_plan(visit, plan)
    if not found.is_made:
        return redirect("plan-one", business=visit.business.key, plan=plan)
    job = ask_for_proof(visit, found)
    return redirect("plan-proof", business=visit.business.key, plan=plan, job=job.key)


@for_power(Power.VIEW)
@require_safe
def proof(request: HttpRequest, visit: Visit, plan: str, job: str) -> HttpResponse:
    """Show how far a proof is, and what it found."""
    found, kept = access_proof(visit, job), access_plan(visit, plan)
    shown = {
        "plan": kept,
        "job": found,
        "progress": progress_of_job(found),
        "same": found.doing == SAME,
        "changed": changed_since(kept, load()),
    }
    return render(request, "plans/proof.html", shown)
