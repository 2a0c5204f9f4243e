"""A link opens one plan without signing in, and nothing else; taken back, it opens nothing."""

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.audit.models import Event
from outhaul.apps.planning.domain.shares import share_plan
from outhaul.apps.planning.models import Plan, Share
from tests.people import People


def share_page(made: Plan) -> str:
    return f"/b/{made.business.key}/plans/{made.key}/share/"


def mark_of(page: str) -> str:
    return unescape(re.findall(r'name="once" value="([^"]+)"', page)[0])


def make_link(client: Client, made: Plan, note: str = "the bank") -> str:
    """Make a link as a person does, and return the page after it."""
    once = mark_of(client.get(share_page(made)).content.decode())
    answer = client.post(share_page(made), {"note": note, "once": once}, follow=True)
    assert answer.redirect_chain == [(share_page(made), 302)]
    return answer.content.decode()


def link_in(page: str) -> list[str]:
    return re.findall(r'value="http://testserver(/s/[\w-]{32}/)"', page)


def headline_in(page: str) -> str:
    return unescape(" ".join(re.findall(r"<h1[^>]*>\s*(.*?)\s*</h1>", page, re.DOTALL)))


def test_a_new_link_is_told_once(olivia: Client, made: Plan) -> None:
    first = make_link(olivia, made)
    assert len(link_in(first)) == 1
    assert link_in(olivia.get(share_page(made)).content.decode()) == []


def test_only_the_hash_of_its_token_is_kept(olivia: Client, made: Plan) -> None:
    (address,) = link_in(make_link(olivia, made))
    token = address.split("/")[2]
    kept = Share.objects.values_list("token_hash", "note").get()
    assert (token in str(kept), kept[1]) == (False, "the bank")


def test_the_link_shows_the_plan_to_somebody_not_signed_in(olivia: Client, made: Plan) -> None:
    (address,) = link_in(make_link(olivia, made))
    answer = Client().get(address)
    page = answer.content.decode()
    assert (answer.status_code, headline_in(page)) == (200, made.headline.replace(" %", "\xa0%"))


def test_nothing_else_of_the_business_can_be_reached_from_it(olivia: Client, made: Plan) -> None:
    (address,) = link_in(make_link(olivia, made))
    page = Client().get(address).content.decode()
    targets = set(re.findall(r'(?:href|action|src)="(/(?!static)[^"]*)"', page))
    assert targets == {f"{address}plan.pdf"}
    assert made.business.key not in page
    assert "<form" not in page


def test_nobody_else_keeps_or_finds_the_address(olivia: Client, made: Plan) -> None:
    (address,) = link_in(make_link(olivia, made))
    told = {"Cache-Control", "Referrer-Policy", "X-Robots-Tag"}
    wanted = {
        "Cache-Control": "private, no-store",
        "Referrer-Policy": "same-origin",
        "X-Robots-Tag": "noindex, nofollow, noarchive",
    }
    for path in (address, f"{address}plan.pdf", "/s/unknown/"):
        headers = Client().get(path).headers
        assert {name: headers[name] for name in told} == wanted, path


def test_it_can_be_printed_from_there(olivia: Client, made: Plan) -> None:
    (address,) = link_in(make_link(olivia, made))
    answer = Client().get(f"{address}plan.pdf")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


def test_a_link_taken_back_looks_like_one_that_never_was(olivia: Client, made: Plan) -> None:
    (address,) = link_in(make_link(olivia, made))
    link = Share.objects.get()
    olivia.post(f"/b/{made.business.key}/links/{link.pk}/revoke/")
    gone, never = Client().get(address), Client().get("/s/never-was-any/")
    assert (gone.status_code, never.status_code) == (404, 404)
    assert gone.content == never.content
    assert headline_in(gone.content.decode()) == "This link opens nothing."
    assert Client().get(f"{address}plan.pdf").status_code == 404


