"""Guard pay: fair pay lies slightly above the market there and below what the work costs at home.

All rates are an hour, in the business's currency. A premium a stands for a rate of market x (1 + a).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Home, Policy, Process
from outhaul.engine.market import (
    MarketRate,
    SourceFigure,
    country_of,
    gross_up,
    listed,
    local_pay,
    occupation_of,
    paid_hours,
)
from outhaul.engine.verdict import Answer, Guard, Verdict
from outhaul.reference.tables import Reference

TOLERANCE = 1e-9
WIDE = 0.45
"""Uncertainty of the market median, sd in ln, from which a rate is called wide: a factor of 1.6."""
NEUTRAL_PULSE = 3.5
PULSE_EFFECT = 0.35
"""How ln turnover falls for each point of the pulse (Griffeth, Hom & Gaertner 2000; size by judgement)."""
FAILURE_EXPONENT = 0.30
"""How failures fall with pay (Jorgensen 2013: bids 25 % lower fail 9 % more)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeRate:
    """What an hour of the work costs at home, and how uncertain that is (sd in ln)."""

    rate: float
    sd: float
    sources: tuple[SourceFigure, ...]
    """Empty where the owner gave the figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The fair band of one process in one country (§PAY-5)."""

    low: float
    high: float
    probability: float
    """Chance that the band exists, given how uncertain both ends are."""
    at_market: bool
    """Only the premium is in the way: pay at the market median, with a red note (§PAY-6)."""
    empty: bool
    """The rate slightly above market is not below the cap at home."""
    floor_above_cap: bool = False
    """The minimum wage there is not below the cap at home: infeasible."""

    @property
    def open(self) -> bool:
        """Some rate may be offered."""
        return (not self.empty or self.at_market) and not self.floor_above_cap


class Step(StrEnum):
    """Where the search for a fair rate ends (§PAY-6), in the order of the policy."""

    BAND = "band"
    AT_MARKET = "at market"
    NARROW = "narrow or bundle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The countries that remain for a process, the step that left them, and the advice that goes with it."""

    step: Step
    countries: tuple[str, ...]
    advice: str


def home_price(reference: Reference, home: Home, process: Process, assumptions: Assumptions) -> HomeRate:
    """Return what an hour of the process costs at home (§PAY-7), with its sources.

    The owner's own figure where given; otherwise the national wage of the occupation, with the
    employer's charges, over the hours that an employee really works.
    """
    if process.home_cost_per_hour is not None:
        return HomeRate(rate=process.home_cost_per_hour, sd=assumptions.home_sd, sources=())
    country = country_of(reference, home.country)
    local = local_pay(reference, occupation_of(reference, process.occupation), country)
    on_cost = country.figures.get("on_cost")
    hours = paid_hours(country)
    annual = math.exp(local.ln_annual) * reference.currencies[home.currency].per_usd.value
    rate = gross_up(
        annual, social=on_cost.value if on_cost else 0.0, overhead=0.0, paid_hours=hours, utilisation=1.0
    )
    figures = [*local.figures, *([("employer's charges / gross pay", on_cost)] if on_cost else [])]
    sd = math.hypot(local.sd, assumptions.home_sd)
    return HomeRate(rate=rate, sd=sd, sources=tuple(listed(reference, *figure) for figure in figures))


def home_rate(
    reference: Reference, home: Home, process: Process, assumptions: Assumptions
) -> tuple[float, float]:
    """Return (rate an hour, sd in ln) of the work at home, as `home_price`."""
    price = home_price(reference, home, process, assumptions)
    return price.rate, price.sd


def fair_band(
    market: MarketRate, home_rate: float, home_sd: float, policy: Policy, assumptions: Assumptions
) -> Band:
    """Return the fair band `[m (1 + a_min), h (1 - b)]` and the probability that it exists (§PAY-5).

    `P = Phi((ln h + ln(1 - b) - ln m - ln(1 + a_min)) / sqrt(s_m^2 + s_h^2))`. The lower end is never
    below the minimum wage there. Where only the premium is in the way, the band shrinks to the
    market median upwards. `assumptions` are taken for symmetry with the other guards.
    """
    del assumptions
    above_market = market.hourly * (1 + policy.premium_min)
    cap = home_rate * (1 - policy.home_discount_min)
    spread = math.hypot(market.sd_median, home_sd)
    distance = math.log(cap / above_market)
    floor = market.floor or 0.0
    empty = above_market > cap * (1 + TOLERANCE)
    at_market = empty and market.hourly <= cap * (1 + TOLERANCE)
    return Band(
        low=max(market.hourly if at_market else above_market, floor),
        high=cap,
        probability=NormalDist().cdf(distance / spread) if spread > 0 else float(distance >= 0),
        at_market=at_market,
        empty=empty,
        floor_above_cap=floor > cap * (1 + TOLERANCE),
    )
