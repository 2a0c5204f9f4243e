"""The options of one process in figures: terms for the cost kernel, loads, capital and spend."""

from dataclasses import dataclass, fields, replace
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outhaul.engine import manage, pay, scope
from outhaul.engine.answers import answered
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Business, Tool
from outhaul.engine.engagement.terms import EngagementTerms, failure, hazard, kept
from outhaul.engine.plan.choices import Choices, Outlook, Place, look_at
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
    outside = tuple(
        _external(outlook, choices, place, rate) for place in choices.open_places for rate in place.rates
    )
    pinned = choices.process.pin not in (None, "keep") and outside
    return outside if pinned else (_keep(outlook, choices), *outside)


def repriced(outlook: Outlook, choices: Choices, option: Option) -> Option:
    """Return the same option under other assumptions: same place, same premium over the market there."""
    home = pay.home_price(outlook.reference, outlook.business.home, choices.process, outlook.assumptions)
    changed = replace(choices, home_rate=home.rate)
    if option.place is None or option.place.market is None:
        return _keep(outlook, changed)
    place = look_at(outlook, choices.process, option.place.country, home)
    if place.market is None:
        return _external(outlook, changed, option.place, option.rate)
    return _external(outlook, changed, place, place.market.hourly * option.rate / option.place.market.hourly)


def option_at(outlook: Outlook, choices: Choices, place: Place, rate: float) -> Option:
    """Return handing out the process to `place` at `rate` an hour, be it one of the place's rates or not."""
    return _external(outlook, choices, place, rate)


def stacked(terms: tuple[EngagementTerms, ...]) -> EngagementTerms:
    """Return the terms of several options of one process as one, each field an array (options,)."""
    whole_process = {"bias", "bias_spread"}
    values: dict[str, Any] = {
        item.name: getattr(terms[0], item.name)
        if item.name in whole_process
        else np.array([getattr(one, item.name) for one in terms], dtype=np.float64)
        for item in fields(EngagementTerms)
    }
    return EngagementTerms(**values)


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


def _external(outlook: Outlook, choices: Choices, place: Place, rate: float) -> Option:
    process, assumptions = choices.process, outlook.assumptions
    accepted = process.hours_per_month * _bias(choices, assumptions) * choices.share
    bought = accepted * (1 + place.fit.rework) / place.fit.productivity
    contractors = max(1, ceil(bought / assumptions.contractor_hours))
    mu = _mu(place, assumptions, contractors)
    kept_load = manage.home_load(process.hours_per_month * (1 - choices.share), assumptions)
    equipment = in_currency(outlook.reference, outlook.business.home.currency, assumptions.equipment)
    return Option(
        place=place,
        rate=rate,
        contractors=contractors,
        terms=_terms(outlook, choices, place, rate, contractors, mu),
        load=kept_load + manage.engagement_load(mu, bought, assumptions, contractors=contractors),
        peak_load=kept_load + _peak(mu, bought, contractors, assumptions),
        owner_hours_freed=process.owner_share * accepted,
        capital=equipment * contractors,
        spend=bought * rate * 12,
    )


def _mu(place: Place, assumptions: Assumptions, contractors: int) -> float:
    fit = place.fit
    return manage.load_per_hour(
        language=fit.language_in_use,
        communication=fit.kappa,
        synchronous=fit.sigma,
        overlap=fit.overlap.mean,
        overlap_needed=fit.overlap_useful,
        assumptions=assumptions,
        contractors=contractors,
    )


def _peak(mu: float, bought: float, contractors: int, assumptions: Assumptions) -> float:
    """Mean manager hours of months 1 to 3, in which fewer accepted hours come of an hour bought."""
    months = np.arange(manage.START_MONTHS)
    ramp = 1 - (1 - assumptions.R0) * np.exp(-months * 1.5 / assumptions.T0)
    slow = float(np.mean(1 / ramp))
    return manage.engagement_load(mu, bought * slow, assumptions, month=1, contractors=contractors)


def _terms(  # noqa: PLR0913, PLR0917 -- what an option is made of
    outlook: Outlook, choices: Choices, place: Place, rate: float, contractors: int, mu: float
) -> EngagementTerms:
    business, assumptions = outlook.business, outlook.assumptions
    process, home = choices.process, business.home
    market, band = place.market, place.band
    if market is None or band is None:
        raise ValueError("an excluded place is no option")
    premium = rate / market.hourly - 1
    abroad = place.country != home.country
    return EngagementTerms(
        hours=process.hours_per_month,
        home_rate=choices.home_rate,
        mu_home=assumptions.mu_home,
        share=choices.share,
        rate=rate,
        productivity=place.fit.productivity,
        rework=place.fit.rework,
        mu=mu,
        fixed_hours=assumptions.fixed_hours * contractors,
        start_load=assumptions.start_load,
        T0=assumptions.T0,
        R0=assumptions.R0,
        fee=assumptions.fee + (assumptions.payment_fee if abroad else 0.0),
        tool=_seats(outlook, process.id) * contractors,
        setup=_setup(outlook, rate, contractors),
        internal_hours=_internal_hours(choices, assumptions, contractors),
        hazard=hazard(assumptions.lambda0, premium, assumptions.eps),
        replacement_weeks=assumptions.replacement_weeks,
        failure=failure(assumptions.pi0, premium),
        rate_growth=assumptions.rate_growth,
        rate_cap=max(rate, band.high),
        market_sd=market.sd_median,
        fx_sd=exchange_sd(
            outlook.reference, home.currency, outlook.reference.countries[place.country].currency
        ),
        bias=_bias(choices, assumptions),
    )


def _seats(outlook: Outlook, process_id: str) -> float:
    """Cost of one contractor's seats a month (§PLAN-6)."""
    needed = tools_needed(outlook.business, process_id)
    if needed:
        return sum(tool.cost_per_seat_per_month for tool in needed)
    return in_currency(outlook.reference, outlook.business.home.currency, outlook.assumptions.tool_seat)


def _setup(outlook: Outlook, rate: float, contractors: int) -> float:
    """Cash at the start: contract, equipment and a paid trial task for each contractor."""
    assumptions = outlook.assumptions
    usd = assumptions.contract_setup + assumptions.equipment
    cash = in_currency(outlook.reference, outlook.business.home.currency, usd)
    return contractors * (cash + assumptions.trial_hours * rate)


def _internal_hours(choices: Choices, assumptions: Assumptions, contractors: int) -> float:
    """The manager's hours at the start: search, handing over knowledge, writing the procedure."""
    point = answered(choices.process).point
    transfer = assumptions.transfer_hours * point["C5"] / 2
    specification = assumptions.spec_hours * scope.specification_points(point)
    return specification + contractors * (assumptions.search_hours + transfer)
