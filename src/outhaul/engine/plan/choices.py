"""What may be done with each process: the answers of scope, match and pay, place by place (§PLAN-2)."""

from collections.abc import Iterable
from dataclasses import dataclass

from outhaul.engine import match, pay, scope
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Business, Process
from outhaul.engine.market import MarketRate, market_rate
from outhaul.engine.report import ScopeVerdict
from outhaul.engine.verdict import Verdict
from outhaul.reference.tables import Reference

RATE_POINTS = 3
"""Rates of the fair band that the plan may choose from."""
PILOT_SHARE = 0.5
"""Share of the volume that a pilot hands out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One country for one process: how it fits and what is fair there, or why it is excluded."""

    country: str
    fit: match.Fit
    market: MarketRate | None
    band: pay.Band | None
    rates: tuple[float, ...]
    """Rates an hour to choose from; empty where the place is excluded."""
    excluded_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """All that may be done with one process."""

    process: Process
    verdict: ScopeVerdict
    scope: Verdict
    home_rate: float
    """What an hour of it costs at home."""
    share: float
    """Share of the volume that would be handed out: 0, .5 for a pilot, or 1."""
    places: tuple[Place, ...]

    @property
    def open_places(self) -> tuple[Place, ...]:
        """The places that the guards leave open."""
        return tuple(place for place in self.places if place.excluded_by is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the choices of all processes are judged with."""

    business: Business
    reference: Reference
    assumptions: Assumptions
    year: int
    seed: int


def choices(outlook: Outlook, process: Process) -> Choices:
    """Return what the guards leave open for `process`, and why not the rest."""
    assumptions = outlook.assumptions
    remote = outlook.reference.occupations[process.occupation].remote.value
    verdict = scope.judge(process, assumptions, seed=outlook.seed, remote=remote)
    home_rate, home_sd = pay.home_rate(outlook.reference, outlook.business.home, process, assumptions)
    share = handed_out_share(process, verdict)
    places = (
        _place(outlook, process, code, (home_rate, home_sd)) for code in _countries(outlook, process, share)
    )
    return Choices(
        process=process,
        verdict=verdict,
        scope=scope.guard(process, verdict, assumptions),
        home_rate=home_rate,
        share=share,
        places=tuple(places),
    )


def handed_out_share(process: Process, verdict: ScopeVerdict) -> float:
    """Return the share of the volume that may be handed out at most (§PLAN-2)."""
    if process.pin == "keep":
        return 0.0
    if verdict.class_ == "ELIGIBLE" or (verdict.class_ == "PREPARE" and process.accept_prepare):
        return 1.0
    return PILOT_SHARE if verdict.class_ == "PILOT" else 0.0


def _countries(outlook: Outlook, process: Process, share: float) -> Iterable[str]:
    if share == 0:
        return ()
    if process.pin:
        return (process.pin,)
    return sorted(outlook.reference.countries)


def _place(outlook: Outlook, process: Process, country: str, home: tuple[float, float]) -> Place:
    business, assumptions = outlook.business, outlook.assumptions
    fit = match.fit(
        outlook.reference,
        business.home,
        process,
        country,
        assumptions,
        year=outlook.year,
        exclude_countries=business.policy.exclude_countries,
    )
    if fit.excluded_by:
        return _closed(country, fit, fit.excluded_by)
    market = market_rate(
        outlook.reference,
        process.occupation,
        country,
        assumptions=assumptions,
        quotes=business.quotes,
        currency=business.home.currency,
    )
    band = pay.fair_band(market, *home, business.policy, assumptions)
    if band.empty:
        return _closed(country, fit, _empty_band(band), market, band)
    rates = pay.rate_grid(band, market, business.policy, RATE_POINTS)
    return Place(country=country, fit=fit, market=market, band=band, rates=rates, excluded_by=None)


def _empty_band(band: pay.Band) -> str:
    return f"pay: fair from {band.low:.2f}, worth at most {band.high:.2f} an hour"


def _closed(
    country: str, fit: match.Fit, reason: str, market: MarketRate | None = None, band: pay.Band | None = None
) -> Place:
    return Place(country=country, fit=fit, market=market, band=band, rates=(), excluded_by=reason)
