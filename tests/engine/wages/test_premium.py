"""What a premium earns back, and raises (§PAY-9 to §PAY-11)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.pay import Band
from outhaul.engine.verdict import Answer
from outhaul.engine.wages.premium import Raise, catch_up, guard_spread, marginal_gain, planned_raise, turnover

DEFAULTS = Assumptions()
BAND = Band(low=16.8, high=36.0, probability=0.99, likely=True, at_market=False, empty=False)


def test_with_the_defaults_a_premium_pays_43_percent_of_itself() -> None:
    assert marginal_gain(DEFAULTS, 16 / 52) == pytest.approx(0.43, abs=5e-3)


@pytest.mark.parametrize(
    ("replacement", "eps", "gain"),
    [(16 / 52, 3.5, 0.668), (0.5, 4.5, 1.109)],  # 0.45 x 16/52 x 2.5 + 0.3216; 0.45 x 0.5 x 3.5 + 0.3216
)
def test_a_premium_pays_more_where_people_are_hard_to_replace(
    replacement: float, eps: float, gain: float
) -> None:
    restless = replace(DEFAULTS, lambda0=0.45, eps=eps)
    assert marginal_gain(restless, replacement) == pytest.approx(gain, abs=5e-4)


def test_eight_percent_more_pay_keeps_people_as_in_golden_case_a() -> None:
    assert turnover(0.08, replace(DEFAULTS, eps=3.0)) == pytest.approx(0.35 * 1.08**-3)


def test_a_better_pulse_keeps_people() -> None:
    assert turnover(0.0, DEFAULTS, pulse=4.5) == pytest.approx(0.35 * 0.7046881)


@given(st.floats(0, 0.5), st.floats(0, 0.5))
def test_more_pay_never_makes_more_people_leave(one: float, more: float) -> None:
    assert turnover(one + more, DEFAULTS) <= turnover(one, DEFAULTS)


def test_pay_that_differs_by_more_than_a_tenth_is_warned_of() -> None:
    assert guard_spread([10.0, 11.1], DEFAULTS).answer is Answer.WARN
    assert guard_spread([10.0, 11.0], DEFAULTS).answer is Answer.PASS
    assert guard_spread([10.0], DEFAULTS).answer is Answer.PASS


def test_the_raise_comes_three_months_after_the_start() -> None:
    expected = Raise(first_rate=pytest.approx(19.4), full_rate=20.0, day=date(2027, 2, 1))  # type: ignore[arg-type]
    assert planned_raise(20.0, BAND, date(2026, 11, 1), DEFAULTS) == expected


def test_a_start_within_a_month_counts_whole_months() -> None:
    found = planned_raise(20.0, BAND, date(2026, 11, 23), DEFAULTS)
    assert found is not None
    assert found.day == date(2027, 3, 1)


def test_the_first_rate_stays_in_the_band() -> None:
    found = planned_raise(17.0, BAND, date(2026, 11, 1), DEFAULTS)
    assert found is not None
    assert found.first_rate == 16.8
    assert planned_raise(16.8, BAND, date(2026, 11, 1), DEFAULTS) is None


def test_a_contract_below_the_band_gets_a_dated_raise() -> None:
    assert catch_up(12.0, BAND, date(2026, 11, 1), DEFAULTS) == Raise(
        first_rate=12.0, full_rate=16.8, day=date(2027, 2, 1)
    )
    assert catch_up(17.0, BAND, date(2026, 11, 1), DEFAULTS) is None
