"""What an offer stands on: the market where the contractor works, the fair band, the cost at home."""

from dataclasses import dataclass, replace

from outhaul.engine import match, pay
from outhaul.engine.assumptions import with_own
from outhaul.engine.business import Business, Process
from outhaul.engine.plan.choices import Outlook, Place
from outhaul.engine.wages.market import MarketRate, country_of, market_rate
from outhaul.reference.tables import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One process in one country, as an offer for it is judged; amounts in the business's currency."""

    outlook: Outlook
    process: Process
    fit: match.Fit
    market: MarketRate
    band: pay.Band
    home: pay.HomeRate

    @property
    def currency(self) -> str:
        """The business's currency."""
        return self.outlook.business.home.currency

    @property
    def local_currency(self) -> str:
        """The currency of the country in which the contractor works."""
        return self.outlook.reference.countries[self.market.country].currency

    @property
    def place(self) -> Place:
        """The country as the plan would price it."""
        return Place(country=self.market.country, fit=self.fit, market=self.market, band=self.band)

    def exchanged(self, amount: float, source: str, target: str) -> float:
        """Return an amount of one currency in another, by the reference rates."""
        return exchanged(self.outlook.reference, amount, source, target)

    def at_home(self, amount: float, currency: str) -> float:
        """Return an amount in the business's currency."""
        return self.exchanged(amount, currency, self.currency)


def ground_of(
    business: Business, reference: Reference, process: Process, country: str, *, year: int
) -> Ground:
    """Return what an offer to somebody in `country` for `process` stands on.

    The market is that of the occupation there, updated by the business's quotes (§PAY-4); the band is
    that of the plan (§PAY-5). `year` is the year whose working hours are compared.

    Raises:
        InputError: the country or the occupation is unknown, or nothing is known of pay there.
    """
    assumptions = with_own(business.assumptions)
    country_of(reference, country)
    outlook = Outlook(business=business, reference=reference, assumptions=assumptions, year=year, seed=1)
    home = pay.home_price(reference, business.home, process, assumptions)
    market = market_rate(
        reference,
        process.occupation,
        country,
        assumptions=assumptions,
        quotes=business.quotes,
        currency=business.home.currency,
    )
    return Ground(
        outlook=outlook,
        process=process,
        fit=match.fit(reference, business.home, process, country, assumptions, year=year),
        market=market,
        band=pay.fair_band(market, home.rate, home.sd, business.policy, assumptions),
        home=home,
    )


def exchanged(reference: Reference, amount: float, source: str, target: str) -> float:
    """Return an amount of currency `source` in `target`, by the reference rates."""
    if source == target:
        return amount
    rates = reference.currencies
    return amount / rates[source].per_usd.value * rates[target].per_usd.value


def priced_in(ground: Ground, currency: str) -> tuple[MarketRate, pay.Band]:
    """Return market and band in `currency`, so that the guard speaks in the money of the offer."""
    one = ground.exchanged(1.0, ground.currency, currency)
    market, band = ground.market, ground.band
    low, high = market.median_interval_80
    return (
        replace(
            market,
            currency=currency,
            hourly=market.hourly * one,
            annual_p50=market.annual_p50 * one,
            median_interval_80=(low * one, high * one),
            quantiles={name: rate * one for name, rate in market.quantiles.items()},
            floor=None if market.floor is None else market.floor * one,
        ),
        replace(band, low=band.low * one, high=band.high * one),
    )
