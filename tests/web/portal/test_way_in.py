"""A contractor comes in by a personal link and a code to the own mailbox; nobody else does (§PORTAL-1)."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from pytest_django import Settings

from outhaul.apps.audit.models import Event
from outhaul.apps.delivery.domain.coming_in import let_in, portal_address
from outhaul.apps.people.models import Membership, Role, User
from outhaul.apps.review.domain.sample_history import make_history
from outhaul.apps.work.models import Engagement
from tests.delivery_made import ANA, running
from tests.people import People
from tests.signing_made import letters, signed


@pytest.fixture
def link(people: People) -> str:
    """Ana's link, as the letter has it; she has no account yet."""
    engagement = signed(people).engagement
    letter = next(text for text in letters() if "/portal/enter/" in text)
    found = re.search(r"/portal/enter/\S+", letter)
    assert found, letter
    assert found[0] in portal_address(engagement.contractor)
    return found[0]


def code() -> str:
    found = re.search(r"^([A-Z0-9]{4}-[A-Z0-9]{4})\s*$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def test_the_link_says_who_invites_and_the_code_lets_in(people: People, link: str) -> None:
    client = Client()
    page = client.get(link)
    assert page.status_code == 200
    assert "Harbour Bakery invites you to your work, Ana Reyes." in page.text
    assert "a•••@example.org" in page.text
    answer = client.post(link)
    assert answer.headers["Location"] == "/account/login/code/confirm/?next=%2Fportal%2F"
    assert mail.outbox[-1].to == [ANA]
    home = client.post(answer.headers["Location"], {"code": code(), "next": "/portal/"}, follow=True)
    assert home.redirect_chain[-1][0] == "/portal/"
    assert "Bookkeeping for the bakery" in home.text
    assert "Add a passkey" in home.text
    you = client.get("/account/").text
    assert ("You work on 1 engagement for others." in you, "You belong to no business" in you) == (
        True,
        False,
    )
    assert "A code by mail alone guards your account." in client.get("/account/2fa/").text
    ana = User.objects.get(email=ANA)
    assert (ana.name, ana.has_usable_password()) == ("Ana Reyes", False)
    assert EmailAddress.objects.get(user=ana).verified
    assert Engagement.objects.get().contractor.user == ana
    assert Event.objects.filter(scope=people.bakery.key, verb="got an account").count() == 1


def test_who_only_looks_around_is_offered_no_passkey(link: str, settings: Settings) -> None:
    client = Client()
    client.get(link)
    answer = client.post(link)
    settings.DEMO = True
    home = client.post(answer.headers["Location"], {"code": code(), "next": "/portal/"}, follow=True)
    assert ("Bookkeeping for the bakery" in home.text, "Add a passkey" in home.text) == (True, False)


def test_a_link_that_was_broken_on_the_way_explains_itself(link: str) -> None:
    page = Client().get(link[:-3] + "x/")
    assert page.status_code == 404
    assert "This link opens nothing." in page.text


def test_a_link_to_work_that_was_called_off_opens_nothing(people: People, link: str) -> None:
    Engagement.objects.filter(business=people.bakery).update(state="cancelled")
    assert Client().post(link).status_code == 404
    assert User.objects.filter(email=ANA).count() == 0


def test_a_stranger_with_the_link_gets_nothing(people: People, link: str) -> None:
    client = Client()
    client.force_login(people.charlie.user)
    assert "who is somebody else" in client.get(link).text
    assert client.post(link).headers["Location"] == link
    assert User.objects.filter(email=ANA).count() == 0
    assert client.get("/portal/").text.count("Bookkeeping for the bakery") == 0


def test_an_account_whose_mailbox_nobody_proved_opens_nothing_to_who_made_it(
    people: People, link: str
) -> None:
    stranger = User.objects.create_user(ANA, "a password of a stranger", name="Not Ana")
    EmailAddress.objects.create(user=stranger, email=ANA, primary=True, verified=False)
    EmailAddress.objects.create(user=stranger, email="stranger@example.org", verified=True)
    thief = Client()
    thief.force_login(stranger)
    Client().post(link)
    stranger.refresh_from_db()
    assert not stranger.has_usable_password()
    assert [row.email for row in EmailAddress.objects.filter(user=stranger)] == [ANA]
    assert thief.get("/portal/").status_code == 302, "the session of the stranger is over"
    assert Engagement.objects.get().contractor.user == stranger
    assert people.bakery.memberships.filter(user=stranger).count() == 0


def test_a_proven_account_keeps_its_password_and_is_the_one_let_in(people: People) -> None:
    engagement = signed(people).engagement
    ana = User.objects.create_user("other@example.org", "a long enough password", name="Ana")
    EmailAddress.objects.create(user=ana, email=ANA, verified=True)
    assert let_in(engagement.contractor) == ana
    assert User.objects.get(pk=ana.pk).has_usable_password()


def test_home_leads_a_contractor_to_the_portal_and_who_is_both_sees_both(people: People) -> None:
    ana = running(people).user
    client = Client()
    client.force_login(ana)
    assert client.get("/").headers["Location"] == "/portal/"
    Membership.objects.create(business=people.charlie.business, user=ana, role=Role.VIEWER)
    own = client.get("/").headers["Location"]
    assert own == f"/b/{people.charlie.business.key}/"
    assert "Your work for others" in client.get(own).text
    assert f"/b/{people.charlie.business.key}/" in client.get("/portal/").text
    olivia = Client()
    olivia.force_login(people.olivia.user)
    assert "Your work for others" not in olivia.get(olivia.get("/").headers["Location"]).text


def test_in_the_demo_one_click_makes_one_ana(people: People, settings: Settings) -> None:
    settings.DEMO = True
    make_history()
    client = Client()
    start = client.get("/", follow=True).text
    assert "ana.reyes@example.org" in start.partition('class="banner"')[2].partition("</aside>")[0]
    answer = client.post("/account/sample/be/", {"email": "ana.reyes@example.org"})
    assert answer.headers["Location"] == "/portal/"
    page = client.get("/portal/").text
    assert 'aria-pressed="true">Ana</button>' in page
    assert people.olivia.user.email in page.partition('class="banner"')[2].partition("</aside>")[0]
