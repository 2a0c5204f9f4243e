"""The inbox: what must be done first, the rest by day, and nothing of others."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.notices.domain.reading import unread_of, with_unread
from outhaul.apps.notices.domain.telling import settle
from outhaul.apps.notices.models import Kind, Notice
from outhaul.apps.people.models import Membership
from tests.delivery_made import running
from tests.notices_made import PAGE, told
from tests.people import People

INBOX = "/inbox/"


@pytest.fixture
def marco(people: People) -> Client:
    client = Client()
    client.force_login(people.marco.user)
    return client


def page(client: Client, **query: str) -> str:
    answer = client.get(INBOX, query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_inbox_says_what_will_come(marco: Client) -> None:
    shown = page(marco)
    assert "0 things wait for you." in shown
    assert "Nothing has come yet" in shown


def test_what_must_be_done_stands_first_and_the_rest_by_day(people: People, marco: Client) -> None:
    with time_machine.travel("2026-11-25T10:00:00Z", tick=False):
        told(people, once="a", what="Old news", acts=False)
    with time_machine.travel("2026-11-27T10:00:00Z", tick=False):
        told(people, once="b", what="Fresh news", acts=False)
        told(people, once="c", what="October books")
        shown = page(marco)
    words = [
        "1 thing waits for you.",
        "For you to do",
        "October books",
        "Today",
        "Fresh news",
        "25 November",
        "Old news",
    ]
    places = [shown.index(word) for word in words]
    assert places == sorted(places)
    assert "3 lines are unread." in shown


def test_opening_a_notice_leads_to_its_page_marks_it_read_and_cancels_its_mail(
    people: People, marco: Client
) -> None:
    (notice,) = told(people)
    assert notice.mail_after is not None
    answer = marco.get(reverse("notice", args=[notice.key]))
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    notice.refresh_from_db()
    assert notice.read_at is not None
    assert notice.mail_after is None


def test_what_was_read_still_waits_until_it_is_dealt_with(people: People, marco: Client) -> None:
    (notice,) = told(people)
    marco.get(reverse("notice", args=[notice.key]))
    assert "1 thing waits for you." in page(marco)
    settle(people.bakery, notice.once)
    shown = page(marco)
    assert "0 things wait for you." in shown
    assert "dealt with" in shown


def test_all_is_marked_as_read_and_that_is_undone(people: People, marco: Client) -> None:
    for once in "ab":
        told(people, once=once)
    answer = marco.post(reverse("read-all"), follow=True)
    assert "You have read everything." in answer.content.decode()
    assert Notice.objects.exclude(mail_after=None).count() == 0
    at = (
        answer.context["undo"] if answer.context else str(Notice.objects.values_list("read_at", flat=True)[0])
    )
    marco.post(reverse("read-all"), {"undo": at})
    assert "2 lines are unread." in page(marco)
    assert Notice.objects.exclude(mail_after=None).count() == 2


def test_one_line_is_marked_as_read_and_as_not_read(people: People, marco: Client) -> None:
    (notice,) = told(people)
    address = reverse("mark-notice", args=[notice.key])
    assert marco.post(address, {"as": "read"}).status_code == 302
    assert "You have read everything." in page(marco)
    marco.post(address, {"as": "unread"})
    assert "1 line is unread." in page(marco)


def test_one_looks_at_one_kind_alone_or_at_what_is_unread(people: People, marco: Client) -> None:
    told(people, once="a", what="October books", kind=Kind.DELIVERY, acts=False)
    told(people, once="b", what="The invoice", kind=Kind.MONEY, acts=False)
    shown = page(marco, kind="money")
    assert "The invoice" in shown
    assert "October books" not in shown
    Notice.objects.filter(once="b").update(read_at="2026-11-27T10:00:00Z")
    shown = page(marco, show="unread")
    assert "The invoice" not in shown
    assert "Nothing of this kind" in page(marco, kind="pulse")


def test_the_rest_goes_on_page_after_page_and_no_line_is_lost(people: People, marco: Client) -> None:
    for number in range(120):
        told(people, once=str(number), what=f"Line {number:03}", acts=False)
    seen: list[int] = []
    query: dict[str, str] = {}
    for _ in range(3):
        shown = page(marco, **query)
        seen += [number for number in range(120) if f"Line {number:03}" in shown]
        older = shown.partition("before=")[2].partition('"')[0]
        query = {"before": older}
    assert sorted(seen) == list(range(120))
    assert older == ""


def test_the_bell_counts_what_is_unread_without_a_further_query(
    people: People, marco: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    overview = reverse("managing", kwargs={"business": people.bakery.key})
    marco.get(overview)
    with django_assert_num_queries(1):
        assert unread_of(people.marco.user, with_unread(people.marco.user)) == 0
    for once in "abc":
        told(people, once=once)
    assert 'aria-label="Inbox, 3 unread"' in marco.get(overview).content.decode()


def test_nobody_reads_or_marks_what_others_were_told(people: People) -> None:
    (notice,) = told(people)
    charlie = Client()
    charlie.force_login(people.charlie.user)
    answers = [
        charlie.get(reverse("notice", args=[notice.key])),
        charlie.post(reverse("mark-notice", args=[notice.key])),
    ]
    assert [answer.headers["Location"] for answer in answers] == [INBOX, INBOX]
    assert "October books" not in page(charlie)
    notice.refresh_from_db()
    assert notice.read_at is None


def test_who_left_the_business_sees_nothing_of_it_any_more(people: People, marco: Client) -> None:
    (notice,) = told(people)
    Membership.objects.filter(user=people.marco.user).delete()
    assert "October books" not in page(marco)
    assert marco.get(reverse("notice", args=[notice.key])).headers["Location"] == INBOX


def test_a_contractor_has_an_inbox_and_a_bell_of_their_own(people: People) -> None:
    ana = running(people).user
    told(people, ana, what="Your change")
    client = Client()
    client.force_login(ana)
    shown = page(client)
    assert "Your change waits for your answer." in shown
    assert 'aria-label="Inbox, 1 unread"' in shown


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_queries_for_many_lines_as_for_one(
    people: People, marco: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        told(people, once=f"a{number}")
        told(people, once=f"b{number}", acts=False)
    page(marco)
    with django_assert_num_queries(9):
        page(marco)
