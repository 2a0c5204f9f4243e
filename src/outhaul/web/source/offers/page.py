"""The page of an offer: how it stands, what the guards say, and what can be done with it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.sourcing.domain.access import access_offer, access_overrides
from outhaul.apps.sourcing.domain.fairness import Basis, basis_of, terms_of, verdicts_of
from outhaul.apps.sourcing.domain.guarding import Blocked, override_block, still_blocked
from outhaul.apps.sourcing.domain.moving import THING as CANDIDACY_THING
from outhaul.apps.sourcing.domain.offers import THING, name_of, send_offer, token_of, withdraw_offer
from outhaul.apps.sourcing.domain.weighing import weigh
from outhaul.apps.sourcing.lifecycles import OFFER, OfferState
from outhaul.apps.sourcing.models import Offer
from outhaul.apps.work.domain.access import access_engagements
from outhaul.engine.verdict import Answer, Verdict
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import load
from outhaul.web.doors import for_power
from outhaul.web.fields.saving import words_of_fault, words_of_faults
from outhaul.web.source.offers.beginning import asked_of
from outhaul.web.source.offers.meaning import Meaning, meaning_of
from outhaul.web.source.offers.seen import seen_of
from outhaul.web.source.offers.words import state_name
from outhaul.wording.tongue import tell


@for_power(Power.SOURCE)
@require_safe
def offer(request: HttpRequest, visit: Visit, offer: str) -> HttpResponse:
    """Show an offer."""
    return _page(request, visit, access_offer(visit, offer))


def _page(  # noqa: PLR0913 -- what a refused form shows again
    request: HttpRequest,
    visit: Visit,
    found: Offer,
    *,
    status: int = 200,
    faults: tuple[str, ...] = (),
    rule: str = "",
    reason: str = "",
    wrong_reason: str = "",
) -> HttpResponse:
    meaning, gone = _meaning(visit, found)
    overrides = list(access_overrides(visit, THING, found.key))
    is_accepted = found.state == OfferState.ACCEPTED
    told: dict[str, Any] = {
        "offer": found,
        "engagement": access_engagements(visit).filter(offer=found).first() if is_accepted else None,
        "candidacy": found.candidacy,
        "state": state_name(found.state),
        "verbs": OFFER.verbs(OfferState(found.state)),
        "meaning": meaning,
        "gone": gone,
        "seen": seen_of(found, load()),
        "verdicts": _verdicts(found, meaning),
        "unfit": _unfit(visit, found) if found.state == OfferState.DRAFT else (),
        "blocks": _still(meaning, overrides) if found.state == OfferState.DRAFT else (),
        "overrides": overrides,
        "blocked_words": {str(item.reason): item.reason for item in meaning.verdicts} if meaning else {},
        "faults": faults,
        "rule": rule,
        "reason": reason,
        "wrong_reason": wrong_reason,
        "link": _link(request, found) if found.sent_at else "",
    }
    return render(request, "source/offers/offer.html", told, status=status)


def _meaning(visit: Visit, found: Offer) -> tuple[Meaning | None, tuple[str, ...]]:
    """Return what the offer means today, or why that cannot be said."""
    try:
        basis = _basis(visit, found)
    except InputError as error:
        return None, tuple(map(words_of_fault, error.faults))
    return meaning_of(basis, terms_of(found), asked_of(found.candidacy, load())), ()


def _basis(visit: Visit, found: Offer) -> Basis:
    return basis_of(visit, found.candidacy, reference=load(), today=_today(), offer=found)


def _today() -> date:
    return timezone.localdate()


def _verdicts(found: Offer, meaning: Meaning | None) -> tuple[Verdict, ...]:
    """Return what the guards said when it was sent; for a draft what they say now."""
    if found.sent_at is not None:
        return tuple(verdicts_of(found))
    return meaning.verdicts if meaning else ()


def _still(meaning: Meaning | None, overrides: list[Any]) -> tuple[Verdict, ...]:
    """Return the blocks that nobody has overridden."""
    done = {(one.rule, one.blocked) for one in overrides}
    return tuple(
        verdict
        for verdict in (meaning.verdicts if meaning else ())
        if verdict.answer is Answer.BLOCK and (verdict.legal or (verdict.rule, verdict.reason) not in done)
    )


def _unfit(visit: Visit, found: Offer) -> tuple[Verdict, ...]:
    """Return what guard match blocks of the candidate; it is overridden on the candidate's own page."""
    if found.candidacy.candidate.removed_at is not None:
        return ()
    try:
        match = weigh(found.candidacy, reference=load())
    except InputError:
        return ()
    return still_blocked(visit.business, match.verdicts, thing=CANDIDACY_THING, key=found.candidacy.key)


def _link(request: HttpRequest, found: Offer) -> str:
    return request.build_absolute_uri(reverse("offer-link", kwargs={"token": token_of(found)}))


@for_power(Power.SOURCE)
@require_POST
def send(request: HttpRequest, visit: Visit, offer: str) -> HttpResponse:
    """Send a draft, if the guards let it through."""
    found = access_offer(visit, offer)
    try:
        send_offer(visit, found, address=_link(request, found), today=_today(), reference=load())
    except Blocked as blocked:
        faults = tuple(tell(verdict.reason) for verdict in blocked.verdicts)
        return _page(request, visit, found, status=422, faults=faults)
    except InputError as error:
        faults = tuple(map(words_of_fault, error.faults))
        return _page(request, visit, found, status=422, faults=faults)
    except NotNow:
        _not_now(request, found)
    else:
        told = {"name": found.candidacy.candidate.name}
        messages.success(request, _("Sent to %(name)s. You will be told as soon as they answer.") % told)
    return redirect("offer", business=visit.business.key, offer=found.key)


@for_power(Power.SOURCE)
@require_POST
def withdraw(request: HttpRequest, visit: Visit, offer: str) -> HttpResponse:
    """Take an offer back."""
    found = access_offer(visit, offer)
    try:
        withdraw_offer(visit, found, reason=request.POST.get("reason", "")[:1000])
    except NotNow:
        _not_now(request, found)
    else:
        messages.success(request, _("The offer is withdrawn. You can offer again at any time."))
    return redirect("offer", business=visit.business.key, offer=found.key)


def _not_now(request: HttpRequest, found: Offer) -> None:
    found.refresh_from_db()
    messages.error(request, _("This offer is %(state)s by now.") % {"state": state_name(found.state)})


@for_power(Power.SIGN)
@require_POST
def override(request: HttpRequest, visit: Visit, offer: str) -> HttpResponse:
    """Keep the owner's reason to send the offer although a guard blocks."""
    found = access_offer(visit, offer)
    rule, reason = request.POST.get("rule", ""), request.POST.get("reason", "")
    meaning, _gone = _meaning(visit, found)
    blocks = _still(meaning, list(access_overrides(visit, THING, found.key)))
    verdict = next((one for one in blocks if one.rule == rule), None)
    if found.state != OfferState.DRAFT or verdict is None:
        messages.info(request, _("Nothing blocks this any more."))
        return redirect("offer", business=visit.business.key, offer=found.key)
    try:
        override_block(visit, verdict, thing=THING, key=found.key, name=name_of(found), reason=reason)
    except InputError as error:
        said = words_of_faults(error)
        return _page(request, visit, found, status=422, rule=rule, reason=reason, wrong_reason=said)
    messages.success(request, _("Your reason is kept. The offer can be sent as it stands."))
    return redirect("offer", business=visit.business.key, offer=found.key)
