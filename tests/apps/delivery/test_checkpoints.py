"""Checkpoints fall on days and hours at which both sides work, one a day at most (§RUN-6, §RUN-7)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from outhaul.apps.audit.models import Event
from outhaul.apps.delivery.domain.absences import add_absence, remove_absence, restore_absence
from outhaul.apps.delivery.domain.away import be_away
from outhaul.apps.delivery.domain.checkpoints import (
    add_checkpoint,
    agenda,
    cancel_checkpoint,
    hold_checkpoint,
    is_missed,
    move_checkpoint,
    plan_checkpoints,
    restore_checkpoint,
)
from outhaul.apps.delivery.domain.days import Side, home_of
from outhaul.apps.delivery.domain.meeting import Both
from outhaul.apps.delivery.domain.reviewing import Finding, request_changes
from outhaul.apps.delivery.models import Absence, Checkpoint, Message
from outhaul.apps.notices.models import Kind, Notice
from outhaul.apps.work.domain.engagements import take_step
from outhaul.engine.brief import Checkpoint as Look
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from tests.delivery_made import milestone, running
from tests.handed_in import handed_in
from tests.people import People
from tests.statement_told import STATEMENT

HOME = Side("US", ZoneInfo("America/New_York"))
EVENING = Side("PH", ZoneInfo("Asia/Manila"), (time(18), time(2)))


def days(ana: object) -> list[date]:
    return list(Checkpoint.objects.filter(engagement=ana.engagement).values_list("on", flat=True))  # type: ignore[attr-defined] # an assignment


def local(checkpoint: Checkpoint) -> datetime:
    return checkpoint.starts_at.astimezone(ZoneInfo("America/New_York"))


def test_one_on_an_absence_that_is_told_later_goes_to_the_next_day_of_both(people: People) -> None:
    """§RUN-6: 24 and 25 December are no working days of both sides."""
    ana = running(people)
    moved = Checkpoint.objects.get(on=date(2026, 12, 21))
    before = moved.starts_at
    add_absence(ana, first_on=date(2026, 12, 21), last_on=date(2026, 12, 23))
    moved.refresh_from_db()
    assert (moved.on, moved.moved) == (date(2026, 12, 28), 1)
    assert moved.starts_at - before == timedelta(days=7)
    said = "“Look at open items” is moved to 28 December 2026: somebody is away."
    told = Notice.objects.filter(once=f"checkpoint:{moved.key}")
    assert {(row.user, row.said["text"]) for row in told} == {
        (ana.user, said),
        (people.marco.user, said),
    }
    event = Event.objects.filter(thing="checkpoint", verb="moved").get()
    assert (event.actor, before.isoformat() in event.changes) == ("Ana Reyes", True)


def test_looks_of_a_long_absence_are_one_after_it_and_none_stands_in_a_row(people: People) -> None:
    ana = running(people)
    be_away(people.olivia, manager="marco", first_on=date(2026, 12, 21), last_on=date(2027, 1, 5))
    left_out = Checkpoint.objects.get(engagement=ana.engagement, state="cancelled")
    assert left_out.on == date(2026, 12, 21)
    planned = Checkpoint.objects.filter(engagement=ana.engagement, state="planned")
    assert [row.on for row in planned][:3] == [date(2026, 12, 8), date(2027, 1, 6), date(2027, 1, 19)]


def test_an_absence_that_is_put_back_moves_once_more_and_others_looks_stay(people: People) -> None:
    ana = running(people)
    away = add_absence(ana, first_on=date(2026, 12, 21), last_on=date(2026, 12, 21))
    remove_absence(ana, away)
    looks = Checkpoint.objects.get(on=date(2026, 12, 22))
    move_checkpoint(people.olivia, looks, on=date(2026, 12, 21), at=time(10, 30))
    restore_absence(ana, away)
    looks.refresh_from_db()
    assert looks.on == date(2026, 12, 22)
    be_away(people.olivia, manager="olivia", first_on=date(2026, 12, 22), last_on=date(2026, 12, 22))
    looks.refresh_from_db()
    assert looks.on == date(2026, 12, 22)


def test_they_are_made_when_the_work_begins_every_fortnight_until_the_last_due_date(people: People) -> None:
    ana = running(people)
    assert days(ana) == [
        date(2026, 12, 8),  # the afternoon of the 7th is the 8th in Manila, a holiday there
        date(2026, 12, 21),
        date(2027, 1, 4),
        date(2027, 1, 19),  # the 18th is Martin Luther King Day
        date(2027, 2, 1),
        date(2027, 2, 16),  # the 15th is Washington's Birthday
    ]
    assert {row.milestone.key for row in Checkpoint.objects.filter(on__lt=date(2027, 1, 15))} == {"close"}  # type: ignore[union-attr] # each has one


def test_asked_again_nothing_doubles_and_the_end_cancels_what_lies_ahead(people: People) -> None:
    ana = running(people)
    plan_checkpoints(ana.engagement)
    assert len(days(ana)) == 6
    take_step(people.olivia, ana.engagement, "end", reason="The work is done")
    assert set(Checkpoint.objects.values_list("state", flat=True)) == {"cancelled"}


def test_two_looks_never_share_a_day_and_nobody_is_expected_while_away(people: People) -> None:
    deliverable = STATEMENT.milestones[0].deliverable
    looks = tuple(Look(name=f"Look {n}", deliverable=deliverable, every="week") for n in range(7))
    ana = running(people, replace(STATEMENT, checkpoints=looks[:1]))
    Checkpoint.objects.all().delete()
    Absence.objects.create(
        business=people.bakery,
        contractor=ana.contractor,
        first_on=date(2026, 12, 7),
        last_on=date(2026, 12, 9),
    )
    plan_checkpoints(ana.engagement)
    assert days(ana)[0] == date(2026, 12, 10)
    assert len(days(ana)) == len(set(days(ana)))


def test_the_hour_is_within_both_working_days_and_follows_daylight_saving() -> None:
    both = Both(HOME, EVENING)
    winter, summer = both.starts(date(2027, 3, 12)), both.starts(date(2027, 3, 15))
    assert winter == datetime(2027, 3, 12, 14, tzinfo=UTC)  # 9:00 in Portland, 22:00 in Manila
    assert summer == datetime(2027, 3, 15, 13, tzinfo=UTC)  # 9:00 again, 21:00 in Manila
    assert both.shares_hours(winter)
    assert both.shares_hours(summer)


def test_without_shared_hours_it_is_the_nearest_edge_of_the_day_at_home() -> None:
    both = Both(HOME, Side("PH", ZoneInfo("Asia/Manila")))
    start = both.starts(date(2026, 12, 7))
    assert start.astimezone(HOME.zone).time() == time(16, 30)  # 5:30 in Manila; 9:00 here is 22:00 there
    assert not both.shares_hours(start)


ZONES = st.sampled_from(("America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"))


@given(ZONES, ZONES, st.dates(date(2026, 1, 1), date(2028, 1, 1)), st.integers(0, 23), st.integers(4, 12))
def test_a_look_lies_in_the_working_day_at_home_and_in_both_where_they_meet(
    home: str, theirs: str, day: date, hour: int, length: int
) -> None:
    there = Side("XX", ZoneInfo(theirs), (time(hour), time((hour + length) % 24)))
    both = Both(Side("XX", ZoneInfo(home)), there)
    start = both.starts(day)
    first, last = both.window(both.home, day)
    assert first <= start < last
    if both.shares_hours(start):
        windows = [both.window(there, date.fromordinal(day.toordinal() + shift)) for shift in (-1, 0, 1)]
        assert any(begin <= start < end for begin, end in windows)


def test_moved_it_has_a_version_more_and_ana_is_told(people: People) -> None:
    ana = running(people)
    row = Checkpoint.objects.all()[0]
    moved = move_checkpoint(people.marco, row, on=date(2026, 12, 9), at=time(10))
    assert (moved.on, local(moved).time(), moved.moved) == (date(2026, 12, 9), time(10), 1)
    assert move_checkpoint(people.marco, row, on=date(2026, 12, 9), at=time(10)).moved == 1
    assert Notice.objects.filter(user=ana.user, kind=Kind.CHECKPOINT).count() == 1


def test_no_day_gets_a_second_one_and_nothing_moves_into_the_past(people: People) -> None:
    running(people)
    row = Checkpoint.objects.all()[0]
    for on in (date(2026, 12, 21), date(2026, 1, 5)):
        with pytest.raises(InputError) as error:
            move_checkpoint(people.marco, row, on=on, at=time(10))
        assert [fault.where for fault in error.value.faults] == ["on"]
    row.refresh_from_db()
    assert (row.on, row.moved) == (date(2026, 12, 8), 0)


def test_a_cancelled_one_comes_back_unless_its_day_is_taken(people: People) -> None:
    running(people)
    first, second = Checkpoint.objects.all()[:2]
    cancel_checkpoint(people.marco, first)
    assert restore_checkpoint(people.marco, first).state == "planned"
    cancel_checkpoint(people.marco, first)
    move_checkpoint(people.marco, second, on=date(2026, 12, 8), at=time(10))
    with pytest.raises(InputError):
        restore_checkpoint(people.marco, first)


def test_it_is_held_with_notes_once_not_ahead_of_its_day(people: People) -> None:
    running(people)
    row = Checkpoint.objects.all()[0]
    with pytest.raises(InputError):
        hold_checkpoint(people.marco, row, notes="All well.")
    with time_machine.travel(datetime(2026, 12, 8, 16, tzinfo=UTC), tick=False):
        with pytest.raises(InputError):
            hold_checkpoint(people.marco, row, notes=" ")
        held = hold_checkpoint(people.marco, row, notes="All well.", decisions=["Close on the 14th", " "])
        assert hold_checkpoint(people.marco, row, notes="All well.", decisions=["Close on the 14th"]) == held
        with pytest.raises(NotNow):
            cancel_checkpoint(people.marco, row)
    assert (held.state, held.decisions, held.held_by) == ("held", ["Close on the 14th"], people.marco.user)


def test_two_working_days_without_notes_it_counts_as_missed(people: People) -> None:
    running(people)
    row, home = Checkpoint.objects.all()[0], home_of(people.bakery)
    assert not is_missed(row, home, datetime(2026, 12, 10, 22, tzinfo=UTC))
    assert is_missed(row, home, datetime(2026, 12, 11, 12, tzinfo=UTC))


def test_the_agenda_is_what_is_not_met_and_what_was_asked(people: People) -> None:
    ana = running(people)
    row = Checkpoint.objects.all()[0]
    bank, balance = STATEMENT.milestones[0].criteria
    assert agenda(row) == [bank, balance]
    found = [Finding(bank, met=True), Finding(balance, met=False, reason="It is off.")]
    request_changes(people.marco, handed_in(ana), findings=found)
    Message.objects.create(milestone=milestone(ana), side="contractor", text="Which account?")
    row.refresh_from_db()
    assert agenda(row) == [balance, "Which account?"]


def test_one_more_look_falls_on_the_next_free_day_and_is_planned_once(people: People) -> None:
    ana = running(people)
    with time_machine.travel(datetime(2026, 12, 18, 15, tzinfo=UTC), tick=False):  # Monday is taken
        made = add_checkpoint(people.marco, ana.engagement, name="A look together")
        again = add_checkpoint(people.marco, ana.engagement, name="A look together")
    assert (made, made.on) == (again, date(2026, 12, 22))
