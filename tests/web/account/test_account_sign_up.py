"""From nothing to a business of one's own; and where only the invited come in."""

import re
from collections.abc import Callable

from django.core import mail
from django.test import Client
from pytest_django import Settings

from outhaul.apps.people.domain.invitations import invite
from outhaul.apps.people.models import Business, Membership, Role, User
from tests.people import People

NORA = {"name": "Nora", "email": "nora@example.org", "password1": "a long enough password"}


def test_three_lines_and_a_name_make_a_business(visitor: Client) -> None:
    answer = visitor.post("/account/signup/", NORA, follow=True)
    assert answer.redirect_chain == [("/", 302), ("/account/found/", 302)]
    answer = visitor.post("/account/found/", {"name": "Nora's Books"})
    business = Business.objects.get()
    assert answer.headers["Location"] == f"/b/{business.key}/"
    assert [(str(one.user), one.role) for one in business.memberships.all()] == [("Nora", Role.OWNER)]


def test_the_address_is_confirmed_by_the_link_in_a_mail(
    visitor: Client, link_in_mail: Callable[[], str]
) -> None:
    visitor.post("/account/signup/", NORA)
    assert (mail.outbox[0].to, mail.outbox[0].subject) == (["nora@example.org"], "Is this your address?")
    link = link_in_mail()
    assert "Is nora@example.org yours?" in visitor.get(link).content.decode()
    visitor.post(link)
    page = visitor.get("/account/email/").content.decode()
    assert re.findall(r'<span class="tag">(.*?)</span>', page) == ["main", "confirmed"]


def test_what_is_wrong_stands_at_its_field_and_nobody_is_kept(visitor: Client) -> None:
    page = visitor.post("/account/signup/", NORA | {"password1": "123"}).content.decode()
    described = re.search(r'<input type="password"[^>]*aria-describedby="([^"]*)"', page)
    assert described
    assert described[1].split() == ["id_password1_helptext", "id_password1_error"]
    assert len(re.findall(r'id="id_password1_(?:helptext|error)"', page)) == 2
    (field,) = re.findall(r'<input type="password"[^>]*>', page)
    assert ('aria-invalid="true"' in field, " autofocus" in field) == (True, True)
    assert User.objects.count() == 0


def test_a_taken_address_is_told(visitor: Client, people: People) -> None:
    page = visitor.post("/account/signup/", NORA | {"email": people.olivia.user.email}).content.decode()
    assert re.findall(r'id="id_email_error">([^<]*)<', page) == [
        "A user is already registered with this email address."
    ]


def test_where_accounts_are_by_invitation_nobody_else_makes_one(visitor: Client, settings: Settings) -> None:
    settings.SIGN_UP = False
    assert "Accounts here are made by invitation." in visitor.get("/account/signup/").content.decode()
    visitor.post("/account/signup/", NORA)
    assert User.objects.count() == 0


def test_who_is_invited_makes_one_all_the_same_and_comes_back_to_the_invitation(
    visitor: Client, people: People, settings: Settings
) -> None:
    settings.SIGN_UP = False
    _, token = invite(people.olivia, email="nora@example.org", role=Role.VIEWER)
    page = visitor.get(f"/join/{token}/").content.decode()
    assert f"/account/signup/?next=%2Fjoin%2F{token}%2F&amp;email=nora%40example.org" in page
    answer = visitor.post("/account/signup/", NORA | {"next": f"/join/{token}/"})
    assert answer.headers["Location"] == f"/join/{token}/"
    visitor.post(f"/join/{token}/")
    nora = Membership.objects.get(user__email="nora@example.org")
    assert (nora.business, nora.role) == (people.bakery, Role.VIEWER)


def test_an_invitation_that_was_used_opens_no_account(
    visitor: Client, people: People, nobody: User, settings: Settings
) -> None:
    settings.SIGN_UP = False
    _, token = invite(people.olivia, email="nora@example.org", role=Role.VIEWER)
    visitor.get(f"/join/{token}/")
    other = Client()
    other.force_login(nobody)
    other.post(f"/join/{token}/")
    visitor.post("/account/signup/", NORA | {"email": "late@example.org"})
    assert not User.objects.filter(email="late@example.org").exists()


def test_a_person_with_an_invitation_and_no_business_is_led_to_it(
    visitor: Client, people: People, nobody: User
) -> None:
    _, token = invite(people.olivia, email="nora@example.org", role=Role.VIEWER)
    visitor.get(f"/join/{token}/")
    visitor.post("/account/login/", {"login": nobody.email, "password": "a long enough password"})
    assert visitor.get("/").headers["Location"] == f"/join/{token}/"
