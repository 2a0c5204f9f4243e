"""Offers as the business makes them; what the candidate does with one is in `answers`."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from math import ceil

import msgspec
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.links import link_token
from outhaul.apps.sourcing.domain.fairness import basis_of, terms_of, weigh
from outhaul.apps.sourcing.domain.guarding import let_through
from outhaul.apps.sourcing.domain.moving import THING as CANDIDACY_THING
from outhaul.apps.sourcing.domain.offer_mail import tell_of_offer, tell_of_withdrawal
from outhaul.apps.sourcing.domain.offer_terms import Offered, check_offered
from outhaul.apps.sourcing.domain.telling import settle_application
from outhaul.apps.sourcing.domain.weighing import weigh as weigh_person
from outhaul.apps.sourcing.lifecycles import CANDIDACY, OFFER, CandidacyState, OfferState
from outhaul.apps.sourcing.models import Brief, Candidacy, Offer
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.glossary import remembering
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import Reference

OPEN = (OfferState.DRAFT, OfferState.SENT)
THING = "offer"
LINK = "offer"
"""The kind of link that opens an offer to the candidate."""


@transaction.atomic
def make_offer(
    visit: Visit, candidacy: Candidacy, *, offered: Offered, today: date, reference: Reference
) -> Offer:
    """Keep a draft of an offer; records `added`. The very same draft made twice is one.

    Raises:
        InputError: the terms cannot be, or another offer to this candidate is open.
        NotNow: the candidate is no longer considered.
    """
    candidacy = hold_candidacy(candidacy)
    CANDIDACY.after(_considered(candidacy), "offer")
    check_offered(offered, today=today, reference=reference)
    open_one = Offer.objects.filter(candidacy=candidacy, state__in=OPEN).first()
    if open_one is not None:
        if says(open_one) == offered:
            return open_one
        remedy = _("Change that one, or withdraw it first")
        raise InputError([Fault("", _("There is an open offer to this candidate already"), remedy)])
    offer = Offer.objects.create(
        candidacy=candidacy,
        made_by=visit.user,
        **_columns(offered),
    )
    _record(visit, "added", offer, _told(None, offer))
    return offer


@transaction.atomic
def change_offer(visit: Visit, offer: Offer, *, offered: Offered, today: date, reference: Reference) -> Offer:
    """Change a draft; records `changed` with what is new, nothing where nothing is.

    Raises:
        InputError: the terms cannot be.
        NotNow: the offer was sent: what somebody is promised does not change under their eyes.
    """
    offer = hold_offer(offer)
    if offer.state != OfferState.DRAFT:
        raise NotNow(THING, offer.state, "change")
    check_offered(offered, today=today, reference=reference)
    if says(offer) == offered:
        return offer
    before = Offer.objects.get(pk=offer.pk)
    for name, value in _columns(offered).items():
        setattr(offer, name, value)
    offer.changed_at = timezone.now()
    offer.save()
    _record(visit, "changed", offer, _told(before, offer))
    return offer


@transaction.atomic
def send_offer(visit: Visit, offer: Offer, *, address: str, today: date, reference: Reference) -> Offer:
    """Send a draft to the candidate: the guards are asked, what they said is kept, the mail is queued.

    Guard match is asked of the candidate as they are now; an owner overrides it at the candidacy, for an
    offer and a trial task alike. The candidacy becomes *offered*. `address` is the page that the mail leads
    to. Records `sent`.

    Raises:
        Blocked: a guard blocks, and no owner has overridden just that.
        InputError: a day is past by now, the candidate was taken out of the lists, there is no address to
            write to, or the work is promised already.
        NotNow: it was sent before, or the candidate is no longer considered.
    """
    brief = hold_brief(offer)
    offer = hold_offer(offer)
    candidacy = offer.candidacy = hold_candidacy(offer.candidacy)
    state = OFFER.after(OfferState(offer.state), "send")
    candidacy_state = CANDIDACY.after(CandidacyState(candidacy.state), "offer")
    offered = says(offer)
    check_offered(offered, today=today, reference=reference)
    _may_promise(brief)
    if candidacy.candidate.removed_at is not None:
        remedy = _("Put them back, then send the offer")
        raise InputError([Fault("", _("The candidate was taken out of the lists"), remedy)])
    if not candidacy.candidate.email:
        remedy = _("Write it down with the candidate, then send the offer")
        raise InputError([Fault("email", _("There is no address to write to"), remedy)])
    basis = basis_of(visit, candidacy, reference=reference, today=today, offer=offer)
    verdicts = weigh(basis, offered.terms).verdicts
    let_through(visit, verdicts, thing=THING, key=offer.key)
    fit = weigh_person(candidacy, reference=reference).verdicts
    let_through(visit, fit, thing=CANDIDACY_THING, key=candidacy.key)
    now = timezone.now()
    offer.state, offer.sent_at, offer.changed_at = state, now, now
    offer.verdicts = [remembering(verdict) for verdict in (*verdicts, *fit)]
    offer.save(update_fields=["state", "sent_at", "changed_at", "verdicts"])
    move_candidacy(candidacy, candidacy_state)
    _record(visit, "sent", offer, {"good_until": (None, str(offer.good_until))})
    tell_of_offer(offer, address=address, sender=visit.user)
    return offer


@transaction.atomic
def withdraw_offer(visit: Visit, offer: Offer, *, reason: str = "") -> Offer:
    """Take an offer back, a draft or one that was sent; records `withdrew`.

    Who had it is told kindly, and is considered as before. Asked for twice it is done once.

    Raises:
        NotNow: it was answered or has lapsed.
    """
    offer = hold_offer(offer)
    if offer.state == OfferState.WITHDRAWN:
        return offer
    was_sent = offer.state == OfferState.SENT
    offer.state = OFFER.after(OfferState(offer.state), "withdraw")
    offer.reason, offer.changed_at = reason.strip(), timezone.now()
    offer.save(update_fields=["state", "reason", "changed_at"])
    _record(visit, "withdrew", offer, {})
    if was_sent:
        take_back(offer.candidacy)
        tell_of_withdrawal(offer)
    return offer


def token_of(offer: Offer) -> str:
    """Return the token of the link that opens the offer to the candidate."""
    return link_token(LINK, offer.key, offer.link_number)


def wanted(brief: Brief) -> int:
    """Return how many contractors the work of a brief takes: one for each `contractor_hours` a month."""
    hours = brief.content.get("hours_per_month") or 0.0
    return max(1, ceil(hours / Assumptions().contractor_hours))


def promised(brief: Brief, *states: OfferState) -> int:
    """Return how many offers for a brief are in one of `states`."""
    return Offer.objects.filter(candidacy__brief=brief, state__in=states).count()


def _may_promise(brief: Brief) -> None:
    """Return if the brief leaves room for one more offer; each offer is a promise that can be accepted."""
    if promised(brief, OfferState.SENT, OfferState.ACCEPTED) < wanted(brief):
        return
    remedy = _("Withdraw the other offer first, or wait for its answer")
    raise InputError([Fault("", _("This work is offered to somebody else already"), remedy)])


def hold_brief(offer: Offer) -> Brief:
    """Let nobody else promise or accept the work of the brief until the transaction ends."""
    return Brief.objects.select_for_update().get(pk=offer.candidacy.brief_id)


def hold_offer(offer: Offer) -> Offer:
    """Return the offer as it is now; nobody else changes it until the transaction ends."""
    Offer.objects.select_for_update().get(pk=offer.pk)
    return Offer.objects.select_related("candidacy__brief__business", "candidacy__candidate", "made_by").get(
        pk=offer.pk
    )


def hold_candidacy(candidacy: Candidacy) -> Candidacy:
    """Return the candidacy as it is now; nobody else changes it until the transaction ends."""
    Candidacy.objects.select_for_update().get(pk=candidacy.pk)
    return Candidacy.objects.select_related("brief__business", "brief__plan", "candidate").get(
        pk=candidacy.pk
    )


def take_back(candidacy: Candidacy) -> None:
    """Consider a candidate as before, once an offer is no longer open."""
    candidacy = hold_candidacy(candidacy)
    if candidacy.state == CandidacyState.OFFERED:
        move_candidacy(candidacy, CANDIDACY.after(CandidacyState.OFFERED, "take back"))


def move_candidacy(candidacy: Candidacy, state: CandidacyState) -> None:
    """Keep the new state of a candidacy."""
    candidacy.state, candidacy.changed_at = state, timezone.now()
    candidacy.save(update_fields=["state", "changed_at"])
    settle_application(candidacy)


def _considered(candidacy: Candidacy) -> CandidacyState:
    """Return the state of a candidacy from which a draft can be made: whoever has an offer counts, too."""
    state = CandidacyState(candidacy.state)
    return CandidacyState.SHORTLISTED if state == CandidacyState.OFFERED else state


def says(offer: Offer) -> Offered:
    """Return what an offer says."""
    return Offered(terms=terms_of(offer), good_until=offer.good_until, message=offer.message)


def _columns(offered: Offered) -> dict[str, object]:
    terms = offered.terms
    return {
        "terms": msgspec.json.decode(msgspec.json.encode(terms)),
        "rate": Decimal(str(round(terms.rate, 2))),
        "currency": terms.currency,
        "good_until": offered.good_until,
        "message": offered.message,
    }


def name_of(offer: Offer) -> str:
    """Return what the trail calls an offer: nobody's name, for people who apply are erased one day."""
    return f"{offer.rate:.2f} {offer.currency}: {offer.candidacy.brief.title}"


def _told(before: Offer | None, after: Offer) -> dict[str, tuple[object, object]]:
    """Return what changed: terms by their names, and the last day."""
    old = {} if before is None else {**before.terms, "good_until": str(before.good_until)}
    new = {**after.terms, "good_until": str(after.good_until)}
    return {
        name: (_short(old.get(name)), _short(value)) for name, value in new.items() if old.get(name) != value
    }


def _short(value: object) -> object:
    """Return raises as "date: rate", which a sentence can hold."""
    if isinstance(value, list):
        return [f"{one['on']}: {one['rate']}" for one in value]
    return value


def _record(visit: Visit, verb: str, offer: Offer, changes: Mapping[str, tuple[object, object]]) -> None:
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb=verb,
        thing=THING,
        name=name_of(offer),
        changes=changes,
    )
