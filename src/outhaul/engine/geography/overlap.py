"""Shared working hours of two places over a year, daylight saving of both sides included (§MATCH-1).

Windows are moved to UTC by the rules of each IANA zone, day by day, and intersected with the window
of the same day, the day before and the day after. The year is given: the engine has no clock.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

from outhaul.faults import Fault, InputError

OFFICE_HOURS = (time(9), time(17))
_SATURDAY = 5
_DAY = 24.0
_RESOLUTION = 1e-9
"""Hours; far below what a clock can show."""

Clock = tuple[tuple[float, int], ...]
"""Hours ahead of UTC, and on how many days in a row, all through a year."""
Hours = tuple[time | float, time | float]
"""Start and end of a working day in local time; an end at or before the start is on the next day."""


@dataclass(frozen=True, slots=True)
class Change:
    """A day from which two places share another number of hours a day than before.

    It is the day on which a clock was changed, often a Sunday.
    """

    date: date
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Overlap:
    """Shared working hours a day over the working days of one year."""

    min: float
    mean: float
    max: float
    by_month: tuple[float, ...]
    """Twelve means, January first; 0 for a month without a common working day."""
    changes: tuple[Change, ...]


def overlap(  # noqa: PLR0913 -- two sides of two terms each, and what is usual is left out
    home_zone: str,
    home_hours: Hours,
    other_zone: str,
    other_hours: Hours = OFFICE_HOURS,
    *,
    year: int,
    flexible_hours: float = 0.0,
    holidays: Collection[date] = (),
) -> Overlap:
    """Return the hours that two places share on each common working day of `year`.

    Working days are Monday to Friday without `holidays`. `flexible_hours` widens the other side's
    window at both ends; give it only where that side has offered it (§MATCH-1). Raise `InputError`
    for a name that is no IANA zone.
    """
    return _overlap(
        _clock(home_zone, year),
        _window(home_hours),
        _clock(other_zone, year),
        _window(other_hours),
        year,
        flexible_hours,
        frozenset(holidays),
    )


@lru_cache(maxsize=4096)
def _overlap(  # noqa: PLR0913, PLR0917 -- the same terms as `overlap`, made hashable
    home: Clock,
    home_window: tuple[float, float],
    other: Clock,
    other_window: tuple[float, float],
    year: int,
    flexible_hours: float,
    holidays: frozenset[date],
) -> Overlap:
    ahead = _day_by_day(other) - _day_by_day(home)
    shared = shared_hours(home_window, widened(other_window, flexible_hours), ahead)
    return _summary(calendar(year), shared, _working(year, holidays))


def shared_hours(
    home_window: tuple[float, float], other_window: tuple[float, float], ahead: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the shared hours a day where the other place's clock is `ahead` hours of the home's.

    Windows are (start, end) in hours after local midnight, at most 24 long. The day is a circle:
    the other side's window of the day before or after counts as well, since 26 hours can lie
    between two clocks.
    """
    length, other_length = home_window[1] - home_window[0], other_window[1] - other_window[0]
    start = (other_window[0] - ahead - home_window[0]) % _DAY
    end = start + other_length
    same_day = np.minimum(length, end) - start
    day_before = np.minimum(length, end - _DAY)
    return np.maximum(0.0, same_day) + np.maximum(0.0, day_before)


def widened(window: tuple[float, float], flexible_hours: float) -> tuple[float, float]:
    """Return the window with `flexible_hours` more at both ends, never longer than a day."""
    room = max(0.0, (_DAY - (window[1] - window[0])) / 2)
    more = min(max(0.0, flexible_hours), room)
    return window[0] - more, window[1] + more


@lru_cache(maxsize=16)
def calendar(year: int) -> tuple[date, ...]:
    """Return every day of `year`."""
    first = date(year, 1, 1)
    return tuple(first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days))


def utc_offsets(zone: str, year: int) -> NDArray[np.float64]:
    """Return the hours that local clocks are ahead of UTC at noon of each day of `year`, read-only.

    At noon, since clocks are changed in the night and the working day follows the new time.
    """
    return _day_by_day(_clock(zone, year))


@lru_cache(maxsize=2048)
def _clock(zone: str, year: int) -> Clock:
    """Return how the clocks of a zone go; hundreds of zones have some forty ways."""
    offsets = groupby(map(zone_rules(zone).utcoffset, _noons(year)))
    return tuple(
        ((ahead or timedelta()).total_seconds() / 3600, sum(1 for _ in days)) for ahead, days in offsets
    )


@lru_cache(maxsize=512)
def _day_by_day(clock: Clock) -> NDArray[np.float64]:
    hours = np.repeat([ahead for ahead, _ in clock], [days for _, days in clock])
    hours.flags.writeable = False
    return hours


@lru_cache(maxsize=16)
def _noons(year: int) -> tuple[datetime, ...]:
    return tuple(datetime.combine(day, time(12)) for day in calendar(year))


def zone_rules(zone: str) -> ZoneInfo:
    """Return the rules of an IANA zone; raise `InputError` if there is none of that name."""
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InputError(
            [Fault("time_zone", f"{zone!r} is no time zone", "Give an IANA name such as Europe/Berlin")]
        ) from None


def _window(hours: Hours) -> tuple[float, float]:
    start, end = _of_day(hours[0]), _of_day(hours[1])
    return start, end if end > start else end + _DAY


def _of_day(moment: time | float) -> float:
    if isinstance(moment, time):
        return moment.hour + moment.minute / 60 + moment.second / 3600
    return float(moment)


def _summary(days: tuple[date, ...], shared: NDArray[np.float64], working: NDArray[np.bool_]) -> Overlap:
    months = _months(days[0].year)[working]
    hours = shared[working]
    if not hours.size:
        return Overlap(0.0, 0.0, 0.0, (0.0,) * 12, ())
    means = np.bincount(months, hours, minlength=12) / np.maximum(np.bincount(months, minlength=12), 1)
    moved = np.flatnonzero(np.abs(np.diff(shared)) > _RESOLUTION) + 1
    return Overlap(
        float(hours.min()),
        float(hours.mean()),
        float(hours.max()),
        tuple(means.tolist()),
        tuple(Change(days[day], float(shared[day - 1]), float(shared[day])) for day in moved),
    )


@lru_cache(maxsize=64)
def _working(year: int, holidays: frozenset[date]) -> NDArray[np.bool_]:
    return np.array([day.weekday() < _SATURDAY and day not in holidays for day in calendar(year)])


@lru_cache(maxsize=16)
def _months(year: int) -> NDArray[np.intp]:
    return np.array([day.month - 1 for day in calendar(year)])
