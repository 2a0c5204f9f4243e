"""A person's calendar, read as a calendar programme reads it, also in the weeks when a clock changes."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
import time_machine
from django.test import Client
from icalendar import Calendar

from outhaul.apps.delivery.lifecycles import CheckpointState
from outhaul.apps.delivery.models import Absence, Checkpoint, Submission
from outhaul.apps.notices.domain import calendar
from outhaul.apps.notices.domain.readers import reader_of
from outhaul.apps.people.models import Membership, User
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.models import Engagement, Milestone, Seat
from tests.delivery_made import milestone, running
from tests.people import People

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def ana(people: People) -> Assignment:
    return running(people)


def address(user: User) -> str:
    return f"/calendar/{calendar.token_of(calendar.make_link(user))}.ics"


def feed(user: User) -> Calendar:
    with time_machine.travel(NOW, tick=False):
        answer = Client().get(address(user))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(answer.content)


def events(user: User, kind: str = "") -> Mapping[str, Any]:
    """The entries of a person's feed whose name begins with `kind`, by name."""
    found = {str(event["UID"]).partition("@")[0]: event for event in feed(user).walk("VEVENT")}
    return {name: event for name, event in found.items() if name.startswith(kind)}


def checkpoint(ana: Assignment, starts_at: datetime, **told: object) -> Checkpoint:
    return Checkpoint.objects.create(
        engagement=ana.engagement,
        name="October; books, \\ first look",
        on=starts_at.astimezone(NEW_YORK).date(),
        starts_at=starts_at,
        **told,
    )


def test_a_checkpoint_stays_at_its_hour_of_the_clients_clock_when_the_clock_changes(
    people: People, ana: Assignment
) -> None:
    """At ten in New York, in the weeks before and after 14 March 2027; read by a calendar programme."""
    before = checkpoint(ana, datetime(2027, 3, 11, 15, 0, tzinfo=UTC))
    after = checkpoint(ana, datetime(2027, 3, 18, 14, 0, tzinfo=UTC))
    read = recurring_ical_events.of(feed(people.marco.user))
    for one in (before, after):
        (event,) = [
            event for event in read.at(one.on) if str(event["UID"]).startswith(f"checkpoint-{one.key}@")
        ]
        assert event["DTSTART"].dt.strftime("%H:%M %Z") in {"10:00 EST", "10:00 EDT"}
        assert event["DTSTART"].dt.astimezone(UTC) == one.starts_at
        assert event["DTEND"].dt.astimezone(UTC) - one.starts_at == timedelta(minutes=30)


def test_the_file_tells_the_rules_of_its_zone(people: People, ana: Assignment) -> None:
    checkpoint(ana, datetime(2027, 3, 11, 15, 0, tzinfo=UTC))
    (zone,) = feed(people.marco.user).walk("VTIMEZONE")
    assert zone["TZID"] == "America/New_York"
    told = zone.to_tz()  # type: ignore[attr-defined] # it is a Timezone
    offsets = [datetime(2027, 3, day, 12, tzinfo=told).utcoffset() for day in (13, 15)]
    assert offsets == [timedelta(hours=-5), timedelta(hours=-4)]


def test_text_is_read_back_as_it_was_told(people: People, ana: Assignment) -> None:
    one = checkpoint(ana, datetime(2027, 3, 11, 15, 0, tzinfo=UTC))
    event = events(people.marco.user)[f"checkpoint-{one.key}"]
    title = f"Checkpoint: {one.name}, {ana.engagement.name} (Ana Reyes)"
    assert str(event["SUMMARY"]) == title


def test_one_that_was_moved_or_cancelled_is_the_same_in_a_newer_version(
    people: People, ana: Assignment
) -> None:
    one = checkpoint(ana, datetime(2027, 3, 11, 15, 0, tzinfo=UTC))
    name = f"checkpoint-{one.key}"
    first = events(people.marco.user)[name]
    assert (first["SEQUENCE"], first["STATUS"]) == (0, "CONFIRMED")
    Checkpoint.objects.update(moved=2, state=CheckpointState.CANCELLED)
    second = events(people.marco.user)[name]
    assert (second["SEQUENCE"], second["STATUS"]) == (2, "CANCELLED")


