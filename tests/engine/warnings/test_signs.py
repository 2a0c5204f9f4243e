"""Early warnings by the figures of ENGINE 8, and what is true of any figures (§RUN-12)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.engine.performance.shares import chance_below
from outhaul.engine.warnings import first_pass, flags, lateness, leaning, overload, unseen
from outhaul.engine.warnings.figures import moving_average, upper_limit

COUNTS = st.integers(0, 15)


@pytest.mark.parametrize(("kept", "seen", "chance"), [(5, 10, 0.932), (8, 10, 0.455), (1, 4, 0.901)])
def test_w1_literal_chances(kept: int, seen: int, chance: float) -> None:
    assert round(chance_below(0.8, kept, seen), 3) == chance


def test_w1_warns_of_5_in_10_and_1_in_4_not_of_8_in_10_or_nothing() -> None:
    signs = [first_pass(kept, seen) for kept, seen in ((5, 10), (1, 4), (8, 10), (0, 0))]
    assert [sign.code if sign else None for sign in signs] == ["W1", "W1", None, None]


@given(COUNTS, COUNTS)
def test_w1_more_that_are_accepted_never_raise_the_chance(kept: int, more: int) -> None:
    seen = kept + more + 1
    assert chance_below(0.8, kept + 1, seen) < chance_below(0.8, kept, seen)


def test_w2_the_limit_is_2_7_sd_of_the_average() -> None:
    assert upper_limit(1.0, 2.0) == pytest.approx(1 + 2.7 * 2 * (0.3 / 1.7) ** 0.5)


@given(st.floats(-30, 30), st.integers(3, 30), st.floats(0.1, 10))
def test_w2_a_steady_contractor_never_alarms(late: float, count: int, sd: float) -> None:
    assert moving_average([late] * count, late) == pytest.approx(late)
    assert lateness([late] * count, mean=late + 1e-6, sd=sd) is None


def test_w2_needs_three_deliveries() -> None:
    assert lateness([40, 40], mean=0, sd=1) is None
    sign = lateness([40, 40, 40], mean=0, sd=1)
    assert sign is not None
    assert sign.reason == "Deliveries come 26 days late by now, and later than usual."


def test_w3_w6_w7_w8_alarm_beyond_their_limits_not_at_them() -> None:
    at = [
        unseen(21, 14),
        overload("Marco", [0.85, 0.99]),
        leaning(0.6, is_critical=True, has_backup=False),
        flags(2),
    ]
    beyond = [
        unseen(22, 14),
        overload("Marco", [0.86, 0.99]),
        leaning(0.61, is_critical=True, has_backup=False),
        flags(3),
    ]
    assert at == [None] * 4
    assert [sign.code for sign in beyond if sign] == ["W3", "W6", "W7", "W8"]


def test_each_names_what_helps_and_keeps_its_fingerprint_until_its_figures_change() -> None:
    two = [first_pass(5, 10), first_pass(5, 10), first_pass(5, 11)]
    bases = [sign.basis for sign in two if sign]
    assert bases[0] == bases[1] != bases[2]
    assert all(sign.remedy for sign in two if sign)
