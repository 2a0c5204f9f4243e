"""Shared working hours (§MATCH-1)."""

from datetime import date, time, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.engine.geography.overlap import (
    OFFICE_HOURS,
    Change,
    calendar,
    overlap,
    shared_hours,
    utc_offsets,
    widened,
)
from outhaul.faults import Fault, InputError

Pair = tuple[float, float]
ZONES = (
    "America/New_York",
    "America/Bogota",
    "Europe/London",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Asia/Manila",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Africa/Cairo",
    "Africa/Casablanca",
)
zones = st.sampled_from(ZONES)
years = st.integers(2015, 2035)
starts = st.integers(0, 47).map(lambda half: half / 2)
windows = st.tuples(starts, st.integers(1, 24).map(float)).map(
    lambda pair: (pair[0], (pair[0] + pair[1]) % 24)
)


@pytest.mark.parametrize(
    ("home", "other", "flexible", "expected"),
    [
        ("America/New_York", "Europe/London", 0, (3.00, 3.08, 4.00)),
        ("America/New_York", "America/Bogota", 0, (7.00, 7.35, 8.00)),
        ("America/New_York", "Asia/Manila", 0, (0.00, 0.00, 0.00)),
        ("America/New_York", "Asia/Manila", 4, (0.00, 0.35, 1.00)),
        ("Europe/Berlin", "Asia/Kolkata", 0, (3.50, 4.07, 4.50)),
        ("Europe/London", "Asia/Manila", 0, (0.00, 0.57, 1.00)),
        ("Australia/Sydney", "Asia/Manila", 0, (5.00, 5.50, 6.00)),
    ],
)
def test_the_published_pairs_share_the_published_hours(
    home: str, other: str, flexible: float, expected: tuple[float, float, float]
) -> None:
    found = overlap(home, OFFICE_HOURS, other, year=2026, flexible_hours=flexible)
    assert (round(found.min, 2), round(found.mean, 2), round(found.max, 2)) == expected


def test_new_york_and_london_differ_in_the_weeks_between_their_clock_changes() -> None:
    found = overlap("America/New_York", OFFICE_HOURS, "Europe/London", year=2026)
    assert found.changes == (
        Change(date(2026, 3, 8), 3.0, 4.0),
        Change(date(2026, 3, 29), 4.0, 3.0),
        Change(date(2026, 10, 25), 3.0, 4.0),
        Change(date(2026, 11, 1), 4.0, 3.0),
    )
    assert [round(mean, 4) for mean in found.by_month] == [3, 3, 3.6818, 3, 3, 3, 3, 3, 3, 3.2273, 3, 3]


def test_a_zone_shares_its_whole_day_with_itself() -> None:
    found = overlap("Asia/Kathmandu", OFFICE_HOURS, "Asia/Kathmandu", year=2026)
    assert (found.min, found.mean, found.max, found.by_month, found.changes) == (8, 8, 8, (8.0,) * 12, ())


def test_times_and_numbers_say_the_same_hours() -> None:
    by_time = overlap(
        "Europe/Berlin", (time(8, 30), time(16)), "Asia/Kolkata", (time(10), time(18)), year=2026
    )
    by_number = overlap("Europe/Berlin", (8.5, 16.0), "Asia/Kolkata", (10.0, 18.0), year=2026)
    assert by_time == by_number


def test_a_night_shift_in_manila_meets_the_day_in_new_york() -> None:
    found = overlap("America/New_York", OFFICE_HOURS, "Asia/Manila", (time(21), time(6)), year=2026)
    assert (found.min, found.max) == (8.0, 8.0)


def test_holidays_are_no_common_working_days() -> None:
    november = {date(2026, 11, 1) + timedelta(days=number) for number in range(30)}
    found = overlap("America/New_York", OFFICE_HOURS, "Europe/London", year=2026, holidays=november)
    assert found.by_month[10] == 0.0


def test_a_year_of_holidays_shares_nothing() -> None:
    found = overlap("Europe/London", OFFICE_HOURS, "Europe/London", year=2026, holidays=calendar(2026))
    assert (found.min, found.mean, found.max) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../etc/passwd", "America"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(InputError) as caught:
        utc_offsets(zone, 2026)
    assert caught.value.faults == (
        Fault("time_zone", f"{zone!r} is no time zone", "Give an IANA name such as Europe/Berlin"),
    )


def test_a_widened_window_is_never_longer_than_a_day() -> None:
    assert widened((9.0, 17.0), 12.0) == (1.0, 25.0)


@given(zones, windows, zones, windows, years)
def test_overlap_is_symmetric(home: str, home_hours: Pair, other: str, other_hours: Pair, year: int) -> None:
    there = overlap(home, home_hours, other, other_hours, year=year)
    back = overlap(other, other_hours, home, home_hours, year=year)
    assert (there.min, there.max) == (back.min, back.max)
    assert [(change.date, change.after) for change in there.changes] == [
        (change.date, change.after) for change in back.changes
    ]
    assert there.by_month == pytest.approx(back.by_month)


@given(zones, zones, years, st.floats(0, 12))
def test_an_eight_hour_day_shares_between_none_and_eight_hours(
    home: str, other: str, year: int, flexible: float
) -> None:
    found = overlap(home, OFFICE_HOURS, other, year=year, flexible_hours=flexible)
    assert 0 <= found.min <= found.mean + 1e-12
    assert found.mean <= found.max + 1e-12
    assert found.max <= 8 + 1e-12


@given(zones, zones, years, st.floats(0, 8), st.floats(0, 8))
def test_more_flexibility_never_lowers_the_overlap(
    home: str, other: str, year: int, some: float, more: float
) -> None:
    less = overlap(home, OFFICE_HOURS, other, year=year, flexible_hours=min(some, more))
    wide = overlap(home, OFFICE_HOURS, other, year=year, flexible_hours=max(some, more))
    assert wide.min >= less.min - 1e-9
    assert wide.mean >= less.mean - 1e-9


@given(windows, windows, st.integers(-26, 26), st.integers(-12, 12))
def test_moving_both_clocks_by_the_same_hours_changes_nothing(
    home_hours: Pair, other_hours: Pair, ahead: int, moved: int
) -> None:
    home = (home_hours[0], home_hours[1] if home_hours[1] > home_hours[0] else home_hours[1] + 24)
    other = (other_hours[0], other_hours[1] if other_hours[1] > other_hours[0] else other_hours[1] + 24)
    before = shared_hours(home, other, np.array([float(ahead)]))
    after = shared_hours(home, other, np.array([float(ahead + moved)]) - float(moved))
    assert before == pytest.approx(after)


@given(zones, zones, years)
def test_two_zones_moved_alike_share_the_same_hours(home: str, other: str, year: int) -> None:
    ahead = utc_offsets(other, year) - utc_offsets(home, year)
    later = shared_hours((10.0, 18.0), (10.0, 18.0), ahead)
    assert later == pytest.approx(shared_hours((9.0, 17.0), (9.0, 17.0), ahead))
