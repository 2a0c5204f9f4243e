"""Found a business, name it."""

from django.db import transaction

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.models import Business, Membership, Role, User


@transaction.atomic
def found_business(*, owner: User, name: str, is_sample: bool = False) -> Business:
    """Keep a new business with `owner` as its owner, and record `founded`."""
    business = Business.objects.create(name=name, is_sample=is_sample)
    Membership.objects.create(business=business, user=owner, role=Role.OWNER)
    record(scope=business.key, actor=owner, verb="founded", thing="business", name=name)
    return business


@transaction.atomic
def rename_business(business: Business, *, name: str) -> None:
    """Let `business` be called `name` in the header; its own record tells the change."""
    Business.objects.filter(pk=business.pk).update(name=name)
    business.name = name
