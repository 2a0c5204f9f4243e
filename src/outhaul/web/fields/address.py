"""The one address at which any field of the business file is saved."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.entries import field_of
from outhaul.faults import InputError
from outhaul.web.doors import for_power
from outhaul.web.fields.reading import from_json
from outhaul.web.fields.saving import Outcome, entry_of, save_changes, save_typed
from outhaul.web.fields.shown import after
from outhaul.web.fields.surroundings import Surroundings, surroundings_of
from outhaul.web.fields.view import FieldView, view_of, with_processes
from outhaul.web.fields.work import process_choices

STATUS = {True: 200, False: 422}
CONFLICT = 409
MOST_CHANGES = 20
LOOKS = ("cell", "slider")


@for_power(Power.EDIT)
@require_POST
def save(request: HttpRequest, visit: Visit, table: str, entry: str, name: str) -> HttpResponse:
    """Save one field and answer with it again: 200 saved, 422 wrong, 409 changed by somebody else.

    Either the field's controls are sent, with what was shown as JSON in `was.<name>`; or `set`, a JSON
    list of [field, value, was] of the same row, as buttons send it: undo, keep theirs, use mine, move up.
    """
    try:
        field_of(table, name)
    except (KeyError, StopIteration):
        raise Http404 from None
    found = entry_of(visit, table, entry, removed=True)
    if found.removed_at is not None:
        return render(request, "fields/gone.html", {"entry": found, "back": _back(request)}, status=CONFLICT)
    around = surroundings_of(visit)
    if "set" in request.POST:
        outcome = save_changes(visit, found, _changes(request.POST["set"], table), around)
    else:
        outcome = save_typed(visit, found, name, request.POST, around)
    return answer(request, visit, outcome)


def _changes(text: str, table: str) -> list[tuple[str, Any, Any]]:
    """Read what a button sends. Raises Http404 for what no button of ours sends."""
    try:
        listed = from_json(text)
        changes = [(str(name), plain, was) for name, plain, was in listed]
        for name, _plain, _was in changes:
            field_of(table, name)
    except (InputError, TypeError, ValueError, KeyError):
        raise Http404 from None
    if not 0 < len(changes) <= MOST_CHANGES:
        raise Http404
    return changes


def answer(request: HttpRequest, visit: Visit, outcome: Outcome) -> HttpResponse:
    """Show the field again with what became of it; without htmx go back to the page with a notice."""
    look = next((look for look in LOOKS if request.GET.get("look") == look), "row")
    around = surroundings_of(visit)
    view = after(outcome, around, look=look)
    if view.control == "ids":
        view = with_processes(view, process_choices(visit, around))
    if not getattr(request, "htmx", False) and outcome.is_fine:
        messages.success(request, _("%(field)s: saved.") % {"field": view.label.rstrip("?")})
        return redirect(_back(request))
    status = CONFLICT if outcome.conflict else STATUS[outcome.is_fine]
    context = {"view": view, "beside": _beside(outcome, around), "back": _back(request)}
    template = "fields/answer.html" if getattr(request, "htmx", False) else "fields/alone.html"
    response = render(request, template, context, status=status)
    if outcome.is_saved:
        response["HX-Trigger"] = "told"
    return response


def _beside(outcome: Outcome, around: Surroundings) -> list[FieldView]:
    """Return the other fields that changed with it."""
    return [replace(view_of(outcome.entry, name, around), beside=True) for name in outcome.also]


def _back(request: HttpRequest) -> str:
    """Return the page that the field was sent from, if it is one of ours."""
    page = request.headers.get("referer", "")
    safe = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if safe else "/"
