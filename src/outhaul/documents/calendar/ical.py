"""Entries as an iCalendar file, RFC 5545: with the rules of each zone, so that no clock change moves them."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from outhaul.documents.calendar.entries import Entry

if TYPE_CHECKING:
    from icalendar import Event

MAKER = "-//Outhaul//Calendar//EN"
READ_AGAIN = timedelta(hours=1)
"""How often a programme is asked to read the feed again."""
NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Control characters, which no text of a calendar may hold (RFC 5545, 3.3.11)."""
ZONES_AROUND = timedelta(days=366)
"""How far before and after the entries the rules of a zone are told."""


def render(entries: Iterable[Entry], *, title: str, domain: str) -> bytes:
    """Return the calendar `title`; names of entries are made unique in the world by `domain`.

    The same entries give the same bytes, so that whoever reads it again learns that nothing changed.
    """
    from icalendar import Calendar  # noqa: PLC0415 -- slow to import

    ordered = sorted(entries, key=lambda entry: (_day(entry.starts), entry.name))
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _text(title))
    calendar.add("refresh-interval", READ_AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in ordered:
        calendar.add_component(_event(entry, domain))
    if ordered:
        calendar.add_missing_timezones(
            first_date=_day(ordered[0].starts) - ZONES_AROUND,
            last_date=_day(ordered[-1].starts) + ZONES_AROUND,
        )
    return bytes(calendar.to_ical())


def _event(entry: Entry, domain: str) -> "Event":
    from icalendar import Event  # noqa: PLC0415 -- slow to import

    event = Event()
    event.add("uid", f"{entry.name}@{domain}")
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("sequence", entry.version)
    event.add("summary", _text(entry.title))
    event.add("dtstart", entry.starts)
    event.add("dtend", entry.ends)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE" if entry.is_busy else "TRANSPARENT")
    if entry.text:
        event.add("description", _text(entry.text))
    if entry.address:
        event.add("url", entry.address)
    return event


def _day(when: datetime | date) -> date:
    return when.date() if isinstance(when, datetime) else when


def _text(told: str) -> str:
    """Return a text without what no calendar may hold; marks are escaped where it is written."""
    return NOT_TEXT.sub(" ", told.replace("\r\n", "\n").replace("\r", "\n"))
