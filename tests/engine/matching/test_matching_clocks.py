"""Two clocks over the year: exact hours on both sides of every change of a clock (§MATCH-1)."""

from datetime import date, time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from outhaul.engine.geography.overlap import overlap
from outhaul.engine.matching.clocks import clocks

NINE_TO_FIVE = (time(9), time(17))


def test_berlin_and_new_york_part_for_three_weeks_in_march_and_one_in_autumn() -> None:
    """In 2026 New York changes on 8 March and 1 November, Berlin on 29 March and 25 October."""
    year = clocks("Europe/Berlin", NINE_TO_FIVE, "America/New_York", NINE_TO_FIVE, year=2026)
    assert [(span.first, span.last, span.hours, span.shared) for span in year.spans] == [
        (date(2026, 1, 1), date(2026, 3, 7), 2.0, ((15.0, 17.0),)),
        (date(2026, 3, 8), date(2026, 3, 28), 3.0, ((14.0, 17.0),)),
        (date(2026, 3, 29), date(2026, 10, 24), 2.0, ((15.0, 17.0),)),
        (date(2026, 10, 25), date(2026, 10, 31), 3.0, ((14.0, 17.0),)),
        (date(2026, 11, 1), date(2026, 12, 31), 2.0, ((15.0, 17.0),)),
    ]


def test_months_are_cut_where_a_clock_is_changed() -> None:
    year = clocks("Europe/Berlin", NINE_TO_FIVE, "America/New_York", NINE_TO_FIVE, year=2026)
    march = [(span.first.day, span.last.day, span.hours) for span in year.months() if span.first.month == 3]
    autumn = [(span.first, span.last, span.hours) for span in year.months() if span.first.month in {10, 11}]
    assert march == [(1, 7, 2.0), (8, 28, 3.0), (29, 31, 2.0)]
    assert autumn == [
        (date(2026, 10, 1), date(2026, 10, 24), 2.0),
        (date(2026, 10, 25), date(2026, 10, 31), 3.0),
        (date(2026, 11, 1), date(2026, 11, 30), 2.0),
    ]


def test_an_evening_in_manila_is_a_morning_in_new_york() -> None:
    year = clocks("America/New_York", NINE_TO_FIVE, "Asia/Manila", (time(20), time(4)), year=2026)
    assert [(span.ahead, span.theirs, span.shared) for span in year.spans] == [
        (13.0, (7.0, 15.0), ((9.0, 15.0),)),
        (12.0, (8.0, 16.0), ((9.0, 16.0),)),
        (13.0, (7.0, 15.0), ((9.0, 15.0),)),
    ]


ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Asia/Manila",
    "Asia/Kolkata",
    "Pacific/Kiritimati",
    "Pacific/Niue",
    "Australia/Lord_Howe",
)
HOURS = st.tuples(st.integers(0, 23), st.integers(0, 23)).filter(lambda pair: pair[0] != pair[1])


@given(st.sampled_from(ZONES), HOURS, st.sampled_from(ZONES), HOURS, st.integers(2020, 2030))
def test_the_picture_and_the_guard_count_the_same_hours(
    here: str, ours: tuple[int, int], there: str, theirs: tuple[int, int], year: int
) -> None:
    home, other = ((time(start), time(end)) for start, end in (ours, theirs))
    drawn = clocks(here, home, there, other, year=year)
    counted = overlap(here, home, there, other, year=year)
    hours = [span.hours for span in drawn.spans]
    assert counted.min >= min(hours) - 1e-9
    assert counted.max <= max(hours) + 1e-9
    assert all(one.last.toordinal() + 1 == other.first.toordinal() for one, other in pairwise(drawn.spans))
    assert (drawn.spans[0].first, drawn.spans[-1].last) == (date(year, 1, 1), date(year, 12, 31))
    assert len(list(drawn.months())) == 12 + len([span for span in drawn.spans[1:] if span.first.day != 1])
