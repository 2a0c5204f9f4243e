"""The deterministic cost of one engagement: golden case A of the validation set."""

import tomllib
from pathlib import Path

import pytest

from outhaul.engine.engagement.case import CaseInputs, CostCase, case_inputs, cost_case
from outhaul.faults import InputError

VALUES = tomllib.loads(
    (Path(__file__).parents[3] / "examples" / "cost" / "engagement.toml").read_text(encoding="utf-8")
)


@pytest.fixture(scope="module")
def golden() -> CostCase:
    return cost_case(case_inputs(VALUES))


def test_golden_terms(golden: CostCase) -> None:
    terms = (round(golden.A, 5), round(golden.rho, 5), round(golden.mu, 5), round(golden.rate, 2))
    assert terms == (0.92192, 0.11618, 0.06150, 17.28)


def test_golden_first_month(golden: CostCase) -> None:
    first = golden.months[0]
    assert (first.month, first.R, round(first.hours, 3)) == (1, 0.5, 193.714)
    assert [round(money, 2) for money in (first.management, first.cost, first.cash)] == [
        1519.61,
        5192.53,
        -1592.53,
    ]


def test_golden_cumulative_cash(golden: CostCase) -> None:
    assert [round(golden.months[month - 1].cumulative, 2) for month in (3, 12, 36)] == [
        -4706.53,
        5788.06,
        35470.46,
    ]


def test_golden_worth_and_payback(golden: CostCase) -> None:
    assert (round(golden.npv, 2), golden.payback_month) == (29609.79, 8)


def test_golden_headline_and_truth(golden: CostCase) -> None:
    assert (round(golden.total_cost, 2), round(golden.headline_cost, 2)) == (94129.54, 49766.40)
    assert round(golden.total_cost / golden.headline_cost, 3) == 1.891
    assert (round(golden.headline_saving, 3), round(golden.true_saving, 3)) == (0.616, 0.274)


def test_the_waterfall_leads_from_the_headline_to_the_true_cost(golden: CostCase) -> None:
    parts = golden.waterfall
    ways = (
        parts.rate,
        parts.fees,
        parts.rework,
        parts.ramp,
        parts.management,
        parts.tools,
        parts.turnover,
        parts.setup,
    )
    assert parts.rate * 36 == pytest.approx(golden.headline_cost)
    assert sum(ways) * 36 == pytest.approx(golden.total_cost)


def test_a_plan_that_never_pays_back_says_so() -> None:
    assert cost_case(case_inputs(VALUES | {"home_rate": 20})).payback_month is None


def test_one_month_is_enough() -> None:
    assert len(cost_case(case_inputs(VALUES | {"months": 1})).months) == 1


def faults_of(**changes: object) -> list[tuple[str, str]]:
    values = {name: value for name, value in (VALUES | changes).items() if value is not None}
    with pytest.raises(InputError) as caught:
        case_inputs(values)
    return [(fault.where, fault.problem) for fault in caught.value.faults]


def test_all_faults_are_told_at_once() -> None:
    assert faults_of(hours=None, fee=float("nan"), T0=-1, skill="good", wage=3) == [
        ("wage", "is not an input of a cost case"),
        ("hours", "is missing"),
        ("skill", "is not a number: 'good'"),
        ("T0", "cannot be -1"),
        ("fee", "cannot be nan"),
    ]


@pytest.mark.parametrize("name", CaseInputs.__slots__)
@pytest.mark.parametrize("wrong", [-1, float("inf"), 1e12, True, "1", [1], 10**400])
def test_no_input_takes_an_absurd_value(name: str, wrong: object) -> None:
    assert [where for where, _ in faults_of(**{name: wrong})] == [name]


def test_months_are_whole() -> None:
    assert faults_of(months=1.5) == [("months", "cannot be 1.5")]
