"""Scorecards are computed from what happened, and fair to who did not cause it (§PERFORM-5, §PERFORM-12)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from outhaul.apps.delivery.models import HourEntry
from outhaul.apps.review.domain.home import home_of
from outhaul.apps.review.domain.scorecards import Count, Facts, card_of, cards, facts_of
from outhaul.apps.work.models import Engagement, Milestone, Statement
from outhaul.documents.statement.canonical import plain_of
from tests.delivery_made import running
from tests.people import People
from tests.review_made import asked, began, delivered, invoiced, rated
from tests.statement_told import MILESTONES, STATEMENT

NOV = date(2026, 11, 2)
DAY = timedelta(days=1)
TODAY = date(2026, 11, 27)


@pytest.fixture
def engagement(people: People) -> Engagement:
    return began(running(people), date(2026, 9, 1))


def seen(people: People, engagement: Engagement) -> Facts:
    return facts_of([engagement], home_of(people.bakery))[engagement.pk]


def test_a_first_version_that_is_accepted_in_time_counts_for_both(
    people: People, engagement: Engagement
) -> None:
    delivered(engagement, "a", due_on=NOV, versions=[(NOV - DAY, NOV + DAY, True)])
    facts = seen(people, engagement)
    assert facts.first_pass == Count(kept=1, seen=1)
    assert facts.on_time == Count(kept=1, seen=1)
    assert facts.rework == 0


def test_a_second_version_is_rework_and_no_first_pass(people: People, engagement: Engagement) -> None:
    versions = [(NOV - 5 * DAY, NOV - 4 * DAY, False), (NOV - DAY, NOV, True)]
    delivered(engagement, "a", due_on=NOV, versions=versions)
    facts = seen(people, engagement)
    assert facts.first_pass == Count(kept=0, seen=1)
    assert facts.on_time == Count(kept=1, seen=1)
    assert facts.rework == pytest.approx(0.25 / 1.25)


def test_logged_hours_after_the_first_refusal_are_the_rework(people: People, engagement: Engagement) -> None:
    versions = [(NOV - 5 * DAY, NOV - 4 * DAY, False), (NOV - DAY, NOV, True)]
    milestone = delivered(engagement, "a", due_on=NOV, versions=versions)
    for on, hours in ((NOV - 6 * DAY, 8), (NOV - 2 * DAY, 2)):
        HourEntry.objects.create(
            engagement=engagement, milestone=milestone, on=on, hours=Decimal(hours), rate=Decimal(10)
        )
    assert seen(people, engagement).rework == pytest.approx(0.2)


def test_days_that_the_client_answered_late_shift_the_date(people: People, engagement: Engagement) -> None:
    late_answer = NOV + 10 * DAY  # agreed within seven days
    versions = [(NOV - DAY, late_answer, False), (NOV + 3 * DAY, NOV + 4 * DAY, True)]
    delivered(engagement, "a", due_on=NOV, versions=versions)
    facts = seen(people, engagement)
    assert {row.name: row.due_on for row in facts.deliveries}["A"] == NOV + 4 * DAY
    assert facts.on_time == Count(kept=1, seen=1)


@pytest.mark.parametrize(
    ("versions", "on_time"),
    [([], Count(kept=0, seen=1)), ([(NOV - DAY, None, False)], Count(kept=0, seen=0))],
    ids=["nothing handed in", "waits for an answer"],
)
def test_what_waits_for_the_client_is_nobodys_delay(
    people: People,
    engagement: Engagement,
    versions: Iterable[tuple[date, date | None, bool]],
    on_time: Count,
) -> None:
    delivered(engagement, "a", due_on=NOV, versions=versions)
    assert seen(people, engagement).on_time == on_time


def test_what_the_client_took_out_or_changed_is_left_out_and_counts_for_the_client(
    people: People, engagement: Engagement
) -> None:
    delivered(engagement, "a", due_on=NOV, versions=[])
    Milestone.objects.filter(engagement=engagement, key="a").update(
        dropped_at=datetime(2026, 11, 3, tzinfo=UTC)
    )
    other = replace(MILESTONES[0], criteria=("Something else",))
    content = plain_of(replace(STATEMENT, number=2, milestones=(other, MILESTONES[1])))
    Statement.objects.create(engagement=engagement, number=2, content=content, state="signed")
    facts = seen(people, engagement)
    assert [row.name for row in facts.counted] == ["Year handed over"]
    assert facts.on_time == Count(kept=0, seen=0)
    assert facts.stable == Count(kept=1, seen=3)


def test_a_milestone_of_an_ended_engagement_is_not_late(people: People, engagement: Engagement) -> None:
    delivered(engagement, "a", due_on=NOV, versions=[])
    engagement.state = "closed"
    assert seen(people, engagement).on_time == Count(kept=0, seen=0)


def test_the_contractor_is_waited_for_in_shared_hours(people: People, engagement: Engagement) -> None:
    milestone = delivered(engagement, "a", due_on=NOV, versions=[])
    at_nine = datetime(2026, 11, 4, 1, tzinfo=UTC)  # in Manila; nobody shares hours with the bakery then
    asked(milestone, "client", at_nine, at_nine + timedelta(hours=2))
    asked(milestone, "client", at_nine, None)  # not answered for weeks
    found = sorted(seen(people, engagement).contractor_waits)
    assert found[0] <= 2
    assert found[1] > 24


def test_the_client_is_quick_within_two_working_days(people: People, engagement: Engagement) -> None:
    friday = date(2026, 11, 6)  # Wednesday after it is Veterans Day
    delivered(engagement, "a", due_on=NOV, versions=[(friday, date(2026, 11, 11), True)])
    delivered(engagement, "b", due_on=NOV, versions=[(friday, date(2026, 11, 12), True)])
    delivered(engagement, "c", due_on=NOV, versions=[(TODAY - DAY, None, False)])
    assert seen(people, engagement).quick == Count(kept=1, seen=2)


def test_an_invoice_counts_once_it_is_paid_or_overdue(people: People, engagement: Engagement) -> None:
    invoiced(engagement, "1", on=NOV, due=NOV + 14 * DAY, paid=NOV + 14 * DAY)
    invoiced(engagement, "2", on=NOV, due=NOV + 14 * DAY, paid=NOV + 15 * DAY)
    invoiced(engagement, "3", on=NOV, due=TODAY - DAY, paid=None)
    invoiced(engagement, "4", on=NOV, due=TODAY + DAY, paid=None)
    assert seen(people, engagement).paid_on_time == Count(kept=1, seen=3)


def test_both_scores_name_what_was_never_seen(people: People, engagement: Engagement) -> None:
    delivered(engagement, "a", due_on=NOV, versions=[(NOV, NOV + DAY, True)])
    rated(engagement, "client", date(2026, 11, 1), communication=4)
    card = card_of([seen(people, engagement)])
    assert card.contractor is not None
    assert card.client is not None
    assert card.contractor.missing == ("responsive", "improvement")
    assert card.client.missing == ("clear_brief", "pays_on_time")
    assert not card.contractor.is_ranked


def test_nothing_seen_is_no_score(people: People, engagement: Engagement) -> None:
    card = card_of([seen(people, engagement)])
    assert card.contractor is None


def test_five_of_ten_right_at_once_warns(people: People, engagement: Engagement) -> None:
    for number in range(10):
        versions = [(NOV, NOV + DAY, number < 5)]
        delivered(engagement, f"m{number}", due_on=NOV, versions=versions)
    assert seen(people, engagement).warns


@pytest.mark.parametrize("count", [1, 3])
def test_cards_ask_as_often_for_three_engagements_as_for_one(
    people: People, engagement: Engagement, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    rows = [engagement]
    for number in range(1, count):
        row = Engagement.objects.get(pk=engagement.pk)
        row.pk, row.key, row.offer = None, f"copy{number}", None
        row.save()
        rows.append(row)
    for row in rows:
        delivered(row, "a", due_on=NOV, versions=[(NOV, NOV + DAY, True)])
    home = home_of(people.bakery)
    with django_assert_num_queries(8):
        assert len(cards(rows, home)) == count
