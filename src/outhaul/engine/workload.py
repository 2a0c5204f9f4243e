"""The load of one manager, month by month: kept work, engagements that run or start (§MANAGE-17)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from outhaul.engine.manage import START_MONTHS, Duties

YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing that a manager answers for; manager hours a month."""

    name: str
    hours: float
    """Settled."""
    start_hours: float
    """In the first three months; equals `hours` for kept work."""
    is_kept: bool = False
    starts_on: date | None = None
    """None for what has always been there."""
    ends_on: date | None = None
    is_standardised: bool = False
    times: int = 1
    """How many things alike it stands for."""

    def runs_in(self, month: date) -> bool:
        """Whether any day of the month that begins on `month` belongs to it."""
        begun = self.starts_on is None or _number(self.starts_on) <= _number(month)
        return begun and (self.ends_on is None or self.ends_on >= month)

    def starts_in(self, month: date) -> bool:
        """Whether the month is one of its first three."""
        return self.starts_on is not None and 0 <= _number(month) - _number(self.starts_on) < START_MONTHS


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What one month takes of a manager, in hours."""

    begins: date
    kept: float
    running: float
    """Engagements, as if they had settled."""
    starting: float
    """What starts take besides."""
    engagements: int

    @property
    def hours(self) -> float:
        """All of it."""
        return self.kept + self.running + self.starting


def _number(day: date) -> int:
    return YEAR * day.year + day.month


def months_from(day: date, count: int = YEAR) -> tuple[date, ...]:
    """Return the first days of `count` months, the month of `day` first.

    >>> months_from(date(2026, 11, 27), 3)
    (datetime.date(2026, 11, 1), datetime.date(2026, 12, 1), datetime.date(2027, 1, 1))
    """
    first = YEAR * day.year + day.month - 1
    return tuple(date(number // YEAR, number % YEAR + 1, 1) for number in range(first, first + count))


def calendar(duties: Iterable[Duty], today: date, count: int = YEAR) -> tuple[Month, ...]:
    """Return what `duties` take in each of the next `count` months."""
    known = tuple(duties)
    return tuple(_month(known, begins) for begins in months_from(today, count))


def _month(duties: Sequence[Duty], begins: date) -> Month:
    there = [duty for duty in duties if duty.runs_in(begins)]
    out = [duty for duty in there if not duty.is_kept]
    return Month(
        begins=begins,
        kept=sum(duty.times * duty.hours for duty in there if duty.is_kept),
        running=sum(duty.times * duty.hours for duty in out),
        starting=sum(duty.times * (duty.start_hours - duty.hours) for duty in out if duty.starts_in(begins)),
        engagements=sum(duty.times for duty in out),
    )


def heaviest(duties: Iterable[Duty], today: date, count: int = YEAR) -> Duties:
    """Return what guard manage is asked about: the heaviest month settled, and the heaviest with its starts.

    An engagement that begins later than `count` months from today counts from its own first month.
    """
    known = tuple(duties)
    later = {one.starts_on.replace(day=1) for one in known if one.starts_on and one.starts_on > today}
    months = [*calendar(known, today, count), *(_month(known, begins) for begins in later)]
    out = [duty for duty in known if not duty.is_kept]
    return Duties(
        hours=max((month.kept + month.running for month in months), default=0.0),
        peak_hours=max((month.hours for month in months), default=0.0),
        engagements=max((month.engagements for month in months), default=0),
        standardised=bool(out) and all(duty.is_standardised for duty in out),
    )
