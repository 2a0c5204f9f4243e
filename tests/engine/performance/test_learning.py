"""Own figures teach (§PERFORM-9, §PERFORM-10): posteriors between prior and data, and their intervals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.engine.performance.learning import attrition, lognormal

OWN = st.lists(st.floats(0.02, 0.6), min_size=1, max_size=36)
PRIOR, LOW, HIGH = 0.10, 0.03, 0.30


def test_without_own_figures_the_prior_stays() -> None:
    lesson = lognormal(PRIOR, LOW, HIGH, [])
    assert lesson.prior == lesson.posterior == PRIOR
    assert lesson.seen == 0
    assert (lesson.low, lesson.high) == pytest.approx((PRIOR * 10**-0.5, PRIOR * 10**0.5))


def test_three_months_pull_rework_most_of_the_way() -> None:
    assert round(lognormal(PRIOR, LOW, HIGH, [0.2, 0.22, 0.18]).posterior, 3) == 0.174


@given(OWN)
def test_a_lesson_lies_between_what_was_assumed_and_what_was_seen(own: list[float]) -> None:
    lesson = lognormal(PRIOR, LOW, HIGH, own)
    assert min(PRIOR, *own) - 1e-9 <= lesson.posterior <= max(PRIOR, *own) + 1e-9
    assert lesson.low < lesson.posterior < lesson.high


@given(OWN)
def test_more_own_figures_narrow_the_interval(own: list[float]) -> None:
    few, many = lognormal(PRIOR, LOW, HIGH, own), lognormal(PRIOR, LOW, HIGH, [*own, *own])
    assert many.high / many.low < few.high / few.low


def test_no_rework_at_all_is_taken_as_very_little() -> None:
    assert 0.005 < lognormal(PRIOR, LOW, HIGH, [0.0, 0.0]).posterior < PRIOR


def test_leavings_are_counted_by_years() -> None:
    assert round(attrition(0.35, 0.15, 0.60, left=2, years=3.0).posterior, 3) == 0.394


def test_nobody_seen_nothing_learned() -> None:
    lesson = attrition(0.35, 0.15, 0.60, left=0, years=0.0)
    assert lesson.posterior == pytest.approx(0.35)
    assert lesson.seen == 0


@given(st.integers(0, 20), st.floats(0.1, 40))
def test_who_left_raises_and_who_stayed_lowers_attrition(left: int, years: float) -> None:
    lesson = attrition(0.35, 0.15, 0.60, left=left, years=years)
    assert attrition(0.35, 0.15, 0.60, left=left + 1, years=years).posterior > lesson.posterior
    assert attrition(0.35, 0.15, 0.60, left=left, years=years + 1).posterior < lesson.posterior
    assert lesson.low < lesson.posterior < lesson.high
