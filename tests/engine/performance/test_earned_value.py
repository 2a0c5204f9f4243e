"""Earned value (§PERFORM-8): the literal of its source, and how early figures are held back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.engine.performance.earned_value import EarnedValue

WORK = EarnedValue(planned=2500, earned=2000, spent=2600, budget=10_000)


def test_the_cost_index_is_pulled_early() -> None:
    assert round(WORK.cost_index(), 4) == 0.8537
    assert round(WORK.at_completion()) == 11_714


def test_the_schedule_index_is_what_was_earned_of_what_was_due() -> None:
    assert WORK.schedule_index == 0.8
    assert EarnedValue(planned=0, earned=0, spent=0, budget=100).schedule_index is None


def test_without_a_budget_nothing_can_be_said() -> None:
    assert EarnedValue(planned=0, earned=0, spent=0, budget=0).cost_index() == 1.0


@given(st.floats(0, 9_000), st.floats(1, 20_000))
def test_the_pulled_index_lies_between_what_was_expected_and_the_raw_one(earned: float, spent: float) -> None:
    raw = earned / spent
    found = EarnedValue(planned=1, earned=earned, spent=spent, budget=10_000).cost_index()
    assert min(raw, 1.0) - 1e-9 <= found <= max(raw, 1.0) + 1e-9


@given(st.floats(0, 10_000), st.floats(0, 20_000))
def test_more_spent_for_the_same_never_lowers_the_forecast(earned: float, spent: float) -> None:
    less = EarnedValue(planned=1, earned=earned, spent=spent, budget=10_000)
    more = EarnedValue(planned=1, earned=earned, spent=spent + 100, budget=10_000)
    assert more.at_completion() > less.at_completion()


def test_at_the_end_and_on_budget_the_whole_costs_the_budget() -> None:
    done = EarnedValue(planned=10_000, earned=10_000, spent=10_000, budget=10_000)
    assert done.at_completion() == pytest.approx(10_000)
