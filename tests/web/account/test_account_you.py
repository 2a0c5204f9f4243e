"""A person's own page, addresses, sessions."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as django_settings
from django.core import mail
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.people.domain.businesses import found_business
from outhaul.apps.people.models import User
from outhaul.web.account.calm import browser_name
from tests.people import People

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PASSWORD = "a long enough password"  # noqa: S105 -- Nora's


def headline(page: bytes) -> str:
    (found,) = re.findall(r"<h1>\s*(.*?)\s*</h1>", page.decode(), re.DOTALL)
    return str(found)


def test_a_person_sees_the_businesses_and_how_safe_the_account_is(visitor: Client, nobody: User) -> None:
    visitor.force_login(nobody)
    assert headline(visitor.get("/account/").content) == "You belong to no business yet."
    for name in ("Books", "Café"):
        found_business(owner=nobody, name=name)
    page = visitor.get("/account/").content
    assert headline(page) == "You belong to 2 businesses."
    assert re.findall(r'aria-label="Leave (.*?)"', page.decode()) == ["Books", "Café"]


@pytest.mark.parametrize("businesses", [1, 3])
def test_the_page_asks_the_database_as_often_for_many_businesses(
    visitor: Client,
    nobody: User,
    django_assert_num_queries: DjangoAssertNumQueries,
    businesses: int,
) -> None:
    for number in range(businesses):
        found_business(owner=nobody, name=f"Business {number}")
    visitor.force_login(nobody)
    with django_assert_num_queries(10):
        visitor.get("/account/")


def test_name_and_language_are_kept(visitor: Client, nobody: User) -> None:
    visitor.force_login(nobody)
    answer = visitor.post("/account/", {"name": "Nora Berg", "language": "de"})
    assert answer.headers["Location"] == "/account/"
    assert answer.cookies[django_settings.LANGUAGE_COOKIE_NAME].value == "de"
    assert User.objects.get(pk=nobody.pk).name == "Nora Berg"
    assert 'lang="de"' in visitor.get("/account/").content.decode()


def test_a_name_is_needed(visitor: Client, nobody: User) -> None:
    visitor.force_login(nobody)
    answer = visitor.post("/account/", {"name": "", "language": "en"})
    assert answer.status_code == 422
    assert 'id="id_name_error"' in answer.content.decode()
    assert User.objects.get(pk=nobody.pk).name == "Nora"


def test_the_other_places_are_signed_out(visitor: Client, nobody: User) -> None:
    login = {"login": nobody.email, "password": PASSWORD}
    other = Client(headers={"user-agent": FIREFOX})
    for browser in (visitor, other):
        browser.post("/account/login/", login)
    page = visitor.get("/account/sessions/").content
    assert headline(page) == "You are signed in at 2 places."
    assert "Firefox, Linux" in page.decode()
    visitor.post("/account/sessions/")
    assert (visitor.get("/account/").status_code, other.get("/account/").status_code) == (200, 302)


def test_a_second_address_is_added_confirmed_and_made_the_main_one(visitor: Client, nobody: User) -> None:
    EmailAddress.objects.create(user=nobody, email=nobody.email, verified=True, primary=True)
    visitor.post("/account/login/", {"login": nobody.email, "password": PASSWORD})
    visitor.post("/account/email/", {"email": "n@books.example", "action_add": ""})
    assert mail.outbox[-1].to == ["n@books.example"]
    link = re.findall(r"http://testserver(/account/confirm-email/\S+)", str(mail.outbox[-1].body))[0]
    visitor.post(link)
    visitor.post("/account/email/", {"email": "n@books.example", "action_primary": ""})
    assert User.objects.get(pk=nobody.pk).email == "n@books.example"
    visitor.post("/account/email/", {"email": "nora@example.org", "action_remove": ""})
    page = visitor.get("/account/email/").content
    assert headline(page) == "1 address leads to you."
    assert "action_remove" not in page.decode()


def test_the_header_leads_to_each_business(visitor: Client, people: People) -> None:
    second = found_business(owner=people.olivia.user, name="Harbour Café")
    visitor.force_login(people.olivia.user)
    page = visitor.get(f"/b/{second.key}/").content.decode()
    menu = page.split('<details class="menu">')[1].split("</details>")[0]
    assert re.findall(r'href="/b/(\w+)/"\s+(?:aria-current="true")?>([^<]+)<', menu) == [
        (people.bakery.key, "Harbour Bakery"),
        (second.key, "Harbour Café"),
    ]
    assert "/account/found/" in menu


def test_a_page_of_the_library_that_has_none_of_ours_stands_in_our_frame(nobody: User) -> None:
    request = RequestFactory().get("/account/2fa/trust/")
    request.user = nobody
    until = {"trust_from": timezone.now(), "trust_until": timezone.now() + timedelta(days=7)}
    page = render_to_string("mfa/trust.html", until, request)
    assert re.findall(r"<title>(.*?)</title>", page) == ["Trust this Browser? · Outhaul"]
    assert (page.count("<main"), page.count('<header class="top">')) == (1, 1)
    assert headline(page.encode()) == "Trust this Browser?"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox, Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18.0 Safari/605.1.15", "Safari, Mac"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537 Edg/130", "Edge, Windows"),
        ("curl/8.5", "curl/8.5"),
        ("", "An unknown browser"),
    ],
)
def test_browsers_are_called_by_their_names(user_agent: str, name: str) -> None:
    assert browser_name(user_agent) == name
