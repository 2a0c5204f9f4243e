"""What comes next for an engagement: renew, raise, bring back, replace; and looking back."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.review.domain.access import access_retrospectives, access_step, access_steps
from outhaul.apps.review.domain.looking_back import ENDED_BY, look_back
from outhaul.apps.review.domain.options import options_of
from outhaul.apps.review.domain.portfolio import BEGUN, Portfolio, part_of
from outhaul.apps.review.domain.replacing import learned_from, replace_contractor
from outhaul.apps.review.domain.steps import bring_back, raise_rate, renew
from outhaul.apps.review.domain.undoing import can_be_undone, undo_step
from outhaul.apps.review.models import Step
from outhaul.apps.work.domain.access import access_engagement
from outhaul.apps.work.models import Engagement
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.doors import for_power
from outhaul.web.review.forms import LookingBack, Raised, Reasoned, Renewal, Replacement
from outhaul.web.review.texts import TEXTS, numbers_of
from outhaul.web.review.words import BEGUN_WORDS, WAYS

FORMS: dict[str, type[Reasoned]] = {
    "renew": Renewal,
    "raise": Raised,
    "bring-back": Reasoned,
    "replace": Replacement,
}
HALF_A_YEAR = timedelta(days=182)


@for_power(Power.VIEW)
@require_safe
def ways(request: HttpRequest, visit: Visit, engagement: str) -> HttpResponse:
    """Show the four ways on with what each costs a year."""
    return _page(request, visit, _begun(visit, engagement))


def _begun(visit: Visit, key: str) -> Engagement:
    row = access_engagement(visit, key)
    if row.state not in BEGUN:
        raise Http404
    return row


def _page(
    request: HttpRequest, visit: Visit, row: Engagement, wrong: tuple[str, Reasoned] | None = None
) -> HttpResponse:
    portfolio = part_of(visit.business, row)
    options = options_of(portfolio, row)
    asked = {way: _empty(way, row, portfolio, options.raise_rate) for way in FORMS}
    if wrong is not None:
        asked[wrong[0]] = wrong[1]
    steps = list(access_steps(visit, row)[:20])
    shown = {
        "row": row,
        "options": options,
        "cheapest": min(options.ways, key=lambda way: way.year).kind,
        "forms": asked,
        "steps": [(step, can_be_undone(step)) for step in steps],
        "words": WAYS,
        "learned": learned_from(row),
        "looked_back": access_retrospectives(visit).filter(engagement=row).first(),
        "numbers": numbers_of(portfolio.home),
        "wrong": wrong[0] if wrong else "",
        **TEXTS,
    }
    return render(request, "review/next.html", shown, status=422 if wrong else 200)


def _empty(way: str, row: Engagement, portfolio: Portfolio, rate: float) -> Reasoned:
    today: date = portfolio.home.today
    initial: dict[str, dict[str, object]] = {
        "renew": {"ends_on": max(today, row.ends_on or today) + HALF_A_YEAR},
        "raise": {"rate": f"{rate:.2f}"},
        "replace": {"key": new_key()},
    }
    return FORMS[way](initial=initial.get(way, {}), auto_id=f"id_{way}_%s")


@for_power(Power.SOURCE)
@require_POST
def take_way(request: HttpRequest, visit: Visit, engagement: str, way: str) -> HttpResponse:
    """Begin what one of the four ways needs."""
    row = _begun(visit, engagement)
    if way not in FORMS:
        raise Http404
    form = FORMS[way](request.POST, auto_id=f"id_{way}_%s")
    if form.is_valid():
        try:
            step = _take(visit, row, way, form.cleaned_data)
        except InputError as error:
            _add(form, error)
        except NotNow:
            messages.error(request, _("That cannot be done now: see what is under way."))
            return redirect("review-next", visit.business.key, row.key)
        else:
            messages.success(request, str(BEGUN_WORDS[step.kind]))
            return _onwards(visit, row, step)
    return _page(request, visit, row, wrong=(way, form))


def _add(form: forms.Form, error: InputError) -> None:
    for fault in error.faults:
        form.add_error(
            fault.where if fault.where in form.fields else None, f"{fault.problem}. {fault.remedy}"
        )


def _take(visit: Visit, row: Engagement, way: str, told: dict[str, Any]) -> Step:
    figures = options_of(part_of(visit.business, row), row).figures
    if way == "renew":
        return renew(visit, row, figures=figures, **told)
    if way == "raise":
        return raise_rate(visit, row, figures=figures, **told)
    if way == "replace":
        return replace_contractor(visit, row, figures=figures, **told)
    return bring_back(visit, row, figures=figures, **told)


def _onwards(visit: Visit, row: Engagement, step: Step) -> HttpResponse:
    business, begun = visit.business.key, step.figures
    if "statement" in begun:
        return redirect("change-order", business, begun["statement"])
    if "follower" in begun:
        return redirect("engagement", business, begun["follower"])
    if "brief" in begun:
        return redirect("edit-brief", business, begun["brief"])
    return redirect("review-next", business, row.key)


@for_power(Power.SOURCE)
@require_POST
def undo(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """Undo a way that was begun, as long as nobody signed."""
    step = access_step(visit, key)
    try:
        undo_step(visit, step)
    except NotNow:
        messages.error(
            request, _("It cannot be undone any more: it was signed, sent on or undone meanwhile.")
        )
    else:
        messages.success(request, _("It is undone."))
    return redirect("review-next", visit.business.key, step.engagement.key)


@for_power(Power.VIEW, to_change=Power.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def looking_back(request: HttpRequest, visit: Visit, engagement: str) -> HttpResponse:
    """Ask five questions, one a guard, and keep the answers."""
    row = _begun(visit, engagement)
    kept = access_retrospectives(visit).filter(engagement=row).first()
    form = LookingBack(
        request.POST if request.method == "POST" else None, initial=kept.answers if kept else {}
    )
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            look_back(visit, row, ended_by=told.pop(ENDED_BY), answers=told)
        except InputError as error:
            _add(form, error)
        else:
            messages.success(request, _("Your answers are kept."))
            return redirect("review-next", visit.business.key, row.key)
    wrong = form.is_bound and not form.is_valid()
    shown = {"row": row, "form": form, **TEXTS}
    return render(request, "review/looking_back.html", shown, status=422 if wrong else 200)
