"""What the states of an offer are called."""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy as pgettext

from outhaul.apps.sourcing.lifecycles import OfferState

STATES: Mapping[str, object] = {
    OfferState.DRAFT: pgettext("offer", "a draft"),
    OfferState.SENT: pgettext("offer", "sent"),
    OfferState.ACCEPTED: pgettext("offer", "accepted"),
    OfferState.DECLINED: pgettext("offer", "declined"),
    OfferState.WITHDRAWN: pgettext("offer", "withdrawn"),
    OfferState.LAPSED: pgettext("offer", "lapsed"),
}


def state_name(state: str) -> str:
    """Return what a state is called, in the person's language."""
    return str(STATES[state])
