"""The questionnaire of scope in the browser: each answer is saved at once, and the verdict follows."""

import html
import re
from collections.abc import Callable, Mapping

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.access import access_entry
from outhaul.apps.planning.domain.adding import add_rows
from outhaul.apps.planning.domain.entries import add_entry
from outhaul.apps.planning.models import Entry
from outhaul.engine.business import QUESTIONS
from outhaul.reference.tables import Reference
from tests.people import People

SignedIn = Callable[[Visit], Client]
HTMX = {"HX-Request": "true"}


def core(people: People, path: str = "") -> str:
    return f"/b/{people.bakery.key}/core/{path}"


def heading(page: str) -> str:
    return " ".join(html.unescape(re.findall("<h1>(.*?)</h1>", page, re.DOTALL)[0]).split())


def told(people: People, key: str) -> Mapping[str, object]:
    answers: Mapping[str, object] = access_entry(people.olivia, "processes", key).told.get("answers", {})
    return answers


def chosen(page: str) -> dict[str, str]:
    inputs = re.findall(r'name="([A-Z]\d)"\s+value="([^"]*)"\s+checked', page)
    return dict(inputs)


def test_the_overview_says_how_far_the_business_is(people: People, signed_in: SignedIn) -> None:
    page = signed_in(people.olivia).get(core(people)).content.decode()
    assert heading(page) == "5 of 11 processes looked at: 9 may go out, 2 stay."
    assert page.count('class="verdict-name"') == 11


def test_without_work_there_is_nothing_to_ask_about(people: People, signed_in: SignedIn) -> None:
    Entry.objects.filter(business=people.bakery, table="processes").delete()
    page = signed_in(people.olivia).get(core(people)).content.decode()
    assert heading(page) == "0 processes so far, so there is nothing to ask about."


def test_a_page_shows_own_answers_and_those_of_the_catalogue(people: People, signed_in: SignedIn) -> None:
    page = signed_in(people.olivia).get(core(people, "web-shop/")).content.decode()
    shown = chosen(page)
    assert (shown["C1"], shown["C6"], shown["M5"], list(shown)) == ("2", "2", "3", list(QUESTIONS))
    assert page.count("from the catalogue") == 12


def test_an_answer_is_saved_at_once_and_the_verdict_comes_back(people: People, signed_in: SignedIn) -> None:
    sent = {"G2": "4", "was-G2": "0"}
    answer = signed_in(people.olivia).post(core(people, "books/"), sent, headers=HTMX)
    page = answer.content.decode()
    assert (answer.status_code, told(people, "books")["G2"]) == (200, 4)
    assert "It stays: the law keeps it with your own people." in page
    assert re.findall(r'id="was-(\w+)"\s+name="was-\w+"\s+value="(\w+)"', page) == [("G2", "4")]
    assert "<h1>" not in page


def test_without_script_the_form_saves_what_changed_and_nothing_else(
    people: People, signed_in: SignedIn
) -> None:
    client = signed_in(people.olivia)
    page = client.get(core(people, "web-shop/")).content.decode()
    own = {"C1": "2", "C6": "2", "M5": "3"}
    sent = chosen(page) | {f"was-{key}": own.get(key, "") for key in QUESTIONS} | {"M7": "no", "C2": "?"}
    assert client.post(core(people, "web-shop/"), sent).status_code == 302
    assert told(people, "web-shop") == {"C1": 2, "C2": "?", "C6": 2, "M5": 3, "M7": False}


def test_an_answer_of_the_catalogue_that_is_clicked_counts_as_answered(
    people: People, signed_in: SignedIn
) -> None:
    client = signed_in(people.olivia)
    shown = chosen(client.get(core(people, "web-shop/")).content.decode())
    assert "C2" not in told(people, "web-shop")
    client.post(core(people, "web-shop/"), {"C2": shown["C2"], "was-C2": ""}, headers=HTMX)
    assert told(people, "web-shop")["C2"] == int(shown["C2"])
    page = client.get(core(people, "web-shop/")).content.decode()
    assert page.count("from the catalogue") == 11


