"""What becomes of an offer that was sent: the candidate accepts or declines it, or its time runs out."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import Outsider, record
from outhaul.apps.jobs.domain.recurring import every
from outhaul.apps.people.domain.links import key_of, opens
from outhaul.apps.sourcing.domain.offers import (
    LINK,
    THING,
    hold_brief,
    hold_candidacy,
    hold_offer,
    move_candidacy,
    name_of,
    promised,
    take_back,
    wanted,
)
from outhaul.apps.sourcing.domain.telling import tell_of_answer
from outhaul.apps.sourcing.lifecycles import BRIEF, CANDIDACY, OFFER, BriefState, CandidacyState, OfferState
from outhaul.apps.sourcing.models import Brief, Offer
from outhaul.faults import Fault, InputError

LAST_ZONE = timedelta(hours=12)
"""The last day of an offer ends when it has ended everywhere on earth."""
LONGEST_REASON = 2000
THE_CANDIDATE = "The candidate"
"""The trail keeps no name that would have to be erased."""


class TooLate(Exception):  # noqa: N818 -- told to a person
    """The offer can no longer be answered."""


def offer_by_link(token: str) -> Offer | None:
    """Return the offer that a link opens, whatever became of it; None where it opens nothing."""
    found = (
        Offer.objects.filter(key=key_of(token), candidacy__candidate__erased_at=None)
        .exclude(sent_at=None)
        .select_related("candidacy__brief__business", "candidacy__candidate", "made_by")
        .first()
    )
    if found is None or not opens(token, LINK, found.key, found.link_number):
        return None
    return found


def is_over(good_until: date | None, now: datetime) -> bool:
    """Whether the last day of an offer is past, wherever one is."""
    return good_until is not None and good_until < (now - LAST_ZONE).date()


def is_open(offer: Offer, now: datetime) -> bool:
    """Whether the offer can still be answered."""
    return offer.state == OfferState.SENT and not is_over(offer.good_until, now)


@transaction.atomic
def accept_offer(offer: Offer, *, now: datetime) -> Offer:
    """Accept for the candidate: they are hired, and the brief is filled once nobody more is wanted.

    Who made the offer is told. Records `accepted`. Accepting twice is accepting once.

    Raises:
        TooLate: it was withdrawn, has lapsed, or the work is somebody else's by now.
        NotNow: it was declined.
    """
    brief = hold_brief(offer)
    offer = hold_offer(offer)
    if offer.state == OfferState.ACCEPTED:
        return offer
    _in_time(offer, now)
    state = OFFER.after(OfferState(offer.state), "accept")
    if promised(brief, OfferState.ACCEPTED) >= wanted(brief):
        raise TooLate
    candidacy = offer.candidacy = hold_candidacy(offer.candidacy)
    hired = CANDIDACY.after(CandidacyState(candidacy.state), "hire")
    _answer(offer, state, "accepted", now)
    move_candidacy(candidacy, hired)
    _fill(brief)
    tell_of_answer(offer)
    return offer


@transaction.atomic
def decline_offer(offer: Offer, *, reason: str, now: datetime) -> Offer:
    """Decline for the candidate, who is considered as before; who made the offer is told.

    Records `declined`. Declining twice is declining once.

    Raises:
        InputError: the reason is too long.
        TooLate: it was withdrawn or has lapsed.
        NotNow: it was accepted.
    """
    reason = reason.strip()
    if len(reason) > LONGEST_REASON:
        raise InputError(
            [
                Fault(
                    "reason",
                    _("This is too long"),
                    _("Write up to %(most)s characters") % {"most": LONGEST_REASON},
                )
            ]
        )
    offer = hold_offer(offer)
    if offer.state == OfferState.DECLINED:
        return offer
    _in_time(offer, now)
    state = OFFER.after(OfferState(offer.state), "decline")
    offer.reason = reason
    _answer(offer, state, "declined", now)
    take_back(offer.candidacy)
    tell_of_answer(offer)
    return offer


@every(timedelta(minutes=30), "lapse offers")
def lapse_what_is_over() -> int:
    """Let lapse what is over by now."""
    return lapse_offers(timezone.now())


def lapse_offers(now: datetime) -> int:
    """Let every offer lapse whose last day is past; return how many. Whoever made one is told."""
    last_open = (now - LAST_ZONE).date()
    due = Offer.objects.filter(state=OfferState.SENT, good_until__lt=last_open).values_list("pk", flat=True)
    return sum(_lapse(pk, now) for pk in list(due))


@transaction.atomic
def _lapse(pk: int, now: datetime) -> bool:
    offer = hold_offer(Offer(pk=pk))
    if offer.state != OfferState.SENT or not is_over(offer.good_until, now):
        return False
    offer.state, offer.changed_at = OFFER.after(OfferState.SENT, "lapse"), now
    offer.save(update_fields=["state", "changed_at"])
    record(scope=_scope(offer), actor=None, verb="lapsed", thing=THING, name=name_of(offer))
    take_back(offer.candidacy)
    tell_of_answer(offer)
    return True


def _in_time(offer: Offer, now: datetime) -> None:
    late = offer.state in {OfferState.WITHDRAWN, OfferState.LAPSED}
    if late or (offer.state == OfferState.SENT and is_over(offer.good_until, now)):
        raise TooLate


def _answer(offer: Offer, state: OfferState, verb: str, now: datetime) -> None:
    offer.state, offer.answered_at, offer.changed_at = state, now, now
    offer.save(update_fields=["state", "reason", "answered_at", "changed_at"])
    record(scope=_scope(offer), actor=Outsider(THE_CANDIDATE), verb=verb, thing=THING, name=name_of(offer))


def _fill(brief: Brief) -> None:
    """Fill the brief once everybody who is wanted has accepted."""
    if brief.state != BriefState.PUBLISHED or promised(brief, OfferState.ACCEPTED) < wanted(brief):
        return
    brief.state, brief.changed_at = BRIEF.after(BriefState.PUBLISHED, "fill"), timezone.now()
    brief.save(update_fields=["state", "changed_at"])
    record(scope=brief.business.key, actor=None, verb="filled", thing="brief", name=brief.title)


def _scope(offer: Offer) -> str:
    return offer.candidacy.brief.business.key
