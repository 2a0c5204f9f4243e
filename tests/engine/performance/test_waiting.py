"""How long somebody was waited for (§PERFORM-5): shared hours, clock changes, week-ends."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from outhaul.engine.performance.waiting import Workday, waited, working_days

PORTLAND = Workday(zone=ZoneInfo("America/Los_Angeles"))
MANILA = Workday(zone=ZoneInfo("Asia/Manila"))
BERLIN = Workday(zone=ZoneInfo("Europe/Berlin"))
LISBON = Workday(zone=ZoneInfo("Europe/Lisbon"))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def test_only_hours_that_both_work_count() -> None:
    asked = datetime(2026, 11, 25, 8, tzinfo=UTC)  # Wednesday, 9 o'clock in Berlin, 8 in Lisbon
    assert waited(asked, asked + timedelta(days=1), BERLIN, LISBON) == 7


def test_the_week_end_is_nobodys() -> None:
    friday, monday = datetime(2026, 11, 27, 15, tzinfo=UTC), datetime(2026, 11, 30, 10, tzinfo=UTC)
    assert waited(friday, monday, BERLIN, BERLIN) == 1 + 2


def test_who_never_works_at_the_same_time_is_waited_for_in_own_hours() -> None:
    asked = datetime(2026, 11, 25, 1, tzinfo=UTC)  # 9 o'clock in Manila
    assert waited(asked, asked + timedelta(hours=8), MANILA, PORTLAND) == 8


def test_a_clock_change_moves_the_window() -> None:
    monday = datetime(2026, 10, 19, 7, tzinfo=UTC)
    before = waited(monday, monday + timedelta(hours=1), BERLIN, BERLIN)
    after = waited(monday + timedelta(days=7), monday + timedelta(days=7, hours=1), BERLIN, BERLIN)
    assert (before, after) == (1, 0)


def test_a_night_shift_reaches_into_the_next_day() -> None:
    baker = Workday(zone=ZoneInfo("UTC"), opens=time(22), closes=time(6))
    asked = datetime(2026, 11, 25, 23, tzinfo=UTC)
    assert waited(asked, asked + timedelta(hours=12), baker, baker) == 7


@given(MOMENTS, st.floats(0, 200), st.floats(0, 200))
def test_a_longer_wait_never_counts_less(asked: datetime, one: float, other: float) -> None:
    less, more = sorted((one, other))
    shorter = waited(asked, asked + timedelta(hours=less), BERLIN, LISBON)
    longer = waited(asked, asked + timedelta(hours=more), BERLIN, LISBON)
    assert 0 <= shorter <= longer <= more + 1e-6


def test_working_days_leave_out_week_ends_and_holidays() -> None:
    friday = date(2026, 12, 18)
    assert working_days(friday, date(2026, 12, 28)) == 6
    assert working_days(friday, date(2026, 12, 28), {date(2026, 12, 25)}) == 5
    assert working_days(friday, friday) == 0
