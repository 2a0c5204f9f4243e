"""What the states of an offer are called."""

from collections.abc import Mapping

from django.utils.translation import pgettext_lazy

from outhaul.apps.sourcing.lifecycles import OfferState

STATES: Mapping[str, object] = {
    OfferState.DRAFT: pgettext_lazy("offer", "a draft"),
    OfferState.SENT: pgettext_lazy("offer", "sent"),
    OfferState.ACCEPTED: pgettext_lazy("offer", "accepted"),
    OfferState.DECLINED: pgettext_lazy("offer", "declined"),
    OfferState.WITHDRAWN: pgettext_lazy("offer", "withdrawn"),
    OfferState.LAPSED: pgettext_lazy("offer", "lapsed"),
}


def state_name(state: str) -> str:
    """Return what a state is called, in the person's language."""
    return str(STATES[state])
