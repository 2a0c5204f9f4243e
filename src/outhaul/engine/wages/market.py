"""The market rate of contractors for any occupation in any country, with its uncertainty.

The level of pay of those who serve foreign clients (`levels`, §PAY-1 and §PAY-2) is updated by real
quotes (`quotes`, §PAY-4) and brought to an hour of a contractor (§PAY-3).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Quote
from outhaul.engine.wages.levels import Level, pay_level
from outhaul.faults import Fault, InputError
from outhaul.reference.model import Country, Figure, Grade, Occupation
from outhaul.reference.tables import Reference

if TYPE_CHECKING:
    from outhaul.engine.wages.quotes import Seen

WEEKS = 52
FULL_WEEK = (36.0, 48.0)
"""Bounds of a full-time week: national means below are part-time work, above unpaid overtime."""
USUAL_WEEK = 40.0
QUANTILES: Mapping[str, float] = {"p5": 0.05, "p25": 0.25, "p50": 0.50, "p75": 0.75, "p95": 0.95}
DEVIATES: Mapping[str, float] = {name: NormalDist().inv_cdf(share) for name, share in QUANTILES.items()}
"""The same in standard deviations."""
Z80 = NormalDist().inv_cdf(0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFigure:
    """A figure behind a rate: what it is, its value, and where it comes from."""

    figure: str
    value: float
    year: int
    source: str
    licence: str
    grade: str
    """A to D, as in the reference tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketRate:
    """What contractors of an occupation in a country ask of foreign clients, in `currency`."""

    occupation: str
    country: str
    currency: str
    hourly: float
    """Median an hour."""
    annual_p50: float
    """Median yearly pay of a full-time person who serves foreign clients."""
    median_interval_80: tuple[float, float]
    """80 % interval of that yearly median."""
    sd_median: float
    """Uncertainty of the median, sd in ln."""
    sd_individual: float
    """Spread of individuals around the median, sd in ln."""
    quantiles: Mapping[str, float]
    """p5 p25 p50 p75 p95 of individuals, an hour."""
    floor: float | None
    """Statutory minimum wage an hour; None where there is none or none is known."""
    grade: Grade
    """Grade of the local wage figure: A and B from a survey, C estimated from income per head."""
    layers: Mapping[str, float]
    """Variance of ln median by layer, before quotes."""
    sources: tuple[SourceFigure, ...]


def market_rate(  # noqa: PLR0913 -- the contract: what, where, under which assumptions, in which money
    reference: Reference,
    occupation_code: str,
    country_code: str,
    *,
    assumptions: Assumptions,
    quotes: Sequence[Quote] = (),
    currency: str = "USD",
) -> MarketRate:
    """Return the market rate of an occupation in a country.

    Args:
        reference: The reference tables.
        occupation_code: O*NET-SOC code.
        country_code: ISO 3166-1 alpha-2 code.
        assumptions: The named assumptions.
        quotes: Rates that the owner has seen, in `currency`; those for other occupations of the same
            country and for the same occupation elsewhere inform a little (§PAY-4).
        currency: ISO 4217 code of all amounts returned.

    Raises:
        InputError: The code is unknown, or nothing is known of pay in the country.
    """
    seen = seen_of(reference, quotes, currency, assumptions) if quotes else ()
    return rate_beside(
        seen, reference, occupation_code, country_code, assumptions=assumptions, currency=currency
    )


def rate_beside(  # noqa: PLR0913 -- as `market_rate`
    seen: "Sequence[Seen]",
    reference: Reference,
    occupation_code: str,
    country_code: str,
    *,
    assumptions: Assumptions,
    currency: str,
) -> MarketRate:
    """Return the market rate beside quotes that were `seen_of` all markets before."""
    country, occupation = country_of(reference, country_code), occupation_of(reference, occupation_code)
    level = pay_level(reference, occupation, country, assumptions)
    mean, sd = level.ln_annual, level.sd
    if seen:
        from outhaul.engine.wages.quotes import update  # noqa: PLC0415 -- brings NumPy, which a bare rate does not need

        mean, sd = update((occupation_code, country_code), (mean, sd), seen, assumptions)
    per_usd = reference.currencies[currency].per_usd.value
    annual = math.exp(mean) * per_usd
    hourly = annual / yearly_hours(country) * assumptions.contractor_factor
    minimum = country.figures.get("minimum_wage")
    return MarketRate(
        occupation=occupation_code,
        country=country_code,
        currency=currency,
        hourly=hourly,
        annual_p50=annual,
        median_interval_80=(annual * math.exp(-Z80 * sd), annual * math.exp(Z80 * sd)),
        sd_median=sd,
        sd_individual=assumptions.rate_spread,
        quantiles={
            name: hourly * math.exp(assumptions.rate_spread * deviate) for name, deviate in DEVIATES.items()
        },
        floor=None if minimum is None else minimum.value * per_usd,
        grade=level.local.grade,
        layers=level.layers,
        sources=_sources(reference, country, level),
    )


