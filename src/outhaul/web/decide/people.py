"""Your people: who can answer for work, with how many hours, in which languages."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.access import entries_of
from outhaul.apps.planning.models import Entry
from outhaul.web.decide.assumed import assumed_by
from outhaul.web.decide.business import begin_here
from outhaul.web.decide.rows import NEW, add, just_removed
from outhaul.web.doors import for_power
from outhaul.web.fields.page import FINE, Sent, receive
from outhaul.web.fields.surroundings import Surroundings, surroundings_of
from outhaul.web.fields.texts import number_text
from outhaul.web.fields.view import FieldView, missing

NAMES = (
    "name",
    "free_hours_per_month",
    "cost_per_hour",
    "languages",
    "trained",
    "full_time",
    "is_owner",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One manager as a card."""

    key: str
    name: str
    views: dict[str, FieldView]
    lacks: int
    """How many answers a plan still needs."""


@for_power(Power.VIEW, to_change=Power.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show the managers; add one, or save what a form without script sends."""
    begin_here(visit)
    around, errors, sent = surroundings_of(visit), {}, Sent()
    if request.POST.get("adds"):
        errors = add(request, visit, "managers", ("name",), around)
    else:
        sent = receive(request, visit, around)
    if request.method == "POST" and not errors and sent.status == FINE:
        return redirect(request.path)
    cards = [_card(entry, sent, around) for entry in entries_of(visit, "managers")]
    context = {
        "cards": cards,
        "lacks": sum(card.lacks for card in cards),
        "free": number_text(_free(cards), around.locale),
        "managing": managing(visit, around),
        "gone": just_removed(request, visit, "managers"),
        "errors": errors,
        "typed": request.POST.get(f"{NEW}name", "") if errors else "",
    }
    return render(request, "decide/people.html", context, status=422 if errors else sent.status)


def _card(entry: Entry, sent: Sent, around: Surroundings) -> Card:
    lacking = missing("managers", entry.told)
    return Card(key=entry.key, name=str(entry), views=sent.views(entry, NAMES, around), lacks=len(lacking))


def _free(cards: list[Card]) -> float:
    return sum(card.views["free_hours_per_month"].plain or 0.0 for card in cards)


def managing(visit: Visit, around: Surroundings) -> dict[str, str]:
    """Return what managing takes as assumed: hours for each hundred, and a month for each contractor."""
    assumed = assumed_by(visit)
    hundred = 100 * assumed.mu0
    worst = 100 * (assumed.mu0 + assumed.mu_language + assumed.mu_overlap)
    figures = {"least": hundred, "most": worst, "fixed": assumed.fixed_hours}
    return {name: number_text(round(value, 2), around.locale) for name, value in figures.items()}
