"""What people do with what-ifs: keep, change, try, stop, choose, take over, take out, put back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from outhaul.apps.jobs.domain.running import cancel
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_plan, access_scenario
from outhaul.apps.planning.domain.content import alike
from outhaul.apps.planning.domain.entries import Conflict
from outhaul.apps.planning.domain.plans import choose_plan
from outhaul.apps.planning.domain.scenarios import (
    LONGEST_NAME,
    NO_CHANGE,
    ChangedMeanwhile,
    Place,
    Taken,
    checked_value,
    give_back,
    keep_scenario,
    remove_scenario,
    rename_scenario,
    restore_scenario,
    set_change,
    take_over,
    told_at,
)
from outhaul.apps.planning.domain.trying import changes_of, standing_of, try_scenario
from outhaul.apps.planning.models import Scenario
from outhaul.faults import InputError
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.fields.saving import words_of_faults
from outhaul.web.plans import whatif
from outhaul.web.plans.whatif_control import control_for, param_of, read_value, refused
from outhaul.web.plans.whatif_inputs import Inputs, inputs_for
from outhaul.web.plans.whatif_page import BACK, work_for
from outhaul.web.plans.whatif_words import from_seen, in_words, name_for, seen


def _to(visit: Visit, scenario: Scenario) -> HttpResponse:
    return redirect("what-if", visit.business.key, scenario.key)


@for_power(Power.EDIT)
@require_POST
def keep(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keep a new what-if with its first change, and try it if that is wanted."""
    inputs = inputs_for(visit, load())
    place = _place(request)
    inputs.row(place)
    try:
        value, told = checked_value(visit, place, read_value(place, request.POST, inputs), load())
        if alike(value, told):
            problem = _("That is what the business says already. Choose another value to see what changes.")
            return _refused_new(request, visit, inputs, place, problem)
    except InputError as error:
        return _refused_new(request, visit, inputs, place, words_of_faults(error))
    name = " ".join(request.POST.get("name", "").split())[:LONGEST_NAME]
    scenario = keep_scenario(visit, name=name or name_for(place, value, inputs), changes=[(*place, value)])
    return _tried(request, visit, scenario) if request.POST.get("then") == "try" else _to(visit, scenario)


def _place(request: HttpRequest) -> Place:
    place = whatif.place_of(request.POST)
    if place is None:
        raise Http404
    return place


def _refused_new(
    request: HttpRequest, visit: Visit, inputs: Inputs, place: Place, problem: str
) -> HttpResponse:
    control = refused(control_for(place, inputs), request.POST.getlist(param_of(place)), problem)
    return whatif.new_page(request, visit, inputs, control, status=422)


@for_power(Power.EDIT)
@require_POST
def change(request: HttpRequest, visit: Visit, scenario: str) -> HttpResponse:
    """Let a what-if change something else, or change it otherwise, or take a change back."""
    found = access_scenario(visit, scenario)
    inputs, place = inputs_for(visit, load()), _place(request)
    try:
        was = from_seen(request.POST.get("was", "[]"))
        value = _value(request, inputs, place)
        changed = set_change(visit, found, place, value, reference=load(), was=was)
    except InputError as error:
        says = told_at(found.changes, place)
        typed = request.POST.getlist(param_of(place))
        control = refused(control_for(place, inputs, says=says), typed, words_of_faults(error))
        return whatif.page(request, visit, found, inputs, control, status=422)
    except ChangedMeanwhile as conflict:
        return _clash(request, visit, found, inputs, place, conflict)
    except ValueError:
        raise Http404 from None
    if value is not NO_CHANGE and told_at(changed.changes, place) is NO_CHANGE:
        messages.info(request, _("The business says that already, so there is nothing to change."))
    return _tried(request, visit, changed) if request.POST.get("then") == "try" else _to(visit, changed)


def _value(request: HttpRequest, inputs: Inputs, place: Place) -> Any:  # noqa: ANN401 -- plain values
    """Return what is to be said at `place`: ready-made by a button, or from its control."""
    if "set" in request.POST:
        return from_seen(request.POST["set"])
    inputs.row(place)
    return read_value(place, request.POST, inputs)


def _clash(  # noqa: PLR0913, PLR0917 -- both sides of it
    request: HttpRequest,
    visit: Visit,
    scenario: Scenario,
    inputs: Inputs,
    place: Place,
    conflict: ChangedMeanwhile,
) -> HttpResponse:
    """Show both values, and let the person choose."""
    theirs, mine = (_said(value, place, inputs) for value in (conflict.theirs, conflict.mine))
    clash = {
        "about": in_words([(*place, None)], inputs)[0].about,
        "theirs": theirs,
        "mine": mine,
        "place": place,
        "was": seen(conflict.theirs),
        "set": seen(conflict.mine),
    }
    scenario.refresh_from_db()
    return whatif.page(request, visit, scenario, inputs, status=409, clash=clash)


def _said(value: Any, place: Place, inputs: Inputs) -> str:  # noqa: ANN401 -- plain values
    if value is NO_CHANGE:
        return _("as in the business")
    return in_words([(*place, value)], inputs)[0].after


