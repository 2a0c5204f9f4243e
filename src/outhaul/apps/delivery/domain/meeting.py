"""On which day and at which hour both sides can look at the work together (§RUN-6)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from outhaul.apps.delivery.domain.days import ONE_DAY, Side, home_of, side_of
from outhaul.apps.delivery.models import Absence
from outhaul.apps.work.models import Engagement

MINUTES = 30
"""How long a look takes, and the grid on which it begins."""
FURTHEST = 10
"""Days by which a look may be moved on; beyond, it is left out."""


@dataclass(frozen=True, slots=True)
class Both:
    """Both sides of an engagement, and the days on which one of them is away."""

    home: Side
    theirs: Side
    away: frozenset[date] = frozenset()

    def starts(self, day: date) -> datetime:
        """Return when a look on the client's local `day` begins, in UTC.

        It is the earliest half hour of the longest stretch that both work; where they share none, the
        edge of the client's day that is nearest to a working day of the other side.
        """
        start, end = self.window(self.home, day)
        theirs = [self.window(self.theirs, day + ONE_DAY * shift) for shift in (-1, 0, 1)]
        shared = [(max(start, first), min(end, last)) for first, last in theirs]
        first, last = max(shared, key=lambda found: found[1] - found[0])
        if last - first >= timedelta(minutes=MINUTES):
            return _on_grid(first, last)
        edge = end - timedelta(minutes=MINUTES)
        return min((start, edge), key=lambda moment: min(_gap(moment, window) for window in theirs))

    def shares_hours(self, moment: datetime) -> bool:
        """Whether both work at `moment`."""
        return self._works(self.home, moment) and self._works(self.theirs, moment)

    def can_meet(self, day: date) -> bool:
        """Whether the client's `day` is a working day of both, on which nobody is away."""
        local = self.starts(day).astimezone(self.theirs.zone).date()
        works = self.home.works_on(day) and self.theirs.works_on(local)
        return works and day not in self.away and local not in self.away

    @staticmethod
    def window(side: Side, day: date) -> tuple[datetime, datetime]:
        """Return the working day of `side` that begins on its local `day`, in UTC."""
        start = datetime.combine(day, side.hours[0], side.zone).astimezone(UTC)
        end = datetime.combine(day, side.hours[1], side.zone).astimezone(UTC)
        if end <= start:
            end = datetime.combine(day + ONE_DAY, side.hours[1], side.zone).astimezone(UTC)
        return start, end

    def _works(self, side: Side, moment: datetime) -> bool:
        day = moment.astimezone(side.zone).date()
        windows = (self.window(side, day - ONE_DAY * shift) for shift in (0, 1))
        return any(first <= moment < last for first, last in windows)


def _on_grid(first: datetime, last: datetime) -> datetime:
    late = first.minute % MINUTES
    on_grid = first + timedelta(minutes=(MINUTES - late) % MINUTES)
    return on_grid if on_grid + timedelta(minutes=MINUTES) <= last else first


def _gap(moment: datetime, window: tuple[datetime, datetime]) -> timedelta:
    return max(window[0] - moment, moment - window[1], timedelta(0))


def both_sides(engagement: Engagement) -> Both:
    """Return both sides of an engagement with the absences that were told."""
    contractor = engagement.contractor
    found = Absence.objects.filter(business=engagement.business, removed_at=None)
    theirs = [row for row in found if row.contractor_id == contractor.pk]
    ours = [row for row in found if row.manager and row.manager == engagement.manager]
    away = frozenset(day for row in (*theirs, *ours) for day in _days(row))
    return Both(home_of(engagement.business), side_of(contractor), away)


def _days(absence: Absence) -> Iterable[date]:
    return (date.fromordinal(n) for n in range(absence.first_on.toordinal(), absence.last_on.toordinal() + 1))


def next_free(both: Both, day: date, taken: Collection[date]) -> date | None:
    """Return the first day from `day` on on which both can meet and nothing is planned; None if too far."""
    days = (day + ONE_DAY * number for number in range(FURTHEST))
    return next((one for one in days if one not in taken and both.can_meet(one)), None)
