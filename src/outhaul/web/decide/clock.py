"""The working hours as a drawing: a dial of 24 hours, midnight on top."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

MINUTES = 24 * 60
RADIUS, CENTRE = 40.0, 60.0
LABELS = (0, 6, 12, 18)
LABEL_RADIUS, TICK_FROM, TICK_TO = 56.0, 46.0, 48.5


@dataclass(frozen=True, slots=True)
class Mark:
    """A tick of the dial, with the hour where it has one."""

    x1: float
    y1: float
    x2: float
    y2: float
    label: str = ""
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Dial:
    """What is drawn, in a square of 120 units."""

    arc: str
    """Path of the working hours."""
    marks: tuple[Mark, ...]
    hours: str
    """How many hours that is, "8" or "8.5"."""


def dial(hours: Sequence[str] | None) -> Dial | None:
    """Return the dial of two times of one day; None for what is no such pair.

    >>> dial(["09:00", "17:30"]).hours
    '8.5'
    """
    try:
        start, end = (int(time[:2]) * 60 + int(time[3:5]) for time in hours or ())
    except ValueError:
        return None
    if not 0 <= start < end < MINUTES:
        return None
    (x1, y1), (x2, y2) = _at(start, RADIUS), _at(end, RADIUS)
    wide = int(end - start > MINUTES // 2)
    arc = f"M{x1} {y1}A{RADIUS:g} {RADIUS:g} 0 {wide} 1 {x2} {y2}"
    return Dial(arc, tuple(_mark(hour) for hour in range(24)), f"{(end - start) / 60:.3g}")


def _mark(hour: int) -> Mark:
    (x1, y1), (x2, y2) = _at(60 * hour, TICK_FROM), _at(60 * hour, TICK_TO)
    if hour not in LABELS:
        return Mark(x1, y1, x2, y2)
    x, y = _at(60 * hour, LABEL_RADIUS)
    return Mark(x1, y1, x2, y2, str(hour), x, y)


def _at(minute: int, radius: float) -> tuple[float, float]:
    angle = 2 * pi * minute / MINUTES
    return round(CENTRE + radius * sin(angle), 2), round(CENTRE - radius * cos(angle), 2)
