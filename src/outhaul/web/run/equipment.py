"""The capital register: what was bought, what it is worth today, who has it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from outhaul.apps.delivery.domain.days import currency_of
from outhaul.apps.delivery.domain.equipment import (
    change,
    enter,
    lend,
    retire,
    take_back,
    unretire,
    worth,
)
from outhaul.apps.delivery.domain.gates import access_equipment, access_thing
from outhaul.apps.delivery.models import Equipment
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.access import access_engagement, access_engagements
from outhaul.apps.work.domain.milestones import WORKED_ON
from outhaul.engine.depreciation import monthly_part
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.agree.texts import TEXTS
from outhaul.web.doors import for_power

RETIRED = "retired_thing"
"""Where the session keeps which thing was retired last, to be undone."""


class Thing(forms.Form):
    """A thing of the register."""

    name = forms.CharField(label=gettext_lazy("What it is"), max_length=200)
    serial = forms.CharField(label=gettext_lazy("Serial number"), max_length=100, required=False)
    price = forms.DecimalField(
        label=gettext_lazy("Price"), max_digits=12, decimal_places=2, min_value=Decimal(0)
    )
    bought_on = forms.DateField(
        label=gettext_lazy("Bought on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )
    life_months = forms.IntegerField(
        label=gettext_lazy("Written down over, in months"), min_value=1, max_value=600, initial=36
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A thing as it is shown."""

    thing: Equipment
    worth: Decimal
    monthly: Decimal


@for_power(Power.VIEW, to_change=Power.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the register, and enter a thing."""
    form = Thing(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            enter(visit, **form.cleaned_data)
        except InputError as error:
            tell_faults(form, error)
        else:
            messages.success(request, _("It is in the register."))
            return redirect("equipment", visit.business.key)
    return _page(request, visit, form)


def _page(request: HttpRequest, visit: Visit, form: Thing) -> HttpResponse:
    today = timezone.localdate()
    rows = [_row(thing, today) for thing in access_equipment(visit)]
    gone = (
        access_equipment(visit).filter(key=request.session.pop(RETIRED, "")).exclude(retired_on=None).first()
    )
    shown = {
        "rows": [row for row in rows if row.thing.retired_on is None],
        "retired": [row for row in rows if row.thing.retired_on is not None],
        "lent": sum(row.thing.engagement_id is not None for row in rows),
        "worth": sum((row.worth for row in rows), Decimal(0)),
        "currency": currency_of(visit.business),
        "engagements": list(access_engagements(visit).filter(state__in=WORKED_ON)[:200]),
        "form": form,
        "gone": gone,
        **TEXTS,
    }
    return render(request, "run/equipment.html", shown, status=422 if form.errors else 200)


def _row(thing: Equipment, today: date) -> Row:
    return Row(thing=thing, worth=worth(thing, today), monthly=monthly_part(thing.price, thing.life_months))


def tell_faults(form: forms.Form, error: InputError) -> None:
    """Put each fault beside its field."""
    for fault in error.faults:
        form.add_error(fault.where, f"{fault.problem}. {fault.remedy}")


@for_power(Power.VIEW, to_change=Power.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, visit: Visit, thing: str) -> HttpResponse:
    """Show a thing, and keep what changed."""
    row = access_thing(visit, thing)
    now = {name: getattr(row, name) for name in Thing.base_fields}
    form = Thing(request.POST if request.method == "POST" else None, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            change(visit, row, **form.cleaned_data)
        except InputError as error:
            tell_faults(form, error)
        else:
            messages.success(request, _("The register is changed."))
            return redirect("equipment", visit.business.key)
    shown = {
        "row": _row(row, timezone.localdate()),
        "form": form,
        "currency": currency_of(visit.business),
        **TEXTS,
    }
    return render(request, "run/thing.html", shown, status=422 if form.errors else 200)


@for_power(Power.RUN)
@require_POST
def lend_out(request: HttpRequest, visit: Visit, thing: str) -> HttpResponse:
    """Lend a thing to the contractor of an engagement."""
    row = access_thing(visit, thing)
    engagement = access_engagement(visit, request.POST.get("engagement", ""))
    try:
        lend(visit, row, engagement)
    except NotNow:
        messages.error(request, _("It is lent already, or the work does not run. Nothing was changed."))
    else:
        told = {"what": row.name, "who": engagement.contractor.name}
        messages.success(request, _("%(what)s is lent to %(who)s.") % told)
    return redirect("equipment", visit.business.key)


@for_power(Power.RUN)
@require_POST
def back(request: HttpRequest, visit: Visit, thing: str) -> HttpResponse:
    """Keep that a thing came back."""
    row = access_thing(visit, thing)
    take_back(visit, row)
    messages.success(request, _("%(what)s is back.") % {"what": row.name})
    return redirect("equipment", visit.business.key)


@for_power(Power.RUN)
@require_POST
def retire_thing(request: HttpRequest, visit: Visit, thing: str) -> HttpResponse:
    """Take a thing out of use; it can be undone."""
    row = access_thing(visit, thing)
    try:
        retire(visit, row)
    except NotNow:
        messages.error(request, _("It is lent: get it back first."))
    else:
        request.session[RETIRED] = row.key
    return redirect("equipment", visit.business.key)


@for_power(Power.RUN)
@require_POST
def restore(request: HttpRequest, visit: Visit, thing: str) -> HttpResponse:
    """Undo that a thing was taken out of use."""
    row = access_thing(visit, thing)
    unretire(visit, row)
    messages.success(request, _("%(what)s is in use again.") % {"what": row.name})
    return redirect("equipment", visit.business.key)
