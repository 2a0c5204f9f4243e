"""Lines of the checklists: added, changed, ticked, taken out and put back."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from outhaul.apps.delivery.domain.checklists import (
    add_line,
    change_line,
    remove_line,
    restore_line,
    tick,
)
from outhaul.apps.delivery.domain.gates import access_line
from outhaul.apps.delivery.models.checklists import LISTS
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.access import access_engagement
from outhaul.apps.work.models import Engagement
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.doors import for_power
from outhaul.web.run.engagement import GONE, page


@for_power(Power.RUN)
@require_POST
def add(request: HttpRequest, visit: Visit, engagement: str) -> HttpResponse:
    """Add a line to one of the lists."""
    row = access_engagement(visit, engagement)
    name = request.POST.get("list", "")
    name = name if name in LISTS else LISTS[0]
    try:
        add_line(
            visit,
            row,
            list=name,
            text=request.POST.get("text", ""),
            side="contractor" if request.POST.get("side") == "contractor" else "client",
            is_needed=request.POST.get("needed") == "yes",
            due_on=_day(request.POST.get("due_on", "")),
        )
    except InputError as error:
        return page(
            request,
            visit,
            row,
            wrong={f"{name}-text": f"{error.faults[0].problem}. {error.faults[0].remedy}"},
        )
    except NotNow:
        messages.error(request, _("The engagement is over; its lists stay as they are."))
    return _back(visit, row, name)


@for_power(Power.RUN)
@require_POST
def change(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    """Change what a line says."""
    row = access_line(visit, line)
    try:
        change_line(
            visit,
            row,
            text=request.POST.get("text", ""),
            is_needed=request.POST.get("needed") == "yes",
            due_on=_day(request.POST.get("due_on", "")),
        )
    except InputError as error:
        words = f"{error.faults[0].problem}. {error.faults[0].remedy}"
        return page(request, visit, row.engagement, wrong={f"{row.key}-text": words})
    except NotNow:
        messages.error(request, _("The engagement is over; its lists stay as they are."))
    return _back(visit, row.engagement, row.list)


@for_power(Power.RUN)
@require_POST
def tick_line(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    """Say that a line is done, or not yet."""
    row = access_line(visit, line)
    try:
        tick(visit, row, is_done=request.POST.get("done") == "yes")
    except NotNow:
        messages.error(request, _("The engagement is over; its lists stay as they are."))
    return _back(visit, row.engagement, row.list)


@for_power(Power.RUN)
@require_POST
def remove(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    """Take a line out; the next page offers to put it back."""
    row = access_line(visit, line)
    try:
        remove_line(visit, row)
    except NotNow:
        messages.error(request, _("The engagement is over; its lists stay as they are."))
    else:
        request.session[GONE] = row.key
    return _back(visit, row.engagement, row.list)


@for_power(Power.RUN)
@require_POST
def restore(request: HttpRequest, visit: Visit, line: str) -> HttpResponse:
    """Put a line back."""
    row = access_line(visit, line)
    try:
        restore_line(visit, row)
    except NotNow:
        messages.error(request, _("The engagement is over; its lists stay as they are."))
    return _back(visit, row.engagement, row.list)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _back(visit: Visit, row: Engagement, name: str) -> HttpResponse:
    return redirect(f"{reverse('run-engagement', args=[visit.business.key, row.key])}#{name}")
