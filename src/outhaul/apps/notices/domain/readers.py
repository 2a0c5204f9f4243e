"""People as readers: their language, their zone, and how each kind of notice comes by mail."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo, available_timezones

from django.db import transaction
from django.utils import timezone

from outhaul.apps.notices.domain.reach import zone_outside
from outhaul.apps.notices.models import Choice, Kind, Notice, Reader, Way
from outhaul.apps.people.models import Business, User
from outhaul.apps.planning.domain.content import itself
from outhaul.apps.planning.domain.languages import language_of

GRACE = timedelta(minutes=1)
"""How long a mail waits, so that nothing goes out that was read or dealt with in the meantime."""
ZONES = frozenset(available_timezones())


def reader_of(user: User, business: Business | None = None) -> Reader:
    """Return `user` as a reader, made with a guess of the zone where there was none.

    The guess is what is known of the person, else the zone of `business`, else UTC.
    """
    found = Reader.objects.filter(user=user).first()
    if found is not None:
        return found
    guess = zone_outside(user) or (zone_of(business) if business else "")
    made, _ = Reader.objects.get_or_create(
        user=user, defaults={"time_zone": guess if guess in ZONES else "UTC"}
    )
    return made


def notice_reader(user: User, *, language: str, zone: str) -> Reader:
    """Keep in which language the pages are read, and the browser's zone unless another one was chosen.

    Nothing is written where nothing changed. `zone` may be "" where the browser told none.
    """
    reader = reader_of(user)
    before = (reader.language, reader.time_zone)
    reader.language = language
    if zone in ZONES and not reader.is_zone_chosen:
        reader.time_zone = zone
    if (reader.language, reader.time_zone) == before:
        return reader
    with transaction.atomic():
        reader.save(update_fields=["language", "time_zone"])
        if reader.time_zone != before[1]:
            schedule(reader)
    return reader


@transaction.atomic
def choose_hearing(
    reader: Reader, *, zone: str, hour: int, wants_digest: bool, ways: Mapping[Kind, Way | None]
) -> None:
    """Keep how a person wants to hear of things; None is the usual way of a kind. What waits follows.

    It is nobody's business but the person's, so it leaves no trace in the audit trail.
    """
    reader.is_zone_chosen = reader.is_zone_chosen or zone != reader.time_zone
    reader.time_zone, reader.digest_hour, reader.wants_digest = zone, hour, wants_digest
    reader.save(update_fields=["is_zone_chosen", "time_zone", "digest_hour", "wants_digest"])
    for kind, way in ways.items():
        _choose(reader, kind, way)
    schedule(reader)


@transaction.atomic
def choose_digest(reader: Reader, *, wanted: bool) -> None:
    """Want the digest, or want it no longer; what must be acted on comes as before."""
    reader.wants_digest = wanted
    reader.save(update_fields=["wants_digest"])
    schedule(reader)


@transaction.atomic
def choose_way(reader: Reader, kind: Kind, way: Way | None) -> None:
    """Want one kind another way; None is the usual one."""
    _choose(reader, kind, way)
    schedule(reader)


def _choose(reader: Reader, kind: Kind, way: Way | None) -> None:
    if way is None:
        Choice.objects.filter(reader=reader, kind=kind).delete()
    else:
        Choice.objects.update_or_create(reader=reader, kind=kind, defaults={"way": way})


def choices_of(reader: Reader) -> dict[Kind, Way]:
    """Return what the reader chose otherwise than usual."""
    return {Kind(row.kind): Way(row.way) for row in Choice.objects.filter(reader=reader)}


def way_of(reader: Reader, choices: Mapping[Kind, Way], kind: Kind, *, acts: bool) -> Way:
    """Return how a notice comes: at once where the reader must act, else in the digest, unless chosen."""
    way = choices.get(kind, Way.AT_ONCE if acts else Way.DIGEST)
    return Way.NEVER if way == Way.DIGEST and not reader.wants_digest else way


def due_at(
    reader: Reader, choices: Mapping[Kind, Way], kind: Kind, *, acts: bool, told_at: datetime
) -> datetime | None:
    """Return when a notice may go out by mail; None where it never does."""
    way = way_of(reader, choices, kind, acts=acts)
    if way == Way.NEVER:
        return None
    return told_at + GRACE if way == Way.AT_ONCE else next_digest(reader, timezone.now())


def next_digest(reader: Reader, now: datetime) -> datetime:
    """Return when the reader's next digest is due: at its hour by their own clock, one a local day.

    An hour that the clock leaves out in spring is the one after it; one that comes twice is the first.
    """
    zone = ZoneInfo(reader.time_zone)
    day = now.astimezone(zone).date()
    while (due := _at(day, reader.digest_hour, zone)) <= now or day == reader.digest_on:
        day += timedelta(days=1)
    return due


def _at(day: date, hour: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock(hour), zone).astimezone(UTC)


def schedule(reader: Reader) -> None:
    """Reckon anew when what has not gone out goes out; nothing that was read or dealt with does."""
    choices = choices_of(reader)
    waiting = Notice.objects.filter(
        user=reader.user_id, mailed_at=None, read_at=None, settled_at=None, has_letter=False
    )
    changed = list(waiting)
    for notice in changed:
        notice.mail_after = due_at(
            reader, choices, Kind(notice.kind), acts=notice.acts, told_at=notice.made_at
        )
    Notice.objects.bulk_update(changed, ["mail_after"])


def zone_of(business: Business) -> str:
    """Return the time zone that a business told of itself; "" where it told none that there is."""
    told = str(itself(business).get("time_zone") or "")
    return told if told in ZONES else ""


def language_for(reader: Reader, business: Business) -> str:
    """Return the language to write in: the one in which they read, else that of the business."""
    return reader.language or language_of(business)
