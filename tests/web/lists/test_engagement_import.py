"""A table of engagements comes in again: told by key, new ones as drafts, what was signed untouched."""

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

from outhaul.apps.audit.models import Event
from outhaul.apps.sourcing.domain.guarding import Blocked
from outhaul.apps.work.domain.activating import activate
from outhaul.apps.work.domain.readiness import open_blocks, verdicts
from outhaul.apps.work.domain.sending import send_to_sign
from outhaul.apps.work.domain.statements import statement_of_work
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Contractor, Engagement
from outhaul.documents.listing import csv_lines
from outhaul.documents.statement.canonical import statement_of
from outhaul.lifecycle import NotNow
from tests.agreement_made import begun, ready
from tests.people import People

NEW = {
    "Name": "Payroll",
    "Process": "Bookkeeping",
    "Contractor": "Ben Cruz",
    "E-mail": "Ben@example.org",
    "Country": "Philippines",
    "State": "active",
    "Manager": "Marco",
    "Rate": "10.40",
    "Currency": "USD",
    "Hours a month": "40",
    "Starts on": "2027-01-04",
    "Ends on": "2027-07-03",
}


def address(people: People, name: str, *keys: str) -> str:
    return reverse(name, args=[people.bakery.key, *keys])


def saved(people: People, client: Client, kind: str = "csv") -> bytes:
    return b"".join(client.get(address(people, "export-engagements", kind)))


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def as_file(*rows: Mapping[str, str]) -> bytes:
    heads = list(dict.fromkeys(head for row in rows for head in row))
    return "".join(csv_lines(heads, [[row.get(head, "") for head in heads] for row in rows])).encode()


def look(people: People, client: Client, data: bytes, kind: str = "csv") -> Any:  # noqa: ANN401 -- an answer
    return client.post(address(people, "bring-engagements"), {"file": SimpleUploadedFile(f"e.{kind}", data)})


def read_in(people: People, client: Client, seen: Any) -> Any:  # noqa: ANN401 -- likewise
    found = re.search(r'name="seen" value="([^"]*)"', seen.content.decode())
    assert found
    return client.post(address(people, "bring-engagements"), {"seen": unescape(found[1])}, follow=True)


def told(answer: Any) -> list[str]:  # noqa: ANN401 -- likewise
    """What happens with each row, in words."""
    cells = re.findall(r'<td data-label="What happens">(.*?)</td>', answer.content.decode(), re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]*>", " ", cell)).split()) for cell in cells]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_saved_comes_in_unchanged(people: People, olivia: Client, kind: str) -> None:
    begun(people.olivia)
    seen = look(people, olivia, saved(people, olivia, kind), kind)
    assert told(seen) == ["unchanged"]
    assert "0 rows of the table say something new." in seen.content.decode()


def test_a_draft_is_changed_by_its_key_and_its_milestones_follow(people: People, olivia: Client) -> None:
    row = begun(people.olivia)
    (line,) = rows_of(saved(people, olivia))
    changed = line | {"Hours a month": "20", "Deputy": "Olivia", "Ends on": "3.4.2027"}
    seen = look(people, olivia, as_file(changed))
    assert [words.split(" Deputy")[0] for words in told(seen)] == ["changes the draft"]
    assert Engagement.objects.get().hours_per_month == 40
    answer = read_in(people, olivia, seen)
    assert "0 drafts are new. 1 draft is changed." in answer.content.decode()
    row.refresh_from_db()
    statement = statement_of_work(row)
    assert statement is not None
    said = statement_of(statement.content)
    assert (row.deputy, row.hours_per_month, len(said.milestones)) == ("olivia", Decimal(20), 3)
    assert sum(item.fee for item in said.milestones) == Decimal("624.00")
    assert rows_of(saved(people, olivia))[0]["Ends on"] == "2027-04-03"


def test_a_new_row_becomes_a_draft_that_a_guard_blocks_until_an_offer(people: People, olivia: Client) -> None:
    seen = look(people, olivia, as_file(NEW))
    assert told(seen) == ["comes in as a draft"]
    answer = read_in(people, olivia, seen)
    assert "1 draft is new." in answer.content.decode()
    row = Engagement.objects.get()
    assert (row.state, row.contractor.email, row.contractor.time_zone, row.offer) == (
        "draft",
        "ben@example.org",
        "Asia/Manila",
        None,
    )
    assert Event.objects.latest("pk").verb == "imported"
    row = ready(people.olivia, row)
    left = open_blocks(row, verdicts(people.olivia, row))
    assert [verdict.rule for verdict in left] == ["MANAGE-19"]
    statement = statement_of_work(row)
    assert statement is not None
    with pytest.raises(Blocked):
        send_to_sign(people.olivia, statement)
    with pytest.raises(NotNow):
        activate(people.olivia, row)


def test_read_in_twice_it_is_there_once(people: People, olivia: Client) -> None:
    seen = look(people, olivia, as_file(NEW))
    read_in(people, olivia, seen)
    answer = read_in(people, olivia, seen)
    assert Engagement.objects.count() == Contractor.objects.count() == 1
    assert told(answer) == told(look(people, olivia, as_file(NEW))) == ["unchanged"]


