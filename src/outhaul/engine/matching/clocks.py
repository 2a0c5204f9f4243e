"""Two clocks over a year: when each side works by the other's clock, and which hours they share.

The year falls into spans within which the two clocks keep the same distance; a clock that is changed
on one side before the other makes a span of a week or three (§MATCH-1).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from itertools import pairwise

import numpy as np

from outhaul.engine.geography.overlap import calendar, utc_offsets

_DAY = 24.0
_LEAST = 1e-9

Window = tuple[float, float]
"""Start and end in hours after midnight; an end above 24 is on the next day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Days in a row on which both clocks keep their distance."""

    first: date
    last: date
    ahead: float
    """Hours that the other clock is ahead of the one at home."""
    theirs: Window
    """Their working day by the clock at home; it may begin before midnight, below 0."""
    shared: tuple[Window, ...]
    """What both work, by the clock at home."""

    @property
    def hours(self) -> float:
        """Shared hours a day."""
        return sum(end - start for start, end in self.shared)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocks:
    """The working day at home by its own clock, theirs by theirs, and the spans of the year."""

    home: Window
    theirs: Window
    spans: tuple[Span, ...]

    def months(self) -> Iterator[Span]:
        """Yield the spans once more, cut at the ends of months: twelve, and one more for each change."""
        for span in self.spans:
            first = span.first
            while first <= span.last:
                last = min(span.last, _end_of_month(first))
                yield replace(span, first=first, last=last)
                first = last + timedelta(days=1)


def clocks(
    home_zone: str, home_hours: tuple[time, time], zone: str, hours: tuple[time, time], *, year: int
) -> Clocks:
    """Return the two clocks of `year`; zones are IANA names, hours local times."""
    home, theirs = _window(home_hours), _window(hours)
    ahead = utc_offsets(zone, year) - utc_offsets(home_zone, year)
    days = calendar(year)
    starts = [0, *(np.flatnonzero(np.abs(np.diff(ahead)) > _LEAST) + 1).tolist(), len(days)]
    spans = tuple(
        _span(days[start], days[end - 1], float(ahead[start]), home, theirs)
        for start, end in pairwise(starts)
    )
    return Clocks(home=home, theirs=theirs, spans=spans)


def _span(first: date, last: date, ahead: float, home: Window, theirs: Window) -> Span:
    moved = theirs[0] - ahead, theirs[1] - ahead
    met = ((max(home[0], moved[0] + shift), min(home[1], moved[1] + shift)) for shift in (-_DAY, 0.0, _DAY))
    shared = tuple((start, end) for start, end in met if end - start > _LEAST)
    return Span(first=first, last=last, ahead=ahead, theirs=moved, shared=shared)


def _window(hours: tuple[time, time]) -> Window:
    start, end = (moment.hour + moment.minute / 60 for moment in hours)
    return start, end if end > start else end + _DAY


def _end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
