"""Mail: at once to who must act, all else in one digest of the reader's own morning, nothing twice."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
import time_machine

from outhaul.apps.notices.domain import posting, reading
from outhaul.apps.notices.domain.letters import post_notice
from outhaul.apps.notices.domain.readers import choose_hearing, choose_way, next_digest, reader_of
from outhaul.apps.notices.domain.telling import settle
from outhaul.apps.notices.models import Kind, Notice, Reader, Way
from outhaul.apps.people.models import Membership
from tests.notices_made import post, told
from tests.people import People
from tests.postbox import Postbox, postbox

__all__ = ["postbox"]

pytestmark = pytest.mark.django_db(transaction=True)
NOON = datetime(2026, 11, 27, 17, 0, tzinfo=UTC)
"""In New York, where the bakery is."""


def reader(people: People, zone: str = "America/New_York", hour: int = 7) -> Reader:
    found = reader_of(people.marco.user)
    choose_hearing(found, zone=zone, hour=hour, wants_digest=True, ways={})
    return found


def subjects(postbox: Postbox) -> list[str]:
    return [letter["Subject"] for letter in postbox.letters]


def text(letter: EmailMessage) -> str:
    return str(letter.get_content())


def test_what_must_be_acted_on_goes_out_after_a_minute_of_grace_and_once(
    people: People, postbox: Postbox
) -> None:
    told(people)
    post(timedelta(seconds=50))
    assert subjects(postbox) == []
    post(timedelta(seconds=70))
    post(timedelta(seconds=90))
    (letter,) = postbox.letters
    assert letter["To"] == people.marco.user.email
    assert letter["Subject"] == f"October books waits for your answer ({people.bakery.name})"
    notice = Notice.objects.get()
    assert f"/inbox/{notice.key}/" in text(letter)
    assert notice.mailed_at is not None


@pytest.mark.parametrize("how", ["read", "settled"])
def test_what_is_read_or_dealt_with_meanwhile_is_not_mailed(
    people: People, postbox: Postbox, how: str
) -> None:
    (notice,) = told(people)
    if how == "read":
        reading.read(notice)
    else:
        settle(people.bakery, notice.once)
    post(timedelta(minutes=2))
    assert postbox.letters == []


def test_all_else_comes_in_one_digest_at_the_readers_own_morning(people: People, postbox: Postbox) -> None:
    with time_machine.travel(NOON, tick=False):
        reader(people, "Europe/Berlin")
        told(people, once="a", what="October books", acts=False)
        told(people, once="b", what="November books", acts=False)
    post(datetime(2026, 11, 28, 5, 59, tzinfo=UTC))
    assert postbox.letters == []
    post(datetime(2026, 11, 28, 6, 1, tzinfo=UTC))
    post(datetime(2026, 11, 28, 6, 2, tzinfo=UTC))
    (letter,) = postbox.letters
    assert letter["Subject"] == "2 things to know"
    assert text(letter).index("October books") < text(letter).index("November books")
    assert letter["Message-ID"].startswith(
        f"<digest.{Reader.objects.get(user=people.marco.user).key}.2026-11-28@"
    )


@pytest.mark.parametrize(
    ("zone", "hour", "now", "due"),
    [
        # in Berlin the clock goes forward on 28 March 2027, and back on 31 October 2027
        ("Europe/Berlin", 7, "2027-03-27T12:00", "2027-03-28T05:00"),
        ("Europe/Berlin", 7, "2027-03-26T12:00", "2027-03-27T06:00"),
        ("Europe/Berlin", 2, "2027-03-27T12:00", "2027-03-28T01:00"),
        ("Europe/Berlin", 2, "2027-10-30T12:00", "2027-10-31T00:00"),
        ("Europe/Berlin", 7, "2027-10-30T12:00", "2027-10-31T06:00"),
        # in New York on 14 March 2027
        ("America/New_York", 7, "2027-03-13T18:00", "2027-03-14T11:00"),
        ("Asia/Manila", 7, "2027-03-13T18:00", "2027-03-13T23:00"),
        ("Australia/Lord_Howe", 7, "2027-04-03T12:00", "2027-04-03T20:30"),
        ("Asia/Kathmandu", 0, "2027-04-03T12:00", "2027-04-03T18:15"),
    ],
)
def test_the_morning_is_that_of_the_readers_clock_also_when_it_changes(
    zone: str, hour: int, now: str, due: str
) -> None:
    reader = Reader(time_zone=zone, digest_hour=hour)
    at = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert next_digest(reader, at) == datetime.fromisoformat(due).replace(tzinfo=UTC)


def test_there_is_one_digest_a_day_when_the_hour_is_moved_on(people: People, postbox: Postbox) -> None:
    with time_machine.travel(NOON, tick=False):
        mine = reader(people)
        told(people, once="a", acts=False)
    post(datetime(2026, 11, 28, 12, 1, tzinfo=UTC))
    with time_machine.travel(datetime(2026, 11, 28, 12, 30, tzinfo=UTC), tick=False):
        mine.refresh_from_db()
        choose_hearing(mine, zone="America/New_York", hour=9, wants_digest=True, ways={})
        told(people, once="b", acts=False)
    post(datetime(2026, 11, 28, 15, 0, tzinfo=UTC))
    assert len(postbox.letters) == 1
    post(datetime(2026, 11, 29, 14, 1, tzinfo=UTC))
    assert len(postbox.letters) == 2


def test_each_kind_comes_as_it_is_wanted_also_what_waits_already(people: People, postbox: Postbox) -> None:
    with time_machine.travel(NOON, tick=False):
        mine = reader(people)
        told(people, once="a", what="The invoice", kind=Kind.MONEY)
        told(people, once="b", what="The warning", kind=Kind.WARNING, acts=False)
        told(people, once="c", what="The pulse", kind=Kind.PULSE)
        choose_way(mine, Kind.MONEY, Way.DIGEST)
        choose_way(mine, Kind.WARNING, Way.AT_ONCE)
        choose_way(mine, Kind.PULSE, Way.NEVER)
    post(NOON + timedelta(minutes=2))
    assert subjects(postbox) == [f"The warning waits for your answer ({people.bakery.name})"]
    post(datetime(2026, 11, 28, 12, 1, tzinfo=UTC))
    assert subjects(postbox)[1:] == ["1 thing to know"]
    assert "The invoice" in text(postbox.letters[1])
    assert Notice.objects.get(once="c").mailed_at is None


def test_a_matter_told_anew_is_a_new_mail_in_the_same_thread(people: People, postbox: Postbox) -> None:
    told(people)
    post(timedelta(minutes=2))
    told(people, what="The second version")
    post(timedelta(minutes=2))
    first, second = postbox.letters
    assert first["Message-ID"] != second["Message-ID"]
    assert first["References"] == second["References"]


def test_a_worker_that_dies_in_the_middle_has_done_all_or_nothing(
    people: People, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It dies between the first mail and the second; what goes out then carries the same Message-IDs."""
    for once in "ab":
        told(people, once=once)
    sent: list[str] = []

    def dying(reader: Reader, notice: Notice) -> None:
        post_notice(reader, notice)
        sent.append(notice.once)
        if len(sent) == 2:
            raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(posting, "post_notice", dying)
        with pytest.raises(SystemExit):
            post(timedelta(minutes=2))
    assert postbox.letters == []
    assert Notice.objects.filter(mailed_at=None).count() == 2
    post(timedelta(minutes=3))
    post(timedelta(minutes=4))
    names = [letter["Message-ID"] for letter in postbox.letters]
    expected = [
        f"<notice.{one.key}.{one.made_at:%Y%m%d%H%M%S%f}@localhost>" for one in Notice.objects.order_by("pk")
    ]
    assert names == expected


def test_one_persons_fault_keeps_nobody_elses_mail_back(
    people: People, postbox: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(people, people.olivia.user, people.marco.user)

    def picky(reader: Reader, notice: Notice) -> None:
        if reader.user == people.olivia.user:
            raise ValueError
        post_notice(reader, notice)

    monkeypatch.setattr(posting, "post_notice", picky)
    post(timedelta(minutes=2))
    assert [letter["To"] for letter in postbox.letters] == [people.marco.user.email]


def test_nothing_goes_to_who_left_the_business(people: People, postbox: Postbox) -> None:
    told(people)
    Membership.objects.filter(user=people.marco.user).delete()
    post(timedelta(minutes=2))
    assert postbox.letters == []
