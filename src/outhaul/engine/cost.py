"""Guard cost: the true cost of handed-out work, never only the rate.

One kernel prices everything (§COST-1): one engagement or hundreds of options, one expected course
or thousands of sampled ones. Management is counted in hours, because an hour of oversight costs
what the manager costs and not a share of the contract (§COST-6).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from typing import Final, TypedDict

import numpy as np

from outhaul.engine.engagement.course import (
    Array,
    Fate,
    Flows,
    Odds,
    expected_course,
    idle_course,
    sampled_course,
)
from outhaul.engine.engagement.ledger import COMPONENTS, Ledger, Tariff, column, ledger
from outhaul.engine.engagement.terms import (
    EngagementTerms,
    failure,
    hazard,
    kept,
    productivity,
    rework,
    stacked,
)
from outhaul.engine.normal import quantile, share_below
from outhaul.engine.saying import joined, say
from outhaul.engine.verdict import Answer, Guard, Verdict

__all__ = [
    "COMPONENTS",
    "EXPECTED",
    "EngagementPaths",
    "EngagementTerms",
    "Ledger",
    "Tariff",
    "discounts",
    "engagement_paths",
    "failure",
    "guard",
    "hazard",
    "kept",
    "ledger",
    "odds_of",
    "payback_month",
    "priced_course",
    "productivity",
    "rework",
    "stacked",
]

LEARNING_RANGE: Final = (1.0, 9.0)
"""Months of learning time that chance may lead to."""


def _one(value: float) -> Array:
    return np.full(1, value)


EXPECTED: Final = Fate(
    volume=_one(1.0),
    bias=_one(0.0),
    productivity=_one(1.0),
    rework=_one(1.0),
    load=_one(1.0),
    learning=_one(1.0),
    charges=_one(1.0),
    market=np.zeros((1, 1)),
    level=np.zeros(1, dtype=np.intp),
    growth=np.zeros((0, 1, 1)),
    exchange=np.zeros((0, 1, 1)),
    pass_through=0.0,
    open=np.zeros((0, 1, 1), dtype=np.bool_),
    tenure=np.zeros((0, 1)),
    vacancy=np.zeros((0, 1)),
    failure=np.zeros((0, 1)),
    country=np.zeros(1, dtype=np.intp),
    currency=np.zeros(1, dtype=np.intp),
)
"""One scenario in which everything is as expected, exits and failures included."""


def learning_time(terms: EngagementTerms, fate: Fate) -> Array:
    """T0 by option and scenario: within `LEARNING_RANGE`, or the option's own where that lies outside."""
    T0 = column(terms.T0, fate.learning.dtype)
    low, high = LEARNING_RANGE
    return np.minimum(np.maximum(T0 * fate.learning, np.minimum(T0, low)), np.maximum(T0, high))


def odds_of(terms: EngagementTerms, fate: Fate) -> Odds:
    """Return what drives the course of each option."""
    T0 = np.broadcast_to(learning_time(terms, fate), (terms.options, fate.scenarios))
    return Odds(
        hazard=column(terms.hazard),
        failure=column(terms.failure),
        T0=np.ascontiguousarray(T0),
        R0=column(terms.R0, T0.dtype),
    )


def course(terms: EngagementTerms, fate: Fate, horizon: int) -> Iterator[Flows]:
    """Yield the months of the engagement; the expected course where `fate` is `EXPECTED`."""
    if not np.any(terms.share):
        return idle_course(horizon)
    odds = odds_of(terms, fate)
    return expected_course(odds, horizon) if fate is EXPECTED else sampled_course(odds, fate, horizon)


