"""Yearly official exchange rates by currency, and consumer prices by country (World Bank)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from outhaul.reference.build.places import Place
from outhaul.reference.build.raw import Raw, latest

ISSUERS: Mapping[str, str] = {
    "EUR": "DEU",
    "USD": "USA",
    "AUD": "AUS",
    "NZD": "NZL",
    "CHF": "CHE",
    "ZAR": "ZAF",  # codespell:ignore zar
}
"""Whose rate stands for a currency that several countries use; else the first that has one."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Official yearly rates, units per USD, and price indices."""

    per_usd: Mapping[str, Mapping[int, float]]
    """Currency -> year -> units for one USD, mean of the year."""
    inflation: Mapping[str, Mapping[int, float]]
    """Alpha-3 code -> year -> change of consumer prices in percent."""

    def usd(self, amount: float, currency: str, year: int) -> float | None:
        """Convert at the rate of `year`, or of the newest year before it, at most three back."""
        known = latest(self.per_usd, currency, year)
        return amount / known[1] if known and known[0] >= year - 3 else None

    def price_ratio(self, code3: str, start: int, end: int) -> float | None:
        """Return how consumer prices rose from `start` to `end`; None where a year is missing."""
        years, ratio = self.inflation.get(code3, {}), 1.0
        for year in range(min(start, end) + 1, max(start, end) + 1):
            if year not in years:
                return None
            ratio *= 1 + years[year] / 100
        return ratio if end >= start else 1 / ratio


def read_exchange(raw: Raw, places: Iterable[Place]) -> Exchange:
    """Gather the rates of every currency from the countries that use it."""
    official = raw.world_bank["pa.nus.fcrf"]
    rates: dict[str, Mapping[int, float]] = {}
    for place in places:
        if place.code3 in official:
            rates.setdefault(place.currency, official[place.code3])
    rates.update({currency: official[code3] for currency, code3 in ISSUERS.items()})
    return Exchange(rates, raw.world_bank["fp.cpi.totl.zg"])
