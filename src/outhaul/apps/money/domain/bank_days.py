"""On which days banks move money (§MONEY-11)."""

from collections.abc import Container, Mapping
from datetime import date, timedelta
from functools import lru_cache

from outhaul.apps.delivery.domain.days import SATURDAY, holidays_of

SYSTEMS: Mapping[str, str] = {"EUR": "XECB", "USD": "XFED"}
"""Currency -> the system that settles it, by its ISO 10383 code: TARGET and the Federal Reserve."""


def bank_day(currency: str, country: str, since: date) -> date:
    """Return `since`, or the first day after it on which banks settle `currency`.

    A currency without a settlement system that is known rests on the public holidays of `country`.
    """
    day = since
    while day.weekday() >= SATURDAY or day in _closed(currency, country, day.year):
        day += timedelta(days=1)
    return day


def _closed(currency: str, country: str, year: int) -> Container[date]:
    system = SYSTEMS.get(currency)
    return _closing_days(system, year) if system else holidays_of(country, year)


@lru_cache(maxsize=16)
def _closing_days(system: str, year: int) -> Container[date]:
    import holidays  # noqa: PLC0415 -- slow to import

    return frozenset(holidays.financial_holidays(system, years=year))
