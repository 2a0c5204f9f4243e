"""The options of one process in figures: terms for the cost kernel, loads, capital and spend."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np
from numpy.typing import NDArray

from outhaul.engine import manage, pay, scope
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Business, Tool
from outhaul.engine.engagement.terms import EngagementTerms, failure, hazard, kept
from outhaul.engine.engagement.terms import stacked as side_by_side
from outhaul.engine.plan.choices import Choices, Outlook, Place, Survey, look_again
from outhaul.reference.tables import Reference

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option of a process; the first of each process keeps it."""

    place: Place | None
    """None: kept."""
    rate: float
    contractors: int
    terms: EngagementTerms
    load: float
    """Manager hours a month once settled."""
    peak_load: float
    """Manager hours a month, mean of the first three."""
    owner_hours_freed: float
    """A month, before what managing it takes."""
    capital: float
    spend: float
    """Paid to contractors a year."""

    @property
    def country(self) -> str | None:
        """Where it goes; None: kept."""
        return None if self.place is None else self.place.country


def options(outlook: Outlook, choices: Choices) -> tuple[Option, ...]:
    """Return the options of one process; keeping it comes first unless the owner's pin rules it out."""
    alike = _alike(outlook, choices)
    outside = tuple(
        option
        for place in choices.open_places
        for option in _external(outlook, choices, place, place.rates, alike)
    )
    pinned = choices.process.pin not in (None, "keep") and outside
    return outside if pinned else (_keep(outlook, choices), *outside)


def repriced(survey: Survey, choices: Choices, option: Option, *, guarded_alike: bool) -> Option:
    """Return the same option under other assumptions: same place, same premium over the market there.

    `guarded_alike` says that no guard asks what is assumed otherwise.
    """
    found, place, rate = choices, option.place, option.rate
    if not guarded_alike:
        found, place, rate = _looked_at_again(survey, choices, option)
    return _keep(survey.outlook, found) if place is None else option_at(survey.outlook, found, place, rate)


def _looked_at_again(survey: Survey, choices: Choices, option: Option) -> tuple[Choices, Place | None, float]:
    """Return home price, place and rate of an option as they are in the survey's outlook."""
    outlook, process, before = survey.outlook, choices.process, option.place
    home = pay.home_price(outlook.reference, outlook.business.home, process, outlook.assumptions)
    changed = replace(choices, home_rate=home.rate)
    if before is None or before.market is None:
        return changed, None, 0.0
    place = look_again(survey, process, before.country, home)
    if place.market is None:
        return changed, before, option.rate
    return changed, place, place.market.hourly * option.rate / before.market.hourly


def option_at(outlook: Outlook, choices: Choices, place: Place, rate: float) -> Option:
    """Return handing out the process to `place` at `rate` an hour, be it one of the place's rates or not."""
    return next(_external(outlook, choices, place, (rate,), _alike(outlook, choices)))


def stacked(terms: tuple[EngagementTerms, ...]) -> EngagementTerms:
    """Return the terms of several options of one process as one, each field an array (options,)."""
    return replace(side_by_side(terms), bias=terms[0].bias, bias_spread=terms[0].bias_spread)


def tools_needed(business: Business, process_id: str) -> tuple[Tool, ...]:
    """Return the tools that handed-out work of the process needs."""
    return tuple(tool for tool in business.tools if tool.needed_by == "all" or process_id in tool.needed_by)


def in_currency(reference: Reference, currency: str, usd: float) -> float:
    """Return an amount of US dollars in `currency`."""
    return usd * reference.currencies[currency].per_usd.value


def exchange_sd(reference: Reference, one: str, other: str) -> float:
    """Return the monthly standard deviation of ln(one currency in the other)."""
    if one == other:
        return 0.0
    a, b = (reference.currencies[code].monthly_sd.value for code in (one, other))
    return float(np.sqrt(max(0.0, a * a + b * b - 2 * a * b * reference.currency_correlation(one, other))))


def _keep(outlook: Outlook, choices: Choices) -> Option:
    process, assumptions = choices.process, outlook.assumptions
    load = manage.home_load(process.hours_per_month, assumptions)
    terms = kept(
        process.hours_per_month, choices.home_rate, assumptions.mu_home, bias=_bias(choices, assumptions)
    )
    return Option(
        place=None,
        rate=0.0,
        contractors=0,
        terms=terms,
        load=load,
        peak_load=load,
        owner_hours_freed=0.0,
        capital=0.0,
        spend=0.0,
    )


def _bias(choices: Choices, assumptions: Assumptions) -> float:
    return assumptions.effort_bias if choices.process.hours_are_estimated else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alike:
    """What all options of a process that hand it out have in common; money in the owner's currency."""

    bias: float
    accepted: float
    """Hours a month that are handed out."""
    kept_load: float
    owner_hours_freed: float
    slow: float
    """Hours bought in the first three months for each one bought later."""
    equipment: float
    cash: float
    """At the start, for each contractor, besides the trial task."""
    seat: float
    """Tools for each contractor, a month."""
    written: float
    """Manager's hours for the procedure, whoever works by it."""
    found: float
    """Manager's hours for each contractor: search and handing over knowledge."""


