"""Both sides of an engagement by the clock: where they are, their hours, and the days on which they work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from outhaul.apps.people.models import Business
from outhaul.apps.planning.domain.content import itself
from outhaul.apps.work.models import Contractor
from outhaul.engine.geography.overlap import OFFICE_HOURS

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an engagement by the clock."""

    country: str
    zone: ZoneInfo
    hours: tuple[time, time] = OFFICE_HOURS
    """Local start and end of a working day; an end at or before the start is on the next day."""

    def works_on(self, day: date) -> bool:
        """Whether `day` is a working day there: no weekend, no public holiday."""
        return day.weekday() < SATURDAY and not holiday(self.country, day)


def home_of(business: Business) -> Side:
    """Return the client's side as the business told it; what it did not tell is UTC and office hours."""
    told = itself(business)
    hours = told.get("working_hours") or ()
    zone = ZoneInfo(str(told.get("time_zone") or "UTC"))
    return Side(str(told.get("country") or ""), zone, _hours(hours))


def currency_of(business: Business) -> str:
    """Return the business's own currency, as it was told."""
    return str(itself(business).get("currency") or "USD")


def side_of(contractor: Contractor) -> Side:
    """Return the contractor's side: the hours that were told when applying, else office hours."""
    candidate = contractor.candidate
    told = candidate.working_hours if candidate else ()
    return Side(contractor.country, ZoneInfo(contractor.time_zone or "UTC"), _hours(told))


def _hours(told: Sequence[str]) -> tuple[time, time]:
    if not told:
        return OFFICE_HOURS
    start, end = map(time.fromisoformat, told)
    return start, end


@lru_cache(maxsize=512)
def holidays_of(country: str, year: int) -> Mapping[date, str]:
    """Return the public holidays of a country in one year, day -> name; none where nobody knows them."""
    import holidays  # noqa: PLC0415 -- slow to import

    if country not in holidays.list_supported_countries(include_aliases=False):
        return {}
    return dict(holidays.country_holidays(country, years=year))


def holiday(country: str, day: date) -> str:
    """Return the name of the public holiday on `day`; empty where there is none."""
    return holidays_of(country, day.year).get(day, "")


def after_working_days(side: Side, day: date, count: int) -> date:
    """Return the day that is `count` working days of `side` after `day`, which does not count itself.

    >>> at_home = Side("US", ZoneInfo("America/New_York"))
    >>> after_working_days(at_home, date(2026, 11, 25), 2)  # over Thanksgiving and a weekend
    datetime.date(2026, 11, 30)
    """
    left = count
    while left > 0:
        day += ONE_DAY
        left -= side.works_on(day)
    return day