def yearly_hours(country: Country) -> float:
    """Return the hours of a full-time year: the national week within `FULL_WEEK`, times 52 (§PAY-3)."""
    week = country.figures.get("weekly_hours")
    low, high = FULL_WEEK
    return WEEKS * (USUAL_WEEK if week is None else min(max(week.value, low), high))


def paid_hours(
    country: Country, vacation_days: float = 20, sick_days: float = 5, holidays: float = 10
) -> float:
    """Return the hours that a full-time employee really works: 52 x 40 less leave, holidays and sickness.

    `holidays` counts where the country's weekday holidays are not known.
    """
    known = country.figures.get("weekday_holidays")
    days = vacation_days + sick_days + (holidays if known is None else known.value)
    return WEEKS * USUAL_WEEK - 8 * days


def gross_up(  # noqa: PLR0913 -- the terms of one formula
    annual: float,
    *,
    social: float,
    overhead: float = 0.07,
    paid_hours: float,
    utilisation: float = 0.90,
    fees: float = 0.0,
) -> float:
    """Return the hourly rate at which working for oneself pays as well as a salary (§PAY-3).

    Args:
        annual: Yearly pay of an employee.
        social: Charges and insurance that one has to carry oneself, share of pay.
        overhead: Equipment and the like, share.
        paid_hours: Hours a year that an employee really works.
        utilisation: Share of the hours that clients pay for: .65-.75 small jobs, .90 long contracts.
        fees: Share of the rate that a platform keeps.
    """
    return annual * (1 + social) * (1 + overhead) / (paid_hours * utilisation) / (1 - fees)


def country_of(reference: Reference, code: str) -> Country:
    """Return a country by alpha-2 code, or say that it is unknown."""
    try:
        return reference.countries[code]
    except KeyError:
        raise _unknown(
            "country", code, f"no country has the code {code!r}", "Use an ISO 3166-1 code such as PH"
        ) from None


def occupation_of(reference: Reference, code: str) -> Occupation:
    """Return an occupation by O*NET-SOC code, or say that it is unknown."""
    try:
        return reference.occupations[code]
    except KeyError:
        remedy = "Use an O*NET-SOC code such as 43-3031.00"
        raise _unknown("occupation", code, f"no occupation has the code {code!r}", remedy) from None


def _unknown(where: str, code: str, problem: str, remedy: str) -> InputError:
    return InputError([Fault(f"{where} {code}", problem, remedy)])


def seen_of(
    reference: Reference, quotes: Sequence[Quote], currency: str, assumptions: Assumptions
) -> "tuple[Seen, ...]":
    """Bring quotes to ln USD a year: less the usual room for negotiation, hours as in §PAY-3."""
    from outhaul.engine.wages.quotes import Seen  # noqa: PLC0415 -- brings NumPy

    per_usd = reference.currencies[currency].per_usd.value

    def one(quote: Quote) -> "Seen":
        country = country_of(reference, quote.country)
        occupation = occupation_of(reference, quote.occupation)
        level = pay_level(reference, occupation, country, assumptions)
        agreed = quote.rate_per_hour * (1 - assumptions.negotiation) / per_usd
        annual = agreed * yearly_hours(country) / assumptions.contractor_factor
        return Seen(quote.occupation, quote.country, math.log(annual), level.ln_annual, level.sd)

    return tuple(one(quote) for quote in quotes)


def _sources(reference: Reference, country: Country, level: Level) -> tuple[SourceFigure, ...]:
    """List the figures behind a level, each with its parent."""
    figures = list(level.local.figures)
    figures += [
        (meaning, country.figures[name])
        for name, meaning in (("weekly_hours", "hours a week"), ("minimum_wage", "minimum wage, USD an hour"))
        if name in country.figures
    ]
    rows = [listed(reference, meaning, figure) for meaning, figure in figures]
    return (*rows, *([_survey(reference, country)] if level.measured else []))


def listed(reference: Reference, meaning: str, figure: Figure) -> SourceFigure:
    """Return a figure with its meaning and its parent."""
    source = reference.sources[figure.source]
    return SourceFigure(
        figure=meaning,
        value=figure.value,
        year=figure.year,
        source=source.title,
        licence=source.licence,
        grade=figure.grade,
    )


def _survey(reference: Reference, country: Country) -> SourceFigure:
    model = reference.pay_model
    return SourceFigure(
        figure="median yearly pay of software developers, predicted, USD",
        value=math.exp(model.levels[country.code].ln_pay),
        year=model.year,
        source=model.survey.title,
        licence=model.survey.licence,
        grade="C",
    )
