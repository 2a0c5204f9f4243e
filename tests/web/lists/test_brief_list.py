"""The list of briefs: as a table and as a board, narrowed and sorted; as a file that comes in again."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from outhaul.apps.audit.models import Event
from outhaul.apps.sourcing.domain.content import plain
from outhaul.apps.sourcing.domain.publishing import publish_brief
from outhaul.apps.sourcing.lifecycles import BriefState
from outhaul.apps.sourcing.models import Brief
from outhaul.reference.tables import Reference
from tests.briefs_made import BOOKS, vague, written
from tests.people import People


@pytest.fixture
def two(people: People, reference: Reference) -> None:
    """The books are published, the mail is a draft."""
    publish_brief(people.olivia, written(people), reference=reference)
    written(people, "mail")


def address(people: People, name: str = "briefs", *keys: str) -> str:
    return reverse(name, args=[people.bakery.key, *keys])


def text(answer: Any) -> str:  # noqa: ANN401 -- the test client's answer
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\xa0", " ").split())


def listed(people: People, client: Client, **query: str) -> list[str]:
    page = client.get(address(people), query).content.decode()
    return re.findall(r'<th scope="row">\s*<a [^>]*>([^<]*)</a>', page)


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["mail", "books"]),
        ({"sort": "title"}, ["books", "mail"]),
        ({"state": "draft"}, ["mail"]),
        ({"state": "published", "q": "BOOK"}, ["books"]),
        ({"state": "closed"}, []),
        ({"sort": "nonsense"}, ["mail", "books"]),
    ],
)
def test_the_list_shows_what_is_wanted(
    people: People, olivia: Client, query: dict[str, str], expected: list[str]
) -> None:
    titles = dict(Brief.objects.values_list("process", "title"))
    assert listed(people, olivia, **query) == [titles[key] for key in expected]


@pytest.mark.usefixtures("two")
def test_the_board_shows_briefs_by_state(people: People, olivia: Client) -> None:
    page = olivia.get(address(people), {"look": "board"}).content.decode()
    columns = re.findall(r'<h2 id="column-\d">\s*(\w+)\s*<span class="numeric">(\d)<', page)
    assert columns == [("draft", "1"), ("published", "1"), ("filled", "0"), ("closed", "0")]
    assert re.findall(r'href="([^"]*)"\s+aria-current="page">Board<', page) == [
        f"{address(people)}?look=board"
    ]


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_saved_comes_in_again_and_says_the_same(people: People, olivia: Client, kind: str) -> None:
    before = list(Brief.objects.order_by("process").values_list("process", "title", "content"))
    saved = b"".join(olivia.get(address(people, "export-briefs", kind)))
    assert "0 briefs of the table can be read in." in text(look(people, olivia, saved, kind))
    Brief.objects.all().delete()
    read_in(people, olivia, look(people, olivia, saved, kind))
    after = Brief.objects.order_by("process")
    assert list(after.values_list("process", "title", "content")) == before
    assert set(after.values_list("state", flat=True)) == {BriefState.DRAFT}


def look(people: People, client: Client, data: bytes, kind: str = "csv") -> Any:  # noqa: ANN401 -- likewise
    return client.post(address(people, "bring-briefs"), {"file": SimpleUploadedFile(f"b.{kind}", data)})


def read_in(people: People, client: Client, seen: Any) -> Any:  # noqa: ANN401 -- likewise
    found = re.search(r'name="seen" value="([^"]*)"', seen.content.decode())
    assert found
    return client.post(address(people, "bring-briefs"), {"seen": found[1]}, follow=True)


def test_rows_that_are_wrong_say_why_and_the_others_come_in(people: People, olivia: Client) -> None:
    table = (
        b"Process;Title;Deliverables;Checkpoints;Data\n"
        b"Bookkeeping;Books;Month | month | 10 | Bank agrees;Look | Month | week;2\n"
        b"nonsense;Books;;;\n"
        b"books;;Month | daily;Look | Year;2.5\n"
    )
    seen = look(people, olivia, table)
    assert Brief.objects.count() == 0
    page = text(seen)
    assert "1 brief of the table can be read in." in page
    assert "2 rows need mending; they are left out." in page
    assert page.count("is no work of the business") == 1
    for problem in ("Title: is missing", "daily", "2.5", "Checkpoints"):
        assert problem in page
    answer = read_in(people, olivia, seen)
    assert "1 draft is read in." in text(answer)
    brief = Brief.objects.get()
    assert (brief.process, brief.title, brief.state) == ("books", "Books", "draft")
    assert brief.content["deliverables"] == [
        {"name": "Month", "criteria": ["Bank agrees"], "every": "month", "due_in_days": 10}
    ]
    assert brief.content["checkpoints"] == [{"name": "Look", "deliverable": "Month", "every": "week"}]
    assert Event.objects.latest("pk").verb == "imported"


def test_sent_twice_it_comes_once_and_is_taken_back_by_a_click(people: People, olivia: Client) -> None:
    table = b"Process,Title\nbooks,Books\nmail,Mail\n"
    seen = look(people, olivia, table)
    answer = read_in(people, olivia, seen)
    read_in(people, olivia, seen)
    assert Brief.objects.count() == 2
    brought = re.search(r'name="brought" value="([^"]*)"', answer.content.decode())
    assert brought
    back = olivia.post(address(people, "take-briefs-back"), {"brought": brought[1]}, follow=True)
    assert "2 drafts are taken out." in text(back)
    assert Brief.objects.filter(removed_at=None).count() == 0
    read_in(people, olivia, look(people, olivia, table))
    assert Brief.objects.filter(removed_at=None).count() == 2


def test_what_somebody_worked_on_since_stays(people: People, olivia: Client, reference: Reference) -> None:
    table = b"Process,Title\nbooks,Books\n"
    answer = read_in(people, olivia, look(people, olivia, table))
    brief = Brief.objects.get()
    brief.content = plain(BOOKS)
    brief.save()
    publish_brief(people.olivia, brief, reference=reference)
    brought = re.search(r'name="brought" value="([^"]*)"', answer.content.decode())
    assert brought
    olivia.post(address(people, "take-briefs-back"), {"brought": brought[1]})
    assert Brief.objects.get().removed_at is None


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "holds no briefs"),
        (b"Process,Title\n", "holds no briefs"),
        (b"Process,Title\n" + b"books,x\n" * 201, "has more than 200 rows"),
        (b"x" * 500_001, "is larger than 500 KB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    people: People, olivia: Client, data: bytes, problem: str
) -> None:
    answer = olivia.post(address(people, "bring-briefs"), {"file": SimpleUploadedFile("b.csv", data or b" ")})
    assert (answer.status_code, problem in text(answer)) == (422, True)


def test_what_was_carried_by_another_business_or_made_up_is_refused(
    people: People, olivia: Client, client: Client
) -> None:
    seen = look(people, olivia, b"Process,Title\nbooks,Books\n")
    client.force_login(people.charlie.user)
    found = re.search(r'name="seen" value="([^"]*)"', seen.content.decode())
    assert found
    charlies = reverse("bring-briefs", args=[people.charlie.business.key])
    assert client.post(charlies, {"seen": found[1]}).status_code == 422
    assert client.post(charlies, {"seen": "made up"}).status_code == 422
    back = reverse("take-briefs-back", args=[people.charlie.business.key])
    assert client.post(back, {"brought": "made up"}).status_code == 404


def test_no_cell_is_a_formula(people: People, olivia: Client) -> None:
    brief = written(people)
    brief.title = "=1+1"
    brief.content = plain(vague(title="=1+1"))
    brief.save()
    assert b"'=1+1" in b"".join(olivia.get(address(people, "export-briefs", "csv")))
