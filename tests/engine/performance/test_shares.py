"""Shares from few observations (§PERFORM-1 to §PERFORM-3): literals of their sources, what always holds."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from outhaul.engine.performance.shares import chance_below, share, wilson

COUNTS = st.integers(0, 200).flatmap(lambda seen: st.tuples(st.integers(0, seen), st.just(seen)))


@pytest.mark.parametrize(
    ("kept", "seen", "expected"),
    [(9, 10, (0.850, 0.704, 0.956)), (5, 10, (0.650, 0.470, 0.812)), (3, 3, (0.846, 0.661, 0.970))],
)
def test_a_share_is_pulled_towards_four_of_five(
    kept: int, seen: int, expected: tuple[float, float, float]
) -> None:
    found = share(kept, seen)
    assert tuple(round(value, 3) for value in (found.mean, found.low, found.high)) == expected


@pytest.mark.parametrize(
    ("kept", "seen", "expected"),
    [(81, 263, (0.2553, 0.3662)), (15, 148, (0.0624, 0.1605)), (10, 10, (0.7225, 1.0))],
)
def test_wilsons_interval_is_newcombes(kept: int, seen: int, expected: tuple[float, float]) -> None:
    assert tuple(round(end, 4) for end in wilson(kept, seen)) == expected


@pytest.mark.parametrize(("kept", "seen", "chance"), [(5, 10, 0.932), (8, 10, 0.455), (1, 4, 0.901)])
def test_an_alarm_needs_evidence(kept: int, seen: int, chance: float) -> None:
    assert round(chance_below(0.8, kept, seen), 3) == chance


@given(COUNTS)
def test_every_interval_holds_its_mean(counts: tuple[int, int]) -> None:
    found = share(*counts)
    assert 0 <= found.low < found.mean < found.high <= 1


@given(COUNTS, st.floats(0.05, 0.95), st.floats(1, 50))
@example((0, 0), 0.9375, 1.0)
def test_with_any_prior_nine_in_ten_lie_between_the_ends(
    counts: tuple[int, int], usual: float, weight: float
) -> None:
    """Each end is the number next to the true one: of a narrow share near 1, that may be 1 itself."""
    found = share(*counts, usual=usual, weight=weight)
    for end, chance in ((found.low, 0.05), (found.high, 0.95)):
        below, above = (
            chance_below(float(np.nextafter(end, side)), *counts, usual=usual, weight=weight)
            for side in (0.0, 1.0)
        )
        assert below - 1e-6 <= chance <= above + 1e-6


@given(st.integers(0, 199), st.integers(200, 400))
def test_what_was_kept_once_more_is_never_worse(kept: int, seen: int) -> None:
    less, more = share(kept, seen), share(kept + 1, seen)
    assert (less.mean, less.low, less.high) < (more.mean, more.low, more.high)
    assert chance_below(0.8, kept, seen) >= chance_below(0.8, kept + 1, seen)


@given(st.integers(1, 40))
def test_more_of_the_same_narrows_the_interval(times: int) -> None:
    few, many = share(4 * times, 5 * times), share(4 * times + 4, 5 * times + 5)
    assert many.high - many.low < few.high - few.low
    assert few.mean == many.mean == pytest.approx(0.8)


@given(COUNTS.filter(lambda counts: counts[1] > 0))
def test_wilsons_interval_holds_the_share(counts: tuple[int, int]) -> None:
    low, high = wilson(*counts)
    assert low - 1e-12 <= counts[0] / counts[1] <= high + 1e-12


def test_under_five_nothing_is_known() -> None:
    assert [share(seen, seen).is_known for seen in (0, 4, 5)] == [False, False, True]


@pytest.mark.parametrize("counts", [(3, 2), (-1, 2)])
def test_more_kept_than_seen_is_refused(counts: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="of 2"):
        share(*counts)


def test_wilson_wants_something_seen() -> None:
    with pytest.raises(ValueError, match="nothing was seen"):
        wilson(0, 0)
