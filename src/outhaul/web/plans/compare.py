"""Plans side by side, up to four of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.trying import tried
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.plans.compare_columns import MOST, columns, figure_lines, offers, process_lines
from outhaul.web.plans.whatif_inputs import inputs_for, row_name


@for_power(Power.VIEW)
@require_safe
def compare(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the plans that the address names side by side; without any, the plan and what is offered first."""
    inputs = inputs_for(visit, load())
    what_ifs = tried(visit, inputs.standing)
    offered = offers(inputs.standing, what_ifs)
    asked = request.GET.getlist("with")
    known = [offer.key for offer in offered if offer.key in asked]
    wanted = (known if asked else [offer.key for offer in offered])[:MOST]
    chosen = columns(visit.business.key, inputs.standing, what_ifs, wanted)
    names = {
        key: row_name(entry, inputs.around)
        for (table, key), entry in inputs.rows.items()
        if table == "processes"
    }
    processes = process_lines(chosen, names)
    context = {
        "offered": offered,
        "wanted": wanted,
        "left_out": len(known) - MOST if len(known) > MOST else 0,
        "most": MOST,
        "columns": chosen,
        "figures": figure_lines(chosen),
        "processes": processes,
        "differing": sum(line.differs for line in processes),
    }
    return render(request, "plans/whatif/compare.html", context)
