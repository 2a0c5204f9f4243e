"""When managers are away: told, taken out, put back."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from outhaul.apps.delivery.domain.away import access_away_row, be_away, be_here
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.faults import InputError
from outhaul.web.doors import for_power
from outhaul.web.run.calendar import GONE, page


@for_power(Power.RUN)
@require_POST
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Say that a manager is away."""
    try:
        first_on = date.fromisoformat(request.POST.get("first_on", ""))
        last_on = date.fromisoformat(request.POST.get("last_on", "") or first_on.isoformat())
    except ValueError:
        return page(request, visit, wrong=_("Give the first and the last day."))
    try:
        be_away(visit, manager=request.POST.get("manager", ""), first_on=first_on, last_on=last_on)
    except InputError as error:
        return page(request, visit, wrong=f"{error.faults[0].problem}. {error.faults[0].remedy}")
    messages.success(request, _("It is noted: checkpoints that are planned from now on avoid these days."))
    return redirect("run-calendar", visit.business.key)


@for_power(Power.RUN)
@require_POST
def remove(request: HttpRequest, visit: Visit, absence: str) -> HttpResponse:
    """Take an absence out; the next page offers to put it back."""
    row = access_away_row(visit, absence)
    be_here(visit, row)
    request.session[GONE] = row.key
    return redirect("run-calendar", visit.business.key)


@for_power(Power.RUN)
@require_POST
def restore(request: HttpRequest, visit: Visit, absence: str) -> HttpResponse:  # noqa: ARG001 -- a door's
    """Put an absence back."""
    be_here(visit, access_away_row(visit, absence), is_here=False)
    return redirect("run-calendar", visit.business.key)
