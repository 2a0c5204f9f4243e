"""The candidates of a brief as a table: saved as they are ranked, read in again, taken back."""

import csv
import io
import re
from collections.abc import Mapping
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.audit.models import Event
from outhaul.apps.sourcing.domain.brought import look_at, meant
from outhaul.apps.sourcing.domain.noting import add_note
from outhaul.apps.sourcing.domain.quoting import quote_asked_rate
from outhaul.apps.sourcing.lifecycles import BriefState, CandidacyState
from outhaul.apps.sourcing.models import Brief, Candidacy, Candidate, Note
from outhaul.documents.listing import csv_lines
from outhaul.reference.tables import Reference
from tests.matching_made import books_brief, candidacy, candidate
from tests.people import People

NEW = {
    "Name": "Ben Cruz",
    "E-mail": "ben@example.org",
    "Country": "PH",
    "Asks an hour": "12",
    "Currency": "USD",
}


@pytest.fixture
def brief(people: People) -> Brief:
    return books_brief(people.olivia)


def address(brief: Brief, name: str, *keys: str) -> str:
    return reverse(name, args=[brief.business.key, brief.key, *keys])


def saved(client: Client, brief: Brief, kind: str = "csv", **query: str) -> bytes:
    answer = client.get(address(brief, "export-ranking", kind), query)
    assert answer.status_code == 200
    return b"".join(answer)


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def as_file(*rows: Mapping[str, str]) -> bytes:
    heads = list(dict.fromkeys(head for row in rows for head in row))
    return "".join(csv_lines(heads, [[row.get(head, "") for head in heads] for row in rows])).encode()


def look(client: Client, brief: Brief, data: bytes, kind: str = "csv") -> Any:  # noqa: ANN401 -- an answer
    return client.post(address(brief, "bring-ranking"), {"file": SimpleUploadedFile(f"c.{kind}", data)})


def read_in(client: Client, brief: Brief, seen: Any) -> Any:  # noqa: ANN401 -- likewise
    found = re.search(r'name="seen" value="([^"]*)"', seen.content.decode())
    assert found
    return client.post(address(brief, "bring-ranking"), {"seen": unescape(found[1])}, follow=True)


def told(answer: Any) -> list[str]:  # noqa: ANN401 -- likewise
    """What happens with each row, in words."""
    cells = re.findall(r'<td data-label="What happens">(.*?)</td>', answer.content.decode(), re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]*>", " ", cell)).split()) for cell in cells]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_saved_comes_in_unchanged(people: People, olivia: Client, brief: Brief, kind: str) -> None:
    ana = candidacy(people.olivia, brief)
    candidacy(people.olivia, brief, name="No address", email="", country="", rate=None, currency="")
    for text in ("Knows the trade, and says so; twice", "Second look"):
        add_note(people.olivia, ana, text=text)
    assert told(look(olivia, brief, saved(olivia, brief, kind), kind)) == ["unchanged", "unchanged"]


def test_the_ranking_is_saved_as_it_is_looked_at(people: People, olivia: Client, brief: Brief) -> None:
    candidacy(people.olivia, brief, name="Dear", rate=Decimal(20))
    candidacy(people.olivia, brief, name="Cheap", rate=Decimal(9))
    gone = candidacy(people.olivia, brief, name="Gone")
    Candidacy.objects.filter(pk=gone.pk).update(state=CandidacyState.WITHDRAWN)
    rows = rows_of(saved(olivia, brief, sort="rate"))
    assert [(row["Name"], row["Asks an hour"], row["Currency"], row["Guard"]) for row in rows] == [
        ("Cheap", "9.00", "USD", "pass"),
        ("Dear", "20.00", "USD", "pass"),
    ]
    assert [row["Name"] for row in rows_of(saved(olivia, brief, state="withdrawn"))] == ["Gone"]


def test_shortlist_notes_and_rate_are_taken_over(people: People, olivia: Client, brief: Brief) -> None:
    ana = candidacy(people.olivia, brief)
    add_note(people.olivia, ana, text="Old note")
    (line,) = rows_of(saved(olivia, brief))
    changed = line | {"State": "shortlisted", "Asks an hour": "11", "Notes": "Old note; Good, and fast"}
    seen = look(olivia, brief, as_file(changed))
    assert told(seen) == [
        "is brought up to date Put on the shortlist Asks $11.00 an hour Note: Good, and fast"
    ]
    answer = read_in(olivia, brief, seen)
    assert "1 led a step on, 1 rate changed, 1 note kept." in answer.content.decode()
    ana.refresh_from_db()
    assert (ana.state, ana.rate, ana.currency) == ("shortlisted", Decimal(11), "USD")
    assert list(Note.objects.values_list("text", flat=True)) == ["Good, and fast", "Old note"]
    verbs = list(Event.objects.order_by("-pk").values_list("verb", flat=True)[:3])
    assert verbs == ["noted", "changed", "shortlisted"]


