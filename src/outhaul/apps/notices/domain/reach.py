"""Which businesses reach a person: those they belong to, and those they work for from outside.

Whoever works from outside belongs to no business. The app that knows of such people lies above this one
and tells of them here, when it is ready.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from outhaul.apps.notices.models import Notice
from outhaul.apps.people.models import Business, User


@dataclass(frozen=True, slots=True)
class Outside:
    """A way in which people reach businesses without belonging to them."""

    businesses: Callable[[User], QuerySet[Business]]
    """Those that a person works for."""
    zone: Callable[[User], str]
    """The time zone that is known of a person; "" where there is none."""


OUTSIDE: list[Outside] = []
"""What the apps above have told of."""


def access_notices(user: User) -> QuerySet[Notice]:
    """Return what `user` was told by businesses that still reach them, the newest first; one query."""
    told = Q(business__in=Business.objects.filter(memberships__user=user).values("pk"))
    for way in OUTSIDE:
        told |= Q(business__in=way.businesses(user).values("pk"))
    return Notice.objects.filter(told, user=user).select_related("business")


def zone_outside(user: User) -> str:
    """Return the time zone that the apps above know of `user`; "" where they know none."""
    return next(filter(None, (way.zone(user) for way in OUTSIDE)), "")
