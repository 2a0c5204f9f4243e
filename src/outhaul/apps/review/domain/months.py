"""Months, by their first day."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

MONTHS = 12


def month_of(day: date) -> date:
    """Return the first day of the month of `day`."""
    return day.replace(day=1)


def later(month: date, count: int = 1) -> date:
    """Return the month `count` months after `month`; before it where `count` is negative.

    >>> later(date(2026, 11, 1), 3), later(date(2026, 1, 1), -1)
    (datetime.date(2027, 2, 1), datetime.date(2025, 12, 1))
    """
    number = month.year * MONTHS + month.month - 1 + count
    return date(number // MONTHS, number % MONTHS + 1, 1)


@lru_cache(maxsize=1024)
def last_day(month: date) -> date:
    """Return the last day of a month."""
    return later(month) - timedelta(days=1)


def months_between(first: date, last: date) -> Iterator[date]:
    """Give each month from that of `first` to that of `last`."""
    month = month_of(first)
    while month <= last:
        yield month
        month = later(month)


def share_of_month(month: date, first: date, last: date | None) -> float:
    """Return how much of a month lies from `first` to `last`, 0..1.

    >>> share_of_month(date(2026, 11, 1), date(2026, 11, 16), None)
    0.5
    """
    end = last_day(month)
    days = (min(end, last or end) - max(month, first)).days + 1
    return max(0, days) / end.day
