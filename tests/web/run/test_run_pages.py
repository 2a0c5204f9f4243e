"""Pages of running work: what waits, answers, calendar, lists and registers, by plain forms."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from html import unescape
from typing import Protocol

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.delivery.domain import waiting
from outhaul.apps.delivery.domain.equipment import enter, lend
from outhaul.apps.delivery.domain.granting import grant
from outhaul.apps.delivery.domain.reviewing import Finding, request_changes
from outhaul.apps.delivery.models import (
    Absence,
    Access,
    ChecklistItem,
    Checkpoint,
    Equipment,
    Message,
    Review,
)
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.work.domain.engagements import take_step
from outhaul.apps.work.models import Engagement, Milestone
from tests.delivery_made import milestone, running
from tests.handed_in import handed_in
from tests.people import People

BANK, BALANCE = "Every bank line has a booking", "The trial balance balances"


class Page(Protocol):
    """What a test client answers, as far as it is read here."""

    @property
    def content(self) -> bytes: ...
    @property
    def status_code(self) -> int: ...


def client_of(visit: Visit) -> Client:
    client = Client()
    client.force_login(visit.user)
    return client


def at(name: str, visit: Visit, *keys: str) -> str:
    return reverse(name, args=[visit.business.key, *keys])


def words(page: Page) -> str:
    body = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", page.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(body).replace("\xa0", " ").split())


def headline(page: Page) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page.content.decode(), re.DOTALL)
    assert found is not None
    return " ".join(unescape(re.sub(r"<[^>]+>", "", found[1])).replace("\xa0", " ").split())


def verbs(page: Page) -> list[str]:
    return re.findall(r'class="button[^"]*"\s+href="[^"]*"\s+aria-label="([^"]*)"', page.content.decode())


def test_what_waits_is_told_with_a_number_the_oldest_promise_first(people: People) -> None:
    ana, now = running(people), timezone.now()
    handed_in(ana, "year", answer_by=now + timedelta(days=2))
    handed_in(ana, answer_by=now - timedelta(days=2))
    Message.objects.create(milestone=milestone(ana), side="contractor", text="Which account?")
    page = client_of(people.marco).get(at("run", people.marco))
    assert headline(page) == "3 things wait, 2 deliverables among them; the oldest promise is 2 days over."
    assert verbs(page)[0] == "Answer it: December closed"
    assert sorted(verbs(page)) == [
        "Answer it: December closed",
        "Answer it: December closed",
        "Answer it: Year handed over",
    ]


def test_a_checkpoint_without_notes_is_a_promise_too(people: People) -> None:
    ana, now = running(people), timezone.now()
    handed_in(ana, answer_by=now + timedelta(days=2))
    held = Checkpoint.objects.filter(engagement=ana.engagement).earliest("starts_at")
    Checkpoint.objects.filter(pk=held.pk).update(starts_at=now - timedelta(days=1))
    page = client_of(people.marco).get(at("run", people.marco))
    assert headline(page) == "2 things wait, 1 deliverable among them; the oldest promise was for yesterday."
    assert "promised for yesterday" in words(page)


def test_who_asked_is_named_although_no_account_is_kept(people: People) -> None:
    ana = running(people)
    asked = Message.objects.create(milestone=milestone(ana), side="contractor", text="Which account?")
    Message.objects.create(
        milestone=milestone(ana), side="client", kind="answer", text="The first.", answers=asked
    )
    page = client_of(people.marco).get(at("run-talk", people.marco, ana.engagement.key)).content.decode()
    said = re.findall(r'<div class="said said-(\w+)">\s*<p class="help">\s*([^,]*),', page)
    assert said == [("contractor", "Ana Reyes"), ("client", "Harbour Bakery")]


def test_all_that_waits_is_counted_although_only_the_first_are_listed(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, now = running(people), timezone.now()
    handed_in(ana, "year", answer_by=now + timedelta(days=2))
    handed_in(ana, answer_by=now - timedelta(days=2))
    monkeypatch.setattr(waiting, "MOST", 1)
    page = client_of(people.marco).get(at("run", people.marco))
    assert headline(page) == "2 deliverables wait for you; the oldest promise is 2 days over."
    assert verbs(page) == ["Answer it: December closed"]
    assert "Only the deliverable with the oldest promise is listed" in words(page)


def test_a_manager_sees_their_own_first_and_an_owner_all(people: People) -> None:
    ana = running(people)
    handed_in(ana)
    Engagement.objects.filter(pk=ana.engagement.pk).update(manager="olivia")
    marco = client_of(people.marco)
    assert (
        headline(marco.get(at("run", people.marco))) == "0 things wait: nothing is promised that is not done."
    )
    assert headline(marco.get(at("run", people.marco), {"whose": "all"})).startswith(
        "1 deliverable waits for an answer"
    )
    assert headline(client_of(people.olivia).get(at("run", people.olivia))).startswith(
        "1 deliverable waits for an answer"
    )


def test_without_running_work_the_page_says_what_it_is_for(people: People) -> None:
    page = client_of(people.viktor).get(at("run", people.viktor))
    assert "No engagement runs yet" in words(page)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_one_as_for_three(
    people: People, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    ana = running(people)
    for number in range(count):
        Milestone.objects.create(
            engagement=ana.engagement, key=f"m{number}", name="Books", deliverable="Books",
            criteria=[BANK], due_on=timezone.localdate(), fee=1, state="ready",
        )  # fmt: skip
        handed_in(ana, f"m{number}")
    client = client_of(people.olivia)
    client.get(at("run", people.olivia))
    with django_assert_num_queries(34):
        client.get(at("run", people.olivia))


def test_accepting_asks_once_and_tells_what_it_comes_to(people: People) -> None:
    submission, client = handed_in(running(people)), client_of(people.marco)
    address = at("run-submission", people.marco, submission.key)
    asked = client.post(address, {"decision": "accept", "met-0": "yes"})
    assert headline(asked) == "You accept 1 deliverable."
    assert "$450.00" in words(asked)
    assert Review.objects.count() == 0
    answer = client.post(address, {"decision": "accept", "confirmed": "yes"}, follow=True)
    assert "“December closed” is accepted." in words(answer)
    assert Review.objects.get().decision == "accepted"
    assert headline(client.get(address)) == "Version 1 of “December closed” was accepted."


def test_what_is_marked_as_missing_is_not_accepted_and_wants_a_reason(people: People) -> None:
    submission, client = handed_in(running(people)), client_of(people.marco)
    address = at("run-submission", people.marco, submission.key)
    for decision in ("accept", "changes"):
        page = client.post(address, {"decision": decision, "met-1": "no", "reason": "See the 2nd."})
        assert page.status_code == 422
        assert "See the 2nd." in words(page)
    sent = {"decision": "changes", "met-0": "yes", "met-1": "no", "reason-1": "It is 3.20 off."}
    client.post(address, sent)
    assert Review.objects.get().findings[1] == {
        "criterion": BALANCE,
        "met": False,
        "reason": "It is 3.20 off.",
    }


def test_a_part_is_accepted_with_its_fee_and_the_day_of_the_rest(people: People) -> None:
    submission, client = handed_in(running(people)), client_of(people.marco)
    address = at("run-submission", people.marco, submission.key)
    sent = {"decision": "part", "met-0": "yes", "met-1": "no", "reason-1": "It is off."}
    page = client.post(address, sent)
    assert page.status_code == 422
    assert "An even share of the criteria that are met is 225.00." in words(page)
    client.post(address, sent | {"fee": "200,50", "due_on": "2027-02-01"})
    fees = Milestone.objects.filter(name__startswith="December").order_by("pk").values_list("fee", flat=True)
    assert list(fees) == [Decimal("200.50"), Decimal("249.50")]


def test_files_are_looked_at_on_the_page_and_never_run(people: People) -> None:
    html = b"<script>alert(1)</script>"
    submission = handed_in(
        running(people),
        files={
            "books.csv": ("text/csv", b"Account;Amount\n6100;=1+1\n"),
            "page.html": ("text/html", html),
            "note.txt": ("text/plain", html),
            "scan.png": ("image/png", b"\x89PNG"),
        },
    )
    client = client_of(people.marco)
    page = client.get(at("run-submission", people.marco, submission.key))
    assert "Account Amount 6100 =1+1" in words(page)
    assert b"<script>alert(1)</script>" not in page.content
    told = {}
    for item in submission.attachments.all():
        answer = client.get(at("run-file", people.marco, item.key))
        told[item.name] = (answer["Content-Type"], answer["Content-Disposition"].partition(";")[0])
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert told == {
        "books.csv": ("application/octet-stream", "attachment"),
        "page.html": ("application/octet-stream", "attachment"),
        "note.txt": ("application/octet-stream", "attachment"),
        "scan.png": ("image/png", "inline"),
    }


def test_two_versions_stand_side_by_side(people: People) -> None:
    ana = running(people)
    first = handed_in(ana, note="One", files={"a.txt": ("text/plain", b"same\nold\n")})
    request_changes(
        people.marco, first, findings=[Finding(BANK, met=True), Finding(BALANCE, met=False, reason="No")]
    )
    second = handed_in(ana, note="Two", files={"a.txt": ("text/plain", b"same\nnew\n")})
    body = client_of(people.marco).get(at("run-submission", people.marco, second.key)).content.decode()
    assert re.findall(r"<(?:del|ins)>(.*?)</", body) == ["One", "Two", "old", "new"]


def test_several_are_accepted_at_once_after_one_question(people: People) -> None:
    ana, client = running(people), client_of(people.marco)
    keys = [handed_in(ana).key, handed_in(ana, "year").key]
    asked = client.post(at("run-accept", people.marco), {"submission": keys})
    assert headline(asked) == "You accept 2 deliverables."
    client.post(at("run-accept", people.marco), {"submission": keys, "confirmed": "yes"})
    assert {milestone(ana, key).state for key in ("close", "year")} == {"accepted"}


def test_the_month_shows_both_clocks_holidays_and_who_is_away(people: People) -> None:
    running(people)
    page = client_of(people.viktor).get(at("run-calendar", people.viktor), {"month": "2026-12"})
    assert headline(page) == "2 checkpoints are planned in December; the next is on Tuesday, 8 December 2026."
    assert "4:30 p.m. Ana Reyes Wed 5:30 a.m. Manila" in words(page)
    assert "Philippines: Rizal Day" in words(page)


def test_a_manager_who_is_away_is_shown_and_can_be_there_after_all(people: People) -> None:
    running(people)
    client, sent = (
        client_of(people.marco),
        {"manager": "marco", "first_on": "2026-12-09", "last_on": "2026-12-08"},
    )
    assert client.post(at("add-away", people.marco), sent).status_code == 422
    client.post(at("add-away", people.marco), sent | {"last_on": "2026-12-10"})
    month = {"month": "2026-12"}
    assert words(client.get(at("run-calendar", people.marco), month)).count("Marco is away") == 4
    row = Absence.objects.get()
    undo = client.post(at("remove-away", people.marco, row.key), follow=True)
    assert "Marco is there after all. Put it back" in words(undo)
    client.post(at("restore-away", people.marco, row.key))
    assert Absence.objects.get().removed_at is None


def test_a_checkpoint_is_moved_cancelled_restored_and_held(people: People) -> None:
    running(people)
    row, client = Checkpoint.objects.all()[0], client_of(people.marco)
    address = at("run-checkpoint", people.marco, row.key)
    taken = client.post(at("move-checkpoint", people.marco, row.key), {"on": "2026-12-21", "at": "10:00"})
    assert taken.status_code == 422
    assert "There is a checkpoint on that day" in words(taken)
    client.post(at("move-checkpoint", people.marco, row.key), {"on": "2026-12-10", "at": "10:00"})
    cancelled = client.post(at("cancel-checkpoint", people.marco, row.key), follow=True)
    assert "Let it take place after all" in words(cancelled)
    client.post(at("restore-checkpoint", people.marco, row.key))
    with time_machine.travel(datetime(2026, 12, 10, 16, tzinfo=UTC), tick=False):
        client = client_of(people.marco)
        assert client.post(address, {"notes": " "}).status_code == 422
        client.post(address, {"notes": "All well.", "decisions": "Close on the 14th\n\nCall the bank"})
    row.refresh_from_db()
    assert (row.state, row.decisions) == ("held", ["Close on the 14th", "Call the bank"])


def test_lines_access_and_equipment_are_kept_on_the_page_of_the_engagement(people: People) -> None:
    ana, client = running(people), client_of(people.marco)
    key = ana.engagement.key
    client.post(at("add-line", people.marco, key), {"list": "onboarding", "text": "Show the shop"})
    line = ChecklistItem.objects.get(text="Show the shop")
    assert client.post(at("change-line", people.marco, line.key), {"text": " "}).status_code == 422
    client.post(at("tick-line", people.marco, line.key), {"done": "yes"})
    removed = client.post(at("remove-line", people.marco, line.key), follow=True)
    assert "“Show the shop” is taken out. Put it back" in words(removed)
    client.post(at("restore-line", people.marco, line.key))
    line.refresh_from_db()
    assert (line.done_by, line.removed_at) == (people.marco.user, None)
    wrong = client.post(at("grant-access", people.marco, key), {"name": "Key", "monthly_cost": "many"})
    assert wrong.status_code == 422
    client.post(at("grant-access", people.marco, key), {"tool": "accounting"})
    page = client.get(at("run-engagement", people.marco, key))
    assert "Accounting software, seat for an outsider since" in words(page)
    assert "It is steered by deliverables." in words(page)


def test_access_is_taken_back_from_the_list_and_can_be_undone(people: People) -> None:
    ana, client = running(people), client_of(people.marco)
    access = grant(people.marco, ana.engagement, tool="accounting")
    assert headline(client.get(at("run-access", people.marco))) == "1 access stands, for $30.00 a month."
    take_step(people.olivia, ana.engagement, "end", reason="The work is done")
    assert headline(client.get(at("run-access", people.marco))).startswith("1 access is to be taken back")
    undo = client.post(at("revoke-access", people.marco, access.key), follow=True)
    assert "It stands after all" in words(undo)
    client.post(at("restore-access", people.marco, access.key))
    assert Access.objects.get().revoked_on is None


def test_the_register_takes_a_thing_lends_it_and_says_what_it_is_worth(people: People) -> None:
    ana, client = running(people), client_of(people.marco)
    bought = (timezone.localdate() - timedelta(days=366)).isoformat()
    sent = {"name": "Laptop", "price": "1200", "bought_on": bought, "life_months": "36"}
    assert client.post(at("equipment", people.marco), sent | {"price": "-1"}).status_code == 422
    client.post(at("equipment", people.marco), sent)
    thing = Equipment.objects.get()
    client.post(at("lend-equipment", people.marco, thing.key), {"engagement": ana.engagement.key})
    page = client.get(at("equipment", people.marco))
    assert headline(page) == "1 thing is in the register, worth $800.00 today. 1 is lent."
    client.post(at("return-equipment", people.marco, thing.key))
    retired = client.post(at("retire-equipment", people.marco, thing.key), follow=True)
    assert "Laptop is out of use. Put it back into use" in words(retired)
    client.post(at("restore-equipment", people.marco, thing.key))
    client.post(at("edit-equipment", people.marco, thing.key), sent | {"price": "900"})
    thing.refresh_from_db()
    assert (thing.price, thing.retired_on, thing.engagement) == (Decimal(900), None, None)


def test_an_engagement_that_cannot_close_says_what_is_open(people: People) -> None:
    ana = running(people)
    lend(
        people.marco,
        enter(people.marco, name="Laptop", price=Decimal(9), bought_on=timezone.localdate()),
        ana.engagement,
    )
    take_step(people.olivia, ana.engagement, "end", reason="The work is done")
    client = client_of(people.olivia)
    page = client.post(at("take-step", people.olivia, ana.engagement.key), {"verb": "close"}, follow=True)
    assert "It cannot close yet. Equipment is out: Laptop." in words(page)
    assert Engagement.objects.get(pk=ana.engagement.pk).state == "closing"


def test_a_warning_starts_its_remedy_or_is_put_off_with_a_reason(people: People) -> None:
    ana = running(people)
    with time_machine.travel(datetime(2026, 12, 30, 15, tzinfo=UTC), tick=False):
        client = client_of(people.olivia)
        page = client.get(at("run", people.olivia))
        assert "for Marco Nobody looked at the work for 23 days; 14 were agreed." in words(page)
        basis = re.search(r'name="basis" value="(\w+)"', page.content.decode())
        assert basis is not None
        sent = {"code": "W3", "basis": basis[1], "until": "2027-01-02"}
        address = at("put-off-warning", people.olivia, ana.engagement.key)
        assert client.post(address, sent).status_code == 422
        client.post(address, sent | {"reason": "Ana is on holiday"})
        look = client.post(at("run-look", people.olivia, ana.engagement.key), follow=True)
        assert headline(look) == "“A look together” looks at 2 open points."
        assert "Nobody looked at the work" not in words(client.get(at("run", people.olivia)))


def test_who_may_only_look_gets_no_forms(people: People) -> None:
    ana = running(people)
    submission = handed_in(ana)
    client = client_of(people.viktor)
    pages = [
        at("run", people.viktor),
        at("run-submission", people.viktor, submission.key),
        at("run-checkpoint", people.viktor, Checkpoint.objects.all()[0].key),
        at("run-engagement", people.viktor, ana.engagement.key),
        at("run-access", people.viktor),
        at("equipment", people.viktor),
    ]
    for address in pages:
        main = client.get(address).content.decode().partition("<main")[2]
        assert 'type="submit"' not in main.partition("</main>")[0], address
