"""What counts how much in a scorecard: changed by the owner, undone, or as usual again."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_http_methods, require_POST

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.review.domain.weighing import (
    USUAL,
    may_undo,
    undo_weighing,
    weigh,
    weigh_as_usual,
    weights_of,
)
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.web.doors import for_power
from outhaul.web.review.scores import PARTS
from outhaul.web.review.texts import TEXTS

NO_NUMBER = -1.0
"""Stands for what was typed and is no number."""
SIDES: Mapping[str, str | Promise] = {
    "contractor": later("How the work comes back"),
    "client": later("You as a client"),
}
SOURCES: Mapping[str, str | Promise] = {
    "contractor": later(
        "Usual weights are a judgement of ours: what was right at once and on time decides most of what "
        "work is worth; all else says why."
    ),
    "client": later(
        "Usual weights are equal, because nobody has measured which trait of a client matters more."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """The weight of one part, as it is asked for."""

    name: str
    label: str
    value: str
    usual: str
    wrong: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The weights of one side."""

    key: str
    label: str | Promise
    source: str | Promise
    fields: tuple[Field, ...]
    wrong: str


@for_power(Power.VIEW, to_change=Power.DECIDE)
@require_http_methods(["GET", "HEAD", "POST"])
def weights(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show what counts how much, beside what is usual; keep what the owner wants."""
    if request.method != "POST":
        return _page(request, visit)
    told = {
        side: {name: _number(request.POST.get(f"{side}-{name}", "")) for name in usual}
        for side, usual in USUAL.items()
    }
    try:
        weigh(visit, told)
    except InputError as error:
        wrong = {fault.where: f"{fault.problem}. {fault.remedy}" for fault in error.faults}
        return _page(request, visit, wrong=wrong)
    messages.success(request, _("Scorecards weigh like that from now on, on both sides."))
    return redirect("review-weights", visit.business.key)


def _number(text: str) -> float:
    try:
        return float(text.strip().replace(",", ".").removesuffix("%"))
    except ValueError:
        return NO_NUMBER


def _page(request: HttpRequest, visit: Visit, *, wrong: Mapping[str, str] | None = None) -> HttpResponse:
    now = weights_of(visit.business)
    sent = request.POST if wrong else {}
    shown = {
        "sides": [
            Side(
                key=side,
                label=SIDES[side],
                source=SOURCES[side],
                wrong=(wrong or {}).get(side, ""),
                fields=tuple(
                    Field(
                        name=f"{side}-{name}",
                        label=str(PARTS[name]),
                        value=sent.get(f"{side}-{name}", _per_cent(getattr(now, side)[name])),
                        usual=_per_cent(share),
                        wrong=(wrong or {}).get(f"{side}-{name}", ""),
                    )
                    for name, share in usual.items()
                ),
            )
            for side, usual in USUAL.items()
        ],
        "is_usual": now.is_usual,
        "changed": sum(
            getattr(now, side)[name] != share
            for side, usual in USUAL.items()
            for name, share in usual.items()
        ),
        "may_undo": may_undo(visit.business),
        **TEXTS,
    }
    return render(request, "review/weights.html", shown, status=422 if wrong else 200)


def _per_cent(share: float) -> str:
    return f"{100 * share:.3g}"


@for_power(Power.DECIDE)
@require_POST
def usual(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Let both sides weigh as usual again."""
    weigh_as_usual(visit)
    messages.success(request, _("Scorecards weigh as usual again."))
    return redirect("review-weights", visit.business.key)


@for_power(Power.DECIDE)
@require_POST
def undo(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Undo the last change of the weights."""
    try:
        undo_weighing(visit)
    except NotNow:
        messages.error(request, _("There is nothing to undo."))
    else:
        messages.success(request, _("The weights are what they were before."))
    return redirect("review-weights", visit.business.key)