def first_price(terms: EngagementTerms, fate: Fate) -> Array:
    """Rate of the first year, an hour, by option and scenario.

    The market level's error is normal in ln, cut off symmetrically so that the rate never passes
    `rate_cap` (§RISK-6).
    """
    rate, sd = (column(value, fate.market.dtype) for value in (terms.rate, terms.market_sd))
    if fate is EXPECTED or not sd.any():
        return rate
    room = np.log(np.maximum(column(terms.rate_cap, sd.dtype) / np.where(rate > 0.0, rate, 1.0), 1.0))
    tail = share_below(
        -np.divide(
            room, sd, out=np.full(np.broadcast_shapes(room.shape, sd.shape), np.inf, sd.dtype), where=sd > 0.0
        )
    )
    z = quantile(tail + (1.0 - 2.0 * tail) * share_below(fate.market[fate.level]))
    return rate * np.exp(sd * np.where(tail < 0.5, z, 0.0))  # noqa: PLR2004 -- half a distribution is none


def next_price(price: Array, terms: EngagementTerms, fate: Fate, year: int) -> Array:
    """Rate after the repricing at the end of `year` (1, 2, ...): never lower (§RISK-7, §RISK-8)."""
    growth = 1.0 + column(terms.rate_growth, price.dtype)
    if fate is EXPECTED:
        return price * np.maximum(1.0, growth)
    sd = column(terms.fx_sd, price.dtype) * sqrt(12.0)
    move = sd * fate.exchange[year - 1][fate.currency] - 0.5 * sd**2
    raised: Array = (growth + fate.growth[year - 1][fate.country]) * np.exp(fate.pass_through * move)
    return price * np.maximum(1.0, raised)


