"""Scores both ways (§PERFORM-2, §PERFORM-4, §PERFORM-5): weights, intervals, and what was never seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.engine.performance.scorecard import (
    CLIENT,
    CONTRACTOR,
    Part,
    improvement,
    little_rework,
    of_share,
    rated,
    responsiveness,
    score,
)
from outhaul.engine.performance.shares import share

UNIT = st.floats(0, 1)
PARTS = st.dictionaries(
    st.sampled_from(list(CONTRACTOR)),
    st.builds(Part, mean=UNIT, deviation=st.floats(0, 0.5), seen=st.floats(1, 100)),
    min_size=1,
)


def test_weights_add_up_to_one() -> None:
    assert sum(CONTRACTOR.values()) == pytest.approx(1)
    assert sum(CLIENT.values()) == pytest.approx(1)


def test_the_score_is_the_weighted_sum_of_the_parts() -> None:
    parts = {
        "first_pass": Part(mean=0.9, deviation=0.05, seen=10),
        "on_time": Part(mean=0.8, deviation=0.05, seen=10),
        "little_rework": Part(mean=0.9, deviation=0.02, seen=10),
        "responsive": Part(mean=1.0, deviation=0.1, seen=8),
        "communication": Part(mean=0.75, deviation=0.1, seen=3),
        "improvement": Part(mean=0.5, deviation=0.1, seen=10),
    }
    found = score(parts)
    assert found is not None
    assert found.points == pytest.approx(100 * (0.27 + 0.2 + 0.135 + 0.1 + 0.075 + 0.05))
    assert found.missing == ()
    assert found.is_ranked


def test_what_was_never_seen_does_not_count_and_is_named() -> None:
    parts = {"first_pass": of_share(share(9, 10)), "on_time": Part(mean=0.5, deviation=0.1, seen=0)}
    found = score(parts)
    assert found is not None
    assert found.points == pytest.approx(85)
    assert found.missing == ("on_time", "little_rework", "responsive", "communication", "improvement")


def test_nothing_seen_is_no_score() -> None:
    assert score({}) is None
    assert score({"first_pass": Part(mean=0.8, deviation=0.1, seen=0)}) is None


@pytest.mark.parametrize(("seen", "ranked"), [(4, False), (5, True)])
def test_no_rank_under_five(seen: int, ranked: bool) -> None:  # noqa: FBT001 -- a parameter of the test
    found = score({"first_pass": of_share(share(seen, seen))})
    assert found is not None
    assert found.is_ranked is ranked


@given(PARTS)
def test_every_interval_holds_its_score(parts: dict[str, Part]) -> None:
    found = score(parts)
    assert found is not None
    assert 0 <= found.low <= found.points + 1e-9
    assert found.points - 1e-9 <= found.high <= 100


@given(PARTS, UNIT)
def test_a_better_part_never_lowers_the_score(parts: dict[str, Part], better: float) -> None:
    name = next(iter(parts))
    part = parts[name]
    raised = Part(mean=max(part.mean, better), deviation=part.deviation, seen=part.seen)
    before, after = score(parts), score(parts | {name: raised})
    assert before is not None
    assert after is not None
    assert after.points >= before.points - 1e-9


@pytest.mark.parametrize(("hours", "mean"), [(0, 1.0), (4, 1.0), (14, 0.5), (24, 0.0), (90, 0.0)])
def test_an_answer_counts_by_its_working_hours(hours: float, mean: float) -> None:
    assert responsiveness(hours, 8).mean == mean


def test_ratings_from_one_to_five_become_shares() -> None:
    assert [rated(points, 1).mean for points in (1, 3, 5)] == [0, 0.5, 1]


def test_no_rework_is_better_than_half_rework() -> None:
    assert little_rework(0, 60, 10).mean > little_rework(30, 60, 10).mean


def test_rework_without_hours_counts_none() -> None:
    assert little_rework(0, 0, 4).mean == pytest.approx(of_share(share(4, 4, usual=0.9)).mean)


@given(st.integers(0, 20))
def test_doing_the_same_is_no_improvement(kept: int) -> None:
    assert improvement(share(kept, 20), share(kept, 20)).mean == pytest.approx(0.5)