def test_taking_back_is_said_and_listed(olivia: Client, made: Plan) -> None:
    make_link(olivia, made, "the bank")
    link = Share.objects.get()
    page = olivia.post(f"/b/{made.business.key}/links/{link.pk}/revoke/", follow=True).content.decode()
    assert "The link for the bank opens nothing any more." in page
    assert "1 link was taken back" in page


def test_a_form_sent_twice_makes_one_link(olivia: Client, made: Plan) -> None:
    once = mark_of(olivia.get(share_page(made)).content.decode())
    for _ in range(2):
        olivia.post(share_page(made), {"note": "the bank", "once": once})
    assert Share.objects.count() == 1
    assert Event.objects.filter(scope=made.business.key, verb="shared").count() == 1


def test_each_link_and_its_end_are_in_the_trail(olivia: Client, made: Plan) -> None:
    make_link(olivia, made, "the bank")
    olivia.post(f"/b/{made.business.key}/links/{Share.objects.get().pk}/revoke/")
    events = Event.objects.filter(scope=made.business.key).order_by("-number")[:2]
    assert [(event.actor, event.verb, event.thing, event.name) for event in events] == [
        ("Olivia", "revoked", "link", "the bank"),
        ("Olivia", "shared", "plan", "the bank"),
    ]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"note": ""}, "This field is required."),
        ({"note": "x" * 121}, "Ensure this value has at most 120 characters (it has 121)."),
        ({"note": "the bank", "once": "made up"}, "This page was open for too long. Send it once more."),
    ],
)
def test_a_wrong_form_makes_nothing_and_says_why(
    olivia: Client, made: Plan, given: dict[str, str], says: str
) -> None:
    once = mark_of(olivia.get(share_page(made)).content.decode())
    answer = olivia.post(share_page(made), {"once": once} | given)
    page = answer.content.decode()
    assert (answer.status_code, says in page, Share.objects.count()) == (422, True, 0)
    again = olivia.post(share_page(made), {"note": "the bank", "once": mark_of(page)})
    assert (again.status_code, Share.objects.count()) == (302, 1)


def test_who_may_not_decide_sees_files_but_no_links(people: People, client: Client, made: Plan) -> None:
    share_plan(people.olivia, made, note="Aunt Ada")
    client.force_login(people.viktor.user)
    page = client.get(share_page(made)).content.decode()
    assert ("Aunt Ada" in page, "plan.pdf" in page) == (False, True)
    assert client.post(share_page(made), {"note": "me"}).status_code == 403
    assert client.post(f"/b/{made.business.key}/links/{Share.objects.get().pk}/revoke/").status_code == 403


def test_charlie_reaches_neither_the_page_nor_the_links_of_another_business(
    people: People, client: Client, made: Plan
) -> None:
    link, _ = share_plan(people.olivia, made, note="the bank")
    own = people.charlie.business.key
    client.force_login(people.charlie.user)
    assert client.get(share_page(made)).status_code == 404
    assert client.get(f"/b/{own}/plans/{made.key}/share/").status_code == 404
    assert client.post(f"/b/{own}/links/{link.pk}/revoke/").status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


def test_a_link_tells_when_it_was_last_opened(olivia: Client, made: Plan) -> None:
    (address,) = link_in(make_link(olivia, made))
    assert "Not yet" in olivia.get(share_page(made)).content.decode()
    Client().get(address)
    assert "Not yet" not in olivia.get(share_page(made)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_as_often_for_three_links_as_for_one(
    people: People,
    olivia: Client,
    made: Plan,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        share_plan(people.olivia, made, note=f"bank {number}")
    address = share_page(made)
    with django_assert_num_queries(6):  # session, person, role, plan, links, menu of businesses
        olivia.get(address)


def test_opening_a_link_asks_the_database_little(
    people: People, made: Plan, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _, token = share_plan(people.olivia, made)
    with django_assert_num_queries(2):  # the link with its plan; that it was seen
        assert Client().get(f"/s/{token}/").status_code == 200