@pytest.mark.parametrize("state", [state for state in EngagementState if state != EngagementState.DRAFT])
def test_what_was_sent_is_refused_with_a_message(
    people: People, olivia: Client, state: EngagementState
) -> None:
    row = begun(people.olivia)
    Engagement.objects.filter(pk=row.pk).update(state=state)
    (line,) = rows_of(saved(people, olivia))
    assert told(look(people, olivia, as_file(line))) == ["unchanged"]
    seen = look(people, olivia, as_file(line | {"Hours a month": "20"}))
    (said,) = told(seen)
    assert said.startswith(f"State: is {state}: a table changes drafts only. Change it on its page,")
    assert 'type="submit" class="button">Read' not in seen.content.decode()


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("State", "active", "State: does not change by a table."),
        ("Rate", "99", "Rate: does not change by a table. Make a new offer, and begin from it."),
        ("Name", "Other work", "Name: does not change by a table."),
        ("E-mail", "eve@example.org", "E-mail: does not change by a table."),
        ("Key", "feedfeedfeed", "Key: “feedfeedfeed” is no engagement of the business."),
        ("Ends on", "2026-12-31", "Ends on: lies before the start."),
        ("Ends on", "some day", 'Ends on: "some day" is no day.'),
        ("Manager", "Nobody Known", 'Manager: "Nobody Known" is no person who can answer for work'),
        ("Hours a month", "900", 'Hours a month: "900" cannot be. Give a number above 0, at most 744.'),
    ],
)
def test_a_row_that_cannot_be_says_why(
    people: People, olivia: Client, column: str, cell: str, words: str
) -> None:
    begun(people.olivia)
    (line,) = rows_of(saved(people, olivia))
    (said,) = told(look(people, olivia, as_file(line | {column: cell})))
    assert said.startswith(words)


def test_a_new_row_says_what_it_lacks_and_the_others_come_in(people: People, olivia: Client) -> None:
    bare = {"Name": "Mail", "Contractor": "Cleo"}
    seen = look(people, olivia, as_file(bare, NEW))
    assert [words.count("is missing") for words in told(seen)] == [7, 0]
    read_in(people, olivia, seen)
    assert [row.name for row in Engagement.objects.all()] == ["Payroll"]


def test_an_address_stays_with_the_contractor_who_has_it(people: People, olivia: Client) -> None:
    read_in(people, olivia, look(people, olivia, as_file(NEW)))
    (said,) = told(look(people, olivia, as_file(NEW | {"Name": "Mail", "Contractor": "Somebody Else"})))
    assert said.startswith("Contractor: is “Ben Cruz” for the contractor of this address.")


def test_a_click_takes_it_back_but_not_what_was_worked_on_since(people: People, olivia: Client) -> None:
    row = begun(people.olivia)
    (line,) = rows_of(saved(people, olivia))
    other = NEW | {"Name": "Mail"}
    seen = look(people, olivia, as_file(line | {"Hours a month": "20"}, NEW, other))
    page = read_in(people, olivia, seen).content.decode()
    form = re.search(r'action="([^"]*/bring/back/)".*?name="brought" value="(\w+)"', page, re.DOTALL)
    assert form
    worked_on = Engagement.objects.get(name="Mail")
    ready(people.olivia, worked_on)
    answer = olivia.post(form[1], {"brought": form[2]}, follow=True)
    assert "1 draft is cancelled. 1 draft says what it said before." in answer.content.decode()
    row.refresh_from_db()
    assert row.hours_per_month == 40
    assert rows_of(saved(people, olivia))[-1] == line
    assert dict(Engagement.objects.values_list("name", "state")) == {
        "Bookkeeping": "draft",
        "Payroll": "cancelled",
        "Mail": "draft",
    }
    assert olivia.post(form[1], {"brought": form[2]}).status_code == 404


def test_a_file_of_another_business_is_refused(people: People, olivia: Client, client: Client) -> None:
    seen = look(people, olivia, as_file(NEW)).content.decode()
    found = re.search(r'name="seen" value="([^"]*)"', seen)
    assert found
    client.force_login(people.charlie.user)
    charlies = reverse("bring-engagements", args=[people.charlie.business.key])
    answer = client.post(charlies, {"seen": unescape(found[1])})
    assert (answer.status_code, Engagement.objects.count()) == (422, 0)


def test_work_and_people_that_were_taken_out_come_back_as_saved_but_not_anew(
    people: People, olivia: Client
) -> None:
    row = begun(people.olivia)
    Engagement.objects.filter(pk=row.pk).update(process="long gone", manager="somebody")
    (line,) = rows_of(saved(people, olivia))
    anew = {head: cell for head, cell in line.items() if head != "Key"} | {"Name": "Again"}
    seen = look(people, olivia, as_file(line, anew, NEW))
    assert [words.partition(" Name")[0] for words in told(seen)] == [
        "unchanged",
        "Process: was taken out of the business.",
        "comes in as a draft",
    ]
    (said,) = told(look(people, olivia, as_file(line | {"Deputy": "Olivia"})))
    assert said.startswith("Manager: was taken out of the business.")
