"""How long somebody was waited for: in hours that both sides work, and in working days (§PERFORM-5)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

SATURDAY: Final = 5
DAY: Final = timedelta(days=1)
FAR: Final = 60
"""Days after which a wait is no longer counted by the hour: it is long by any measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workday:
    """When somebody works, Monday to Friday; an end at or before the start is on the next day."""

    zone: ZoneInfo
    opens: time = time(9)
    closes: time = time(17)

    def on(self, day: date) -> tuple[datetime, datetime]:
        """Return the hours of a day that begins on `day`, there."""
        later = day + DAY if self.closes <= self.opens else day
        return (
            datetime.combine(day, self.opens, self.zone),
            datetime.combine(later, self.closes, self.zone),
        )


def waited(asked: datetime, answered: datetime, one: Workday, other: Workday) -> float:
    """Return the hours between both moments in which both sides work.

    Where they never work at the same time, the hours of `one`, who was asked, count.

    >>> from datetime import UTC
    >>> office = Workday(zone=ZoneInfo("UTC"))
    >>> friday, monday = datetime(2026, 11, 27, 16, tzinfo=UTC), datetime(2026, 11, 30, 10, tzinfo=UTC)
    >>> waited(friday, monday, office, office)
    2.0
    """
    answered = min(answered, asked + FAR * DAY)
    meets = _hours(asked, asked + 7 * DAY, one, other) > 0
    return _hours(asked, answered, one, other if meets else one)


def _hours(start: datetime, end: datetime, one: Workday, other: Workday) -> float:
    found = 0.0
    for opens, closes in _windows(start, end, one):
        for begins, ends in _windows(opens, closes, other):
            found += max(0.0, (ends - begins).total_seconds() / 3600)
    return found


def _windows(start: datetime, end: datetime, work: Workday) -> Iterator[tuple[datetime, datetime]]:
    """Give when somebody works between `start` and `end`."""
    day, last = start.astimezone(work.zone).date() - DAY, end.astimezone(work.zone).date()
    while day <= last:
        if day.weekday() < SATURDAY:
            opens, closes = work.on(day)
            if (begins := max(start, opens)) < (ends := min(end, closes)):
                yield begins, ends
        day += DAY


def working_days(first: date, last: date, holidays: Collection[date] = ()) -> int:
    """Return how many working days lie after `first`, up to and with `last`.

    >>> working_days(date(2026, 11, 27), date(2026, 12, 1))
    2
    """
    days = (first + count * DAY for count in range(1, (last - first).days + 1))
    return sum(day.weekday() < SATURDAY and day not in holidays for day in days)
