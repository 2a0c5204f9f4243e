"""All engagements in short, and the accepted offers that wait to become one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_offer, access_offers
from outhaul.apps.sourcing.lifecycles import OfferState
from outhaul.apps.work.domain.access import access_engagements
from outhaul.apps.work.domain.engagements import begin_engagement, manager_names
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Engagement
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.agree.engagements.words import STATES
from outhaul.web.agree.texts import TEXTS
from outhaul.web.doors import for_power

MOST = 200
"""Engagements that the simple list shows."""


@for_power(Power.VIEW)
@require_safe
def engagements(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show every engagement with its state, and what waits to begin."""
    rows = list(access_engagements(visit)[:MOST])
    active = sum(row.state == EngagementState.ACTIVE for row in rows)
    waiting = sum(row.state in {EngagementState.DRAFT, EngagementState.SIGNING} for row in rows)
    offers = []
    if visit.may(Power.SOURCE):
        offers = list(access_offers(visit).filter(state=OfferState.ACCEPTED, engagement=None)[:MOST])
    told = {
        "rows": rows,
        "active": active,
        "waiting": waiting,
        "offers": offers,
        "states": STATES,
        "names": manager_names(visit),
        **TEXTS,
    }
    return render(request, "agree/engagements/list.html", told)


@for_power(Power.SOURCE)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, visit: Visit, offer: str) -> HttpResponse:
    """Show what an accepted offer would lead to, and begin it."""
    row = access_offer(visit, offer)
    there = Engagement.objects.filter(offer=row).first()
    if there is not None:
        return redirect("engagement", visit.business.key, there.key)
    wrong: list[str] = []
    if request.method == "POST":
        try:
            engagement = begin_engagement(visit, row)
        except NotNow:
            wrong = [_("Only an accepted offer can become an engagement.")]
        except InputError as error:
            wrong = [f"{fault.problem}. {fault.remedy}." for fault in error.faults]
        else:
            messages.success(request, _("The statement of work is drafted from brief and offer. Read it."))
            return redirect("engagement", visit.business.key, engagement.key)
    if row.state != OfferState.ACCEPTED and not wrong:
        raise Http404
    told = {"offer": row, "wrong": wrong, **TEXTS}
    return render(request, "agree/engagements/begin.html", told, status=422 if wrong else 200)