def test_two_people_at_one_question_are_told(people: People, signed_in: SignedIn) -> None:
    signed_in(people.marco).post(core(people, "books/"), {"C1": "4", "was-C1": "0"}, headers=HTMX)
    answer = signed_in(people.olivia).post(core(people, "books/"), {"C1": "1", "was-C1": "0"}, headers=HTMX)
    page = html.unescape(answer.content.decode())
    assert (answer.status_code, told(people, "books")["C1"]) == (409, 4)
    assert (
        "Somebody else chose “it is the main reason why they buy” meanwhile, you “a few would notice”."
        in page
    )
    assert chosen(page) == {"C1": "4"}


@pytest.mark.parametrize("sent", [{"C1": "9"}, {"M7": "1"}, {"G1": "yes"}])
def test_what_is_no_answer_is_told(people: People, signed_in: SignedIn, sent: dict[str, str]) -> None:
    before = told(people, "books")
    answer = signed_in(people.olivia).post(core(people, "books/"), sent, headers=HTMX)
    assert (answer.status_code, "this is no answer to it" in answer.content.decode()) == (422, True)
    assert told(people, "books") == before


def test_every_open_question_says_what_it_could_mean(people: People, signed_in: SignedIn) -> None:
    page = signed_in(people.olivia).get(core(people, "ordering/")).content.decode()
    panel = html.unescape(page.partition('id="verdict"')[2])
    told = re.findall(r'<ul class="reasons">\s*<li>“(If whoever does it vanished.*?)</li>', panel, re.DOTALL)
    assert told == [
        ("If whoever does it vanished tomorrow, how long until it ran again?” — either way it may go out.")
    ]


def test_what_is_bound_to_a_place_says_so(people: People, signed_in: SignedIn) -> None:
    sent = {"M7": "no", "was-M7": "yes"}
    answer = signed_in(people.olivia).post(core(people, "books/"), sent, headers=HTMX)
    assert "It stays: it is bound to a place." in answer.content.decode()


def test_agreeing_with_the_rest_leads_to_the_next_process(people: People, signed_in: SignedIn) -> None:
    answer = signed_in(people.olivia).post(core(people, "payroll/agree/"))
    assert answer["Location"] == core(people, "web-shop/")
    assert list(told(people, "payroll")) == list(QUESTIONS)


def test_the_second_person_sees_neither_answers_nor_verdict_until_the_end(
    people: People, signed_in: SignedIn
) -> None:
    client = signed_in(people.marco)
    page = client.get(core(people, "books/second/")).content.decode()
    assert (chosen(page), "other ways to weigh" in page, "from the catalogue" in page) == ({}, False, False)
    client.post(core(people, "books/second/"), {"C1": "4", "was-C1": ""}, headers=HTMX)
    client.post(core(people, "books/second/finish/"))
    page = html.unescape(client.get(core(people, "books/second/")).content.decode())
    assert "You two differ on 1 question" in page
    assert re.findall(r'<td data-label="(?:First|Second) person">(.*?)</td>', page) == [
        "nobody would notice",
        "it is the main reason why they buy",
    ]


def test_work_of_no_known_kind_is_asked_for_its_kind(
    people: People, signed_in: SignedIn, reference: Reference
) -> None:
    entry = add_entry(people.olivia, "processes", {"name": "Guessing"}, reference=reference)
    page = signed_in(people.olivia).get(core(people, f"{entry.key}/")).content.decode()
    assert "Say first what kind of work it is" in page


def test_who_may_only_look_sees_answers_and_cannot_change_them(people: People, signed_in: SignedIn) -> None:
    client = signed_in(people.viktor)
    page = client.get(core(people, "books/")).content.decode()
    assert (page.count("disabled"), "hx-post" in page) == (15, False)
    assert client.post(core(people, "books/"), {"C1": "4", "was-C1": "0"}).status_code == 403
    assert signed_in(people.charlie).get(core(people, "books/")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_overview_takes_five_queries(
    people: People,
    signed_in: SignedIn,
    reference: Reference,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    Entry.objects.filter(business=people.bakery, table="processes").delete()
    add_rows(people.olivia, "processes", [{"occupation": "payroll"}] * count, reference=reference)
    client = signed_in(people.olivia)
    with django_assert_num_queries(5):  # session, person, membership, rows, businesses of the header
        assert client.get(core(people)).content.decode().count('class="verdict-name"') == count
