"""One process with all that is told of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_entry
from outhaul.apps.planning.domain.work import work_of
from outhaul.reference.tables import load
from outhaul.web.decide.verdicts import panel_of
from outhaul.web.decide.work import still_open
from outhaul.web.doors import for_power
from outhaul.web.fields.saving import save_form
from outhaul.web.fields.shown import after
from outhaul.web.fields.surroundings import surroundings_of
from outhaul.web.fields.view import views_of

FIRST = ("name", "occupation", "hours_per_month", "owner_share", "home_cost_per_hour", "hours_are_estimated")
"""What every plan needs."""
WISHES = ("pin", "accept_prepare", "min_overlap_hours", "language")
"""What an owner may want of a plan."""


@for_power(Power.VIEW, to_change=Power.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, visit: Visit, entry: str) -> HttpResponse:
    """Show one process with its fields; a form without script saves all of them."""
    found = access_entry(visit, "processes", entry)
    around = surroundings_of(visit)
    views = views_of(found, (*FIRST, *WISHES), around)
    status = 200
    if request.method == "POST":
        outcomes = save_form(visit, request.POST, around)
        mine = {name: outcome for (_, key, name), outcome in outcomes.items() if key == entry}
        if all(outcome.is_fine for outcome in mine.values()):
            return redirect(request.path)
        clash = any(outcome.conflict for outcome in mine.values())
        status = 409 if clash else 422
        views |= {name: after(outcome, around) for name, outcome in mine.items() if name in views}
    work = work_of(visit, load())
    item = work.at(entry)
    context = {
        "visit": visit,
        "item": item,
        "views": views,
        "first": FIRST,
        "wishes": WISHES,
        "panel": panel_of(item, work.setting.assumptions),
        "still_open": still_open(item),
    }
    return render(request, "decide/work/process.html", context, status=status)
