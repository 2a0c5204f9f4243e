"""Who is told of applications, and of answers to offers.

No name of a candidate stands in a notice: names are erased, notices are not.
"""

from django.urls import reverse

from outhaul.apps.notices.domain.telling import settle, tell
from outhaul.apps.notices.models import Kind
from outhaul.apps.people.domain.powers import POWERS, Power
from outhaul.apps.people.models import Membership, Role, User
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


def tell_of_application(candidacy: Candidacy) -> None:
    """Tell everybody who may see candidates that somebody applied: it waits until somebody moves it on."""
    brief = candidacy.brief
    roles = [role for role, powers in POWERS.items() if Power.SOURCE in powers]
    members = Membership.objects.filter(business=brief.business, role__in=roles, user__is_active=True)
    tell(
        [member.user for member in members.select_related("user").order_by("pk")],
        business=brief.business,
        kind=Kind.SOURCING,
        once=_application(candidacy),
        said=say("Somebody applied for “{title}”.", title=brief.title),
        address=reverse("brief", kwargs={"business": brief.business.key, "brief": brief.key}),
        acts=True,
    )


def settle_application(candidacy: Candidacy) -> None:
    """Somebody has looked at it, or it was taken back."""
    settle(candidacy.brief.business, _application(candidacy))


def _application(candidacy: Candidacy) -> str:
    return f"application:{candidacy.key}"


def tell_of_answer(offer: Offer) -> None:
    """Tell whoever made an offer what became of it; one that is accepted waits for the agreement."""
    brief = offer.candidacy.brief
    tell(
        who_acts(offer),
        business=brief.business,
        kind=Kind.SOURCING,
        once=matter_of(offer),
        said=say(ANSWERS[OfferState(offer.state)], title=brief.title),
        address=reverse("offer", kwargs={"business": brief.business.key, "offer": offer.key}),
        acts=offer.state == OfferState.ACCEPTED,
    )


def who_acts(offer: Offer) -> list[User]:
    """Return whoever made the offer, if they still belong here; else the owners."""
    members = Membership.objects.filter(business=offer.candidacy.brief.business).select_related("user")
    maker = [member.user for member in members.filter(user=offer.made_by).order_by("pk")]
    return maker or [member.user for member in members.filter(role=Role.OWNER).order_by("pk")]


def settle_offer(offer: Offer) -> None:
    """Nobody has to write the agreement any more: it is there."""
    settle(offer.candidacy.brief.business, matter_of(offer))


def matter_of(offer: Offer) -> str:
    """Return the name of the matter that an offer is answered."""
    return f"offer:{offer.key}"
