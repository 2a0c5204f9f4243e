"""Own figures teach once a month; nothing changes until it is taken over (§PERFORM-9, §PERFORM-10)."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from outhaul.apps.planning.domain.entries import Conflict, set_field, single
from outhaul.apps.planning.models import Entry
from outhaul.apps.review.domain.lessons import (
    contractor_years,
    give_lesson_back,
    learn_from_months,
    left_by_own_will,
    take_lesson_over,
    try_lessons,
)
from outhaul.apps.review.domain.looking_back import look_back
from outhaul.apps.review.domain.portfolio import portfolio_of
from outhaul.apps.review.models import Learned
from outhaul.apps.work.models import Engagement
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import load
from tests.delivery_made import running
from tests.people import People
from tests.review_made import a_year

TODAY = date(2026, 11, 27)


@pytest.fixture
def engagement(people: People) -> Engagement:
    return a_year(running(people), TODAY)


@pytest.mark.usefixtures("engagement")
def assumed(people: People) -> object:
    found = Entry.objects.filter(business=people.bakery, table="assumptions").first()
    return found.told.get("rho0") if found else None


@pytest.mark.usefixtures("engagement")
def test_each_month_is_learned_from_once() -> None:
    assert learn_from_months() == 3
    assert learn_from_months() == 0
    with time_machine.travel(datetime(2026, 12, 3, 20, tzinfo=UTC)):
        assert learn_from_months() == 3
    rows = {row.name: row for row in Learned.objects.filter(month=date(2026, 10, 1))}
    rework, leaving, days = rows["rho0"], rows["lambda0"], rows["days_to_accept"]
    assert rework.prior == 0.10
    assert rework.seen == 8
    assert rework.low < rework.posterior < rework.high
    assert rework.posterior < rework.prior  # six of eight months without any
    assert leaving.posterior < leaving.prior  # nobody left
    assert days.posterior < days.prior  # answered within a day


def test_only_who_left_of_their_own_will_left(people: People, engagement: Engagement) -> None:
    Engagement.objects.filter(pk=engagement.pk).update(state="closing")
    rows = portfolio_of(people.bakery).rows
    look_back(people.olivia, engagement, answers={"scope": "Fine."}, ended_by="client")
    assert left_by_own_will(rows) == 0
    look_back(people.olivia, engagement, answers={"scope": "Fine."}, ended_by="contractor")
    assert left_by_own_will(rows) == 1


def test_years_are_counted_from_begin_to_the_end_of_the_month(people: People, engagement: Engagement) -> None:
    portfolio = portfolio_of(people.bakery)
    days = (date(2026, 10, 31) - engagement.starts_on).days + 1
    years = contractor_years(portfolio.rows, portfolio.home, date(2026, 10, 1))
    assert years == pytest.approx(days / 365.25)


@pytest.mark.usefixtures("engagement")
def test_taken_over_it_is_the_businesss_own_and_can_be_given_back(
    people: People,
) -> None:
    learn_from_months()
    lesson = Learned.objects.get(name="rho0")
    taken = take_lesson_over(people.olivia, lesson, reference=load())
    assert lesson.posterior < 0.03
    assert assumed(people) == 0.03  # the least that is possible
    assert taken.taken_by == people.olivia.user
    with pytest.raises(NotNow):
        take_lesson_over(people.olivia, lesson, reference=load())
    give_lesson_back(people.olivia, lesson, reference=load())
    assert assumed(people) is None
    assert Learned.objects.get(name="rho0").taken_at is None


@pytest.mark.usefixtures("engagement")
def test_what_somebody_changed_meanwhile_is_not_overwritten(people: People) -> None:
    learn_from_months()
    lesson = take_lesson_over(people.olivia, Learned.objects.get(name="rho0"), reference=load())
    set_field(people.marco, single(people.marco, "assumptions"), "rho0", 0.2, reference=load())
    with pytest.raises(Conflict):
        give_lesson_back(people.olivia, lesson, reference=load())
    assert assumed(people) == 0.2


@pytest.mark.usefixtures("engagement")
def test_what_the_plan_does_not_use_is_not_taken_over(people: People) -> None:
    learn_from_months()
    with pytest.raises(NotNow):
        take_lesson_over(people.olivia, Learned.objects.get(name="days_to_accept"), reference=load())


@pytest.mark.usefixtures("engagement")
def test_tried_it_is_a_what_if_with_only_what_the_plan_uses(people: People) -> None:
    learn_from_months()
    plan = try_lessons(people.olivia, Learned.objects.all(), name="Own figures", reference=load())
    assert plan.scenario is not None
    assert sorted(change[2] for change in plan.scenario.changes) == ["lambda0", "rho0"]
    assert assumed(people) is None
