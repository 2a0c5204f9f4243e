"""Scorecards of both sides: all engagements in short, and one with what is behind it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_http_methods, require_safe

from outhaul.apps.paging import Order, page_of
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.review.domain.access import access_ratings
from outhaul.apps.review.domain.behaviour import behaviour_of
from outhaul.apps.review.domain.figures import is_large, kept_figures
from outhaul.apps.review.domain.home import home_of
from outhaul.apps.review.domain.portfolio import Part, begun, part_of
from outhaul.apps.review.domain.ratings import rate_contractor
from outhaul.apps.review.domain.scorecards import card_of
from outhaul.apps.work.domain.access import access_engagement
from outhaul.faults import InputError
from outhaul.web.doors import for_power
from outhaul.web.lists.filters import place_free
from outhaul.web.review.scores import behaviour_shown, client_of, contractor_of
from outhaul.web.review.texts import TEXTS

A_PAGE = 50
NEWEST = Order("made_at", datetime, descending=True)
COMMUNICATION: Mapping[str, str | Promise] = {
    "1": later("1: I learn of problems when it is too late"),
    "2": later("2: I have to ask"),
    "3": later("3: I get answers, seldom a word before"),
    "4": later("4: I am told in time, mostly"),
    "5": later("5: I am told before I ask, with what can be done"),
}
"""Anchors of the rating, so that two managers mean the same by a number."""


class Rated(forms.Form):
    """How the client rates a month."""

    communication = forms.ChoiceField(
        label=later("How is the communication this month?"),
        choices=list(COMMUNICATION.items()),
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=later("In a sentence, if you like"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@for_power(Power.VIEW)
@require_safe
def scorecards(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Show a page of scores, the newest engagements first, and the business's own beside them."""
    every, after = begun(visit.business), request.GET.get("after", "")
    page = page_of(every, NEWEST, after, A_PAGE)
    portfolio = Part(home_of(visit.business), tuple(page.rows))
    cards = {row.pk: card_of([portfolio.facts[row.pk]], portfolio.weights) for row in portfolio.running}
    running = set(cards)
    kept = kept_figures(visit.business) if (after or page.next) and is_large(visit.business) else None
    if kept and kept.behaviour:
        own = behaviour_shown(kept.behaviour, portfolio.weights)
    elif after or page.next:
        own = behaviour_shown(behaviour_of(every, portfolio.home), portfolio.weights)
    else:  # all are on this page, and read already
        every_fact = portfolio.facts.values()
        own = client_of(card_of(every_fact, portfolio.weights)) if portfolio.rows else None
    shown = {
        "rows": [(row, contractor_of(cards[row.pk])) for row in portfolio.running],
        "ended": [row for row in portfolio.rows if row.pk not in running],
        "own": own,
        "kept": kept,
        "next": place_free(request, after=page.next) if page.next else "",
        "is_first": not after,
        **TEXTS,
    }
    return render(request, "review/scorecards.html", shown)


@for_power(Power.VIEW, to_change=Power.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def scorecard(request: HttpRequest, visit: Visit, engagement: str) -> HttpResponse:
    """Show both scores of one engagement with what is behind them; keep how the month is rated."""
    row = access_engagement(visit, engagement)
    form = Rated(request.POST if request.method == "POST" else None, initial=_rated_now(visit, row))
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = form.cleaned_data
        try:
            scores = {"communication": int(told["communication"])}
            rate_contractor(visit, row, scores=scores, text=told["text"])
        except InputError as error:
            for fault in error.faults:
                form.add_error(fault.where, fault.problem)
        else:
            messages.success(request, _("The rating of this month is kept."))
            return redirect("review-scorecard", visit.business.key, row.key)
    portfolio = part_of(visit.business, row)
    facts = portfolio.facts.get(row.pk)
    card = card_of([facts], portfolio.weights) if facts else None
    shown = {
        "row": row,
        "facts": facts,
        "today": portfolio.home.today,
        "contractor": contractor_of(card) if card else None,
        "client": client_of(card) if card else None,
        "form": form,
        "ratings": list(access_ratings(visit, row)[:24]),
        "anchors": COMMUNICATION,
        **TEXTS,
    }
    is_wrong = form.is_bound and not form.is_valid()
    return render(request, "review/scorecard.html", shown, status=422 if is_wrong else 200)


def _rated_now(visit: Visit, row: Any) -> dict[str, Any]:  # noqa: ANN401 -- an engagement
    newest = access_ratings(visit, row).filter(by="client").first()
    return {"text": ""} if newest is None else {"communication": str(newest.scores.get("communication", ""))}
