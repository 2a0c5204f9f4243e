"""The candidate's page of an offer: read it, accept it or decline it, by its link and without an account."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from outhaul.apps.sourcing.domain.answers import (
    TooLate,
    accept_offer,
    decline_offer,
    is_open,
    offer_by_link,
)
from outhaul.apps.sourcing.lifecycles import OfferState
from outhaul.apps.sourcing.models import Offer
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import load
from outhaul.web.account.limits import too_often
from outhaul.web.doors import for_everybody
from outhaul.web.fields.saving import words_of_faults
from outhaul.web.linked import unseen_elsewhere
from outhaul.web.source.offers.seen import seen_of

ANSWERS = {"answer-offer": "30/m/ip"}
"""How often one address may answer: nobody guesses a link, and nobody needs to try."""


@for_everybody
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the offer that a link opens; take the answer."""
    found = offer_by_link(token)
    if request.method == "POST" and not ratelimit.consume(
        request, app="outhaul", action="answer-offer", config=ANSWERS
    ):
        return too_often(request)
    if found is None:
        return unseen_elsewhere(render(request, "source/offers/nothing.html", status=404))
    if request.method != "POST":
        return _shown(request, found, token)
    return unseen_elsewhere(_answered(request, found, token))


def _answered(request: HttpRequest, found: Offer, token: str) -> HttpResponse:
    now, reason = timezone.now(), request.POST.get("reason", "")
    try:
        if request.POST.get("answer") == "accept":
            accept_offer(found, now=now)
        elif request.POST.get("answer") == "decline":
            decline_offer(found, reason=reason, now=now)
    except InputError as error:
        wrong = words_of_faults(error)
        return _shown(request, found, token, reason=reason, wrong=wrong, status=422)
    except (NotNow, TooLate):
        found.refresh_from_db()
        return _shown(request, found, token, is_late=True, status=409)
    return redirect("offer-link", token=token)


def _shown(  # noqa: PLR0913 -- what a refused form shows again
    request: HttpRequest,
    found: Offer,
    token: str,
    *,
    reason: str = "",
    wrong: str = "",
    is_late: bool = False,
    status: int = 200,
) -> HttpResponse:
    waits = is_open(found, timezone.now()) and not is_late
    told = {
        "offer": found,
        "token": token,
        "seen": seen_of(found, load()) if waits or found.state == OfferState.ACCEPTED else None,
        "business_name": found.candidacy.brief.business.name,
        "is_open": waits,
        "is_over": found.state == OfferState.SENT and not waits,
        "reason": reason,
        "wrong": wrong,
        "sender": found.made_by,
    }
    return unseen_elsewhere(render(request, "source/offers/seen.html", told, status=status))
