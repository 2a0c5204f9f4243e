"""What the pages of the portal say, take, refuse and keep to themselves (§PORTAL-3 to §PORTAL-7)."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from outhaul.apps.delivery.domain.tasks import add_task
from outhaul.apps.delivery.models import Absence, HourEntry, Message, Proposal, StoredFile, Submission, Task
from outhaul.apps.jobs.keys import new_key
from outhaul.apps.people.models import User
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.models import Milestone
from outhaul.engine.report import PlanReport
from tests.delivery_made import accepted, changes_requested, handed_in, own_line, running
from tests.people import People
from tests.statement_told import STATEMENT, TERMS
from tests.web.arguments import Arguments, routes

BY_HOURS = replace(STATEMENT, terms=replace(TERMS, form="hours"))
HERS = "Only hers: call the tax office"


@pytest.fixture
def ana(people: People) -> Assignment:
    return running(people)


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(assignment: Assignment, path: str = "") -> str:
    return f"/portal/{assignment.engagement.key}/{path}"


def test_the_first_line_tells_what_is_due_and_what_is_on_its_way(people: People, ana: Assignment) -> None:
    accepted(people, ana)
    Milestone.objects.filter(key="year").update(due_on=date(2026, 12, 20))
    with time_machine.travel("2026-12-15T09:00:00Z", tick=False):
        page = browser(ana.user).get("/portal/")
    assert "1 deliverable is due in the next 7 days; $450.00 are on their way." in page.text


def test_late_and_at_risk_are_computed(ana: Assignment) -> None:
    client = browser(ana.user)
    marks = {}
    for day in ("2027-01-01", "2027-01-10", "2027-01-16"):
        with time_machine.travel(f"{day}T09:00:00Z", tick=False):
            text = browser(ana.user).get(at(ana, "milestones/close/")).text
        marks[day] = ("at risk" in text, "tag-late" in text)
    assert marks == {
        "2027-01-01": (False, False),
        "2027-01-10": (True, False),
        "2027-01-16": (False, True),
    }
    assert "0 of 2 deliverables are accepted" in client.get(at(ana)).text


def test_a_list_of_work_needs_as_many_queries_for_three_as_for_one(people: People, ana: Assignment) -> None:
    client = browser(ana.user)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get("/portal/").status_code == 200
        return len(caught)

    client.get("/portal/")
    one = queries()
    for _more in range(2):
        running(people)
    three = queries()
    assert (one, three) == (12, 12)


def test_a_version_is_handed_in_with_files_links_and_remarks(ana: Assignment) -> None:
    client = browser(ana.user)
    told = {
        "key": new_key(),
        "note": "All of December.",
        "links": "https://example.org/books Books of December",
        "met0": "on",
        "remark1": "The card is missing",
        "files": [SimpleUploadedFile("a.csv", b"1"), SimpleUploadedFile("b.csv", b"2")],
    }
    page = client.post(at(ana, "milestones/close/submit/"), told, follow=True)
    assert "Handed in as version 1. 1 criterion is not met: the client sees it." in page.text
    made = Submission.objects.get()
    assert [remark["met"] for remark in made.remarks] == [True, False]
    assert made.links == [{"address": "https://example.org/books", "name": "Books of December"}]
    assert [file.name for file in made.attachments.all()] == ["a.csv", "b.csv"]
    again = told | {"files": [SimpleUploadedFile("a.csv", b"1"), SimpleUploadedFile("b.csv", b"2")]}
    client.post(at(ana, "milestones/close/submit/"), again)
    assert Submission.objects.count() == 1


def test_nothing_is_lost_when_one_field_is_wrong(ana: Assignment) -> None:
    client = browser(ana.user)
    told = {
        "key": new_key(),
        "note": "All of December.",
        "links": "books.example.org",
        "files": [SimpleUploadedFile("a.csv", b"1"), SimpleUploadedFile("empty.csv", b"")],
    }
    page = client.post(at(ana, "milestones/close/submit/"), told)
    assert page.status_code == 422
    assert "empty.csv is empty" in page.text
    assert "All of December." in page.text
    tokens = [part.split('"')[0] for part in page.text.split('name="held" value="')[1:]]
    assert (len(tokens), Submission.objects.count(), StoredFile.objects.count()) == (1, 0, 1)
    mended = {"key": told["key"], "note": told["note"], "held": tokens}
    assert client.post(at(ana, "milestones/close/submit/"), mended).status_code == 302
    assert [file.name for file in Submission.objects.get().attachments.all()] == ["a.csv"]


def test_a_new_file_of_the_same_name_takes_the_place_of_the_old_one(people: People, ana: Assignment) -> None:
    changes_requested(people, handed_in(ana), "The card of the van is not booked.")
    client = browser(ana.user)
    page = client.get(at(ana, "milestones/close/")).text
    tokens = [part.split('"')[0] for part in page.split('name="held" value="')[1:]]
    files = [SimpleUploadedFile("Books.csv", b"new"), SimpleUploadedFile("notes.txt", b"2")]
    told = {"key": new_key(), "held": tokens, "files": files}
    assert client.post(at(ana, "milestones/close/submit/"), told).status_code == 302
    second = Submission.objects.get(number=2)
    assert [(one.name, bytes(one.file.content)) for one in second.attachments.select_related("file")] == [
        ("Books.csv", b"new"),
        ("notes.txt", b"2"),
    ]


def test_a_line_is_put_before_another_and_up_and_down(ana: Assignment) -> None:
    first, second, third = (add_task(ana, title=title) for title in ("One", "Two", "Three"))
    client = browser(ana.user)

    def order() -> list[str]:
        return [f"{row.column}: {row.title}" for row in Task.objects.order_by("column", "position")]

    client.post(at(ana, f"board/{third.key}/move/"), {"to": "to do", "before": first.key})
    assert order() == ["to do: Three", "to do: One", "to do: Two"]
    client.post(at(ana, f"board/{third.key}/move/"), {"to": "down"})
    client.post(at(ana, f"board/{second.key}/move/"), {"to": "doing", "before": "another"})
    assert order() == ["doing: Two", "to do: One", "to do: Three"]


def test_a_held_file_of_somebody_else_is_not_handed_in(people: People, ana: Assignment) -> None:
    other = running(people)
    page = browser(ana.user).post(
        at(other, "milestones/close/submit/"), {"files": SimpleUploadedFile("a.csv", b"1"), "links": "no"}
    )
    token = page.text.split('name="held" value="')[1].split('"')[0]
    answer = browser(ana.user).post(at(ana, "milestones/close/submit/"), {"held": token})
    assert (answer.status_code, Submission.objects.count()) == (422, 0)


def test_requested_changes_stand_criterion_by_criterion(people: People, ana: Assignment) -> None:
    changes_requested(people, handed_in(ana), "The card of the van is not booked.")
    page = browser(ana.user).get(at(ana, "milestones/close/"))
    assert (
        page.text.count("The card of the van is not booked.") == 4
    )  # two criteria, above and in the history
    assert "version 1 needs changes" in page.text


def test_a_file_is_shown_only_where_nothing_in_it_can_run(ana: Assignment) -> None:
    client = browser(ana.user)
    files = [
        SimpleUploadedFile("page.html", b"<html><script>alert(1)</script>"),
        SimpleUploadedFile("a.txt", b"plain"),
    ]
    client.post(at(ana, "milestones/close/submit/"), {"key": new_key(), "files": files})
    html, text = Submission.objects.get().attachments.all()
    answer = client.get(at(ana, f"files/{html.key}/"))
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/octet-stream",
        'attachment; filename="page.html"',
    )
    assert answer["Content-Security-Policy"].endswith("sandbox")
    shown = client.get(at(ana, f"files/{text.key}/"))
    assert (shown["Content-Type"], shown.content) == ("text/plain; charset=utf-8", b"plain")


def test_what_waits_is_taken_back_until_it_is_answered(people: People, ana: Assignment) -> None:
    client = browser(ana.user)
    made = handed_in(ana)
    assert "Take it back" in client.get(at(ana, "milestones/close/")).text
    assert "It is taken back" in client.post(at(ana, "milestones/close/take-back/"), follow=True).text
    changes_requested(people, handed_in(ana), "No")
    answer = client.post(at(ana, "milestones/close/take-back/"), follow=True)
    assert "It has changed meanwhile" in answer.text
    made.refresh_from_db()
    assert made.withdrawn_at is not None


def test_questions_and_proposals_without_words_come_back_with_the_field(ana: Assignment) -> None:
    client = browser(ana.user)
    for path in ("ask/", "propose/"):
        assert client.post(at(ana, f"milestones/close/{path}"), {"key": new_key()}).status_code == 422
    client.post(at(ana, "milestones/close/ask/"), {"key": new_key(), "text": "Where?"})
    question = Message.objects.get()
    empty = client.post(at(ana, f"milestones/close/talk/{question.key}/"), {"text": ""})
    assert (empty.status_code, Message.objects.count(), Proposal.objects.count()) == (422, 1, 0)
    client.post(at(ana, "milestones/close/propose/"), {"key": new_key(), "text": "A week more."})
    page = client.get(at(ana, "milestones/close/")).text
    assert "A week more." in page
    client.post(at(ana, f"proposals/{Proposal.objects.get().key}/withdraw/"))
    assert Proposal.objects.get().state == "withdrawn"


def test_the_board_is_kept_moved_searched_and_undone(ana: Assignment) -> None:
    client = browser(ana.user)
    key = new_key()
    for _twice in range(2):
        client.post(at(ana, "board/add/"), {"key": key, "title": "Book the bank", "due_on": "2027-01-02"})
    task = Task.objects.get()
    client.post(at(ana, f"board/{task.key}/move/"), {"to": "doing"})
    page = client.get(at(ana, "board/"), {"q": "BANK"})
    assert "1 thing is left to do, 0 done." in page.text
    assert "Your client never sees it" in page.text or "your client never sees it" in page.text
    gone = client.post(at(ana, f"board/{task.key}/remove/"), follow=True)
    assert "Taken out: Book the bank." in gone.text
    client.post(at(ana, f"board/{task.key}/restore/"))
    assert client.post(at(ana, "board/add/"), {"title": " "}).status_code == 422
    task.refresh_from_db()
    assert (task.column, task.removed_at) == ("doing", None)


def test_no_page_of_the_client_shows_what_stands_on_the_board(people: People, plan: PlanReport) -> None:
    arguments = Arguments.of(people, plan)
    add_task(arguments.assignment, title=HERS)
    client = browser(people.olivia.user)
    addresses = {
        arguments.address(route, engagement=key)
        for route in routes(get_resolver().url_patterns)
        for key in (arguments.values["engagement"], arguments.assignment.engagement.key)
        if "business" in route.arguments
    }
    shown = []
    for address in sorted(addresses):
        answer = client.get(address)
        content = b"".join(answer) if answer.streaming else answer.content
        if b"tax office" in content:
            shown.append(address)
    assert shown == []
    assert HERS in browser(arguments.assignment.user).get(at(arguments.assignment, "board/")).text


def test_hours_have_a_page_only_where_the_agreement_is_by_hours(people: People, ana: Assignment) -> None:
    client = browser(ana.user)
    assert client.get(at(ana, "hours/")).headers["Location"] == at(ana)
    assert "/hours/" not in client.get(at(ana)).text
    paid = running(people, BY_HOURS)
    with time_machine.travel("2026-12-15T09:00:00Z", tick=False):
        client = browser(ana.user)
        told = {"key": new_key(), "milestone": "close", "on": "2026-12-14", "hours": "2.5", "note": "Bank"}
        assert client.post(at(paid, "hours/"), told).status_code == 302
        assert (
            "2.5 h of the 23 h of this month are logged; 20.5 h are left."
            in client.get(at(paid, "hours/")).text
        )
        entry = HourEntry.objects.get()
        wrong = client.post(at(paid, f"hours/{entry.key}/"), told | {"hours": "25"})
        assert (wrong.status_code, "A day has not so many hours" in wrong.text) == (422, True)
        gone = client.post(at(paid, f"hours/{entry.key}/remove/"), follow=True)
        assert "Taken out: 2.50 h of 14 December 2026." in gone.text
        client.post(at(paid, f"hours/{entry.key}/restore/"))
    assert HourEntry.objects.get().state == "logged"


def test_days_off_are_told_and_taken_out(ana: Assignment) -> None:
    ana.engagement.checkpoints.all().delete()
    with time_machine.travel("2026-12-15T09:00:00Z", tick=False):
        client = browser(ana.user)
        told = {"key": new_key(), "first_on": "2026-12-21", "last_on": "2026-12-23", "note": "Family"}
        assert client.post(at(ana, "days-off/"), told).status_code == 302
        page = client.get(at(ana, "days-off/")).text
        assert "You are away 1 time in the next six months; no checkpoint falls on a day off." in page
        assert "Philippines: Christmas Eve" in page
        assert (
            client.post(at(ana, "days-off/"), told | {"key": "", "last_on": "2026-12-20"}).status_code == 422
        )
        absence = Absence.objects.get()
        assert "Put it back" in client.post(at(ana, f"days-off/{absence.key}/remove/"), follow=True).text


def test_own_lines_are_ticked_and_the_nav_shows_them(ana: Assignment) -> None:
    ana.engagement.checklist.all().delete()
    client = browser(ana.user)
    assert "/checklist/" not in client.get(at(ana)).text
    line = own_line(ana)
    assert "1 line is left to do." in client.get(at(ana, "checklist/")).text
    client.post(at(ana, f"checklist/{line.key}/"), {"done": "yes"})
    assert "1 line, and it is done." in client.get(at(ana, "checklist/")).text


def test_the_agreement_is_there_byte_by_byte_with_what_payment_needs(ana: Assignment) -> None:
    client = browser(ana.user)
    statement = ana.engagement.statements.get()
    page = client.get(at(ana, "agreement/"))
    assert "1 document is signed; 2 papers are missing before you can be paid." in page.text
    assert client.get(at(ana, f"agreement/{statement.key}/")).content == bytes(statement.paper or b"")


def test_a_large_body_is_taken_only_by_the_portal(ana: Assignment) -> None:
    client = browser(ana.user)
    big = SimpleUploadedFile("big.bin", b"\0" * 7_000_000)
    assert (
        client.post(at(ana, "milestones/close/submit/"), {"key": new_key(), "files": big}).status_code == 302
    )
    again = SimpleUploadedFile("big.bin", b"\0" * 7_000_000)
    assert client.post("/account/", {"files": again}).status_code == 413


def test_nobody_else_reaches_an_engagement(people: People, ana: Assignment) -> None:
    for user in (people.olivia.user, people.marco.user, people.charlie.user):
        assert browser(user).get(at(ana)).status_code == 404
    assert Client().get(at(ana)).headers["Location"].startswith("/account/login/")
