"""What a person is called."""

from django.db import transaction

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import access_memberships
from outhaul.apps.people.models import User


@transaction.atomic
def rename_person(user: User, *, name: str) -> None:
    """Let `user` be called `name`; records `changed` in the trail of each business they belong to."""
    before = User.objects.select_for_update().get(pk=user.pk).name
    if before == name:
        return
    user.name = name
    user.save(update_fields=["name"])
    for membership in access_memberships(user):
        record(
            scope=membership.business.key,
            actor=user,
            verb="changed",
            thing="member",
            name=name or user.email,
            changes={"name": (before, name)},
        )
