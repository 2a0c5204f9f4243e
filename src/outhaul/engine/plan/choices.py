"""What may be done with each process: the answers of scope, match and pay, place by place (§PLAN-2)."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import partial
from typing import Final, Self

from outhaul.engine import match, pay, scope
from outhaul.engine.answers import answered
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Business, Home, Process
from outhaul.engine.matching.countries import CountriesSeen
from outhaul.engine.report import ScopeVerdict
from outhaul.engine.saying import say
from outhaul.engine.verdict import Verdict
from outhaul.engine.wages.market import MarketRate, rate_beside, seen_of
from outhaul.engine.wages.quotes import Seen
from outhaul.reference.tables import Reference

MARKET_BY = (
    *("kappa_mean", "kappa_sd", "pay_residual", "level_transfer", "rate_spread", "contractor_factor"),
    *("quote_sd", "negotiation", "quote_country", "quote_occupation"),
)
"""Assumptions that a market rate hangs on."""
NO_PRICE: Final = frozenset(
    {
        *("country_setup", "liquidity_months", "training_hours", "peak_load"),
        *("span_part_time", "span_full_time", "span_standardised"),
        *("hire_slots", "hire_hours", "hire_search_weeks"),
    }
)
"""Assumptions that no option's price hangs on: they limit plans, or are paid for once."""
NO_CHOICE: Final = NO_PRICE | {
    *("mu0", "mu_language", "mu_overlap", "mu_coordination", "mu_home", "fixed_hours", "start_load"),
    *("T0", "R0", "pi0", "lambda0", "eps", "effort_bias", "contractor_hours", "rate_growth"),
    *("search_hours", "trial_hours", "spec_hours", "transfer_hours", "replacement_weeks"),
    *("contract_setup", "tool_seat", "equipment", "fee", "payment_fee"),
    *("sd_productivity", "sd_rework", "sd_load", "sd_volume", "sd_learning", "growth_sd"),
    *("vacancy_min", "vacancy_max", "country_shock", "shock_slope", "fx_pass_through"),
}
"""Assumptions that no guard asks: they change what options cost, and not which there are."""
RATE_POINTS = 3
"""Rates of the fair band that the plan may choose from."""
PILOT_SHARE = 0.5
"""Share of the volume that a pilot hands out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One country for one process: how it fits and what is fair there, or why it is excluded."""

    country: str
    fit: match.Fit
    market: MarketRate | None = None
    band: pay.Band | None = None
    rates: tuple[float, ...] = ()
    """Rates an hour to choose from; empty where the place is excluded."""
    excluded_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """All that may be done with one process."""

    process: Process
    point: Mapping[str, float]
    """Its answers as they count (§SCOPE-9)."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the choices of one process leave known for the next: countries and their markets."""

    outlook: Outlook
    countries: CountriesSeen
    markets: dict[tuple[object, ...], MarketRate] = field(default_factory=dict, repr=False, compare=False)
    quotes: dict[tuple[object, ...], tuple[Seen, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )
    """The quotes beside their own markets, by the assumptions that these hang on."""

    @classmethod
    def of(cls, outlook: Outlook) -> Self:
        """Return a survey that has not looked anywhere yet."""
        business = outlook.business
        countries = CountriesSeen(
            reference=outlook.reference,
            home=business.home,
            assumptions=outlook.assumptions,
            year=outlook.year,
            exclude_countries=business.policy.exclude_countries,
        )
        return cls(outlook=outlook, countries=countries)

    def under(self, outlook: Outlook) -> Self:
        """Return the survey of another outlook; what holds for both stays known."""
        before, after = self.outlook.business, outlook.business
        same = outlook.reference is self.outlook.reference and outlook.year == self.outlook.year
        same &= _seen_from(before.home) == _seen_from(after.home) and before.quotes == after.quotes
        if not same or before.policy.exclude_countries != after.policy.exclude_countries:
            return type(self).of(outlook)
        seen = replace(self.countries, assumptions=outlook.assumptions)
        return replace(self, outlook=outlook, countries=seen)

    def market(self, occupation: str, country: str) -> MarketRate:
        """Return the market of an occupation in a country."""
        under = tuple(getattr(self.outlook.assumptions, name) for name in MARKET_BY)
        key = (occupation, country, *under)
        if key not in self.markets:
            if under not in self.quotes:
                self.quotes[under] = _quotes(self.outlook)
            self.markets[key] = _market(self.outlook, occupation, country, self.quotes[under])
        return self.markets[key]


def some(assumptions: Assumptions, without: Collection[str]) -> Mapping[str, float]:
    """Return the assumptions by name, but for those `without` which the question is answered alike."""
    names = (item.name for item in fields(assumptions) if item.name not in without)
    return {name: getattr(assumptions, name) for name in names}


def _seen_from(home: Home) -> tuple[object, ...]:
    """Return what of a business its view of other countries hangs on."""
    return home.country, home.currency, home.time_zone, home.working_hours, tuple(home.languages.items())


def choices(
    outlook: Outlook,
    process: Process,
    survey: Survey | None = None,
    among: Collection[str] | None = None,
) -> Choices:
    """Return what the guards leave open for `process`, and why not the rest.

    A `survey` of the same outlook saves looking at a country twice. With `among` only these countries
    are looked at.
    """
    assumptions = outlook.assumptions
    remote = outlook.reference.occupations[process.occupation].remote.value
    verdict = scope.judge(process, assumptions, seed=outlook.seed, remote=remote)
    home = pay.home_price(outlook.reference, outlook.business.home, process, assumptions)
    share = handed_out_share(process, verdict)
    known = Survey.of(outlook) if survey is None else survey
    countries = _countries(outlook, process, share)
    looked_at = countries if among is None else [code for code in countries if code in among]
    places = _looked(known, process, looked_at, home)
    fair = pay.remaining({place.country: place.band for place in places if place.band is not None})
    return Choices(
        process=process,
        point=answered(process).point,
        verdict=verdict,
        scope=scope.guard(process, verdict, assumptions),
        home_rate=home.rate,
        share=share,
        places=tuple(_priced(outlook, place, place.country in fair.countries) for place in places),
    )


def handed_out_share(process: Process, verdict: ScopeVerdict) -> float:
    """Return the share of the volume that may be handed out at most (§PLAN-2)."""
    if process.pin == "keep":
        return 0.0
    if verdict.class_ == "ELIGIBLE" or (verdict.class_ == "PREPARE" and process.accept_prepare):
        return 1.0
    return PILOT_SHARE if verdict.class_ == "PILOT" else 0.0


def _countries(outlook: Outlook, process: Process, share: float) -> Sequence[str]:
    if share == 0:
        return ()
    if process.pin:
        return (process.pin,)
    return sorted(outlook.reference.countries)


def look_at(outlook: Outlook, process: Process, country: str, home: pay.HomeRate) -> Place:
    """Return one country with its fit, and with its market and band unless match excludes it."""
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
    return _paid(outlook, fit, home, lambda: _market(outlook, process.occupation, country, _quotes(outlook)))


def look_again(survey: Survey, process: Process, country: str, home: pay.HomeRate) -> Place:
    """Return one country as `look_at` does; a survey may know it already."""
    return _looked(survey, process, (country,), home)[0]


def _looked(
    survey: Survey, process: Process, countries: Sequence[str], home: pay.HomeRate
) -> tuple[Place, ...]:
    """Return each of the countries as `look_at` does."""
    return tuple(
        _paid(survey.outlook, fit, home, partial(survey.market, process.occupation, fit.country))
        for fit in survey.countries.fits(process, countries)
    )


def _paid(outlook: Outlook, fit: match.Fit, home: pay.HomeRate, market_of: Callable[[], MarketRate]) -> Place:
    """Return a place with market and band, unless match excludes it."""
    if fit.excluded_by:
        return Place(country=fit.country, fit=fit, excluded_by=fit.excluded_by)
    market = market_of()
    band = pay.fair_band(market, home.rate, home.sd, outlook.business.policy, outlook.assumptions)
    return Place(country=fit.country, fit=fit, market=market, band=band)


def _quotes(outlook: Outlook) -> tuple[Seen, ...]:
    business = outlook.business
    if not business.quotes:
        return ()
    return seen_of(outlook.reference, business.quotes, business.home.currency, outlook.assumptions)


def _market(outlook: Outlook, occupation: str, country: str, seen: tuple[Seen, ...]) -> MarketRate:
    return rate_beside(
        seen,
        outlook.reference,
        occupation,
        country,
        assumptions=outlook.assumptions,
        currency=outlook.business.home.currency,
    )


def _priced(outlook: Outlook, place: Place, fair: bool) -> Place:  # noqa: FBT001 -- what `pay` answered
    """Return the place with the rates to choose from, or with what pay holds against it (§PAY-6)."""
    if place.market is None or place.band is None:
        return place
    if not fair:
        return replace(place, excluded_by=_unfair(place.band, outlook.business.home.currency))
    return replace(place, rates=pay.rate_grid(place.band, place.market, outlook.business.policy, RATE_POINTS))


def _unfair(band: pay.Band, currency: str) -> str:
    if band.floor_above_cap:
        return say("pay: the minimum wage there is above the cap")
    if band.empty:
        return say(
            "pay: fair from {low:.2f} {currency}, worth {high:.2f} {currency} at most",
            low=band.low,
            high=band.high,
            currency=currency,
        )
    return say("pay: a fair band is only {share:.0f} % likely", share=100 * band.probability)
