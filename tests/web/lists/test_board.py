"""The board: who stands where, one step on without a script, and back to where one was."""

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.audit.models import Event
from outhaul.apps.sourcing.lifecycles import CandidacyState
from outhaul.apps.sourcing.models import Candidacy
from tests.matching_made import books_brief, candidacy
from tests.people import People


def board_of(people: People) -> str:
    return reverse("board", args=[people.bakery.key])


def columns(page: str) -> dict[str, list[str]]:
    """State -> the names in it, where there are any."""
    found = re.findall(r'<h2 id="column-\d">\s*(.*?)\s*<span.*?<ol>(.*?)</ol>', page, re.DOTALL)
    told = {state: re.findall(r'<a href="[^"]*/candidacies/[^"]*">([^<]*)<', part) for state, part in found}
    return {state: names for state, names in told.items() if names}


def test_everybody_stands_in_their_column_the_best_first(people: People, olivia: Client) -> None:
    brief, other = books_brief(people.olivia), books_brief(people.olivia, title="Mail")
    for name, state, score in [
        ("Ana", "new", 60.0),
        ("Ben", "new", 80.0),
        ("Cleo", "interview", None),
        ("Dan", "withdrawn", None),
    ]:
        row = candidacy(people.olivia, brief, name=name)
        Candidacy.objects.filter(pk=row.pk).update(state=state, score=score)
    candidacy(people.olivia, other, name="Eve")
    page = olivia.get(board_of(people)).content.decode()
    assert columns(page) == {
        "new": ["Ben", "Ana", "Eve"],
        "in the interviews": ["Cleo"],
        "withdrew": ["Dan"],
    }
    assert "4 candidates are being weighed." in page
    narrowed = olivia.get(board_of(people), {"brief": other.key}).content.decode()
    assert columns(narrowed) == {"new": ["Eve"]}


def test_the_column_of_who_left_is_left_out_while_it_is_empty(people: People, olivia: Client) -> None:
    row = candidacy(people.olivia, books_brief(people.olivia))

    def names() -> list[str]:
        page = olivia.get(board_of(people)).content.decode()
        return re.findall(r'<h2 id="column-\d">\s*(.*?)\s*<span', page)

    going_on = ["new", "on the shortlist", "in the interviews", "on trial", "has an offer", "hired"]
    assert names() == going_on
    Candidacy.objects.filter(pk=row.pk).update(state=CandidacyState.REJECTED)
    assert names() == [*going_on, "rejected"]


@pytest.mark.parametrize(
    ("state", "verbs"),
    [
        (CandidacyState.NEW, ["shortlist", "interview", "withdraw"]),
        (CandidacyState.INTERVIEW, ["withdraw"]),
        (CandidacyState.REJECTED, ["reconsider"]),
        (CandidacyState.HIRED, []),
    ],
)
def test_a_card_offers_the_steps_that_lead_on_now(
    people: People, olivia: Client, state: CandidacyState, verbs: list[str]
) -> None:
    row = candidacy(people.olivia, books_brief(people.olivia))
    Candidacy.objects.filter(pk=row.pk).update(state=state)
    page = olivia.get(board_of(people)).content.decode()
    assert re.findall(r'name="verb"\s+value="(\w+)"', page.partition('class="board"')[2]) == verbs


def test_a_step_is_taken_by_a_plain_form_and_leads_back_to_the_board(people: People, olivia: Client) -> None:
    row = candidacy(people.olivia, books_brief(people.olivia))
    page = olivia.get(board_of(people), {"brief": row.brief.key}).content.decode()
    form = re.search(r'<form method="post"\s+action="([^"]*/move/)">(.*?)</form>', page, re.DOTALL)
    assert form
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[2]))
    answer = olivia.post(unescape(form[1]), {**sent, "verb": "shortlist"}, follow=True)
    assert answer.redirect_chain == [(f"{board_of(people)}?brief={row.brief.key}", 302)]
    assert columns(answer.content.decode()) == {"on the shortlist": ["Ana"]}
    assert "Ana: on the shortlist." in answer.content.decode()
    assert Event.objects.latest("pk").verb == "shortlisted"
    olivia.post(unescape(form[1]), {**sent, "verb": "withdraw"})
    again = olivia.post(unescape(form[1]), {**sent, "board": "", "verb": "interview"}, follow=True)
    assert again.redirect_chain == [(board_of(people), 302)]
    assert "So this step is not possible now." in again.content.decode()


def test_board_and_list_lead_to_each_other(people: People, olivia: Client) -> None:
    row = candidacy(people.olivia, books_brief(people.olivia))
    candidates = reverse("candidates", args=[people.bakery.key])
    page = olivia.get(board_of(people), {"brief": row.brief.key}).content.decode()
    assert f'href="{candidates}?brief={row.brief.key}"' in page
    assert f'href="{board_of(people)}"' in olivia.get(candidates).content.decode().partition("<main")[2]


def test_without_a_brief_the_board_says_what_it_is_for(people: People, olivia: Client) -> None:
    assert "From a brief to a person" in olivia.get(board_of(people)).content.decode()


def test_a_column_shows_some_and_leads_to_the_others(
    people: People, olivia: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outhaul.web.lists.board.MOST", 1)
    brief = books_brief(people.olivia)
    for name in ("Ana", "Ben", "Cleo"):
        candidacy(people.olivia, brief, name=name)
    page = olivia.get(board_of(people)).content.decode()
    address = reverse("candidates", args=[people.bakery.key])
    assert re.findall(rf'<a href="{address}\?state=new">\s*(2 more\.)', page) == ["2 more."]


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_asks_as_often_for_3_as_for_1(
    people: People, olivia: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    brief = books_brief(people.olivia)
    for number in range(count):
        candidacy(people.olivia, brief, name=f"Ana {number}")
    with django_assert_num_queries(8):
        page = olivia.get(board_of(people)).content.decode()
    assert len(columns(page)["new"]) == count
