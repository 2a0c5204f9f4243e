"""Guard pay: fair pay lies slightly above the market there and below what the work costs at home.

All rates are an hour, in the business's currency. A premium a stands for a rate of market x (1 + a).
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from statistics import NormalDist

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Home, Policy, Process
from outhaul.engine.saying import Saying, say
from outhaul.engine.verdict import Answer, Guard, Verdict
from outhaul.engine.wages.levels import local_pay
from outhaul.engine.wages.market import (
    Z80,
    MarketRate,
    SourceFigure,
    country_of,
    gross_up,
    listed,
    occupation_of,
    paid_hours,
)
from outhaul.reference.tables import Reference

TOLERANCE = 1e-9
WIDE = 0.45
"""Uncertainty of the median, sd in ln, from which a market is poorly known: a factor of 1.8 at 80 %."""
POOR = ("C", "D")
"""Grades of a local wage that no usable survey measured."""

Finding = tuple[str, Answer, str, str]
"""Rule, answer, reason, fix."""


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
    likely: bool
    """That chance reaches `band_probability`."""
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
    market median upwards.
    """
    above_market = market.hourly * (1 + policy.premium_min)
    cap = home_rate * (1 - policy.home_discount_min)
    floor = market.floor or 0.0
    empty = above_market > cap * (1 + TOLERANCE)
    at_market = empty and market.hourly <= cap * (1 + TOLERANCE)
    probability = _chance(cap, above_market, math.hypot(market.sd_median, home_sd))
    return Band(
        low=max(market.hourly if at_market else above_market, floor),
        high=cap,
        probability=probability,
        likely=probability >= assumptions.band_probability,
        at_market=at_market,
        empty=empty,
        floor_above_cap=floor > cap * (1 + TOLERANCE),
    )


def _chance(cap: float, above_market: float, sd: float) -> float:
    """Return the chance that the cap is not below the lower end; `sd` of their ln ratio."""
    if cap <= 0:
        return 0.0
    distance = math.log(cap / above_market)
    return NormalDist().cdf(distance / sd) if sd > 0 else float(distance >= 0)


def remaining(bands: Mapping[str, Band]) -> Places:
    """Return the countries that remain for a process after the policy for empty bands, in its order (§PAY-6).

    First drop every country without a likely band; if none is left, take those where pay at the
    market median stays below the cap at home; otherwise the role itself has to change.
    """
    fair = tuple(country for country, band in bands.items() if band.open and not band.empty and band.likely)
    if fair:
        return Places(step=Step.BAND, countries=fair, advice="")
    tight = tuple(country for country, band in bands.items() if band.open)
    if tight:
        advice = "Only the market median fits: pay exactly that, and raise as soon as you can."
        return Places(step=Step.AT_MARKET, countries=tight, advice=advice)
    advice = (
        "Narrow the role, ask for less seniority or bundle it with other work; otherwise keep it at home."
    )
    return Places(step=Step.NARROW, countries=(), advice=advice)


def rate_grid(band: Band, market: MarketRate, policy: Policy, points: int = 4) -> tuple[float, ...]:
    """Return the rates to choose from: evenly from the band's lower end to the normal premium (§PAY-8).

    No rate passes `min(m (1 + a_max), U)` or lies below the market median; 3 to 5 `points`, fewer
    where the ends meet, none where the band is not open.
    """
    if not band.open:
        return ()
    top = min(max(market.hourly * (1 + policy.premium_max), band.low), band.high)
    if band.at_market or top <= band.low * (1 + TOLERANCE):
        return (band.low,)
    count = min(max(points, 3), 5)
    step = (top - band.low) / (count - 1)
    return (*(band.low + step * i for i in range(count - 1)), top)


def percentile(market: MarketRate, rate: float) -> float:
    """Return the share of contractors in that market who ask less than `rate`, 0..1 (§PAY-8)."""
    if rate <= 0:
        return 0.0
    return NormalDist().cdf(math.log(rate / market.hourly) / market.sd_individual)


