"""Days that stand still free nothing, and a month counts by those beside its pauses (§PERFORM-17)."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from outhaul.apps.review.domain.freed import freed_in
from outhaul.apps.review.domain.pausing import share_worked
from outhaul.apps.review.domain.portfolio import portfolio_of
from outhaul.apps.review.models import Pause
from outhaul.apps.work.domain.engagements import take_step
from outhaul.engine.report import PlanReport
from tests.delivery_made import running
from tests.people import People
from tests.review_made import TODAY_OF_REVIEWS, a_year, planned

NOVEMBER = date(2026, 11, 1)


def at(day: date) -> time_machine.travel:
    return time_machine.travel(datetime(day.year, day.month, day.day, 20, tzinfo=UTC))


def test_a_month_is_what_lies_beside_its_pauses() -> None:
    still = Pause(began_on=date(2026, 11, 4), ended_on=date(2026, 11, 10))
    assert share_worked(NOVEMBER, date(2026, 1, 1), None, [still]) == pytest.approx(24 / 30)
    assert share_worked(NOVEMBER, date(2026, 11, 7), None, [still]) == pytest.approx(21 / 30)
    assert share_worked(date(2026, 10, 1), date(2026, 1, 1), None, [still]) == 1
    open_one = Pause(began_on=date(2026, 11, 16), ended_on=None)
    assert share_worked(NOVEMBER, date(2026, 1, 1), None, [open_one]) == pytest.approx(0.5)
    assert share_worked(NOVEMBER, date(2026, 1, 1), date(2026, 11, 20), [open_one]) == pytest.approx(0.5)
    assert share_worked(date(2026, 12, 1), date(2026, 1, 1), None, [open_one]) == 0


def test_hours_are_freed_only_while_it_goes_on(people: People, plan: PlanReport) -> None:
    planned(people, plan)
    engagement = a_year(running(people), TODAY_OF_REVIEWS)
    before = freed_in(portfolio_of(people.bakery), NOVEMBER)
    assert before.won > 0
    with at(date(2026, 11, 16)):
        take_step(people.olivia, engagement, "pause", reason="The till is being replaced")
    assert freed_in(portfolio_of(people.bakery), NOVEMBER).won == 0  # as if it went on as today
    with at(date(2026, 12, 2)):
        assert freed_in(portfolio_of(people.bakery), NOVEMBER).won == pytest.approx(before.won / 2)
    assert freed_in(portfolio_of(people.bakery), date(2026, 10, 1)).won == before.won
    with at(date(2026, 11, 22)):
        take_step(people.olivia, engagement, "resume")
    assert freed_in(portfolio_of(people.bakery), NOVEMBER).won == pytest.approx(before.won * 24 / 30)
    assert Pause.objects.get().ended_on == date(2026, 11, 22)


def test_what_ends_while_it_stands_still_stands_still_no_longer(people: People) -> None:
    engagement = running(people).engagement
    take_step(people.olivia, engagement, "pause", reason="The till is being replaced")
    take_step(people.olivia, engagement, "end", reason="It is not needed any more")
    assert Pause.objects.get().ended_on == TODAY_OF_REVIEWS
