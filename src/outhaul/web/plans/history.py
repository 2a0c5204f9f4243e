"""All plans of a business, the newest first."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_plan, access_plans
from outhaul.apps.planning.domain.plans import chosen_plan
from outhaul.apps.planning.models import Plan
from outhaul.web.doors import for_power

A_PAGE = 20


def recent(visit: Visit) -> QuerySet[Plan]:
    """Return the plans of the business with who asked for them."""
    return access_plans(visit).select_related("job", "scenario", "asked_by")


@for_power(Power.VIEW)
@require_safe
def plans(request: HttpRequest, visit: Visit) -> HttpResponse:
    """List the plans; `?before=` is the key of the last one on the page before."""
    rows = recent(visit)
    before = request.GET.get("before", "")
    if before:
        last = access_plan(visit, before)
        rows = rows.filter(Q(asked_at__lt=last.asked_at) | Q(asked_at=last.asked_at, pk__lt=last.pk))
    found = list(rows[: A_PAGE + 1])
    shown = {
        "plans": found[:A_PAGE],
        "more": found[A_PAGE - 1].key if len(found) > A_PAGE else "",
        "is_first": not before,
        "chosen": chosen_plan(visit.business),
    }
    return render(request, "plans/history.html", shown)
