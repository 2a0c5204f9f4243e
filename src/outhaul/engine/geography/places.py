"""Every country ranked for one kind of work, seen from one home country (§MATCH-12).

The score is a weighted geometric mean of six parts between 0 and 1: what is very bad cannot be
bought off by what is good. No part depends on which other countries are in the list, so adding one
never swaps two others. The weights are judgement and published; the true cost of an accepted hour
weighs as much as all other parts together. Countries that the guard blocks come last.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from outhaul.engine import manage
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Home, Policy, Process
from outhaul.engine.match import Fit, fit
from outhaul.engine.wages.market import MarketRate, country_of, market_rate, occupation_of, paid_hours
from outhaul.faults import Fault, InputError
from outhaul.reference.model import Country
from outhaul.reference.tables import Reference

WEIGHTS: Final[Mapping[str, float]] = {
    "cost": 0.50,
    "language": 0.14,
    "overlap": 0.12,
    "governance": 0.12,
    "supply": 0.08,
    "culture": 0.04,
}
"""Part -> weight, by judgement; culture least, as its effect on small projects is in doubt."""
TYPICAL_ANSWERS: Final[Mapping[str, int | bool]] = {"M1": 3, "M3": 3, "M5": 3, "G1": 0}
"""Office work with written procedures and live contact a few times a week."""
HOURS: Final = 80.0
SUPERVISORS: Final = "3"
"""ISCO-08 major group of office supervisors, who stand for the managers of a small business."""
USUAL_ON_COST: Final = 0.2
"""Employer's charges where none are known, by judgement."""
LEAST_PART: Final = 0.01
"""A part is never less, so that a score can still be compared."""
CLEAR, POOR = 0.8, 0.35
"""A part from `CLEAR` on is a reason for a country, one below `POOR` a reason against it."""
SAME: Final = 0.03
"""Difference from the cost at home that is not worth a word."""
WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "overlap": ("the hours it needs are shared", "too few hours are shared"),
    "language": ("the language is common", "the language is rare"),
    "governance": ("contracts hold well", "contracts hold poorly"),
    "supply": ("many people to choose from", "few people to choose from"),
    "culture": ("habits much like yours", "habits unlike yours"),
}
"""Part -> what is said for a country, and against it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedPlace:
    """One country for one kind of work; money in USD an hour, hours a day."""

    country: str
    name: str
    rank: int
    score: float
    score_sd: float
    parts: Mapping[str, float]
    """Part of `WEIGHTS` -> 0..1, more is better."""
    rate_hourly: float
    """The fair rate to start from: the market median and the least premium."""
    market_median: float
    grade: str
    true_cost_per_accepted_hour: float
    fit: Fit
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """All countries for one kind of work."""

    occupation: str
    title: str
    remote: float
    """Share of the occupation that can be done anywhere, 0..1."""
    home: str
    hours: float
    manager_rate: float
    """What an hour of the manager costs at home, USD."""
    home_cost: float
    """True cost of an accepted hour by a contractor at home, USD."""
    places: tuple[RankedPlace, ...]
    unranked: tuple[str, ...]
    """Codes of the countries of whose pay nothing is known."""
    weights: Mapping[str, float]


def home_in(reference: Reference, code: str, language: str | None = None) -> Home:
    """Return a plain business in a country: its main zone, nine to five, one language.

    The language is the given one, else English where it is official, else the first official one.
    """
    country = country_of(reference, code)
    official = country.official_languages or ("en",)
    spoken = language or ("en" if "en" in official else official[0])
    return Home(
        name=country.name,
        country=code,
        currency=country.currency,
        time_zone=country.zones[0],
        languages={spoken: "C2"},
    )


def rank(  # noqa: PLR0913 -- whose work, where from, and how it is done
    reference: Reference,
    occupation_code: str,
    home: Home,
    assumptions: Assumptions,
    *,
    year: int,
    answers: Mapping[str, int | bool] = TYPICAL_ANSWERS,
    hours: float = HOURS,
    flexible_hours: float = 0.0,
) -> Ranking:
    """Rank every country for `hours` a month of an occupation's work; the best comes first.

    `answers` are those of the scope questionnaire that tell how much must be talked about (M1, M3,
    M5) and where the data may go (G1). `flexible_hours` is what contractors offer at both ends of
    their day.

    Raises:
        InputError: The occupation or the home is unknown, or nothing is known of pay at home.
    """
    occupation = occupation_of(reference, occupation_code)
    title = occupation.title
    work = Process(id="work", name=title, occupation=occupation_code, hours_per_month=hours, answers=answers)
    manager_rate = manager_cost(country_of(reference, home.country))
    premium = 1.0 + Policy().premium_min
    markets = _markets(reference, occupation_code, assumptions)
    fits = {
        code: fit(reference, home, work, code, assumptions, year=year, flexible_hours=flexible_hours)
        for code in markets
    }
    costs = {
        code: true_cost(
            market.hourly * premium,
            fits[code],
            assumptions,
            hours=hours,
            manager_rate=manager_rate,
            abroad=code != home.country,
        )
        for code, market in markets.items()
    }
    judged = [
        _placed(reference.countries[code], market, fits[code], (costs[code], costs[home.country]), premium)
        for code, market in markets.items()
    ]
    judged.sort(key=lambda place: (place.fit.excluded_by is not None, -place.score, place.country))
    return Ranking(
        occupation=occupation_code,
        title=title,
        remote=occupation.remote.value,
        home=home.country,
        hours=hours,
        manager_rate=manager_rate,
        home_cost=costs[home.country],
        places=tuple(replace(place, rank=number) for number, place in enumerate(judged, start=1)),
        unranked=tuple(sorted(set(reference.countries) - set(markets))),
        weights=WEIGHTS,
    )


def manager_cost(home: Country) -> float:
    """Return what an hour of an office supervisor costs at home, USD: pay and charges over paid hours."""
    wage = home.figures.get("annual_wage")
    if wage is None:
        raise InputError([Fault("home", f"nothing is known of pay in {home.name}", "Name another country")])
    ratio, on_cost = home.group_ratios.get(SUPERVISORS), home.figures.get("on_cost")
    annual = math.exp(wage.value + (ratio.value if ratio else 0.0))
    return annual * (1.0 + (on_cost.value if on_cost else USUAL_ON_COST)) / paid_hours(home)


def true_cost(  # noqa: PLR0913 -- the terms of one formula
    rate: float, found: Fit, assumptions: Assumptions, *, hours: float, manager_rate: float, abroad: bool
) -> float:
    """Return the true cost of an accepted hour, USD, once the engagement has settled (§MATCH-12).

    `(rate (1 + fees) h + manager_rate L + tools) / H` with bought hours `h = H (1 + rho) / A` and
    manager hours L (§MANAGE-3). Search, learning and turnover are left to the plan.
    """
    bought = hours * (1.0 + found.rework) / found.productivity
    mu = manage.load_per_hour(
        language=found.language_in_use,
        communication=found.kappa,
        synchronous=found.sigma,
        overlap=found.overlap.mean,
        overlap_needed=found.overlap_useful,
        assumptions=assumptions,
    )
    fees = assumptions.fee + (assumptions.payment_fee if abroad else 0.0)
    load = manage.engagement_load(mu, bought, assumptions)
    return (rate * (1.0 + fees) * bought + manager_rate * load + assumptions.tool_seat) / hours


def score_parts(found: Fit, cost: float, home_cost: float) -> dict[str, float]:
    """Return the parts of the score, 0..1, more is better (§MATCH-12).

    Cost is `home / (home + there)`: 1/2 where an accepted hour costs as much as at home.
    """
    needed = found.overlap_needed
    return {
        "cost": home_cost / (home_cost + cost),
        "language": found.language_in_use,
        "overlap": min(1.0, found.overlap.min / needed) if needed > 0 else 1.0,
        "governance": found.governance,
        "supply": found.supply,
        "culture": 1.0 - found.culture,
    }


def total_score(parts: Mapping[str, float]) -> float:
    """Return the weighted geometric mean of the parts, 0..1 (§MATCH-12)."""
    return math.exp(sum(weight * math.log(max(parts[name], LEAST_PART)) for name, weight in WEIGHTS.items()))


def score_spread(found: Fit, parts: Mapping[str, float], cost_sd: float) -> float:
    """Return the sd of the score; parts are taken as independent, `cost_sd` is that of ln cost."""
    spreads = {
        "cost": (1.0 - parts["cost"]) * cost_sd,
        "language": found.language_sd / max(parts["language"], LEAST_PART),
        "governance": found.governance_sd / max(parts["governance"], LEAST_PART),
        "culture": found.culture_sd / max(parts["culture"], LEAST_PART),
    }
    return total_score(parts) * min(1.0, math.hypot(*(WEIGHTS[name] * sd for name, sd in spreads.items())))


def _markets(reference: Reference, occupation_code: str, assumptions: Assumptions) -> dict[str, MarketRate]:
    """Return country -> market rate, for the countries of whose pay something is known."""
    return {
        code: market_rate(reference, occupation_code, code, assumptions=assumptions)
        for code, country in sorted(reference.countries.items())
        if "annual_wage" in country.figures
    }


def _placed(
    country: Country, market: MarketRate, found: Fit, costs: tuple[float, float], premium: float
) -> RankedPlace:
    """Score one country, not yet numbered; `costs` are the true cost there and at home."""
    parts = score_parts(found, *costs)
    return RankedPlace(
        country=country.code,
        name=country.name,
        rank=0,
        score=total_score(parts),
        score_sd=score_spread(found, parts, market.sd_median),
        parts=parts,
        rate_hourly=market.hourly * premium,
        market_median=market.hourly,
        grade=market.grade,
        true_cost_per_accepted_hour=costs[0],
        fit=found,
        why=_why(found, parts, costs),
    )


def _why(found: Fit, parts: Mapping[str, float], costs: tuple[float, float]) -> str:
    """Say in one sentence what speaks for a country and what against it."""
    if found.excluded_by:
        return f"No option ({found.excluded_by})."
    good = [words[0] for part, words in WORDS.items() if parts[part] >= CLEAR]
    bad = [words[1] for part, words in WORDS.items() if parts[part] < POOR]
    sentence = ", ".join([_against_home(*costs), *good])
    return f"{sentence}; but {', '.join(bad)}." if bad else f"{sentence}."


def _against_home(cost: float, home_cost: float) -> str:
    difference = cost / home_cost - 1.0
    if abs(difference) < SAME:
        return "Costs as much as at home"
    return f"Costs {100 * (abs(difference)):.0f} % {'more' if difference > 0 else 'less'} than at home"
