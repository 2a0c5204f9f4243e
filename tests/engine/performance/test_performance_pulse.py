"""The pulse (§PERFORM-6, §PERFORM-7): when to talk to somebody, and what few answers cannot say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.engine.performance.pulse import (
    ITEMS,
    adjusted_promoters,
    happiness,
    mean,
    paired_change,
    promoters,
    trigger,
)

ANSWERS = st.fixed_dictionaries({item: st.integers(1, 5) for item in ITEMS})


def all_at(points: int, **other: int) -> dict[str, int]:
    return dict.fromkeys(ITEMS, points) | other


def test_promoters_of_ten_answers() -> None:
    assert [round(value, 1) for value in promoters(5, 2, 10)] == [30.0, 24.7]
    assert [round(value, 1) for value in adjusted_promoters(5, 2, 10)] == [23.1, 21.5]


def test_nobody_answered_calls_for_nothing() -> None:
    assert not trigger([]).is_on


@pytest.mark.parametrize(("points", "is_on"), [(1, True), (2, True), (3, False)])
def test_an_item_at_two_or_below_calls_for_a_talk(points: int, is_on: bool) -> None:  # noqa: FBT001
    found = trigger([all_at(5, workload=points)])
    assert found.is_on is is_on
    assert found.low == (("workload",) if is_on else ())


def test_a_low_item_that_recovered_calls_for_nothing() -> None:
    assert not trigger([all_at(5, workload=1), all_at(5)]).is_on


@pytest.mark.parametrize(
    ("course", "is_on"),
    [([5, 5, 4, 4], True), ([5, 5, 5, 4], False), ([5, 4, 3], True), ([5, 3], False), ([3, 3, 5, 5], False)],
)
def test_a_fall_of_one_point_over_two_months_calls_for_a_talk(
    course: list[int],
    is_on: bool,  # noqa: FBT001 -- a parameter of the test
) -> None:
    assert trigger([all_at(points) for points in course]).is_on is is_on


@given(st.lists(ANSWERS, min_size=1, max_size=8))
def test_only_the_newest_answer_and_the_last_four_months_count(answers: list[dict[str, int]]) -> None:
    assert trigger(answers) == trigger(answers[-4:])
    assert trigger(answers).fall >= 0


@given(ANSWERS)
def test_happiness_is_the_mean_between_nought_and_one(items: dict[str, int]) -> None:
    assert 0 <= happiness(items) <= 1
    assert happiness(items) == pytest.approx((mean(items) - 1) / 4)


def test_the_change_of_a_group_is_paired_and_hidden_under_five() -> None:
    before, after = [4.0, 4.2, 3.8, 4.4, 4.6], [4.2, 4.4, 4.0, 4.6, 4.8]
    found = paired_change(before, after)
    assert found is not None
    assert found == pytest.approx((0.2, 0.0), abs=1e-9)
    assert paired_change(before[:4], after[:4]) is None


def test_before_and_after_are_of_the_same_people() -> None:
    with pytest.raises(ValueError, match="zip"):
        paired_change([4.0], [4.0, 5.0])
