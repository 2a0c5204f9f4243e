"""One assumption of a plan, to be replaced by the business's own figure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import access_entries, access_plan
from outhaul.apps.planning.domain.entries import Conflict, set_field, single
from outhaul.apps.planning.models import Plan
from outhaul.engine.assumptions import Assumptions, Stated, stated
from outhaul.faults import InputError
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.plans.tries import of_assumption
from outhaul.wording.tongue import tell


@dataclass(frozen=True, slots=True)
class Assumed:
    """An assumption as the plan used it, and as the business says it now."""

    item: Stated
    """As the plan used it."""
    own: float | None
    """The business's own figure now; None where the usual one counts."""
    usual: float
    """What counts without an own figure."""
    wrong: str = ""
    theirs: str = ""
    """What somebody else made of it meanwhile."""
    typed: str | None = None
    saved: bool = False

    @property
    def now(self) -> float:
        """What counts from now on."""
        return self.usual if self.own is None else self.own

    @property
    def was(self) -> str:
        """What the form has seen, to be sent back with the answer."""
        return json.dumps(self.own)

    @property
    def shown(self) -> str:
        """What stands in the field."""
        return f"{self.now:.15g}" if self.typed is None else self.typed

    def try_at(self, business: str) -> str:
        """Return the address of a what-if that changes it."""
        return of_assumption(business, self.item.name).address

    @property
    def is_newer(self) -> bool:
        """Whether the plan used another value than the one that counts now."""
        return self.now != self.item.value


def assumed(item: Stated, own: Mapping[str, float], **how: object) -> Assumed:
    """Return `item` beside what the business says of it."""
    usual = float(getattr(Assumptions(), item.name))
    return Assumed(item, own.get(item.name), usual, **how)  # type: ignore[arg-type] # fields of Assumed


def assumption_of(plan: Plan, name: str) -> Stated:
    """Return the assumption `name` as `plan` used it. Raises Http404 where there is none."""
    rows = plan.inputs.get("assumptions", [])
    own = rows[0] if rows else {}
    known = {item.name: item for item in stated(Assumptions(**own), own)}
    if name not in known:
        raise Http404
    return known[name]


@for_power(Power.VIEW, to_change=Power.EDIT)
@vary_on_headers("HX-Request", "HX-Target")
@require_http_methods(["GET", "HEAD", "POST"])
def assumption(request: HttpRequest, visit: Visit, plan: str, name: str) -> HttpResponse:
    """Show one assumption, and take the business's own figure for it; an empty one takes it back."""
    kept = access_plan(visit, plan)
    item = assumption_of(kept, name)
    if request.method == "POST":
        return _set(request, visit, kept, item)
    entry = access_entries(visit, "assumptions").first()
    return _shown(request, kept, assumed(item, entry.told if entry else {}))


def _set(request: HttpRequest, visit: Visit, plan: Plan, item: Stated) -> HttpResponse:
    entry, typed = single(visit, "assumptions"), request.POST.get("value", "").strip()
    try:
        was = _seen(request.POST.get("was", "null"))
        entry = set_field(visit, entry, item.name, _number(typed), reference=load(), was=was)
    except InputError as error:
        wrong = error.faults[0]
        told = f"{tell(wrong.problem)}. {tell(wrong.remedy)}"
        return _shown(request, plan, assumed(item, entry.told, wrong=told, typed=typed), status=422)
    except Conflict as conflict:
        theirs = _("the usual figure") if conflict.theirs is None else f"{conflict.theirs:.15g}"
        shown = assumed(item, conflict.entry.told, theirs=theirs, typed=typed)
        return _shown(request, plan, shown, status=409)
    if request.headers.get("HX-Request"):
        return _shown(request, plan, assumed(item, entry.told, saved=True))
    messages.success(request, _("Saved. It counts in the next plan."))
    return redirect(_back(request) or request.path)


def _seen(sent: str) -> object:
    """Return the value that the form had seen; what is none equals no value, so that nothing is set."""
    try:
        return json.loads(sent)
    except json.JSONDecodeError:
        return sent


def _number(typed: str) -> object:
    """Return what was typed as a number, with a comma as well; what is none is left for the check."""
    if not typed:
        return None
    try:
        return float(typed.replace(",", "."))
    except ValueError:
        return typed


def _back(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if safe else ""


def _shown(request: HttpRequest, plan: Plan, shown: Assumed, status: int = 200) -> HttpResponse:
    template = "plans/assumption_page.html"
    if request.headers.get("HX-Request"):
        alone = request.headers.get("HX-Target") == "panel-content"
        template = "plans/assumption_panel.html" if alone else "plans/assumption.html"
    return render(request, template, {"plan": plan, "one": shown}, status=status)
