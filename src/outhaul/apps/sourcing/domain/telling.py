"""Inboxes told of applications and answers to offers, beside the letters that go out.

No name of a candidate stands in a notice: names are erased, notices are not.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.urls import reverse

from outhaul.apps.notices.domain.telling import settle, tell
from outhaul.apps.notices.models import Kind
from outhaul.apps.people.models import User
from outhaul.apps.sourcing.lifecycles import OfferState
from outhaul.apps.sourcing.models import Candidacy, Offer
from outhaul.engine.saying import say
from outhaul.wording.tongue import later

ANSWERS = {
    OfferState.ACCEPTED: later(
        "An offer for “{title}” is accepted: write the agreement that both sides sign."
    ),
    OfferState.DECLINED: later("An offer for “{title}” is declined."),
    OfferState.LAPSED: later("An offer for “{title}” has lapsed: nobody answered in time."),
}


def tell_inboxes_of_application(candidacy: Candidacy, users: Iterable[User], *, link: str) -> None:
    """Tell that somebody applied; the letter about it goes out beside."""
    tell(
        users,
        business=candidacy.brief.business,
        kind=Kind.SOURCING,
        once=f"application:{candidacy.key}",
        said=say("Somebody applied for “{title}”.", title=candidacy.brief.title),
        address=urlsplit(link).path,
        has_letter=True,
    )


def tell_inboxes_of_answer(offer: Offer, users: Iterable[User]) -> None:
    """Tell what became of an offer; one that is accepted waits for the agreement."""
    brief = offer.candidacy.brief
    tell(
        users,
        business=brief.business,
        kind=Kind.SOURCING,
        once=matter_of(offer),
        said=say(ANSWERS[OfferState(offer.state)], title=brief.title),
        address=reverse("offer", kwargs={"business": brief.business.key, "offer": offer.key}),
        acts=offer.state == OfferState.ACCEPTED,
        has_letter=True,
    )


def settle_offer(offer: Offer) -> None:
    """Nobody has to write the agreement any more: it is there."""
    settle(offer.candidacy.brief.business, matter_of(offer))


def matter_of(offer: Offer) -> str:
    """Return the name of the matter that an offer is answered."""
    return f"offer:{offer.key}"
