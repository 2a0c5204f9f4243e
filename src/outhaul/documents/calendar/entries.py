"""What stands in a calendar: a moment or whole days, with what it is and where it is dealt with."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry; told again with the same `name` it is the same entry, in a newer version."""

    name: str
    """Of the thing it stands for, such as "checkpoint-3f2a": it never changes."""
    title: str
    starts: datetime | date
    """A moment with its zone, or a day."""
    ends: datetime | date
    """Past the end: the moment after it, or the day after the last."""
    changed_at: datetime
    """When what it stands for was changed last."""
    version: int = 0
    """How often it was moved."""
    text: str = ""
    address: str = ""
    """Whole address of the page."""
    is_cancelled: bool = False
    is_busy: bool = False
    """Whether whoever has it in the calendar is busy meanwhile."""


def days(first: date, last: date | None = None) -> dict[str, Any]:
    """Return `starts` and `ends` of whole days, from the first to the last.

    >>> days(date(2026, 12, 7))
    {'starts': datetime.date(2026, 12, 7), 'ends': datetime.date(2026, 12, 8)}
    """
    return {"starts": first, "ends": (last or first) + timedelta(days=1)}
