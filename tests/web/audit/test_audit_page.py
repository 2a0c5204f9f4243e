"""What was done in a business can be read by its owner and its adviser, in sentences, and taken along."""

import csv
import hashlib
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.audit.models import Chain
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.entries import add_entry, set_field
from outhaul.apps.sourcing.domain.candidates import remove_candidate
from outhaul.apps.sourcing.domain.erasing import erase_candidate
from outhaul.reference.tables import Reference
from tests.matching_made import candidate
from tests.people import People

Read = Callable[..., Any]


@pytest.fixture
def read(people: People, client: Client) -> Read:
    client.force_login(people.viktor.user)

    def answer(path: str = "", **query: object) -> Any:  # noqa: ANN401 -- the test client's answer
        return client.get(f"/b/{people.bakery.key}/audit/{path}?{urlencode(query)}")

    return answer


@pytest.fixture
def busy(people: People, reference: Reference) -> People:
    """Olivia adds the bookkeeping and changes it; Marco changes it once more, a day later."""
    with time_machine.travel(datetime(2026, 11, 20, 9, tzinfo=UTC), tick=False):
        told = {"name": "Accounts", "occupation": "bookkeeping", "hours_per_month": 40}
        entry = add_entry(people.olivia, "processes", told, reference=reference)
        set_field(people.olivia, entry, "hours_per_month", 44, reference=reference)
    with time_machine.travel(datetime(2026, 11, 21, 9, tzinfo=UTC), tick=False):
        set_field(people.marco, entry, "pin", "PL", reference=reference)
    return people


def sentences(answer: Any) -> list[str]:  # noqa: ANN401 -- likewise
    page = answer.content.decode()
    return [part.split("</p>")[0].removesuffix(".") for part in page.split("<p>")[1:] if "<time" in part]


def said(visit: Visit, **event: Any) -> None:  # noqa: ANN401 -- the fields of an event
    record(scope=visit.business.key, actor=visit.user, **{"verb": "changed", "thing": "processes", **event})


@pytest.mark.usefixtures("busy")
def test_it_is_read_as_sentences_newest_first(read: Read) -> None:
    assert sentences(read())[:3] == [
        "Marco changed Accounts: wish set to PL",
        "Olivia changed Accounts: hours a month from 40 to 44",
        "Olivia added the process Accounts",
    ]


def test_candidates_are_called_by_their_names_for_who_may_see_them_while_they_are_kept(
    people: People, client: Client
) -> None:
    ana = candidate(people.olivia)
    remove_candidate(people.olivia, ana)

    def last(visit: Visit) -> str:
        client.force_login(visit.user)
        return sentences(client.get(f"/b/{people.bakery.key}/audit/"))[0]

    assert last(people.olivia) == f"Olivia took out the candidate {ana.name}"
    assert last(people.viktor) == f"Olivia took out the candidate {ana.key}"
    erase_candidate(people.olivia, ana)
    assert last(people.olivia) == f"Olivia erased the candidate {ana.key}"


def test_its_first_line_says_how_long_it_is_and_that_it_is_whole(busy: People, read: Read) -> None:
    length = Chain.objects.get(scope=busy.bakery.key).length
    assert f"{length} things were done here, and the record of them is whole." in read().content.decode()


def test_its_first_line_says_where_it_breaks(busy: People, read: Read) -> None:
    length = Chain.objects.get(scope=busy.bakery.key).length
    Chain.objects.filter(scope=busy.bakery.key).update(length=length + 1)
    assert f"is not whole: it breaks at number {length + 1}." in read().content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"verb": "added"}, ["Olivia added the process Accounts"]),
        (
            {"text": "accounts", "until": "2026-11-20", "verb": "changed"},
            ["Olivia changed Accounts: hours a month from 40 to 44"],
        ),
        ({"since": "2026-11-21", "until": "2026-11-21"}, ["Marco changed Accounts: wish set to PL"]),
        ({"thing": "processes", "text": "pin"}, ["Marco changed Accounts: wish set to PL"]),
    ],
)
@pytest.mark.usefixtures("busy")
def test_what_is_looked_for_is_shown(read: Read, query: dict[str, str], expected: list[str]) -> None:
    assert sentences(read(**query)) == expected


def test_it_can_be_read_by_person(busy: People, read: Read) -> None:
    assert sentences(read(person=busy.marco.user.pk)) == ["Marco changed Accounts: wish set to PL"]


@pytest.mark.usefixtures("busy")
def test_where_nothing_is_found_it_says_so(read: Read) -> None:
    assert "Nothing like that was done here." in read(text="no such words").content.decode()


def test_a_day_that_is_none_is_told_beside_its_field(read: Read) -> None:
    answer = read(since="yesterday")
    assert (answer.status_code, "Enter a valid date." in answer.content.decode()) == (422, True)


def test_pages_follow_each_other_without_gap_or_overlap(busy: People, read: Read) -> None:
    for number in range(120):
        said(busy.olivia, name=f"P{number}", changes={"hours_per_month": (1, 2)})
    length = Chain.objects.get(scope=busy.bakery.key).length
    pages = [sentences(read(before=before)) for before in (length + 1, length - 49, length - 99)]
    seen = [line.split(":")[0] for page in pages for line in page][:120]
    assert (list(map(len, pages[:2])), seen) == (
        [50, 50],
        [f"Olivia changed P{number}" for number in reversed(range(120))],
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_more_events_need_no_more_queries(
    people: People, read: Read, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    for number in range(rows):
        said(people.olivia, name=f"P{number}", changes={"hours_per_month": (1, 2)})
    read()
    with django_assert_num_queries(11):
        read()


def test_in_a_table_nothing_begins_a_formula(people: People, read: Read) -> None:
    for name in ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "plain"):
        said(people.olivia, name=name, verb="added")
    text = b"".join(read("csv/").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["name"] for row in rows[:6]] == ["plain", "'\tx", "'@SUM(A1)", "'-1", "'+1", "'=1+1"]
    assert (rows[0]["who"], rows[0]["sentence"]) == ("Olivia", "Olivia added the process plain")


def test_who_has_the_lines_can_prove_the_chain_alone(busy: People, read: Read) -> None:
    lines = b"".join(read("json/").streaming_content).decode().splitlines()
    before = ""
    for event in map(json.loads, reversed(lines)):
        stored = event.pop("hash")
        assert event["previous_hash"] == before
        before = hashlib.sha256(json.dumps(list(event.values()), ensure_ascii=False).encode()).hexdigest()
        assert before == stored
    assert before == Chain.objects.get(scope=busy.bakery.key).hash


@pytest.mark.usefixtures("busy")
def test_what_is_saved_is_what_is_looked_for(read: Read) -> None:
    lines = b"".join(read("json/", verb="added", text="Accounts").streaming_content).decode().splitlines()
    assert [json.loads(line)["name"] for line in lines] == ["Accounts"]
