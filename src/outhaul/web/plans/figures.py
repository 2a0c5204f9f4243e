"""Each figure of a plan with its parents, in a panel beside the plan or as a page of its own."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_entries, access_plan
from outhaul.apps.planning.domain.content import business_of
from outhaul.apps.planning.domain.making import changed_since
from outhaul.apps.planning.domain.parents import Basis, Figure, NoSuchFigure, Parent
from outhaul.apps.planning.domain.parents import figure as figure_of
from outhaul.apps.planning.domain.plans import report_of
from outhaul.apps.planning.models import Plan
from outhaul.documents.rules import rules
from outhaul.faults import InputError
from outhaul.reference.describe import number
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.plans.assumptions import Assumed, assumed
from outhaul.web.plans.mending import mend_of_told


@dataclass(frozen=True, slots=True)
class Row:
    """A parent with the page that it leads to."""

    parent: Parent
    address: str = ""
    opens: bool = False
    """True where it leads to a figure of the plan, which the panel can show."""

    @property
    def is_english(self) -> bool:
        """Whether its value is the title of an occupation, which no other language has."""
        return self.parent.told is not None and self.parent.told[2] == "occupation"


@for_power(Power.VIEW)
@vary_on_headers("HX-Request")
@require_safe
def figure(request: HttpRequest, visit: Visit, plan: str, name: str, process: str = "") -> HttpResponse:
    """Show a figure of the plan, or of one process, with its parents."""
    kept = access_plan(visit, plan)
    found = _figure(kept, name, process)
    shown = {
        "plan": kept,
        "figure": found,
        "rows": [_row(visit, kept, parent) for parent in found.parents],
        "cited": [(one, number(one.value)) for one in found.cited],
        "rules": [rules()[name] for name in found.rules],
        "assumptions": _assumptions(visit, found),
        "changed": changed_since(kept, load()),
    }
    template = "plans/figure.html" if request.headers.get("HX-Request") else "plans/figure_page.html"
    return render(request, template, shown)


def _figure(plan: Plan, name: str, process: str) -> Figure:
    if not plan.is_made:
        raise Http404
    reference = load()
    try:
        basis = Basis(report_of(plan), business_of(plan.inputs, reference), reference)
        return figure_of(basis, name, process)
    except (NoSuchFigure, InputError) as error:
        raise Http404 from error


def _row(visit: Visit, plan: Plan, parent: Parent) -> Row:
    business = visit.business.key
    if parent.opens:
        name, process = parent.opens
        address = (
            reverse("plan-process-figure", args=(business, plan.key, process, name))
            if process
            else reverse("plan-figure", args=(business, plan.key, name))
        )
        return Row(parent, address, opens=True)
    return Row(parent, mend_of_told(business, parent.told) if parent.told else "")


def _assumptions(visit: Visit, found: Figure) -> tuple[Assumed, ...]:
    own = own_assumptions(visit)
    return tuple(assumed(item, own) for item in found.assumptions)


def own_assumptions(visit: Visit) -> Mapping[str, float]:
    """Return the business's own values of assumptions, as they are now."""
    entry = access_entries(visit, "assumptions").first()
    return entry.told if entry else {}
