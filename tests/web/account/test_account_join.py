"""The page behind an invitation."""

import pytest
from django.test import Client

from outhaul.apps.people.domain.invitations import accept, invite, revoke_invitation
from outhaul.apps.people.models import Membership, Role, User
from tests.people import People


@pytest.fixture
def address(people: People) -> str:
    _, token = invite(people.olivia, email="nora@example.org", role=Role.MANAGER)
    return f"/join/{token}/"


def test_it_tells_who_invites_to_what(visitor: Client, address: str) -> None:
    page = visitor.get(address).content.decode()
    assert "<h1>Olivia invites you to Harbour Bakery.</h1>" in page
    assert "Your role: Manager." in page


def test_looking_is_not_joining(visitor: Client, nobody: User, address: str) -> None:
    visitor.force_login(nobody)
    assert "Join as Nora" in visitor.get(address).content.decode()
    assert not Membership.objects.filter(user=nobody).exists()


def test_joining_leads_into_the_business(visitor: Client, people: People, nobody: User, address: str) -> None:
    visitor.force_login(nobody)
    assert visitor.post(address).headers["Location"] == f"/b/{people.bakery.key}/"
    assert Membership.objects.get(user=nobody).role == Role.MANAGER


def test_who_is_not_signed_in_signs_in_and_comes_back(visitor: Client, address: str) -> None:
    token = address.split("/")[2]
    assert visitor.post(address).headers["Location"] == f"/account/login/?next=%2Fjoin%2F{token}%2F"


def test_joining_takes_the_token_of_the_form(nobody: User, address: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(nobody)
    assert browser.post(address).status_code == 403
    assert not Membership.objects.filter(user=nobody).exists()


def test_who_belongs_is_led_there(visitor: Client, people: People, address: str) -> None:
    visitor.force_login(people.marco.user)
    assert "You belong to it already." in visitor.get(address).content.decode()


@pytest.mark.parametrize("why", ["used", "taken back", "made up"])
def test_a_link_that_works_no_more_says_what_to_do(
    visitor: Client, people: People, nobody: User, why: str
) -> None:
    invitation, token = invite(people.olivia, email="nora@example.org", role=Role.MANAGER)
    if why == "used":
        accept(token, user=people.charlie.user)
    if why == "taken back":
        revoke_invitation(people.olivia, invitation)
    visitor.force_login(nobody)
    address = "/join/made-up/" if why == "made up" else f"/join/{token}/"
    for answer in (visitor.get(address), visitor.post(address)):
        assert answer.status_code == 404
        assert "This invitation works no more." in answer.content.decode()
    assert not Membership.objects.filter(user=nobody).exists()
