"""The demo: in without a form, as whom one likes, and back to the start."""

import re

import pytest
from django.test import Client
from pytest_django import Settings

from outhaul.apps.people.domain.businesses import found_business
from outhaul.apps.people.models import Business, User
from outhaul.apps.planning.domain.sample import PEOPLE
from outhaul.apps.planning.models import Plan
from tests.people import People


@pytest.fixture
def _demo(settings: Settings) -> None:
    settings.DEMO = True


def pressed(page: str) -> list[str]:
    """Who one is, as the bar of the sample says."""
    banner = page.partition('class="banner"')[2].partition("</aside>")[0] or page
    return re.findall(r'aria-pressed="true">(\w+)</button>', banner)


@pytest.mark.usefixtures("_demo")
def test_the_start_leads_into_the_sample_as_olivia_and_the_banner_says_so(
    visitor: Client, people: People
) -> None:
    answer = visitor.get("/", follow=True)
    assert answer.redirect_chain == [(f"/b/{people.bakery.key}/", 302)]
    banner = answer.content.decode().split('class="banner"')[1].split("</aside>")[0]
    assert pressed(banner) == ["Olivia"]
    assert re.findall(r'value="(\S+@\S+)"', banner) == [person.email for person in PEOPLE]


@pytest.mark.usefixtures("_demo")
@pytest.mark.parametrize("person", PEOPLE, ids=[person.name for person in PEOPLE])
def test_one_click_makes_one_somebody_else(visitor: Client, people: People, person: object) -> None:
    chosen = next(one for one in PEOPLE if one == person)
    visitor.get("/")
    answer = visitor.post("/account/sample/be/", {"email": chosen.email})
    expected = people.charlie.business if chosen.name == "Charlie" else people.bakery
    assert answer.headers["Location"] == f"/b/{expected.key}/"
    assert visitor.session["_auth_user_id"] == str(User.objects.get(email=chosen.email).pk)


@pytest.mark.usefixtures("_demo")
def test_nobody_is_signed_in_by_a_click_who_is_not_of_the_sample(visitor: Client, nobody: User) -> None:
    assert visitor.post("/account/sample/be/", {"email": nobody.email}).status_code == 404
    assert "_auth_user_id" not in visitor.session


def test_there_is_no_click_where_there_is_no_demo(visitor: Client, people: People) -> None:
    for address in ("be/", "leave/", "reset/"):
        answer = visitor.post(f"/account/sample/{address}", {"email": people.olivia.user.email})
        assert answer.status_code == 404
    assert "_auth_user_id" not in visitor.session
    assert Business.objects.filter(pk=people.bakery.pk).exists()


@pytest.mark.usefixtures("_demo")
def test_one_may_leave_for_an_account_of_ones_own(visitor: Client, people: People) -> None:  # noqa: ARG001 -- the sample
    visitor.get("/")
    assert visitor.post("/account/sample/leave/").headers["Location"] == "/account/signup/"
    nora = {"name": "Nora", "email": "nora@example.org", "password1": "a long enough password"}
    visitor.post("/account/signup/", nora)
    assert visitor.get("/").headers["Location"] == "/account/found/"
    assert visitor.post("/account/logout/").headers["Location"] == "/account/login/"


@pytest.mark.usefixtures("_demo")
def test_the_sample_is_put_back_and_nothing_else_is_touched(
    visitor: Client, people: People, nobody: User
) -> None:
    own = found_business(owner=nobody, name="Nora's Books")
    User.objects.filter(pk=people.olivia.user.pk).update(name="Olaf")
    visitor.get("/")
    assert "Put the sample back as it was at first?" in visitor.get("/account/sample/reset/").content.decode()
    assert Business.objects.filter(pk=people.bakery.pk).exists()
    answer = visitor.post("/account/sample/reset/", follow=True)
    bakery = Business.objects.get(is_sample=True, members__email=PEOPLE[0].email)
    assert (bakery.pk == people.bakery.pk, bakery.name) == (False, "Harbour Bakery")
    assert answer.redirect_chain == [(f"/b/{bakery.key}/", 302)]
    assert pressed(answer.content.decode()) == ["Olivia"]
    assert [plan.job.state for plan in Plan.objects.filter(business=bakery) if plan.job] == ["waiting"]
    assert Business.objects.get(pk=own.pk).name == "Nora's Books"