def guard(
    market: MarketRate,
    band: Band,
    rate: float | None,
    assumptions: Assumptions,
    *,
    process: str | None = None,
) -> Verdict:
    """Judge a rate, or with `rate` None whether a fair rate exists.

    The first that holds: block where the minimum wage passes the cap (§PAY-7) or no band exists
    (§PAY-6); block a rate below market, below the band or above it (§PAY-5); warn where only the
    market median fits (§PAY-6) and where band or market are uncertain (§PAY-12); otherwise pass.
    """
    figures = {
        "market_median": market.hourly,
        "low": band.low,
        "high": band.high,
        "probability": band.probability,
        "sd_ln_median": market.sd_median,
    }
    if rate is not None:
        figures |= {"rate": rate, "percentile": percentile(market, rate)}
    findings = (*_blocks(market, band, rate), *_warnings(market, band, assumptions))
    rule, answer, reason, fix = next(iter(findings), ("PAY-5", Answer.PASS, _fair(market, band), ""))
    return Verdict(
        guard=Guard.PAY, answer=answer, rule=rule, reason=reason, fix=fix, figures=figures, process=process
    )


def _blocks(market: MarketRate, band: Band, rate: float | None) -> Iterator[Finding]:
    """Yield what forbids the rate, the gravest first."""
    shown = partial(_amount, market.currency)
    if band.floor_above_cap:
        reason = say(
            "The minimum wage there is above what the work may cost, {cap} an hour.", cap=shown(band.high)
        )
        yield "PAY-7", Answer.BLOCK, reason, say("Choose another country or keep the work at home.")
        return
    if not band.open:
        reason = say(
            "The market asks {market} an hour, above the cap at home of {cap}.",
            market=shown(market.hourly),
            cap=shown(band.high),
        )
        fix = say("Choose another country, narrow the role, or keep the work at home.")
        yield "PAY-6", Answer.BLOCK, reason, fix
        return
    if rate is None:
        return
    told = {
        "rate": shown(rate),
        "market": shown(market.hourly),
        "low": shown(band.low),
        "cap": shown(band.high),
    }
    if rate < market.hourly * (1 - TOLERANCE):
        reason = say("{rate} an hour is below the market median of {market}.", **told)
        yield "PAY-5", Answer.BLOCK, reason, say("Offer at least {low} an hour.", **told)
    elif rate < band.low * (1 - TOLERANCE):
        reason = say("{rate} an hour is below the fair band, which begins at {low}.", **told)
        yield "PAY-5", Answer.BLOCK, reason, say("Offer at least {low} an hour.", **told)
    elif rate > band.high * (1 + TOLERANCE):
        reason = say("{rate} an hour is above the cap of {cap}, set by the cost at home.", **told)
        fix = say("Offer at most {cap} an hour, or keep the work at home.", **told)
        yield "PAY-5", Answer.BLOCK, reason, fix


def _warnings(market: MarketRate, band: Band, assumptions: Assumptions) -> Iterator[Finding]:
    """Yield what an owner should know, the gravest first."""
    if band.at_market:
        median = _amount(market.currency, market.hourly)
        reason = say("Only the market median of {median} an hour fits below the cap at home.", median=median)
        fix = say("Prefer another country, or plan a raise as soon as it pays.")
        yield "PAY-6", Answer.WARN, reason, fix
    elif not band.likely:
        reason = say(
            "With a chance of {doubt:.0f} % there is no rate both above the market and below the cap.",
            doubt=100 * (1 - band.probability),
        )
        fix = say(
            "The chance that there is one should reach {wanted:.0f} %: enter rates that you have been "
            "quoted.",
            wanted=100 * assumptions.band_probability,
        )
        yield "PAY-12", Answer.WARN, reason, fix
    factor = math.exp(Z80 * market.sd_median)
    if market.sd_median > WIDE or market.grade in POOR:
        reason = say(
            "The market there is poorly known: its median may be {factor:.1f} times lower or higher.",
            factor=factor,
        )
        yield "PAY-12", Answer.WARN, reason, say("Enter rates that you have been quoted.")


def _fair(market: MarketRate, band: Band) -> str:
    low, high = _amount(market.currency, band.low), _amount(market.currency, band.high)
    return say(
        "The fair band runs from {low} to {high} an hour, above the market there and below the cost at home.",
        low=low,
        high=high,
    )


def _amount(currency: str, amount: float) -> Saying:
    cents = amount < 100  # noqa: PLR2004 -- they do not matter beyond
    template = "{amount:,.2f} {currency}" if cents else "{amount:,.0f} {currency}"
    return say(template, amount=amount, currency=currency)