def _alike(outlook: Outlook, choices: Choices) -> _Alike:
    process, assumptions = choices.process, outlook.assumptions
    currency, bias = outlook.business.home.currency, _bias(choices, assumptions)
    accepted = process.hours_per_month * bias * choices.share
    return _Alike(
        bias=bias,
        accepted=accepted,
        kept_load=manage.home_load(process.hours_per_month * (1 - choices.share), assumptions),
        owner_hours_freed=process.owner_share * accepted,
        slow=_slow(assumptions),
        equipment=in_currency(outlook.reference, currency, assumptions.equipment),
        cash=in_currency(outlook.reference, currency, assumptions.contract_setup + assumptions.equipment),
        seat=_seats(outlook, process.id),
        written=assumptions.spec_hours * scope.specification_points(choices.point),
        found=assumptions.search_hours + assumptions.transfer_hours * choices.point["C5"] / 2,
    )


def _slow(assumptions: Assumptions) -> float:
    """Mean of months 1 to 3, in which fewer accepted hours come of an hour bought."""
    months = np.arange(manage.START_MONTHS)
    ramp = 1 - (1 - assumptions.R0) * np.exp(-months * 1.5 / assumptions.T0)
    return float(np.mean(1 / ramp))


def _seats(outlook: Outlook, process_id: str) -> float:
    """Cost of one contractor's seats a month (§PLAN-6)."""
    needed = tools_needed(outlook.business, process_id)
    if needed:
        return sum(tool.cost_per_seat_per_month for tool in needed)
    return in_currency(outlook.reference, outlook.business.home.currency, outlook.assumptions.tool_seat)


@dataclass(frozen=True, slots=True, kw_only=True)
class _There:
    """What the options of one place have in common, whatever the rate."""

    bought: float
    contractors: int
    mu: float
    load: float
    peak_load: float
    fx_sd: float


def _there(outlook: Outlook, place: Place, alike: _Alike) -> _There:
    assumptions, fit, reference = outlook.assumptions, place.fit, outlook.reference
    bought = alike.accepted * (1 + fit.rework) / fit.productivity
    contractors = max(1, ceil(bought / assumptions.contractor_hours))
    mu = manage.load_per_hour(
        language=fit.language_in_use,
        communication=fit.kappa,
        synchronous=fit.sigma,
        overlap=fit.overlap.mean,
        overlap_needed=fit.overlap_useful,
        assumptions=assumptions,
        contractors=contractors,
    )
    peak = manage.engagement_load(mu, bought * alike.slow, assumptions, month=1, contractors=contractors)
    return _There(
        bought=bought,
        contractors=contractors,
        mu=mu,
        load=alike.kept_load + manage.engagement_load(mu, bought, assumptions, contractors=contractors),
        peak_load=alike.kept_load + peak,
        fx_sd=exchange_sd(
            reference, outlook.business.home.currency, reference.countries[place.country].currency
        ),
    )


def _external(
    outlook: Outlook, choices: Choices, place: Place, rates: Sequence[float], alike: _Alike
) -> Iterator[Option]:
    """Yield handing out the process to `place` at each of the rates."""
    there = _there(outlook, place, alike)
    for rate in rates:
        yield Option(
            place=place,
            rate=rate,
            contractors=there.contractors,
            terms=_terms(outlook, choices, place, rate, alike, there),
            load=there.load,
            peak_load=there.peak_load,
            owner_hours_freed=alike.owner_hours_freed,
            capital=alike.equipment * there.contractors,
            spend=there.bought * rate * 12,
        )


def _terms(  # noqa: PLR0913, PLR0917 -- what an option is made of
    outlook: Outlook, choices: Choices, place: Place, rate: float, alike: _Alike, there: _There
) -> EngagementTerms:
    assumptions, contractors = outlook.assumptions, there.contractors
    market, band = place.market, place.band
    if market is None or band is None:
        raise ValueError("an excluded place is no option")
    premium = rate / market.hourly - 1
    abroad = place.country != outlook.business.home.country
    return EngagementTerms(
        hours=choices.process.hours_per_month,
        home_rate=choices.home_rate,
        mu_home=assumptions.mu_home,
        share=choices.share,
        rate=rate,
        productivity=place.fit.productivity,
        rework=place.fit.rework,
        mu=there.mu,
        fixed_hours=assumptions.fixed_hours * contractors,
        start_load=assumptions.start_load,
        T0=assumptions.T0,
        R0=assumptions.R0,
        fee=assumptions.fee + (assumptions.payment_fee if abroad else 0.0),
        tool=alike.seat * contractors,
        setup=contractors * (alike.cash + assumptions.trial_hours * rate),
        internal_hours=alike.written + contractors * alike.found,
        hazard=hazard(assumptions.lambda0, premium, assumptions.eps),
        replacement_weeks=assumptions.replacement_weeks,
        failure=failure(assumptions.pi0, premium),
        rate_growth=assumptions.rate_growth,
        rate_cap=max(rate, band.high),
        market_sd=market.sd_median,
        fx_sd=there.fx_sd,
        bias=alike.bias,
    )
