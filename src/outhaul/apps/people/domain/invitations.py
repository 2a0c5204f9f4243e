"""Invite somebody into a business by a link, and let them in."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import Invitation, Membership, Role, User

VALID_FOR = timedelta(days=7)


class NotInvited(Exception):  # noqa: N818 -- told to a person
    """The link is unknown, used, taken back or too old."""


class LastOwner(Exception):  # noqa: N818 -- told to a person
    """A business must keep an owner."""


@transaction.atomic
def invite(visit: Visit, *, email: str, role: Role) -> tuple[Invitation, str]:
    """Keep an invitation and return it with its token, which is told only this once. Records `invited`."""
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        business=visit.business,
        email=email.lower(),
        role=role,
        token_hash=_hash(token),
        invited_by=visit.user,
        expires_at=timezone.now() + VALID_FOR,
    )
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="invited",
        thing="member",
        name=email,
        changes={"role": (None, role.value)},
    )
    return invitation, token


def open_invitation(token: str) -> Invitation:
    """Return the invitation of a link that can be used. Raises NotInvited."""
    found = (
        Invitation.objects.filter(token_hash=_hash(token)).select_related("business", "invited_by").first()
    )
    if found is None or not found.is_open:
        raise NotInvited
    return found


@transaction.atomic
def accept(token: str, *, user: User) -> Membership:
    """Let `user` into the business that the link is for; records `joined`.

    Who belongs to it already keeps the role. Raises NotInvited.
    """
    invitation = Invitation.objects.select_for_update().get(pk=open_invitation(token).pk)
    if not invitation.is_open:  # somebody else used it while we waited for the row
        raise NotInvited
    membership, is_new = Membership.objects.get_or_create(
        business=invitation.business, user=user, defaults={"role": invitation.role}
    )
    invitation.accepted_by, invitation.accepted_at = user, timezone.now()
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    if is_new:
        record(
            scope=invitation.business.key,
            actor=user,
            verb="joined",
            thing="business",
            name=invitation.business.name,
            changes={"role": (None, invitation.role)},
        )
    return membership


@transaction.atomic
def revoke_invitation(visit: Visit, invitation: Invitation) -> None:
    """Take an invitation back; records `revoked`."""
    if Invitation.objects.filter(pk=invitation.pk, revoked_at=None, accepted_at=None).update(
        revoked_at=timezone.now()
    ):
        record(
            scope=visit.business.key,
            actor=visit.user,
            verb="revoked",
            thing="invitation",
            name=invitation.email,
        )


@transaction.atomic
def change_role(visit: Visit, membership: Membership, *, role: Role) -> None:
    """Give a member another role; records `changed`. Raises LastOwner."""
    before = membership.role
    _keep_an_owner(membership, becoming=role)
    membership.role = role
    membership.save(update_fields=["role"])
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="changed",
        thing="member",
        name=str(membership.user),
        changes={"role": (before, role.value)},
    )


@transaction.atomic
def remove_member(visit: Visit, membership: Membership) -> None:
    """Let somebody go from the business; records `removed`. Raises LastOwner."""
    _keep_an_owner(membership, becoming=None)
    membership.delete()
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="removed",
        thing="member",
        name=str(membership.user),
        changes={"role": (membership.role, None)},
    )


def _keep_an_owner(membership: Membership, *, becoming: Role | None) -> None:
    owners = Membership.objects.select_for_update().filter(business=membership.business, role=Role.OWNER)
    if becoming != Role.OWNER and [owner.pk for owner in owners] == [membership.pk]:
        raise LastOwner


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
