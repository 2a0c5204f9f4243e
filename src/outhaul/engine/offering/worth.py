"""What an offer does: how long people stay for it, what reaches them, where slightly above market lies."""

import math
from dataclasses import dataclass
from datetime import date
from statistics import NormalDist

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.offering.ground import Ground
from outhaul.engine.terms import Terms
from outhaul.engine.wages.market import MarketRate
from outhaul.engine.wages.premium import months_later, turnover

SLIGHTLY_ABOVE = (0.55, 0.65)
"""Percentiles of the local market between which fair rates usually lie (§PAY-8)."""
SEARCH_SHARE = 0.47
"""Part of what replacing somebody costs that is search and disruption; the rest is the slow restart."""
WEEKS = 52


def slightly_above(market: MarketRate) -> tuple[float, float]:
    """Return the rates at the 55th and the 65th percentile of the market (§PAY-8)."""
    low, high = (
        market.hourly * math.exp(market.sd_individual * NormalDist().inv_cdf(share))
        for share in SLIGHTLY_ABOVE
    )
    return low, high


def whole_replacement_weeks(assumptions: Assumptions) -> float:
    """Return weeks of pay that replacing somebody costs, the slow restart included (§COST-7)."""
    return assumptions.replacement_weeks / SEARCH_SHARE


@dataclass(frozen=True, slots=True, kw_only=True)
class Staying:
    """What the premium of an offer does to turnover (§PAY-16); money in the business's currency."""

    premium: float
    """Share above the market median; negative below it."""
    exits: float
    """Expected departures a year at this rate."""
    exits_at_market: float
    replacement: float
    """What one departure costs."""

    @property
    def months(self) -> float:
        """How long somebody is expected to stay."""
        return 12 / self.exits

    @property
    def months_at_market(self) -> float:
        """How long at the market rate."""
        return 12 / self.exits_at_market

    @property
    def saved(self) -> float:
        """Cost of replacements that the premium saves a year; negative below the market."""
        return (self.exits_at_market - self.exits) * self.replacement


def staying(ground: Ground, rate: float, hours_per_month: float) -> Staying:
    """Return what a rate, in the business's currency, does to turnover (§PAY-16)."""
    assumptions = ground.outlook.assumptions
    premium = rate / ground.market.hourly - 1
    weeks = whole_replacement_weeks(assumptions)
    return Staying(
        premium=premium,
        exits=turnover(premium, assumptions),
        exits_at_market=turnover(0.0, assumptions),
        replacement=weeks / WEEKS * 12 * hours_per_month * rate,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Net:
    """What reaches the contractor of a payment (§PAY-17), in the offer's and in their own currency."""

    hour: float
    month: float
    currency: str
    local_hour: float
    local_month: float
    local_currency: str
    fee_share: float
    exchange_share: float
    """Share lost when the money is exchanged; 0 where it need not be."""
    year: int
    """Of the exchange rate."""


def net(ground: Ground, terms: Terms) -> Net:
    """Return what the contractor is left with after fees and exchange, before own taxes (§PAY-17)."""
    local = ground.local_currency
    return net_of(
        terms,
        local,
        ground.outlook.assumptions.payment_fee,
        ground.exchanged(1.0, terms.currency, local),
        ground.outlook.reference.currencies[local].per_usd.year,
    )


def net_of(terms: Terms, local: str, margin: float, one: float, year: int) -> Net:
    """Return what is left of `terms` (§PAY-17).

    `margin` is the share lost when money is exchanged, `one` what one unit of the offer's currency is in
    `local`, by the rates of `year`.
    """
    lost = 0.0 if local == terms.currency else margin
    hour = terms.rate * (1 - terms.fee_share) * (1 - lost)
    return Net(
        hour=hour,
        month=hour * terms.hours_per_month,
        currency=terms.currency,
        local_hour=hour * one,
        local_month=hour * one * terms.hours_per_month,
        local_currency=local,
        fee_share=terms.fee_share,
        exchange_share=lost,
        year=year,
    )


def rate_on(terms: Terms, day: date) -> float:
    """Return the rate that holds on `day`, planned raises counted."""
    due = [one for one in terms.raises if one.on <= day]
    return max(due, key=lambda one: one.on).rate if due else terms.rate


def rate_in_month(terms: Terms, month: int) -> float:
    """Return the rate of the `month`-th month of the work, counted from 1."""
    return rate_on(terms, months_later(terms.starts_on.replace(day=1), month - 1))
