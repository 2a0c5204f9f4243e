"""The search through everything: what is found, and by whom; nothing that is typed is taken for markup."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.scenarios import keep_scenario
from outhaul.apps.sourcing.models import Candidacy
from tests.candidates_made import made_candidate
from tests.offers_made import brief_of, candidacy_of, draft_of
from tests.people import People
from tests.signing_made import drafted


def sections(visit: Visit, text: str) -> Iterator[tuple[str, list[str]]]:
    """Kind -> names of what was found."""
    client = Client()
    client.force_login(visit.user)
    page = client.get(reverse("find", args=[visit.business.key]), {"q": text}).content.decode()
    for title, part in re.findall(r"<section>\s*<h2>(.*?)</h2>(.*?)</section>", page, re.DOTALL):
        yield (
            title,
            [unescape(name).replace("\xa0", " ") for name in re.findall(r"<a [^>]*>([^<]*)</a>", part)],
        )


@pytest.fixture
def there(people: People) -> Candidacy:
    """A brief, Ana as its candidate with an offer, and an engagement with her namesake."""
    candidacy = candidacy_of(people.olivia, brief_of(people.olivia), name="Ana Reyes")
    draft_of(people.olivia, candidacy)
    drafted(people.olivia)
    return candidacy


@pytest.mark.usefixtures("there")
def test_a_name_is_found_wherever_it_stands(people: People) -> None:
    assert dict(sections(people.olivia, "ana reyes")) == {
        "Candidates": ["Ana Reyes", "Ana Reyes"],
        "Offers": ["Ana Reyes", "Ana Reyes"],
        "Engagements": ["Bookkeeping for the bakery"],
        "Contractors": ["Ana Reyes"],
    }
    assert dict(sections(people.olivia, "bookkeeping")) == {
        "Work": ["Bookkeeping"],
        "Briefs": ["Bookkeeping for the bakery", "Bookkeeping"],
        "Offers": ["Ana Reyes", "Ana Reyes"],
        "Engagements": ["Bookkeeping for the bakery"],
        "Statements of work and change orders": ["Statement of work: Bookkeeping for the bakery"],
    }
    assert dict(sections(people.olivia, "marco")) == {"People": ["Marco"]}
    assert dict(sections(people.olivia, "confiden")) == {"Clauses": ["Confidentiality"]}


@pytest.mark.usefixtures("there")
@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("olivia", ["Candidates", "Offers", "Engagements", "Contractors"]),
        ("marco", ["Candidates", "Offers", "Engagements", "Contractors"]),
        ("fatima", ["Engagements", "Contractors"]),
        ("viktor", ["Engagements", "Contractors"]),
        ("charlie", []),
    ],
)
def test_everybody_finds_what_they_may_open(people: People, who: str, expected: list[str]) -> None:
    assert list(dict(sections(getattr(people, who), "Ana Reyes"))) == expected


def test_a_change_order_is_found_by_its_number(people: People) -> None:
    statement = drafted(people.olivia)
    statement.pk, statement.key, statement.number = None, "second", 2
    statement.save(force_insert=True)
    found = dict(sections(people.olivia, "change order 1"))
    assert found == {"Statements of work and change orders": ["Change order 1: Bookkeeping for the bakery"]}


def test_every_letter_is_found_in_any_case(people: People) -> None:
    made_candidate(people.olivia, name="Özlem Ünal")
    assert dict(sections(people.olivia, "özlem ünal")) == {"Candidates": ["Özlem Ünal"]}


@pytest.mark.parametrize("text", ["<b>x</b>", "%", "_", "' OR 1=1 --", "\\"])
def test_what_is_typed_is_text(people: People, olivia: Client, text: str) -> None:
    keep_scenario(people.olivia, name=f"Named {text}", changes=[])
    keep_scenario(people.olivia, name="Another", changes=[])
    assert dict(sections(people.olivia, text)) == {"What-ifs": [f"Named {text}"]}
    assert b"<b>x</b>" not in olivia.get(reverse("find", args=[people.bakery.key]), {"q": text}).content


def test_nothing_typed_asks_for_something_and_nothing_found_says_so(people: People, olivia: Client) -> None:
    address = reverse("find", args=[people.bakery.key])
    assert "What are you looking for?" in olivia.get(address, {"q": "  "}).content.decode()
    assert "Nothing is called xyzzy." in olivia.get(address, {"q": "xyzzy"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_search_asks_as_often_for_3_as_for_1(
    people: People, olivia: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        brief = brief_of(people.olivia)
        draft_of(people.olivia, candidacy_of(people.olivia, brief, name=f"Quentin{number}"))
    with django_assert_num_queries(14):
        page = olivia.get(reverse("find", args=[people.bakery.key]), {"q": "quentin"})
    assert page.content.decode().count("Quentin") == 2 * count