def test_who_is_missing_is_added_and_known_by_address(people: People, olivia: Client, brief: Brief) -> None:
    known = candidate(people.olivia)
    ana = {"Name": "Ana, as the list calls her", "E-mail": "ANA@example.org", "State": "shortlisted"}
    seen = look(olivia, brief, as_file(ana, NEW))
    assert told(seen) == [
        "is weighed for this brief, too Put on the shortlist",
        "is a new candidate, weighed for this brief Asks $12.00 an hour",
    ]
    answer = read_in(olivia, brief, seen)
    assert "2 candidates added, 1 led a step on, 1 rate changed." in answer.content.decode()
    kept = Candidacy.objects.order_by("pk").values_list("candidate__name", "state", "rate")
    assert list(kept) == [("Ana", "shortlisted", known.rate), ("Ben Cruz", "new", 12)]
    again = read_in(olivia, brief, seen)
    assert (Candidate.objects.count(), told(again)) == (2, ["unchanged", "unchanged"])


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("State", "hired", "State: “hired” is no step that a table takes from “new”."),
        ("State", "great", 'State: "great" is no state.'),
        ("Asks an hour", "much", 'Asks an hour: "much" is no rate.'),
        ("E-mail", "ana", 'E-mail: "ana" is not an e-mail address.'),
    ],
)
def test_a_row_that_cannot_be_says_why(  # noqa: PLR0913, PLR0917 -- fixtures and one row
    people: People, olivia: Client, brief: Brief, column: str, cell: str, words: str
) -> None:
    candidacy(people.olivia, brief)
    (line,) = rows_of(saved(olivia, brief))
    (said,) = told(look(olivia, brief, as_file(line | {column: cell})))
    assert said.startswith(words)


def test_a_key_of_nobody_says_so_and_the_ranking_of_another_brief_joins(
    people: People, olivia: Client, brief: Brief
) -> None:
    candidacy(people.olivia, brief)
    (line,) = rows_of(saved(olivia, brief))
    other = books_brief(people.olivia, title="Mail")
    strange = NEW | {"Key": "feedfeedfeed"}
    said = told(look(olivia, other, as_file(line, strange)))
    assert said == [
        "is weighed for this brief, too",
        "Key: “feedfeedfeed” is nobody of this brief. Leave the key empty to add somebody.",
    ]


def test_nobody_joins_a_brief_that_is_not_published(olivia: Client, brief: Brief) -> None:
    Brief.objects.filter(pk=brief.pk).update(state=BriefState.FILLED)
    (said,) = told(look(olivia, brief, as_file(NEW)))
    assert said == "Name: cannot be added: the brief is filled. Publish the brief first."


def test_two_rows_about_one_person_are_refused(people: People, olivia: Client, brief: Brief) -> None:
    candidacy(people.olivia, brief)
    (line,) = rows_of(saved(olivia, brief))
    said = told(look(olivia, brief, as_file(line, {"Name": "Ana", "E-mail": "ana@example.org"}, NEW, NEW)))
    assert [words.startswith("Name: is meant by two rows.") for words in said] == [True] * 4


def test_a_rate_that_became_a_quote_is_not_changed_behind_it(
    people: People, olivia: Client, brief: Brief, reference: Reference
) -> None:
    ana = candidacy(people.olivia, brief)
    (line,) = rows_of(saved(olivia, brief))
    quote_asked_rate(people.olivia, ana, reference=reference)
    (said,) = told(look(olivia, brief, as_file(line | {"Asks an hour": "99"})))
    assert said.startswith("Asks an hour: is one of the rates that you have seen.")


def test_a_click_takes_it_back_but_not_what_was_worked_on_since(
    people: People, olivia: Client, brief: Brief
) -> None:
    ana = candidacy(people.olivia, brief)
    (line,) = rows_of(saved(olivia, brief))
    changed = line | {"Asks an hour": "11", "Notes": "From the table"}
    other = NEW | {"Name": "Cleo", "E-mail": "cleo@example.org"}
    seen = look(olivia, brief, as_file(changed, NEW, other))
    page = read_in(olivia, brief, seen).content.decode()
    form = re.search(r'action="([^"]*/bring/back/)".*?name="brought" value="(\w+)"', page, re.DOTALL)
    assert form
    add_note(people.olivia, Candidacy.objects.get(candidate__name="Cleo"), text="Spoke with her")
    answer = olivia.post(form[1], {"brought": form[2]}, follow=True)
    assert "1 candidate is weighed no longer." in answer.content.decode()
    ana.refresh_from_db()
    assert (ana.rate, ana.currency) == (None, "")
    assert list(Note.objects.filter(removed_at=None).values_list("text", flat=True)) == ["Spoke with her"]
    assert set(Candidacy.objects.values_list("candidate__name", flat=True)) == {"Ana", "Cleo"}
    assert Candidate.objects.get(name="Ben Cruz").removed_at is not None
    assert olivia.post(form[1], {"brought": form[2]}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_as_often_for_3_rows_as_for_1(  # noqa: PLR0913, PLR0917 -- fixtures
    people: People,
    olivia: Client,
    brief: Brief,
    reference: Reference,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        candidacy(people.olivia, brief, name=f"Ana {number}", email=f"ana{number}@example.org")
    rows = look_at(saved(olivia, brief), "c.csv", reference)
    with django_assert_num_queries(4):
        assert [one.what for one in meant(people.olivia, brief, rows)] == ["same"] * count
