"""Members of a business, through its page."""

import re
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.people.domain.invitations import accept, invite
from outhaul.apps.people.models import Invitation, Membership, Role, User
from tests.people import People


@pytest.fixture
def olivia(visitor: Client, people: People) -> Client:
    visitor.force_login(people.olivia.user)
    return visitor


def members_of(people: People) -> dict[str, str]:
    return {str(one.user): one.role for one in Membership.objects.filter(business=people.bakery)}


def at(people: People, rest: str = "") -> str:
    return f"/b/{people.bakery.key}/members/{rest}"


def test_everybody_of_the_business_sees_who_belongs_to_it(visitor: Client, people: People) -> None:
    visitor.force_login(people.viktor.user)
    page = visitor.get(at(people)).content.decode()
    assert re.findall(r"<h1>\s*(.*?)\s*</h1>", page) == ["4 people work with Harbour Bakery here."]
    assert re.findall(r'<th scope="row">\s*(\w+)', page) == ["Olivia", "Marco", "Fatima", "Viktor"]
    assert "<select" not in page


@pytest.mark.parametrize("more", [1, 3])
def test_the_page_asks_the_database_as_often_for_many_members(
    olivia: Client, people: People, django_assert_num_queries: DjangoAssertNumQueries, more: int
) -> None:
    for number in range(more):
        _, token = invite(people.olivia, email=f"n{number}@example.org", role=Role.VIEWER)
        accept(token, user=User.objects.create_user(f"n{number}@example.org"))
        invite(people.olivia, email=f"open{number}@example.org", role=Role.VIEWER)
    with django_assert_num_queries(6):
        olivia.get(at(people))


def test_an_invitation_is_mailed_and_its_link_is_shown_once(olivia: Client, people: People) -> None:
    answer = olivia.post(at(people, "invite/"), {"email": "nora@example.org", "role": "finance"}, follow=True)
    (link,) = re.findall(r'id="link"\s+type="text"\s+readonly\s+value="(.*?)"', answer.content.decode())
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == (["nora@example.org"], "Olivia invites you to Harbour Bakery")
    assert link in letter.body
    assert "as Finance." in letter.body
    assert link not in olivia.get(at(people)).content.decode()
    assert Client().get(link.removeprefix("http://testserver")).status_code == 200


def test_a_mail_server_that_is_down_loses_no_invitation(
    olivia: Client, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*_: object) -> None:
        raise SMTPServerDisconnected

    monkeypatch.setattr("outhaul.web.account.mail.send_mail", down)
    answer = olivia.post(at(people, "invite/"), {"email": "nora@example.org", "role": "viewer"}, follow=True)
    assert "The mail to nora@example.org could not be sent." in answer.content.decode()
    assert Invitation.objects.get().is_open


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"email": "nora", "role": "viewer"}, "Enter a valid email address."),
        ({"email": "nora@example.org", "role": "king"}, "Select a valid choice. king is not one"),
        (
            {"email": "marco@harbour-bakery.example", "role": "viewer"},
            "This person belongs to the business already.",
        ),
    ],
)
def test_wrong_invitations_are_told_and_not_kept(
    olivia: Client, people: People, given: dict[str, str], wrong: str
) -> None:
    answer = olivia.post(at(people, "invite/"), given)
    assert answer.status_code == 422
    assert wrong in answer.content.decode()
    assert (Invitation.objects.count(), mail.outbox) == (0, [])


def test_an_invitation_is_taken_back(olivia: Client, people: People) -> None:
    invitation, token = invite(people.olivia, email="nora@example.org", role=Role.VIEWER)
    answer = olivia.post(at(people, f"invitations/{invitation.pk}/revoke/"), follow=True)
    assert "The link to nora@example.org works no more." in answer.content.decode()
    assert Client().get(f"/join/{token}/").status_code == 404
    assert "nora@example.org" not in olivia.get(at(people)).content.decode()


def test_a_role_is_changed(olivia: Client, people: People) -> None:
    marco = Membership.objects.get(user=people.marco.user)
    answer = olivia.post(at(people, f"{marco.pk}/role/"), {"role": "owner"}, follow=True)
    assert members_of(people)["Marco"] == Role.OWNER
    assert "Marco: Owner." in answer.content.decode()


@pytest.mark.parametrize("role", ["manager", "king", ""])
def test_the_last_owner_and_roles_that_are_none_are_refused(
    olivia: Client, people: People, role: str
) -> None:
    own = Membership.objects.get(user=people.olivia.user)
    answer = olivia.post(at(people, f"{own.pk}/role/"), {"role": role})
    assert answer.status_code == 422
    assert members_of(people)["Olivia"] == Role.OWNER


def test_removing_asks_first(olivia: Client, people: People) -> None:
    marco = Membership.objects.get(user=people.marco.user)
    assert (
        "Remove Marco from Harbour Bakery?" in olivia.get(at(people, f"{marco.pk}/remove/")).content.decode()
    )
    assert "Marco" in members_of(people)
    olivia.post(at(people, f"{marco.pk}/remove/"))
    assert "Marco" not in members_of(people)
    browser = Client()
    browser.force_login(people.marco.user)
    assert browser.get(f"/b/{people.bakery.key}/").status_code == 404


def test_a_member_leaves_and_keeps_the_account(visitor: Client, people: People) -> None:
    visitor.force_login(people.marco.user)
    answer = visitor.post(at(people, "leave/"), follow=True)
    assert answer.redirect_chain == [("/account/", 302)]
    assert "You left Harbour Bakery." in answer.content.decode()
    assert "Marco" not in members_of(people)


def test_the_only_owner_cannot_leave(olivia: Client, people: People) -> None:
    answer = olivia.post(at(people, "leave/"))
    assert answer.status_code == 422
    assert "You are its only owner." in answer.content.decode()
    assert members_of(people)["Olivia"] == Role.OWNER


@pytest.mark.parametrize("who", ["marco", "fatima", "viktor", "charlie"])
def test_only_owners_change_members(visitor: Client, people: People, who: str) -> None:
    visitor.force_login(getattr(people, who).user)
    before = members_of(people)
    viktor = Membership.objects.get(user=people.viktor.user)
    invitation, _ = invite(people.olivia, email="nora@example.org", role=Role.VIEWER)
    refused = 404 if who == "charlie" else 403
    addresses = (
        "invite/",
        f"{viktor.pk}/role/",
        f"{viktor.pk}/remove/",
        f"invitations/{invitation.pk}/revoke/",
    )
    given = {"email": "eve@example.org", "role": "owner"}
    assert [visitor.post(at(people, rest), given).status_code for rest in addresses] == [refused] * 4
    assert members_of(people) == before
    assert Invitation.objects.get().is_open