@for_power(Power.EDIT)
@require_POST
def rename(request: HttpRequest, visit: Visit, scenario: str) -> HttpResponse:
    """Give a what-if another name."""
    found = access_scenario(visit, scenario)
    name = " ".join(request.POST.get("name", "").split())
    problem = ""
    if not 0 < len(name) <= LONGEST_NAME:
        problem = _("Give a name of 1 to %(most)d characters.") % {"most": LONGEST_NAME}
    else:
        try:
            rename_scenario(visit, found, name=name, was=request.POST.get("was", found.name))
        except ChangedMeanwhile as conflict:
            problem = _("Somebody else named it “%(theirs)s” meanwhile.") % {"theirs": conflict.theirs}
            found.refresh_from_db()
            return _misnamed(request, visit, found, problem, status=409)
    return _misnamed(request, visit, found, problem, status=422) if problem else _to(visit, found)


def _misnamed(
    request: HttpRequest, visit: Visit, scenario: Scenario, problem: str, *, status: int
) -> HttpResponse:
    typed = " ".join(request.POST.get("name", "").split())
    inputs = inputs_for(visit, load())
    return whatif.page(
        request, visit, scenario, inputs, status=status, name_problem=problem, name_typed=typed
    )


@for_power(Power.EDIT)
@require_POST
def attempt(request: HttpRequest, visit: Visit, scenario: str) -> HttpResponse:
    """Ask for the plan of a what-if."""
    return _tried(request, visit, access_scenario(visit, scenario))


def _tried(request: HttpRequest, visit: Visit, scenario: Scenario) -> HttpResponse:
    try:
        try_scenario(visit, scenario, reference=load(), standing=standing_of(visit, load()))
    except InputError as error:
        inputs = inputs_for(visit, load())
        return whatif.page(request, visit, scenario, inputs, status=422, faults=error.faults)
    return _to(visit, scenario)


@for_power(Power.EDIT)
@require_POST
def stop(request: HttpRequest, visit: Visit, scenario: str) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Stop the making of a what-if's plan."""
    found = access_scenario(visit, scenario)
    for job in work_for(visit, found).jobs:
        cancel(job)
    return _to(visit, found)


@for_power(Power.DECIDE)
@require_POST
def choose(request: HttpRequest, visit: Visit, scenario: str) -> HttpResponse:
    """Make the plan of a what-if the business's own."""
    found = access_scenario(visit, scenario)
    plan = access_plan(visit, request.POST.get("plan", ""))
    if plan.scenario_id != found.pk or not plan.is_made:
        raise Http404
    choose_plan(visit, plan)
    messages.success(request, _("This is the plan of the business now."))
    return _to(visit, found)


@for_power(Power.EDIT)
@require_POST
def take(request: HttpRequest, visit: Visit, scenario: str) -> HttpResponse:
    """Write the changes of a what-if into what the business says; the way back is kept for this session."""
    found = access_scenario(visit, scenario)
    try:
        taken = take_over(visit, changes_of(found), reference=load(), name=found.name)
    except InputError as error:
        inputs = inputs_for(visit, load())
        return whatif.page(request, visit, found, inputs, status=422, faults=error.faults)
    plain = [[list(one.place), one.before, one.after] for one in taken]
    request.session[BACK] = {**request.session.get(BACK, {}), found.key: plain}
    count = len(taken)
    told = ngettext("%(count)d change was taken over.", "%(count)d changes were taken over.", count)
    messages.success(request, told % {"count": count})
    return _to(visit, found)


@for_power(Power.EDIT)
@require_POST
def put_back(request: HttpRequest, visit: Visit, scenario: str) -> HttpResponse:
    """Undo the taking over of a what-if's changes."""
    found = access_scenario(visit, scenario)
    kept = request.session.get(BACK, {})
    taken = [Taken(tuple(place), before, after) for place, before, after in kept.get(found.key, [])]
    if not taken:
        return _to(visit, found)
    try:
        give_back(visit, taken, reference=load(), name=found.name)
    except Conflict as conflict:
        problem = _("Somebody changed %(row)s meanwhile, so nothing was put back.") % {"row": conflict.entry}
        messages.error(request, problem)
        return _to(visit, found)
    request.session[BACK] = {key: rest for key, rest in kept.items() if key != found.key}
    messages.success(request, _("The business says again what it said before."))
    return _to(visit, found)


@for_power(Power.EDIT)
@require_POST
def remove(request: HttpRequest, visit: Visit, scenario: str) -> HttpResponse:  # noqa: ARG001 -- Django's signature
    """Take a what-if out; the list offers to put it back."""
    found = access_scenario(visit, scenario)
    remove_scenario(visit, found)
    return redirect(reverse("what-ifs", args=(visit.business.key,)) + f"?removed={found.key}")


@for_power(Power.EDIT)
@require_POST
def restore(request: HttpRequest, visit: Visit, scenario: str) -> HttpResponse:
    """Put a what-if back that was taken out."""
    found = access_scenario(visit, scenario, removed=True)
    restore_scenario(visit, found)
    messages.success(request, _("“%(name)s” is back.") % {"name": found.name})
    return redirect("what-ifs", visit.business.key)