def priced_course(
    terms: EngagementTerms, books: Ledger, fate: Fate, horizon: int
) -> Iterator[tuple[int, Flows, Tariff]]:
    """Yield month, its flows and its year's tariff; arrays of flows are reused from month to month."""
    tariff = books.at(first_price(terms, fate))
    for month, flows in enumerate(course(terms, fate, horizon), start=1):
        if month % 12 == 1 and month > 1:
            tariff = books.at(next_price(tariff.price, terms, fate, month // 12))
        yield month, flows, tariff


@dataclass(frozen=True, slots=True)
class EngagementPaths:
    """Month by month, arrays (horizon+1, options, scenarios); index 0 is the start.

    `bought` are the hours bought from contractors, `up` the share of the work that they did.
    """

    money: Array
    manager_hours: Array
    home_money: Array
    home_hours: Array
    """Manager hours that the same volume takes at home."""
    bought: Array
    up: Array
    components: dict[str, Array]


def engagement_paths(terms: EngagementTerms, fate: Fate = EXPECTED, *, horizon: int = 36) -> EngagementPaths:
    """Return what `terms` cost in every month, option and scenario (§COST-1).

    Keeps all months: meant for few options and scenarios. `risk.paths` and `risk.coefficients` run
    the same course and ledger and keep sums alone.
    """
    books = ledger(terms, fate)
    shape = (horizon + 1, terms.options, fate.scenarios)
    money, hours, bought, up = (np.zeros(shape) for _ in range(4))
    parts = {name: np.zeros(shape) for name in COMPONENTS}
    money[0] = parts["setup"][0] = column(terms.setup)
    hours[0] = column(terms.internal_hours)
    for month, flows, tariff in priced_course(terms, books, fate, horizon):
        money[month] = books.money(flows, tariff)
        hours[month] = books.manager_hours(flows)
        bought[month] = books.bought * flows.slow
        up[month] = flows.up
        for name, value in books.components(flows, tariff).items():
            parts[name][month] = value
    started = (np.arange(horizon + 1) > 0).reshape(-1, 1, 1)
    home_money, home_hours = (
        np.broadcast_to(started * value, shape) for value in (books.home_money, books.home_hours)
    )
    return EngagementPaths(money, hours, home_money, home_hours, bought, up, parts)


def discounts(discount_rate: float, horizon: int) -> Array:
    """d^0 .. d^horizon with d = (1+i)^(-1/12) (§COST-9)."""
    return (1.0 + discount_rate) ** (-np.arange(horizon + 1) / 12.0)


def payback_month(cumulative: Array) -> Array:
    """First month from which cumulative cash stays at or above zero, -1 = never (§COST-9).

    `cumulative` has months along its first axis.
    """
    short = cumulative < 0.0
    last = short.shape[0] - np.argmax(short[::-1], axis=0)
    month = np.where(short.any(axis=0), last, 0)
    return np.where(month >= short.shape[0], -1, month)


def guard(  # noqa: PLR0913 -- the figures it judges
    *,
    headline_saving: float,
    true_saving: float,
    owner_hours_freed: float = 0.0,
    capital: float = 0.0,
    budget: float | None = None,
    currency: str = "",
    process: str | None = None,
) -> tuple[Verdict, ...]:
    """Judge the true cost of handing out work: its saving, its promise, its start (§COST-10 to §COST-12).

    Savings are shares of the cost of keeping the same work, `owner_hours_freed` hours a month,
    `capital` and `budget` money in `currency`. Without a budget nothing is said of it.
    """
    saving = {"headline_saving": headline_saving, "true_saving": true_saving}
    found = [
        (_judge_saving(true_saving, owner_hours_freed), saving | {"owner_hours_freed": owner_hours_freed}),
        (_judge_promise(headline_saving, true_saving), saving),
    ]
    if budget is not None:
        found.append((_judge_budget(capital, budget, currency), {"capital": capital, "budget": budget}))
    return tuple(
        Verdict(guard=Guard.COST, process=process, figures=figures, **judgement)
        for judgement, figures in found
    )


class _Judgement(TypedDict):
    rule: str
    answer: Answer
    reason: str
    fix: str


def _judge_saving(true_saving: float, owner_hours_freed: float) -> _Judgement:
    """§COST-10."""
    if true_saving >= 0.0:
        reason = say(
            "All costs counted, it saves {share:.0f} % of what keeping the work costs.",
            share=100 * true_saving,
        )
        return {"rule": "COST-10", "answer": Answer.PASS, "reason": reason, "fix": ""}
    reason = say(
        "All costs counted, it costs {share:.0f} % more than keeping the work.", share=-100 * true_saving
    )
    if owner_hours_freed > 0.0:
        bought = say("What it buys is {hours:.0f} owner hours a month.", hours=owner_hours_freed)
        reason = joined([reason, bought], " ")
        fix = say("Hand it out only if these hours are worth more to you than the extra cost.")
        return {"rule": "COST-10", "answer": Answer.WARN, "reason": reason, "fix": fix}
    fix = say("Keep the work, bundle it with similar work, or look for a place with a better match.")
    return {"rule": "COST-10", "answer": Answer.BLOCK, "reason": reason, "fix": fix}


def _judge_promise(headline_saving: float, true_saving: float) -> _Judgement:
    """§COST-11."""
    if true_saving < 0.0:
        reason = say(
            "The bare rate promises to save {promised:.0f} %; all costs counted, it costs {more:.0f} % more.",
            promised=100 * headline_saving,
            more=-100 * true_saving,
        )
    else:
        reason = say(
            "The bare rate promises to save {promised:.0f} %, all costs leave {left:.0f} %.",
            promised=100 * headline_saving,
            left=100 * true_saving,
        )
    if true_saving >= headline_saving / 3.0:
        return {"rule": "COST-11", "answer": Answer.PASS, "reason": reason, "fix": ""}
    fix = say(
        "Budget with the true saving. Less rework, a shorter start or fewer, longer engagements raise it."
    )
    return {"rule": "COST-11", "answer": Answer.WARN, "reason": reason, "fix": fix}


def _judge_budget(capital: float, budget: float, currency: str) -> _Judgement:
    """§COST-12."""
    reason = say(
        "The start ties up {capital:,.0f} {currency} of a capital budget of {budget:,.0f} {currency}.",
        capital=capital,
        budget=budget,
        currency=currency,
    )
    if capital <= budget:
        return {"rule": "COST-12", "answer": Answer.PASS, "reason": reason, "fix": ""}
    fix = say(
        "Raise the capital budget by {more:,.0f} {currency}, or start with less work.",
        more=capital - budget,
        currency=currency,
    )
    return {"rule": "COST-12", "answer": Answer.BLOCK, "reason": reason, "fix": fix}
