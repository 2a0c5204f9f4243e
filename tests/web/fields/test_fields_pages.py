"""Each page of the business file says what is missing, and can be told in full without script."""

import re
from collections.abc import Callable
from dataclasses import fields

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.audit.models import Event
from outhaul.apps.people.domain.access import Visit, access_business
from outhaul.apps.people.domain.businesses import found_business
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import User
from outhaul.apps.planning.domain.access import access_entries, access_entry
from outhaul.apps.planning.domain.entries import add_entry, remove_entry, single
from outhaul.engine.assumptions import Assumptions
from outhaul.reference.tables import Reference
from tests.people import People

SignIn = Callable[[Visit], Client]
PAGES = ("business", "people", "tools", "quotes", "policy", "assumptions")


@pytest.fixture
def new(nobody: User) -> Visit:
    business = found_business(owner=nobody, name="Nora's  Notes")
    return access_business(nobody, business.key, Power.EDIT)


def first_line(page: bytes) -> str:
    found = re.search(r"<h1>\s*(.*?)\s*</h1>", page.decode(), re.DOTALL)
    assert found is not None
    return " ".join(found[1].split())


def first_lines(client: Client, visit: Visit) -> list[str]:
    return [first_line(client.get(f"/b/{visit.business.key}/{page}/").content) for page in PAGES]


def test_a_page_says_in_its_first_line_what_is_so(people: People, signed_in: SignIn) -> None:
    assert first_lines(signed_in(people.olivia), people.olivia) == [
        "All 5 answers that a plan needs of your business are there.",
        "2 of your people can answer for work, with 48 free hours a month.",
        "3 tools are counted when work is handed out.",
        "3 rates that you have seen correct the market estimate.",
        "All 7 wishes are as usual; none has to be told.",
        "One figure is your own; the others are ours until you know better.",
    ]


def test_a_new_business_is_told_what_is_missing(new: Visit, signed_in: SignIn) -> None:
    assert first_lines(signed_in(new), new) == [
        "4 answers are still missing here.",
        "2 answers about your people are still missing.",
        "No tool is told; the plan reckons with $40 a month for each contractor, which is assumed.",
        "No rate is told; the plan estimates what the market asks.",
        "All 7 wishes are as usual; none has to be told.",
        "Every figure here is ours until you know better; 0 are your own.",
    ]


def test_the_founder_is_the_first_manager_and_only_once(new: Visit, signed_in: SignIn) -> None:
    client = signed_in(new)
    for page in ("people", "business", "people"):
        client.get(f"/b/{new.business.key}/{page}/")
    rows = [(entry.key, entry.told) for entry in access_entries(new, "managers")]
    assert rows == [("owner", {"name": "Nora", "is_owner": True})]
    assert single(new, "business").told == {"name": "Nora's Notes"}
    assert Event.objects.filter(scope=new.business.key, verb="added").count() == 2
    remove_entry(new, access_entry(new, "managers", "owner"))
    client.get(f"/b/{new.business.key}/people/")
    assert list(access_entries(new, "managers")) == []


def test_a_viewer_reads_and_cannot_change(people: People, signed_in: SignIn) -> None:
    client, stranger = signed_in(people.viktor), signed_in(people.charlie)
    for page in PAGES:
        address = f"/b/{people.bakery.key}/{page}/"
        answer = client.get(address)
        main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
        buttons = [] if page != "assumptions" else ["Search"]
        assert (answer.status_code, re.findall(r"<button[^>]*>(.*?)</button>", main)) == (200, buttons)
        assert 'name="was.' not in main
        assert client.post(address, {}).status_code == 403
        assert stranger.get(address).status_code == 404


