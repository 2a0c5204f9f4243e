"""One process in words."""

from dataclasses import replace

import pytest

from outhaul.engine.report import OverlapReport, PlanReport
from outhaul.wording import sentences, work


@pytest.mark.parametrize(
    ("home", "said"),
    [
        ("US", ["Hand out to the Philippines", "Hand out to Colombia", "Pilot in Colombia"]),
        ("CO", ["Hand out to the Philippines", "Hand out at home", "Pilot at home"]),
    ],
)
def test_a_decision_names_its_place(plan: PlanReport, home: str, said: list[str]) -> None:
    assert [work.decision(process, home) for process in plan.processes[1:4]] == said


def test_kept_work_has_no_place(plan: PlanReport) -> None:
    assert [work.decision(process, "US") for process in plan.processes[4:8]] == [
        "Keep",
        "Keep",
        "Keep",
        "Prepare first",
    ]


def test_a_rate_is_told_with_its_market_and_how_well_that_is_known(plan: PlanReport) -> None:
    assert work.rate_sentence(plan.processes[1], sentences.numbers_of(plan)) == (
        "$7.90 an hour, more than 58 % of contractors there ask. "
        "The middle one asks $7.30 (an estimate). Fair is $7.67 to $18.00."
    )


@pytest.mark.parametrize(
    ("shared", "said"),
    [
        (OverlapReport(min=2.0, mean=2.6), "2 to 2.5 working hours a day are shared."),
        (OverlapReport(min=4.5, mean=4.5), "4.5 working hours a day are shared."),
        (OverlapReport(min=0.0, mean=0.1), "no working hours are shared."),
    ],
)
def test_steering_is_told_in_hours(plan: PlanReport, shared: OverlapReport, said: str) -> None:
    process = replace(plan.processes[0], overlap_hours=shared)
    assert work.steering_sentence(process, "Marco") == (
        f"Marco is accountable and spends 4.5 hours a month on it; {said}"
    )


def test_what_all_work_costs_is_what_the_headline_says(plan: PlanReport) -> None:
    assert plan.headline is not None
    found = work.totals(plan)
    alone = sum(work.total(process.monthly_cost) for process in plan.processes)
    assert (found.now, found.then) == (plan.headline.monthly_cost_now, plan.headline.monthly_cost_planned)
    assert found.shared_then == found.then - alone
