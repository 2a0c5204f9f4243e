"""Plan, actual and keeping of the same work over the same time; hours freed (§PERFORM-13, §PERFORM-14)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.apps.delivery.models import Access, Equipment
from outhaul.apps.review.domain.costs import (
    Compared,
    Costs,
    all_months,
    compare,
    planned_costs,
    together,
    training_costs,
    with_training,
)
from outhaul.apps.review.domain.earned import courses
from outhaul.apps.review.domain.freed import freed_in
from outhaul.apps.review.domain.months import later, months_between, share_of_month
from outhaul.apps.review.domain.portfolio import portfolio_of
from outhaul.apps.work.domain.engagements import take_step
from outhaul.engine.report import PlanReport
from tests.delivery_made import running
from tests.people import People
from tests.review_made import a_year, began, delivered, invoiced, planned

TODAY = date(2026, 11, 27)
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


def test_what_was_accepted_in_a_month_costs_in_that_month(people: People, plan: PlanReport) -> None:
    planned(people, plan)
    engagement = began(running(people), OCTOBER)
    day = date(2026, 10, 20)
    delivered(engagement, "a", due_on=day, versions=[(day, day, True)], fee="450.00")
    invoiced(engagement, "1", on=day, due=NOVEMBER, paid=date(2026, 11, 3))
    Access.objects.create(
        engagement=engagement, name="Chat", monthly_cost=Decimal(8), granted_on=OCTOBER, revoked_on=None
    )
    Equipment.objects.create(
        business=people.bakery,
        name="Laptop",
        bought_on=OCTOBER,
        price=Decimal(720),
        life_months=36,
        engagement=engagement,
        lent_on=OCTOBER,
    )
    found = compare(portfolio_of(people.bakery))[engagement.pk]
    assert list(found) == [OCTOBER, NOVEMBER]
    october, november = found[OCTOBER].actual, found[NOVEMBER].actual
    assert (october.contractors, october.tools, october.setup) == (450, 8, 20)
    assert (november.contractors, november.fees) == (0, 4)
    assert november.tools == pytest.approx(8 * 27 / 30)
    assert october.management > november.management > 0


def test_plan_and_keeping_cover_the_same_days_as_the_engagement(people: People, plan: PlanReport) -> None:
    planned(people, plan)
    engagement = began(running(people), date(2026, 10, 16))
    line = next(row for row in plan.processes if row.id == "books")
    part = float(engagement.hours_per_month) / (line.hours_per_month or 1)
    october = compare(portfolio_of(people.bakery))[engagement.pk][OCTOBER]
    share = 16 / 31 * min(1.0, part)
    assert october.planned.whole == pytest.approx(share * planned_costs(line).whole)
    assert october.keeping == pytest.approx(share * line.cost_now)


def test_without_a_plan_nothing_is_compared(people: People) -> None:
    began(running(people), OCTOBER)
    whole = together(all_months(compare(portfolio_of(people.bakery))).values())
    assert not whole.is_planned
    assert whole.planned.whole == whole.keeping == 0


def test_training_before_the_first_engagement_counts_in_its_first_month() -> None:
    months = {NOVEMBER: Compared(actual=Costs(contractors=100))}
    found = with_training(months, {date(2026, 3, 1): 50.0, NOVEMBER: 25.0})
    assert found[NOVEMBER].actual == Costs(contractors=100, setup=75)


def test_training_costs_the_hours_of_the_manager(people: People) -> None:
    running(people)
    portfolio = portfolio_of(people.bakery)
    rate = portfolio.home.manager_rates["marco"]
    assert sum(training_costs(portfolio).values()) >= portfolio.assumptions.training_hours * rate > 0


def test_hours_freed_are_those_of_handed_out_work_less_the_owners_managing(
    people: People, plan: PlanReport
) -> None:
    planned(people, plan)
    engagement = began(running(people), OCTOBER)
    line = next(row for row in plan.processes if row.id == "books")
    freed = freed_in(portfolio_of(people.bakery), NOVEMBER)
    part = min(1.0, float(engagement.hours_per_month) / (line.hours_per_month or 1))
    assert freed.planned == 31
    assert freed.won == pytest.approx(part * (line.owner_hours_now or 0))
    assert freed.managed == 0  # Marco manages it
    engagement.manager = "olivia"
    engagement.save()
    managed = freed_in(portfolio_of(people.bakery), NOVEMBER)
    assert managed.managed > 0
    assert managed.hours == pytest.approx(max(0, managed.won - managed.managed))


def test_a_paused_engagement_frees_nothing(people: People, plan: PlanReport) -> None:
    planned(people, plan)
    engagement = began(running(people), OCTOBER)
    take_step(people.olivia, engagement, "pause", reason="A quiet month")
    assert freed_in(portfolio_of(people.bakery), NOVEMBER).hours == 0


def test_earned_is_what_was_accepted_of_what_was_due(people: People) -> None:
    engagement = a_year(running(people), TODAY)
    course = courses(portfolio_of(people.bakery))[engagement.pk]
    assert course.value.planned == course.value.earned == 8 * 400
    assert course.value.budget == pytest.approx(8 * 400 + 450 + 1200.5)
    assert course.at_completion is None  # the price is fixed


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(0, 900))
def test_the_shares_of_all_months_add_up_to_the_days(first: date, days: int) -> None:
    last = date.fromordinal(first.toordinal() + days)
    counted = sum(
        share_of_month(month, first, last) * (later(month) - month).days
        for month in months_between(first, last)
    )
    assert counted == pytest.approx(days + 1)
