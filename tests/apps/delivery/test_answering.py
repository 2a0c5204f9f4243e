"""The client's time to answer is counted in the client's own working days (§RUN-1)."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from outhaul.apps.delivery.domain.answering import answer_by, end_of_review, silence_accepts
from outhaul.apps.delivery.domain.days import Side, after_working_days, holidays_of, home_of, side_of
from tests.delivery_made import running
from tests.people import People

HOME = Side("US", ZoneInfo("America/New_York"))


def test_five_working_days_of_the_client_pass_over_a_weekend_and_a_holiday(people: People) -> None:
    ana = running(people)
    handed_in = datetime(2026, 11, 20, 15, tzinfo=UTC)  # a Friday; Thursday after is Thanksgiving
    local = answer_by(ana.engagement, handed_in).astimezone(ZoneInfo("America/New_York"))
    assert (local.date(), local.time()) == (date(2026, 11, 30), time(17))


def test_the_day_is_the_client_s_own_not_the_one_in_utc() -> None:
    late = datetime(2026, 12, 2, 3, tzinfo=UTC)  # Tuesday evening in Portland
    assert end_of_review(HOME, 1, late) == datetime(2026, 12, 2, 22, tzinfo=UTC)


def test_the_end_of_the_day_moves_with_daylight_saving() -> None:
    assert end_of_review(HOME, 1, datetime(2027, 3, 11, 15, tzinfo=UTC)) == datetime(
        2027, 3, 12, 22, tzinfo=UTC
    )
    assert end_of_review(HOME, 1, datetime(2027, 3, 12, 15, tzinfo=UTC)) == datetime(
        2027, 3, 15, 21, tzinfo=UTC
    )


def test_sides_are_where_the_business_and_the_contractor_said(people: People) -> None:
    ana = running(people)
    assert home_of(people.bakery) == HOME
    assert (side_of(ana.contractor).country, str(side_of(ana.contractor).zone)) == ("PH", "Asia/Manila")
    assert silence_accepts(ana.engagement) is False


def test_a_country_whose_holidays_nobody_knows_has_none() -> None:
    assert holidays_of("XX", 2026) == {}


@given(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(1, 30))
def test_every_counted_day_is_a_working_day(day: date, count: int) -> None:
    end = after_working_days(HOME, day, count)
    assert HOME.works_on(end)
    span = (date.fromordinal(number) for number in range(day.toordinal() + 1, end.toordinal() + 1))
    assert sum(map(HOME.works_on, span)) == count
