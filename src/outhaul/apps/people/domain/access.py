"""The gate through which every business is reached."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from outhaul.apps.audit.models import Event
from outhaul.apps.composed import Composed
from outhaul.apps.people.domain.powers import POWERS, Power
from outhaul.apps.people.models import Business, Invitation, Membership, Role, User


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody in a business: what a page, and a domain function, is told of who is acting."""

    user: User
    business: Business
    role: Role

    def may(self, power: Power) -> bool:
        """Whether the role has `power`."""
        return power in POWERS[self.role]


def access_business(user: User | AnonymousUser, key: str, power: Power) -> Visit:
    """Return the visit of `user` to the business `key`.

    Raises:
        Http404: there is no such business, or the user does not belong to it (which looks the same).
        PermissionDenied: the user's role lacks `power`.
    """
    if not isinstance(user, User):
        raise Http404
    found = _memberships_in(user, key)
    if not found:
        raise Http404
    visit = Visit(user, found[0].business, Role(found[0].role))
    if not visit.may(power):
        raise PermissionDenied
    return visit


@Composed
def _memberships_in(user: User, key: str) -> QuerySet[Membership]:
    return Membership.objects.select_related("business").filter(user=user, business__key=key)


def access_memberships(user: User) -> QuerySet[Membership]:
    """Return the roles of `user`, by name of the business."""
    return Membership.objects.select_related("business").filter(user=user).order_by("business__name", "pk")


def access_events(visit: Visit) -> QuerySet[Event]:
    """Return the audit trail of the business, the newest event first.

    Raises:
        PermissionDenied: the role may not read it.
    """
    if not visit.may(Power.AUDIT):
        raise PermissionDenied
    return Event.objects.filter(scope=visit.business.key).order_by("-number")


def access_members(visit: Visit) -> QuerySet[Membership]:
    """Return who belongs to the business, in the order in which they came."""
    return (
        Membership.objects.select_related("user", "business")
        .filter(business=visit.business)
        .order_by("since", "pk")
    )


def access_member(visit: Visit, pk: int) -> Membership:
    """Return one member of the business. Raises Http404 where there is none."""
    found = access_members(visit).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def access_invitations(visit: Visit) -> QuerySet[Invitation]:
    """Return the invitations that were neither accepted nor taken back, the newest first."""
    return (
        Invitation.objects.select_related("invited_by")
        .filter(business=visit.business, accepted_at=None, revoked_at=None)
        .order_by("-invited_at", "-pk")
    )


def access_invitation(visit: Visit, pk: int) -> Invitation:
    """Return one such invitation. Raises Http404 where there is none."""
    found = access_invitations(visit).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
