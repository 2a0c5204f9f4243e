"""Who acts and who is written to around an agreement."""

from dataclasses import dataclass

from outhaul.apps.people.models import Membership, Role, User
from outhaul.apps.work.models import Engagement, Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """From where somebody acts, as far as the request tells."""

    ip_address: str | None = None
    agent: str = ""


def owners_of(engagement: Engagement) -> list[User]:
    """Return the owners of the business, the longest first."""
    return _users(engagement, Role.OWNER)


def manager_of(engagement: Engagement) -> list[User]:
    """Return who answers for the engagement; the owners where that manager has no account."""
    seats = Seat.objects.filter(business=engagement.business, manager=engagement.manager)
    found = [seat.user for seat in seats.select_related("user")]
    return found or owners_of(engagement)


def _users(engagement: Engagement, role: Role) -> list[User]:
    found = Membership.objects.filter(business=engagement.business, role=role, user__is_active=True)
    return [row.user for row in found.select_related("user").order_by("since", "pk")]
