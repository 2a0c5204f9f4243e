"""The load of a manager month by month (§MANAGE-17), and days of checkpoints (§MANAGE-9)."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.engine import brief, manage
from outhaul.engine.schedule import planned
from outhaul.engine.verdict import Answer
from outhaul.engine.workload import Duty, calendar, heaviest, months_from

TODAY = date(2026, 11, 27)
KEPT = Duty(name="Baking", hours=10, start_hours=10, is_kept=True)
BOOKS = Duty(name="Books", hours=4, start_hours=7, starts_on=date(2027, 1, 15), ends_on=date(2027, 6, 30))


def test_months_begin_with_the_one_of_today_and_cross_the_year() -> None:
    assert months_from(TODAY, 3) == (date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1))


def test_an_engagement_counts_from_its_first_to_its_last_month_and_starts_take_more() -> None:
    year = calendar([KEPT, BOOKS], TODAY)
    assert [month.kept for month in year] == [10] * 12
    assert [month.running for month in year] == [0, 0, 4, 4, 4, 4, 4, 4, 0, 0, 0, 0]
    assert [month.starting for month in year] == [0, 0, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0]
    assert [month.engagements for month in year] == [0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0]


def test_the_guard_is_asked_about_the_fullest_months() -> None:
    later = Duty(name="Shop", hours=5, start_hours=9, starts_on=date(2027, 6, 1))
    duties = heaviest([KEPT, BOOKS, later], TODAY)
    assert duties == manage.Duties(hours=19, peak_hours=23, engagements=2, standardised=False)


def test_what_starts_after_the_year_counts_from_its_own_first_month() -> None:
    far = Duty(name="Shop", hours=5, start_hours=9, starts_on=date(2028, 6, 1))
    assert heaviest([KEPT, far], TODAY).peak_hours == 19


def test_nothing_takes_no_hours() -> None:
    assert heaviest([], TODAY) == manage.Duties(hours=0, peak_hours=0, engagements=0)


days = st.dates(date(2026, 1, 1), date(2029, 12, 31))
duties = st.builds(
    lambda hours, more, starts_on: Duty(name="x", hours=hours, start_hours=hours + more, starts_on=starts_on),
    st.floats(0, 50),
    st.floats(0, 50),
    st.none() | days,
)


@given(duties, st.integers(1, 5))
def test_those_alike_count_as_often_as_they_are(one: Duty, times: int) -> None:
    together, apart = [replace(one, times=times)], [one] * times
    for said, known in zip(calendar(together, TODAY), calendar(apart, TODAY), strict=True):
        assert (said.begins, said.engagements) == (known.begins, known.engagements)
        assert said.hours == pytest.approx(known.hours)
    assert heaviest(together, TODAY).engagements == heaviest(apart, TODAY).engagements


@given(st.lists(duties, max_size=6), duties)
def test_one_more_duty_never_lightens_the_load(there: list[Duty], more: Duty) -> None:
    before, after = heaviest(there, TODAY), heaviest([*there, more], TODAY)
    assert after.hours >= before.hours - 1e-9
    assert after.peak_hours >= after.hours - 1e-9
    assert after.engagements >= before.engagements


def checkpoints(count: int, every: brief.Rhythm = "week") -> tuple[brief.Checkpoint, ...]:
    return tuple(
        brief.Checkpoint(name=f"Look {number}", deliverable="Books", every=every) for number in range(count)
    )


START, END = date(2027, 1, 6), date(2027, 4, 2)


@pytest.mark.parametrize("count", [1, 5])
def test_up_to_five_weekly_checkpoints_share_no_day(count: int) -> None:
    looks = tuple(planned(checkpoints(count), START, END, ["Books"]))
    assert len({look.day for look in looks}) == len(looks) == 12 * count
    assert looks[0].day == date(2027, 1, 11)
    assert manage.guard_checkpoints("books", looks).answer is Answer.PASS


def test_a_sixth_one_shares_a_day_and_is_blocked() -> None:
    looks = planned(checkpoints(6), START, END, ["Books"])
    assert manage.guard_checkpoints("books", looks).rule == "MANAGE-9"


def test_a_checkpoint_on_something_unknown_looks_at_nothing_and_is_blocked() -> None:
    looks = planned(checkpoints(1), START, END, ["Shop"])
    verdict = manage.guard_checkpoints("books", looks)
    assert (verdict.answer, verdict.reason) == (
        Answer.BLOCK,
        "The checkpoint on 11 January 2027 looks at no deliverable.",
    )


def test_once_is_once() -> None:
    assert len(tuple(planned(checkpoints(1, "once"), START, END, ["Books"]))) == 1