def test_due_dates_ends_and_the_day_to_decide_stand_in_it(people: People, ana: Assignment) -> None:
    key, ends_on = ana.engagement.key, date(2027, 6, 30)
    Milestone.objects.update(due_on=date(2027, 4, 9))
    found = events(people.marco.user)
    assert found[f"milestone-{key}-close"]["DTSTART"].dt == date(2027, 4, 9)
    assert found[f"milestone-{key}-close"]["DTEND"].dt == date(2027, 4, 10)
    assert found[f"end-{key}"]["DTSTART"].dt == ends_on
    assert found[f"renewal-{key}"]["DTSTART"].dt == ends_on - timedelta(days=30)
    assert "renewal" not in "".join(events(ana.user))


def test_the_time_to_answer_is_the_clients_alone_and_goes_once_it_is_answered(
    people: People, ana: Assignment
) -> None:
    row = Submission.objects.create(
        milestone=milestone(ana), number=1, answer_by=datetime(2027, 3, 16, 21, 0, tzinfo=UTC)
    )
    (event,) = events(people.marco.user, "answer").values()
    assert event["DTSTART"].dt == datetime(2027, 3, 16, 17, 0, tzinfo=NEW_YORK)
    assert events(ana.user, "answer") == {}
    row.withdrawn_at = NOW
    row.save()
    assert events(people.marco.user, "answer") == {}


def test_days_off_are_whole_days_and_those_taken_out_are_gone(people: People, ana: Assignment) -> None:
    row = Absence.objects.create(
        business=people.bakery,
        contractor=ana.contractor,
        first_on=date(2027, 3, 13),
        last_on=date(2027, 3, 15),
    )
    for user in (people.marco.user, ana.user):
        (event,) = events(user, "absence").values()
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2027, 3, 13), date(2027, 3, 16))
        assert event["TRANSP"] == "TRANSPARENT"
    row.removed_at = NOW
    row.save()
    assert events(ana.user, "absence") == {}


def test_each_sees_only_what_they_have_a_part_in(people: People, ana: Assignment) -> None:
    checkpoint(ana, datetime(2027, 3, 11, 15, 0, tzinfo=UTC))
    users = (people.olivia.user, people.marco.user, ana.user, people.charlie.user, people.viktor.user)
    planned = Checkpoint.objects.count()
    assert planned > 0
    assert [len(events(user, "checkpoint")) for user in users] == [planned, planned, planned, 0, 0]
    Engagement.objects.update(manager="olivia", deputy="")
    assert events(people.marco.user) == {}
    Seat.objects.all().delete()
    Membership.objects.filter(user=people.olivia.user).delete()
    assert events(people.olivia.user) == {}


def test_a_link_that_was_taken_back_opens_nothing_and_neither_does_an_older_one(people: People) -> None:
    client, user = Client(), people.marco.user
    first = address(user)
    assert client.get(first).status_code == 200
    second = address(user)
    assert [client.get(one).status_code for one in (first, second)] == [404, 200]
    number = calendar.revoke_link(user).feed_number
    assert client.get(second).status_code == 404
    calendar.restore_link(user, number)
    assert client.get(second).status_code == 200
    calendar.revoke_link(user)
    third = address(user)
    assert [client.get(one).status_code for one in (first, second, third)] == [404, 404, 200]
    user.is_active = False
    user.save()
    assert client.get(third).status_code == 404


def test_who_has_it_already_is_told_that_nothing_changed(people: People, ana: Assignment) -> None:
    client = Client()
    with time_machine.travel(NOW, tick=False):
        one = checkpoint(ana, datetime(2027, 3, 11, 15, 0, tzinfo=UTC))
        link = address(people.marco.user)
        first = client.get(link)
        mark = {"If-None-Match": first.headers["ETag"]}
        assert client.get(link, headers=mark).status_code == 304
        assert first.headers["Last-Modified"]
        one.moved = 1
        one.save()
        assert client.get(link, headers=mark).status_code == 200


def test_the_page_makes_a_link_shows_it_and_takes_it_back(people: People) -> None:
    client = Client()
    client.force_login(people.marco.user)
    page = "/account/calendar/"
    assert "0 entries stand in your calendar." in client.get(page).content.decode()
    client.post(f"{page}make/", {"after": "0"})
    client.post(f"{page}make/", {"after": "0"})
    reader = reader_of(people.marco.user)
    assert reader.feed_number == 1
    assert f"/calendar/{calendar.token_of(reader)}.ics" in client.get(page).content.decode()
    shown = client.post(f"{page}revoke/", follow=True).content.decode()
    assert "The link opens nothing any more." in shown
    client.post(f"{page}make/", {"undo": "1"})
    reader.refresh_from_db()
    assert (reader.feed_number, reader.is_feed_open) == (1, True)
