"""Engagements as a board: each under its state, led on by what its lifecycle allows."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.audit.models import Event
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Engagement
from tests.agreement_made import START
from tests.people import People
from tests.signing_made import contractor


def made(people: People, name: str, state: EngagementState) -> Engagement:
    return Engagement.objects.create(
        business=people.bakery,
        name=name,
        process="books",
        contractor=contractor(people.olivia),
        manager="marco",
        state=state,
        rate=10,
        currency="USD",
        hours_per_month=40,
        starts_on=START,
    )


def board_of(people: People, **query: str) -> str:
    told = "&".join(f"{name}={value}" for name, value in {"look": "board", **query}.items())
    return f"{reverse('engagements', args=[people.bakery.key])}?{told}"


def columns(page: str) -> dict[str, list[str]]:
    """State -> the names in it, where there are any."""
    found = re.findall(r'<h2 id="column-\d">\s*(.*?)\s*<span.*?<ol>(.*?)</ol>', page, re.DOTALL)
    told = {state: re.findall(r"<li>\s*<a [^>]*>([^<]*)<", part) for state, part in found}
    return {state: names for state, names in told.items() if names}


def test_everything_stands_under_its_state_and_narrowed_as_the_list_is(
    people: People, olivia: Client
) -> None:
    for name, state in [("Books", EngagementState.ACTIVE), ("Mail", EngagementState.DRAFT)]:
        made(people, name, state)
    made(people, "Payroll", EngagementState.ACTIVE)
    page = olivia.get(board_of(people)).content.decode()
    assert columns(page) == {"draft": ["Mail"], "active": ["Payroll", "Books"]}
    narrowed = olivia.get(board_of(people, q="books")).content.decode()
    assert columns(narrowed) == {"active": ["Books"]}


@pytest.mark.parametrize("state", list(EngagementState))
def test_a_card_leads_on_as_the_lifecycle_does(
    people: People, olivia: Client, state: EngagementState
) -> None:
    row = made(people, "Books", state)
    page = olivia.get(board_of(people)).content.decode()
    address = reverse("engagement", args=[people.bakery.key, row.key])
    buttons = re.findall(r'name="verb"\s+value="(\w+)"', page)
    links = re.findall(rf'href="{address}#([\w-]+)"', page)
    assert (buttons, links) == {
        EngagementState.DRAFT: ([], ["statement", "why-cancel"]),
        EngagementState.SIGNING: ([], ["statement", "why-cancel"]),
        EngagementState.ACTIVE: ([], ["why-pause", "why-end"]),
        EngagementState.PAUSED: (["resume"], ["why-end"]),
        EngagementState.CLOSING: (["resume", "close"], []),
        EngagementState.CLOSED: ([], []),
        EngagementState.CANCELLED: ([], []),
    }[state]


def test_a_step_is_taken_by_a_plain_form_and_leads_back_to_the_same_board(
    people: People, olivia: Client
) -> None:
    made(people, "Books", EngagementState.PAUSED)
    page = olivia.get(board_of(people, q="books")).content.decode()
    form = re.search(r'<form method="post"\s+action="([^"]*/step/)">(.*?)</form>', page, re.DOTALL)
    assert form
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[2]))
    told = {name: unescape(value) for name, value in sent.items()} | {"verb": "resume"}
    answer = olivia.post(unescape(form[1]), told, follow=True)
    assert answer.redirect_chain == [(board_of(people, q="books"), 302)]
    assert columns(answer.content.decode()) == {"active": ["Books"]}
    assert Event.objects.latest("pk").verb == "resumed"
    again = olivia.post(unescape(form[1]), told, follow=True)
    assert "That cannot be done from where it is now." in again.content.decode()


def test_a_board_is_kept_as_a_filter(people: People, olivia: Client) -> None:
    made(people, "Books", EngagementState.ACTIVE)
    keep = reverse("keep-filter", args=[people.bakery.key, "engagements"])
    answer = olivia.post(keep, {"name": "Mine", "query": "look=board&manager=marco"}, follow=True)
    assert answer.redirect_chain == [(board_of(people, manager="marco"), 302)]
    assert columns(answer.content.decode()) == {"active": ["Books"]}


def test_who_only_looks_is_offered_no_step(people: People, client: Client) -> None:
    made(people, "Books", EngagementState.PAUSED)
    client.force_login(people.viktor.user)
    page = client.get(board_of(people)).content.decode()
    assert columns(page) == {"paused": ["Books"]}
    assert re.findall(r'name="verb"|#why-', page) == []


def test_a_column_shows_some_and_leads_to_the_others(
    people: People, olivia: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outhaul.web.agree.engagements.board.MOST", 1)
    for name in ("One", "Two", "Three"):
        made(people, name, EngagementState.ACTIVE)
    page = olivia.get(board_of(people, manager="marco")).content.decode()
    address = reverse("engagements", args=[people.bakery.key])
    found = re.findall(r'<a href="([^"]*)">(2 more\.)', page)
    assert [(unescape(link), words) for link, words in found] == [
        (f"{address}?manager=marco&state=active", "2 more.")
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_asks_as_often_for_3_as_for_1(
    people: People, olivia: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        made(people, f"Books {number}", EngagementState.ACTIVE)
    with django_assert_num_queries(11):
        page = olivia.get(board_of(people)).content.decode()
    assert len(columns(page)["active"]) == count
