"""What own figures say: prior, posterior, what it rests on; tried, taken over, given back."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_POST, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.entries import Conflict
from outhaul.apps.review.domain.access import access_learned, access_lesson
from outhaul.apps.review.domain.lessons import (
    TAKEN,
    give_lesson_back,
    take_lesson_over,
    try_lessons,
    value_to_take,
)
from outhaul.apps.review.models import Learned
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.review.texts import TEXTS, month_text

NAMES: Mapping[str, str | Promise] = {
    "rho0": later("Rework for each accepted hour"),
    "lambda0": later("Contractors who leave a year"),
    "days_to_accept": later("Days until you answer"),
    "skill": later("Done in an hour, compared with somebody at home"),
    "mu0": later("Managing for each contractor hour"),
}
UNITS: Mapping[str, str | Promise] = {
    "rho0": later("h per h"),
    "lambda0": later("a year"),
    "days_to_accept": later("days"),
    "skill": later("times"),
    "mu0": later("h per h"),
}
RESTS: Mapping[str, str | Promise] = {
    "rho0": later("%(seen)s months with accepted work"),
    "lambda0": later("%(seen)s contractor-years"),
    "days_to_accept": later("%(seen)s months with answers"),
    "skill": later("%(seen)s months with accepted hours"),
    "mu0": later("%(seen)s months in which you noted the time"),
}
MONTHS = 12
ROUNDED = 1e-3
"""What rounding alone makes of it."""


@for_power(Power.VIEW)
@require_safe
def learned(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what the business's own figures say, beside what was assumed."""
    rows = list(access_learned(visit)[: MONTHS * len(NAMES)])
    newest = rows[0].month if rows else None
    shown = {
        "month": newest,
        "rows": [row for row in rows if row.month == newest],
        "earlier": [row for row in rows if row.month != newest],
        "names": NAMES,
        "units": UNITS,
        "rests": {row.pk: str(RESTS[row.name]) % {"seen": f"{row.seen:.3g}"} for row in rows},
        "taken": TAKEN,
        "bounded": {row.pk: value_to_take(row) for row in rows if row.name in TAKEN and _is_outside(row)},
        **TEXTS,
    }
    return render(request, "review/learned.html", shown)


def _is_outside(row: Learned) -> bool:
    """Whether it lies outside of what the plan takes as possible."""
    return abs(value_to_take(row) - row.posterior) > ROUNDED


@for_power(Power.EDIT)
@require_POST
def try_learned(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Ask for the plan that would come out with what own figures say."""
    newest = access_learned(visit).first()
    if newest is None:
        messages.error(request, _("Nothing is learned yet."))
        return redirect("review-learned", visit.business.key)
    rows = access_learned(visit).filter(month=newest.month)
    name = _("Own figures, %(month)s") % {"month": month_text(newest.month)}
    try:
        plan = try_lessons(visit, rows, name=name, reference=load())
    except InputError:
        messages.error(request, _("What you told of your business is not complete, so no plan can be made."))
        return redirect("review-learned", visit.business.key)
    assert plan.scenario is not None, "asked for as a what-if"  # noqa: S101 -- for the types alone
    return redirect("what-if", visit.business.key, plan.scenario.key)


@for_power(Power.EDIT)
@require_POST
def take_learned(request: HttpRequest, visit: Visit, own_figure: int) -> HttpResponse:
    """Let the business assume what its own figures say."""
    row = access_lesson(visit, own_figure)
    try:
        take_lesson_over(visit, row, reference=load())
    except NotNow:
        messages.error(request, _("It is taken over already."))
    else:
        messages.success(request, _("The next plan uses your own figure. You can give it back."))
    return redirect("review-learned", visit.business.key)


@for_power(Power.EDIT)
@require_POST
def give_learned_back(request: HttpRequest, visit: Visit, own_figure: int) -> HttpResponse:
    """Undo it: the assumption is what it was."""
    row = access_lesson(visit, own_figure)
    try:
        give_lesson_back(visit, row, reference=load())
    except NotNow:
        messages.error(request, _("It is not taken over."))
    except Conflict:
        messages.error(request, _("Somebody changed the assumption since. Change it among the assumptions."))
    else:
        messages.success(request, _("The assumption is what it was."))
    return redirect("review-learned", visit.business.key)
