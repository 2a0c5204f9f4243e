"""What a value would mean, told while it is being typed or dragged; nothing is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_scenario
from outhaul.apps.planning.domain.content import Change, alike
from outhaul.apps.planning.domain.looking import BENCH, look
from outhaul.apps.planning.domain.scenarios import Place, checked_value
from outhaul.apps.planning.domain.trying import changes_of
from outhaul.faults import InputError
from outhaul.reference.tables import Reference, load
from outhaul.web.doors import for_power
from outhaul.web.fields.saving import words_of_faults
from outhaul.web.plans.whatif import place_of
from outhaul.web.plans.whatif_control import read_value
from outhaul.web.plans.whatif_inputs import Inputs, inputs_for
from outhaul.wording.comparison import compare

FRAGMENT = "plans/whatif/live.html"


@for_power(Power.EDIT)
@require_safe
def live(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what becomes of the plan with the value in the control, and the what-if's other changes.

    Nothing is answered where no value is told, or the business has no plan of today. The first question
    lays the plan out beside the requests; until it lies ready the page asks again.
    """
    reference = load()
    inputs = inputs_for(visit, reference)
    base, place = inputs.standing.base, place_of(request.GET)
    if place is None or base is None or inputs.standing.is_base_stale or BENCH.refuses(base, reference):
        return render(request, FRAGMENT, {"is_answerable": False})
    inputs.row(place)
    try:
        changes = _changes(request, visit, inputs, place, reference)
        prepared = BENCH.find(base, reference)
        if prepared is None:
            BENCH.lay_out(base, reference)
            return render(request, FRAGMENT, {"is_answerable": True, "is_waiting": True})
        if not changes:
            return render(request, FRAGMENT, {"is_answerable": True, "is_unchanged": True})
        found = look(prepared, inputs.standing, changes, reference)
    except InputError as error:
        return render(request, FRAGMENT, {"is_answerable": True, "problem": words_of_faults(error)})
    compared = compare(found.before, found.after)
    figures = [figure for figure in compared.figures if figure.differs]
    context = {"is_answerable": True, "look": found, "compared": compared, "figures": figures}
    return render(request, FRAGMENT, context)


def _changes(
    request: HttpRequest, visit: Visit, inputs: Inputs, place: Place, reference: Reference
) -> tuple[Change, ...]:
    """Return the changes that the what-if makes elsewhere, and that in the control if it is one.

    Raises:
        InputError: the value cannot be read, or is none of its field's.
    """
    key = request.GET.get("scenario", "")
    kept = changes_of(access_scenario(visit, key)) if key else ()
    value, told = checked_value(visit, place, read_value(place, request.GET, inputs), reference)
    others = tuple(change for change in kept if change[:3] != place)
    return others if alike(value, told) else (*others, (*place, value))