def test_as_many_queries_for_three_rows_as_for_one(
    people: People, signed_in: SignIn, reference: Reference, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(people.olivia)
    for page, table, queries in (("people", "managers", 8), ("tools", "tools", 7), ("quotes", "quotes", 6)):
        rows = list(access_entries(people.olivia, table))
        for entry in rows[1:]:
            remove_entry(people.olivia, entry)
        with django_assert_num_queries(queries):
            client.get(f"/b/{people.bakery.key}/{page}/")
        for _ in range(2):
            add_entry(people.olivia, table, dict(rows[0].told), reference=reference)
        assert access_entries(people.olivia, table).count() == 3
        with django_assert_num_queries(queries):
            client.get(f"/b/{people.bakery.key}/{page}/")


def test_without_script_a_form_saves_all_its_fields(people: People, signed_in: SignIn) -> None:
    sent = {
        "business.business.people": "11",
        "was.business.business.people": "9",
        "business.business.working_hours": ["08:00", "16:30"],
        "was.business.business.working_hours": '["09:00", "17:00"]',
        "business.business.languages": ["en", "C2", "es", "B1", "Portuguese"],
        "was.business.business.languages": '{"en": "C2", "es": "A2"}',
    }
    address = f"/b/{people.bakery.key}/business/"
    answer = signed_in(people.olivia).post(address, sent)
    told = single(people.olivia, "business").told
    assert (answer.status_code, told["people"], told["working_hours"], told["languages"]) == (
        302,
        11,
        ["08:00", "16:30"],
        {"en": "C2", "es": "B1", "pt": "B2"},
    )


def test_without_script_what_is_wrong_is_told_and_the_rest_is_kept(people: People, signed_in: SignIn) -> None:
    sent = {"business.business.people": "11", "was.business.business.people": "9"}
    sent |= {"business.business.capital_budget": "lots", "was.business.business.capital_budget": "8000"}
    answer = signed_in(people.olivia).post(f"/b/{people.bakery.key}/business/", sent)
    told, page = single(people.olivia, "business").told, answer.content.decode()
    assert (answer.status_code, told["people"], told["capital_budget"]) == (422, 11, 8000)
    assert page.count('class="wrong"') == 1
    assert 'value="lots"' in page


def test_somebody_is_added_once_however_often_one_clicks(people: People, signed_in: SignIn) -> None:
    client, address = signed_in(people.olivia), f"/b/{people.bakery.key}/people/"
    for _ in range(2):
        assert client.post(address, {"adds": "yes", "new.name": "Ana"}).status_code == 302
    assert [str(entry) for entry in access_entries(people.olivia, "managers")] == ["Marco", "Olivia", "Ana"]


def test_nobody_is_added_without_a_name(people: People, signed_in: SignIn) -> None:
    answer = signed_in(people.olivia).post(
        f"/b/{people.bakery.key}/people/", {"adds": "yes", "new.name": " "}
    )
    assert (answer.status_code, access_entries(people.olivia, "managers").count()) == (422, 2)
    assert "This is needed." in answer.content.decode()


def test_a_rate_is_added_whole_or_not_at_all(people: People, signed_in: SignIn) -> None:
    client, address = signed_in(people.olivia), f"/b/{people.bakery.key}/quotes/"
    sent = {"adds": "yes", "new.occupation": "Bookkeeping", "new.country": "Philipines"}
    answer = client.post(address, sent | {"new.rate_per_hour": "-1"})
    page = answer.content.decode()
    assert (answer.status_code, access_entries(people.olivia, "quotes").count()) == (422, 3)
    assert "Did you mean Philippines" in page
    assert "That is not above 0." in page
    answer = client.post(address, sent | {"new.country": "UK", "new.rate_per_hour": "12.50"})
    assert answer.status_code == 302
    last = access_entries(people.olivia, "quotes").last()
    assert last is not None
    assert last.told == {"occupation": "bookkeeping", "country": "GB", "rate_per_hour": 12.5}


def test_who_was_taken_out_can_be_put_back(people: People, signed_in: SignIn) -> None:
    client, row = signed_in(people.olivia), f"/b/{people.bakery.key}/row/managers/marco"
    answers = [client.post(f"{row}/remove/", follow=True) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert "Marco is taken out." in answers[1].content.decode()
    assert access_entries(people.olivia, "managers").count() == 1
    for _ in range(2):
        assert client.post(f"{row}/restore/").status_code == 302
    assert [entry.key for entry in access_entries(people.olivia, "managers")] == ["marco", "olivia"]
    assert signed_in(people.viktor).post(f"{row}/remove/").status_code == 403


def test_the_cost_of_a_manager_is_suggested_and_does_not_count_before_it_is_taken(
    new: Visit, signed_in: SignIn
) -> None:
    client = signed_in(new)
    client.get(f"/b/{new.business.key}/people/")
    page = client.get(f"/b/{new.business.key}/people/").content.decode()
    assert "is what reference data say of first-line managers here" not in page
    country = "business.business.country"
    client.post(f"/b/{new.business.key}/field/business/business/country/", {country: "Philippines"})
    page = client.get(f"/b/{new.business.key}/people/").content.decode()
    suggested = re.search(r"₱[\d.]+ is what reference data say of first-line managers here", page)
    assert suggested is not None
    assert "cost_per_hour" not in access_entry(new, "managers", "owner").told


def test_an_hour_of_the_owner_is_estimated(people: People, signed_in: SignIn) -> None:
    client = signed_in(people.olivia)
    for asked, said in (
        ("profit=90000&weekly=40", "That is about 49 USD an hour."),
        ("profit=90%2C000&weekly=0", "Hours: That is not above 0. Give a number from 0 to 100."),
        ("profit=much&weekly=40", "is not a number."),
        ("weekly=40", "Profit: Give a number."),
    ):
        assert said in client.get(f"/b/{people.bakery.key}/business/?{asked}").content.decode()


def test_assumptions_are_found_by_their_words(people: People, signed_in: SignIn) -> None:
    client, address = signed_in(people.olivia), f"/b/{people.bakery.key}/assumptions/"
    page = client.get(address).content.decode()
    assert page.count('class="assumed"') == len(fields(Assumptions))
    found = client.get(address, {"q": "platform FEE"}).content.decode()
    assert re.findall(r'id="(assumptions-assumptions-\w+)-row"', found) == ["assumptions-assumptions-fee"]
    assert "Nothing like that." in client.get(address, {"q": "zebra"}).content.decode()


def test_a_page_writes_numbers_and_names_in_the_language_of_the_person(
    people: People, signed_in: SignIn
) -> None:
    address = f"/b/{people.bakery.key}/business/"
    page = signed_in(people.olivia).get(address, headers={"Accept-Language": "de"}).content.decode()
    assert 'value="8.000"' in page
    assert 'value="Vereinigte Staaten"' in page
