"""Contractors are told of things, though they belong to no business."""

from django.db.models import QuerySet

from outhaul.apps.notices.domain.reach import OUTSIDE, Outside
from outhaul.apps.people.models import Business, User
from outhaul.apps.work.models import Contractor


def businesses(user: User) -> QuerySet[Business]:
    """Return for whom `user` works as a contractor."""
    return Business.objects.filter(contractors__user=user)


def zone(user: User) -> str:
    """Return the time zone of `user` as a contractor; "" where they are none."""
    found = Contractor.objects.filter(user=user).order_by("-changed_at", "-pk")
    return next(iter(found.values_list("time_zone", flat=True)), "")


OUTSIDE.append(Outside(businesses, zone))
