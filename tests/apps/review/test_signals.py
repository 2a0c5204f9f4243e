"""Early warnings W4 and W5: for the owner, and the pulse for nobody else (§RUN-12, §PERFORM-7)."""

from dataclasses import replace
from datetime import date

import pytest

from outhaul.apps.delivery.domain.warnings import warnings_of
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.models import Plan
from outhaul.apps.work.models import Engagement
from outhaul.engine.report import PlanReport
from tests.delivery_made import running
from tests.people import People
from tests.review_made import began, planned, pulse

TODAY = date(2026, 11, 27)


@pytest.fixture
def engagement(people: People) -> Engagement:
    return began(running(people), date(2026, 9, 1))


def codes(visit: Visit, engagement: Engagement) -> set[str]:
    return {one.sign.code for one in warnings_of(visit, [engagement], TODAY)} & {"W4", "W5"}


def test_a_pulse_that_fell_warns_the_owner_alone(people: People, engagement: Engagement) -> None:
    pulse(engagement, date(2026, 10, 1), 5, workload=2)
    assert codes(people.olivia, engagement) == {"W4"}
    assert codes(people.marco, engagement) == set()


def test_a_rate_below_the_median_of_its_country_warns(
    people: People, plan: PlanReport, engagement: Engagement
) -> None:
    planned(people, plan)
    assert codes(people.olivia, engagement) == set()  # 10.40 an hour is above it
    line = plan.processes[0]
    assert line.rate is not None
    dearer = replace(line, rate=replace(line.rate, market_median=11.0))
    Plan.objects.all().delete()
    planned(people, replace(plan, processes=(dearer, *plan.processes[1:])))
    assert codes(people.olivia, engagement) == {"W5"}
