"""People come into a business by a link that works once, and a business keeps an owner."""

from datetime import timedelta

import pytest
import time_machine
from django.http import Http404
from django.utils import timezone

from outhaul.apps.audit.domain.trail import broken_at
from outhaul.apps.audit.models import Event
from outhaul.apps.people.domain.access import (
    Visit,
    access_invitation,
    access_invitations,
    access_member,
    access_members,
)
from outhaul.apps.people.domain.invitations import (
    VALID_FOR,
    AlreadyMember,
    LastOwner,
    NotInvited,
    accept,
    change_role,
    invite,
    open_invitation,
    remove_member,
    revoke_invitation,
)
from outhaul.apps.people.models import Invitation, Membership, Role, User
from tests.people import People


def verbs(visit: Visit) -> list[str]:
    """What was done in the business after the sample was made, the first first."""
    events = Event.objects.filter(scope=visit.business.key).order_by("number")
    return [event.verb for event in events if event.verb not in {"founded", "imported"}]


def test_who_accepts_belongs_with_the_role_and_the_trail_tells_both(people: People, nobody: User) -> None:
    _, token = invite(people.olivia, email="Nora@Example.org", role=Role.FINANCE)
    membership = accept(token, user=nobody)
    assert (membership.business, membership.role) == (people.bakery, Role.FINANCE)
    assert verbs(people.olivia) == ["invited", "joined"]
    assert broken_at(people.bakery.key) is None


def test_a_link_works_once(people: People, nobody: User) -> None:
    _, token = invite(people.olivia, email="nora@example.org", role=Role.VIEWER)
    accept(token, user=nobody)
    with pytest.raises(NotInvited):
        accept(token, user=people.charlie.user)
    assert not Membership.objects.filter(business=people.bakery, user=people.charlie.user).exists()


def test_a_link_is_too_old_after_seven_days(people: People, nobody: User) -> None:
    _, token = invite(people.olivia, email="nora@example.org", role=Role.VIEWER)
    with time_machine.travel(timezone.now() + VALID_FOR + timedelta(seconds=1)), pytest.raises(NotInvited):
        accept(token, user=nobody)


def test_a_link_that_was_taken_back_opens_nothing(people: People, nobody: User) -> None:
    invitation, token = invite(people.olivia, email="nora@example.org", role=Role.VIEWER)
    revoke_invitation(people.olivia, invitation)
    with pytest.raises(NotInvited):
        accept(token, user=nobody)
    assert verbs(people.olivia) == ["invited", "revoked"]


def test_a_link_nobody_made_opens_nothing(people: People) -> None:  # noqa: ARG001 -- there are businesses
    with pytest.raises(NotInvited):
        open_invitation("")


def test_inviting_twice_leaves_one_link(people: People) -> None:
    _, first = invite(people.olivia, email="nora@example.org", role=Role.VIEWER)
    second, token = invite(people.olivia, email="nora@example.org", role=Role.MANAGER)
    assert list(access_invitations(people.olivia)) == [second]
    assert open_invitation(token).role == Role.MANAGER
    with pytest.raises(NotInvited):
        open_invitation(first)


def test_who_belongs_cannot_be_invited(people: People) -> None:
    with pytest.raises(AlreadyMember):
        invite(people.olivia, email=people.marco.user.email.upper(), role=Role.OWNER)
    assert Invitation.objects.count() == 0


def test_who_belongs_keeps_the_role_when_accepting(people: People) -> None:
    _, token = invite(people.olivia, email="somebody@example.org", role=Role.VIEWER)
    assert accept(token, user=people.marco.user).role == Role.MANAGER


def test_only_the_hash_of_a_token_is_kept(people: People) -> None:
    invitation, token = invite(people.olivia, email="nora@example.org", role=Role.VIEWER)
    assert token not in str(vars(Invitation.objects.get(pk=invitation.pk)))


def test_the_last_owner_stays_an_owner(people: People) -> None:
    olivia = Membership.objects.get(business=people.bakery, user=people.olivia.user)
    with pytest.raises(LastOwner):
        change_role(people.olivia, olivia, role=Role.VIEWER)
    with pytest.raises(LastOwner):
        remove_member(people.olivia, olivia)
    assert Membership.objects.get(pk=olivia.pk).role == Role.OWNER
    assert verbs(people.olivia) == []


def test_with_a_second_owner_the_first_may_go(people: People) -> None:
    marco = Membership.objects.get(business=people.bakery, user=people.marco.user)
    olivia = Membership.objects.get(business=people.bakery, user=people.olivia.user)
    change_role(people.olivia, marco, role=Role.OWNER)
    remove_member(people.olivia, olivia)
    assert [str(member.user) for member in access_members(people.marco)] == ["Marco", "Fatima", "Viktor"]
    assert verbs(people.olivia) == ["changed", "left"]


def test_the_same_role_again_is_no_change(people: People) -> None:
    marco = Membership.objects.get(business=people.bakery, user=people.marco.user)
    change_role(people.olivia, marco, role=Role.MANAGER)
    assert verbs(people.olivia) == []


def test_members_and_invitations_of_others_look_like_none(people: People) -> None:
    invitation, _ = invite(people.olivia, email="nora@example.org", role=Role.VIEWER)
    marco = Membership.objects.get(business=people.bakery, user=people.marco.user)
    assert access_member(people.olivia, marco.pk) == marco
    with pytest.raises(Http404):
        access_member(people.charlie, marco.pk)
    assert access_invitation(people.olivia, invitation.pk) == invitation
    with pytest.raises(Http404):
        access_invitation(people.charlie, invitation.pk)
