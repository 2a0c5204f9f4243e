"""The calendar of the sample: days and moments counted from today, in the business's own zone."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from outhaul.apps.delivery.domain.days import ONE_DAY, Side, after_working_days

OPENS, LAST_HOUR = 9, 16


@dataclass(frozen=True, slots=True)
class Calendar:
    """Where the business is, what time it is, and the dice by which moments differ."""

    home: Side
    now: datetime
    chance: Random = field(default_factory=lambda: Random(7))  # noqa: S311 -- a sample, not a secret

    @property
    def today(self) -> date:
        """The business's own day."""
        return self.now.astimezone(self.home.zone).date()

    def day(self, days: int) -> date:
        """Return the working day that lies so many days from today, or the nearest one further away."""
        day = self.today + timedelta(days=days)
        if days >= 0:
            return self.working(day)
        while not self.home.works_on(day):
            day -= ONE_DAY
        return day

    def working(self, day: date) -> date:
        """Return `day`, or the next working day after it."""
        while not self.home.works_on(day):
            day += ONE_DAY
        return day

    def after(self, day: date, working_days: int) -> date:
        """Return the day that is so many working days later."""
        return after_working_days(self.home, day, working_days)

    def at(self, day: date) -> datetime:
        """Return some moment of the working day `day`."""
        clock = time(self.chance.randint(OPENS, LAST_HOUR), self.chance.randrange(60))
        return datetime.combine(day, clock, self.home.zone).astimezone(UTC)

    def soon(self, moment: datetime) -> datetime:
        """Return a moment some minutes later."""
        return moment + timedelta(minutes=self.chance.randint(2, 40))

    def has_come(self, moment: datetime) -> bool:
        """Whether a moment lies behind."""
        return moment <= self.now

    def day_of(self, moment: datetime) -> date:
        """Return the business's own day of a moment."""
        return moment.astimezone(self.home.zone).date()
