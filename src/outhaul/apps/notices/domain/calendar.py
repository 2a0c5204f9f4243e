"""A person's calendar: what the apps above know of days and moments, behind a secret link."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from django.db import transaction

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.notices.domain.readers import reader_of
from outhaul.apps.notices.models import Reader
from outhaul.apps.people.domain.access import access_memberships
from outhaul.apps.people.domain.links import key_of, link_token, opens
from outhaul.apps.people.models import User
from outhaul.documents.calendar.entries import Entry

LINK = "calendar"
"""Kind of the link."""
THING = "calendar link"
BEFORE, AFTER = timedelta(days=90), timedelta(days=550)
"""How far back and ahead a calendar goes."""

Collector = Callable[[User, date, date], Iterable[Entry]]
COLLECTORS: list[Collector] = []
"""What the apps above know of. Each registers its own when it is ready."""


def collects(collector: Collector) -> Collector:
    """Register a function that gives what stands in a person's calendar from one day to another.

    It is asked afresh each time, and must give only what the person may see at that moment.
    """
    COLLECTORS.append(collector)
    return collector


def entries_of(user: User, today: date) -> list[Entry]:
    """Return all that stands in the calendar of `user`."""
    first, last = today - BEFORE, today + AFTER
    return [entry for collector in COLLECTORS for entry in collector(user, first, last)]


def token_of(reader: Reader) -> str:
    """Return the token of the present link; "" where none is open."""
    return link_token(LINK, reader.key, reader.feed_number) if reader.is_feed_open else ""


def reader_by_link(token: str) -> Reader | None:
    """Return whose calendar a link opens; None where it was taken back, or the person is gone."""
    found = Reader.objects.select_related("user").filter(key=key_of(token), user__is_active=True).first()
    if found is None or not found.is_feed_open:
        return None
    return found if opens(token, LINK, found.key, found.feed_number) else None


@transaction.atomic
def make_link(user: User) -> Reader:
    """Open a new link; every older one opens nothing from then on. Records `added` in each business."""
    reader = _held(user)
    reader.feed_number, reader.is_feed_open = reader.feed_number + 1, True
    _keep(reader, "added")
    return reader


@transaction.atomic
def revoke_link(user: User) -> Reader:
    """Take the link back; records `revoked` in each business. Nothing happens where none is open."""
    reader = _held(user)
    if reader.is_feed_open:
        reader.is_feed_open = False
        _keep(reader, "revoked")
    return reader


@transaction.atomic
def restore_link(user: User, number: int) -> Reader:
    """Open again the link `number` that was taken back, unless another one was made meanwhile."""
    reader = _held(user)
    if number and number == reader.feed_number and not reader.is_feed_open:
        reader.is_feed_open = True
        _keep(reader, "restored")
    return reader


def _held(user: User) -> Reader:
    return Reader.objects.select_for_update(of=("self",)).select_related("user").get(pk=reader_of(user).pk)


def _keep(reader: Reader, verb: str) -> None:
    reader.save(update_fields=["feed_number", "is_feed_open"])
    for membership in access_memberships(reader.user):
        record(
            scope=membership.business.key,
            actor=reader.user,
            verb=verb,
            thing=THING,
            name=str(reader.user),
            changes={"number": (None, reader.feed_number)},
        )
