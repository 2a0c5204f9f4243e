"""A field is saved by itself, by who may, and never over somebody else's word."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.test import Client

from outhaul.apps.audit.models import Event
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.access import access_entry
from outhaul.apps.planning.domain.entries import remove_entry, set_field, single
from outhaul.reference.tables import Reference
from tests.people import People

SignIn = Callable[[Visit], Client]
HX = {"HX-Request": "true"}


def address(visit: Visit, table: str, name: str, entry: str = "") -> str:
    return f"/b/{visit.business.key}/field/{table}/{entry or table}/{name}/"


def send(client: Client, visit: Visit, name: str, value: Any, was: Any) -> HttpResponse:  # noqa: ANN401
    """Send a field of the business as htmx does."""
    param = f"business.business.{name}"
    sent = {param: value, f"was.{param}": json.dumps(was)}
    answer: HttpResponse = client.post(address(visit, "business", name), sent, headers=HX)  # type: ignore[assignment]
    return answer


def told(visit: Visit) -> dict[str, Any]:
    return dict(single(visit, "business").told)


def events(visit: Visit) -> int:
    return Event.objects.filter(scope=visit.business.key).count()


def test_what_is_typed_is_saved_and_told(people: People, signed_in: SignIn) -> None:
    answer = send(signed_in(people.olivia), people.olivia, "capital_budget", "9,500", 8000)
    assert (answer.status_code, told(people.olivia)["capital_budget"]) == (200, 9500)
    assert 'value="9,500"' in answer.content.decode()
    event = Event.objects.filter(scope=people.bakery.key).first()
    assert event is not None
    assert (event.verb, json.loads(event.changes)) == ("changed", {"capital_budget": [8000, 9500]})


def test_undo_sets_the_old_value_back(people: People, signed_in: SignIn) -> None:
    client = signed_in(people.olivia)
    send(client, people.olivia, "capital_budget", "9,500", 8000)
    undo = {"set": json.dumps([["capital_budget", 8000, 9500]])}
    answer = client.post(address(people.olivia, "business", "capital_budget"), undo, headers=HX)
    assert (answer.status_code, told(people.olivia)["capital_budget"]) == (200, 8000)


def test_a_wrong_number_is_told_beside_the_field_and_kept_to_be_mended(
    people: People, signed_in: SignIn
) -> None:
    before, client = events(people.olivia), signed_in(people.olivia)
    for typed, said in (
        ("-3", "That is below 0. Give a number from 0 to 1,000,000,000,000."),
        ("1e400", "is not a number. Give a number from 0 to 1,000,000,000,000."),
        ("NaN", "is not a number."),
        ("a lot", "is not a number."),
        ("1.234,56", "can be read in more than one way. Write 1.23456 or 1,234.56."),
        ("9" * 200, "is not a number."),
        ("9" * 30, "That is above 1,000,000,000,000."),
    ):
        answer = send(client, people.olivia, "capital_budget", typed, 8000)
        page = answer.content.decode()
        assert (answer.status_code, told(people.olivia)["capital_budget"]) == (422, 8000)
        assert said in page
        assert f'value="{typed}"' in page
    assert events(people.olivia) == before


def test_a_conflict_shows_both_values_and_lets_choose(
    people: People, signed_in: SignIn, reference: Reference
) -> None:
    entry = single(people.marco, "business")
    set_field(people.marco, entry, "capital_budget", 30, reference=reference)
    client = signed_in(people.olivia)
    refused = send(client, people.olivia, "capital_budget", "25", 8000)
    assert (refused.status_code, told(people.olivia)["capital_budget"]) == (409, 30)
    assert "Marco changed this to 30 while you wrote 25." in refused.content.decode()
    mine = {"set": json.dumps([["capital_budget", 25, 30]])}
    answer = client.post(address(people.olivia, "business", "capital_budget"), mine, headers=HX)
    assert (answer.status_code, told(people.olivia)["capital_budget"]) == (200, 25)


def test_nobody_is_in_conflict_with_oneself(people: People, signed_in: SignIn) -> None:
    client = signed_in(people.olivia)
    send(client, people.olivia, "capital_budget", "30", 8000)
    answer = send(client, people.olivia, "capital_budget", "25", 8000)
    assert (answer.status_code, told(people.olivia)["capital_budget"]) == (200, 25)


def test_the_same_twice_is_one_change(people: People, signed_in: SignIn) -> None:
    before, client = events(people.olivia), signed_in(people.olivia)
    answers = [send(client, people.olivia, "capital_budget", "30", 8000).status_code for _ in range(2)]
    assert (answers, events(people.olivia) - before) == ([200, 200], 1)


def test_without_script_one_lands_on_the_page_again_with_a_notice(people: People, signed_in: SignIn) -> None:
    param, page = "business.business.people", "http://testserver/b/x/"
    sent = {param: "12", f"was.{param}": "9"}
    client = signed_in(people.olivia)
    answer = client.post(address(people.olivia, "business", "people"), sent, headers={"Referer": page})
    assert (answer.status_code, answer["Location"], told(people.olivia)["people"]) == (302, page, 12)
    elsewhere = client.post(
        address(people.olivia, "business", "people"), sent, headers={"Referer": "https://evil.example/"}
    )
    assert elsewhere["Location"] == "/"


def test_a_viewer_can_change_nothing(people: People, signed_in: SignIn) -> None:
    for visit in (people.viktor, people.fatima):
        assert send(signed_in(visit), visit, "capital_budget", "1", 8000).status_code == 403
    stranger = signed_in(people.charlie)
    assert send(stranger, people.olivia, "capital_budget", "1", 8000).status_code == 404
    assert told(people.olivia)["capital_budget"] == 8000


def test_a_row_that_was_taken_out_meanwhile_is_told(people: People, signed_in: SignIn) -> None:
    entry = access_entry(people.olivia, "managers", "marco")
    remove_entry(people.marco, entry)
    sent = {"managers.marco.free_hours_per_month": "20", "was.managers.marco.free_hours_per_month": "30"}
    answer = signed_in(people.olivia).post(
        address(people.olivia, "managers", "free_hours_per_month", "marco"), sent, headers=HX
    )
    assert answer.status_code == 409
    assert "Marco was taken out meanwhile." in answer.content.decode()


def test_there_is_no_address_for_what_is_no_field(people: People, signed_in: SignIn) -> None:
    client = signed_in(people.olivia)
    for table, name in (("business", "nonsense"), ("managers", "id"), ("nonsense", "name")):
        assert client.post(address(people.olivia, table, name), {}, headers=HX).status_code == 404


def test_what_no_button_sends_changes_nothing(people: People, signed_in: SignIn) -> None:
    before, client = events(people.olivia), signed_in(people.olivia)
    for sent in ("", "[]", "[1]", "{}", "[[[", '[["nonsense", 1, 2]]', "null", "[" * 100_000):
        answer = client.post(address(people.olivia, "business", "people"), {"set": sent}, headers=HX)
        assert answer.status_code == 404
    sent = '[["people", NaN, 9]]'
    answer = client.post(address(people.olivia, "business", "people"), {"set": sent}, headers=HX)
    assert (answer.status_code, events(people.olivia)) == (422, before)


def test_the_order_of_languages_counts(people: People, signed_in: SignIn) -> None:
    order = {"set": '[["languages", {"es": "A2", "en": "C2"}, {"en": "C2", "es": "A2"}]]'}
    client = signed_in(people.olivia)
    answer = client.post(address(people.olivia, "business", "languages"), order, headers=HX)
    assert (answer.status_code, list(told(people.olivia)["languages"])) == (200, ["es", "en"])
    assert "Undo" in answer.content.decode()


def test_the_country_brings_what_follows_from_it_and_takes_it_back(
    people: People, signed_in: SignIn, reference: Reference
) -> None:
    entry = single(people.olivia, "business")
    for name in ("country", "currency", "languages", "working_hours"):
        entry = set_field(people.olivia, entry, name, None, reference=reference)
    client = signed_in(people.olivia)
    answer = send(client, people.olivia, "country", "Deutschland", None)
    after = told(people.olivia)
    assert (answer.status_code, after["country"], after["currency"], after["languages"]) == (
        200,
        "DE",
        "EUR",
        {"de": "C2"},
    )
    assert after["time_zone"] == "America/New_York"
    page = answer.content.decode()
    assert page.count('hx-swap-oob="true"') == 4
    changes = [
        ["country", None, "DE"],
        *([name, None, after[name]] for name in ("working_hours", "currency", "languages")),
    ]
    client.post(address(people.olivia, "business", "country"), {"set": json.dumps(changes)}, headers=HX)
    assert told(people.olivia) == entry.told


def test_an_unknown_country_gets_near_ones(people: People, signed_in: SignIn) -> None:
    answer = send(signed_in(people.olivia), people.olivia, "country", "Germny", "US")
    assert answer.status_code == 422
    assert "is not in the list. Did you mean Germany" in answer.content.decode()


def test_hours_that_end_before_they_begin_are_refused(people: People, signed_in: SignIn) -> None:
    answer = send(
        signed_in(people.olivia), people.olivia, "working_hours", ["17:00", "09:00"], ["09:00", "17:00"]
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "17:00 to 09:00 does not end after it begins." in page
    assert 'value="17:00"' in page
