"""What if: the list of what-ifs, a new one, and one beside the plan."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_scenario
from outhaul.apps.planning.domain.plans import chosen_plan
from outhaul.apps.planning.domain.scenarios import NO_CHANGE, Place, checked_value, told_at
from outhaul.apps.planning.domain.trying import changes_of, tried
from outhaul.apps.planning.models import Scenario
from outhaul.faults import InputError
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.fields.saving import words_of_faults
from outhaul.web.plans.whatif_control import Control, control_for, list_for, refused
from outhaul.web.plans.whatif_ideas import first_ones, ideas, processes
from outhaul.web.plans.whatif_inputs import Inputs, inputs_for
from outhaul.web.plans.whatif_page import BACK, Work, base_figures, beside, lines, work_for
from outhaul.web.plans.whatif_search import find
from outhaul.web.plans.whatif_words import by_process, in_words


@for_power(Power.VIEW)
@require_safe
def listing(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the what-ifs that are kept beside the plan, or what they are good for."""
    inputs = inputs_for(visit, load())
    rows = lines(visit, inputs)
    base = inputs.standing.base
    context = {
        "rows": rows,
        "base": base,
        "base_figures": base_figures(inputs.standing),
        "is_base_stale": inputs.standing.is_base_stale,
        "ideas": () if rows else ideas(inputs),
        "removed": request.GET.get("removed", ""),
    }
    return render(request, "plans/whatif/list.html", context)


@for_power(Power.EDIT)
@require_safe
def new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask what to change first: by what people reach for, by search, or as an address proposes."""
    inputs = inputs_for(visit, load())
    control = asked_control(request, visit, inputs, None)
    return new_page(request, visit, inputs, control)


def new_page(
    request: HttpRequest, visit: Visit, inputs: Inputs, control: Control | None, *, status: int = 200
) -> HttpResponse:
    """Return the page of a what-if that is not kept yet."""
    name = request.POST.get("name", request.GET.get("name", ""))
    here = reverse("new-what-if", args=(visit.business.key,))
    context = {
        **picker(request, inputs, control, here),
        "name": name,
        "base": inputs.standing.base,
        "is_base_stale": inputs.standing.is_base_stale,
    }
    return render(request, "plans/whatif/new.html", context, status=status)


@for_power(Power.VIEW)
@require_safe
def shown(request: HttpRequest, visit: Visit, scenario: str) -> HttpResponse:
    """Show one what-if beside the plan: what it changes, and what comes of it."""
    found = access_scenario(visit, scenario)
    work = work_for(visit, found)
    inputs = inputs_for(visit, load())
    return page(request, visit, found, inputs, asked_control(request, visit, inputs, found), work=work)


def page(  # noqa: PLR0913 -- what a page is made of
    request: HttpRequest,
    visit: Visit,
    scenario: Scenario,
    inputs: Inputs,
    control: Control | None = None,
    *,
    work: Work | None = None,
    status: int = 200,
    **more: Any,  # noqa: ANN401 -- what the template shows besides
) -> HttpResponse:
    """Return the page of one what-if.

    What is being made is looked up before what is made, so that a plan that ends meanwhile is one of them.
    """
    work = work or work_for(visit, scenario)
    (one,) = tried(visit, inputs.standing, [scenario])
    changes = in_words(changes_of(scenario), inputs)
    here = reverse("what-if", args=(visit.business.key, scenario.key))
    context = {
        **picker(request, inputs, control, here),
        "scenario": scenario,
        "tried": one,
        "changes": changes,
        "asked_of": by_process(changes),
        "work": work,
        "beside": beside(inputs.standing, one),
        "base": inputs.standing.base,
        "is_base_stale": inputs.standing.is_base_stale,
        "chosen": chosen_plan(visit.business),
        "can_give_back": scenario.key in request.session.get(BACK, {}),
        **more,
    }
    return render(request, "plans/whatif/what_if.html", context, status=status)


def picker(request: HttpRequest, inputs: Inputs, control: Control | None, here: str) -> dict[str, Any]:
    """Return what choosing something to change shows; `here` is the page that it stands on."""
    asked = request.GET.get("q", "")
    return {
        "inputs": inputs,
        "control": control,
        "list_name": list_for(control.view) if control else "",
        "asked": asked,
        "hits": find(asked, inputs),
        "first": first_ones(inputs),
        "pinnable": processes(inputs),
        "here": here,
    }


def asked_control(
    request: HttpRequest, visit: Visit, inputs: Inputs, scenario: Scenario | None
) -> Control | None:
    """Return the control that the address asks for, with the value that it proposes; None for none.

    A proposed value that is wrong is told beside the control. Raises Http404 for a place that is not there.
    """
    place = place_of(request.GET)
    if place is None:
        return None
    says = told_at(scenario.changes, place) if scenario else NO_CHANGE
    text = request.GET.get("value")
    if text is None:
        return control_for(place, inputs, says=says)
    inputs.row(place)
    try:
        value, _told = checked_value(visit, place, _plain(text), inputs.around.reference)
    except InputError as error:
        return refused(control_for(place, inputs, says=says), [text], words_of_faults(error))
    return control_for(place, inputs, says=says, proposed=value)


def _plain(text: str) -> Any:  # noqa: ANN401 -- a plain value
    """Return what an address says: JSON, else the text itself."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def place_of(sent: Any) -> Place | None:  # noqa: ANN401 -- the query or the form of a request
    """Return the place that `table`, `entry` and `field` name; None where they are not there."""
    place = (sent.get("table", ""), sent.get("entry", ""), sent.get("field", ""))
    return place if all(place) else None


@for_power(Power.EDIT)
@require_safe
def found(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what fits the words that are being typed."""
    here = request.GET.get("here", "")
    if not here.startswith(reverse("what-ifs", args=(visit.business.key,))):
        here = reverse("new-what-if", args=(visit.business.key,))
    inputs = inputs_for(visit, load())
    asked = request.GET.get("q", "")
    return render(
        request, "plans/whatif/hits.html", {"hits": find(asked, inputs), "asked": asked, "here": here}
    )


@for_power(Power.VIEW)
@require_safe
def progress(request: HttpRequest, visit: Visit, scenario: str) -> HttpResponse:
    """Show how far the plan of a what-if is; when it is there, let the page come anew."""
    found = access_scenario(visit, scenario)
    work = work_for(visit, found)
    response = render(request, "plans/whatif/progress.html", {"scenario": found, "work": work})
    if not work.is_under_way:
        response["HX-Redirect"] = reverse("what-if", args=(visit.business.key, found.key))
    return response
