"""Guard cost: the true cost of handed-out work, never only the rate.

One kernel prices everything (§COST-1): one engagement or hundreds of options, one expected course
or thousands of sampled ones. Management is counted in hours, because an hour of oversight costs
what the manager costs and not a share of the contract (§COST-6).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from math import sqrt
from typing import Final, TypedDict

import numpy as np
from numpy.typing import DTypeLike

from outhaul.engine.engagement.course import (
    Array,
    Fate,
    Flows,
    Odds,
    expected_course,
    idle_course,
    sampled_course,
)
from outhaul.engine.engagement.terms import (
    EngagementTerms,
    failure,
    hazard,
    kept,
    productivity,
    rework,
    stacked,
)
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
    "payback_month",
    "priced_course",
    "productivity",
    "rework",
    "stacked",
]

REWORK_CAP: Final = 0.6
"""Rework per accepted hour never passes this: somebody stops such an engagement."""
LEARNING_RANGE: Final = (1.0, 9.0)
"""Months of learning time that chance may lead to."""
COMPONENTS: Final = ("rate", "fees", "rework", "ramp", "tools", "turnover", "setup", "kept")
"""The money of `report.Waterfall` besides management, in its order."""
WEEKS_A_YEAR: Final = 52.0


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


def _column(value: float | Array, precision: DTypeLike = np.float64) -> Array:
    """Return `value` with shape (options, 1)."""
    return np.reshape(np.asarray(value, dtype=precision), (-1, 1))


@dataclass(frozen=True, slots=True)
class Tariff:
    """Prices that stand still for a year; arrays broadcast to (options, scenarios)."""

    price: Array
    """Contractor's rate, an hour."""
    month: Array
    """All paid for a full month of a contractor who has learned, fees included."""
    exit: Array
    """Cost of replacing one contractor."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The factors that price a course; arrays broadcast to (options, scenarios).

    Linear in the flows: the summed flows of a year are priced like those of a month, as the tariff is
    that of the year (§COST-5).
    """

    outside: Array
    """Accepted hours a month that are handed out."""
    bought: Array
    """Hours a month that a contractor who has learned is paid for them."""
    accepted: Array
    """Accepted hours a month, wherever they are done."""
    home_rate: Array
    home_money: Array
    """Cost of all work at home, a month."""
    home_hours: Array
    """Manager hours of all work at home, a month."""
    handed_money: Array
    """Cost at home of what is handed out, a month."""
    handed_hours: Array
    """Manager hours at home of what is handed out, a month."""
    oversight: Array
    """Manager hours for a full month of a contractor who has learned."""
    start_load: Array
    fixed_hours: Array
    fee: Array
    tool: Array
    replacement: Array
    """Months of `outside` hours that one exit costs."""
    starting: Array
    """Manager hours that the first months of an engagement take beside `oversight`."""

    def at(self, price: Array) -> Tariff:
        """Return the tariff of a year with `price` an hour."""
        return Tariff(
            price=price,
            month=self.bought * price * (1.0 + self.fee),
            exit=self.replacement * self.outside * price,
        )

    def money(self, flows: Flows, tariff: Tariff) -> Array:
        """Money of `flows`, manager time excluded."""
        total = flows.slow * tariff.month
        total += (flows.lost - flows.up) * self.handed_money
        total += flows.exits * tariff.exit
        total += flows.months * (self.tool + self.home_money)
        return total

    def manager_hours(self, flows: Flows) -> Array:
        """Manager hours of `flows`: contractors, fixed, and work at home."""
        total = ((self.start_load - 1.0) * flows.fresh + flows.slow) * self.oversight
        total += (flows.lost - flows.up) * self.handed_hours
        total += flows.months * (self.fixed_hours + self.home_hours)
        return total

    def money_beyond(
        self, flows: Flows, tariff: Tariff, delivered: Array, out: Array, scratch: Array
    ) -> Array:
        """Money of `flows` beyond keeping, tools excluded, in `out`; `delivered` is up less lost."""
        np.multiply(flows.slow, tariff.month, out=out)
        out -= np.multiply(delivered, self.handed_money, out=scratch)
        out += np.multiply(flows.exits, tariff.exit, out=scratch)
        return out

    def hours_beyond(self, flows: Flows, delivered: Array, out: Array, scratch: Array) -> Array:
        """Manager hours of `flows` beyond keeping, fixed hours excluded, in `out`."""
        np.multiply(flows.slow, self.oversight, out=out)
        out += np.multiply(flows.fresh, self.starting, out=scratch)
        out -= np.multiply(delivered, self.handed_hours, out=scratch)
        return out

    def components(self, flows: Flows, tariff: Tariff) -> dict[str, Array]:
        """Split `money` into its `COMPONENTS`; set-up is none of a month's (§COST-5)."""
        pay, steady = self.outside * tariff.price, self.bought * tariff.price
        return {
            "rate": pay * flows.up,
            "fees": self.fee * steady * flows.slow,
            "rework": (steady - pay) * flows.up,
            "ramp": steady * (flows.slow - flows.up),
            "tools": self.tool * flows.months,
            "turnover": tariff.exit * flows.exits + self.handed_money * flows.lost,
            "setup": np.zeros((1, 1)),
            "kept": self.home_money * flows.months - self.handed_money * flows.up,
        }


def ledger(terms: EngagementTerms, fate: Fate) -> Ledger:
    """Return the pricing factors of `terms` in the scenarios of `fate`, and in its precision."""
    column = partial(_column, precision=fate.volume.dtype)
    accepted = (
        column(terms.hours) * (column(terms.bias) + column(terms.bias_spread) * fate.bias) * fate.volume
    )
    outside = accepted * column(terms.share)
    rho = column(terms.rework)
    redone = np.minimum(rho * fate.rework, np.maximum(rho, REWORK_CAP))
    bought = outside * (1.0 + redone) / (column(terms.productivity) * fate.productivity)
    home_rate, mu_home = column(terms.home_rate), column(terms.mu_home)
    oversight, start_load = column(terms.mu) * fate.load * bought, column(terms.start_load)
    return Ledger(
        outside=outside,
        bought=bought,
        accepted=accepted,
        home_rate=home_rate,
        home_money=accepted * home_rate,
        home_hours=accepted * mu_home,
        handed_money=outside * home_rate,
        handed_hours=outside * mu_home,
        oversight=oversight,
        start_load=start_load,
        fixed_hours=column(terms.fixed_hours),
        fee=column(terms.fee) * fate.charges,
        tool=column(terms.tool) * fate.charges,
        replacement=column(terms.replacement_weeks) / WEEKS_A_YEAR * 12.0,
        starting=oversight * (start_load - 1.0),
    )


def learning_time(terms: EngagementTerms, fate: Fate) -> Array:
    """T0 by option and scenario: within `LEARNING_RANGE`, or the option's own where that lies outside."""
    T0 = _column(terms.T0, fate.learning.dtype)
    low, high = LEARNING_RANGE
    return np.minimum(np.maximum(T0 * fate.learning, np.minimum(T0, low)), np.maximum(T0, high))


def course(terms: EngagementTerms, fate: Fate, horizon: int) -> Iterator[Flows]:
    """Yield the months of the engagement; the expected course where `fate` is `EXPECTED`."""
    if not np.any(terms.share):
        return idle_course(horizon)
    T0 = np.broadcast_to(learning_time(terms, fate), (terms.options, fate.scenarios))
    odds = Odds(
        hazard=_column(terms.hazard),
        failure=_column(terms.failure),
        T0=np.ascontiguousarray(T0),
        R0=_column(terms.R0, T0.dtype),
    )
    return expected_course(odds, horizon) if fate is EXPECTED else sampled_course(odds, fate, horizon)


def first_price(terms: EngagementTerms, fate: Fate) -> Array:
    """Rate of the first year, an hour, by option and scenario.

    The market level's error is normal in ln, cut off symmetrically so that the rate never passes
    `rate_cap` (§RISK-6).
    """
    rate, sd = (_column(value, fate.market.dtype) for value in (terms.rate, terms.market_sd))
    if fate is EXPECTED or not sd.any():
        return rate
    from scipy.special import ndtr, ndtri  # noqa: PLC0415 -- the command line feels its import

    room = np.log(np.maximum(_column(terms.rate_cap, sd.dtype) / np.where(rate > 0.0, rate, 1.0), 1.0))
    tail = ndtr(
        -np.divide(
            room, sd, out=np.full(np.broadcast_shapes(room.shape, sd.shape), np.inf, sd.dtype), where=sd > 0.0
        )
    )
    z = ndtri(tail + (1.0 - 2.0 * tail) * ndtr(fate.market[fate.level]))
    return rate * np.exp(sd * np.where(tail < 0.5, z, 0.0))  # noqa: PLR2004 -- half a distribution is none


def next_price(price: Array, terms: EngagementTerms, fate: Fate, year: int) -> Array:
    """Rate after the repricing at the end of `year` (1, 2, ...): never lower (§RISK-7, §RISK-8)."""
    growth = 1.0 + _column(terms.rate_growth, price.dtype)
    if fate is EXPECTED:
        return price * np.maximum(1.0, growth)
    sd = _column(terms.fx_sd, price.dtype) * sqrt(12.0)
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
    money[0] = parts["setup"][0] = _column(terms.setup)
    hours[0] = _column(terms.internal_hours)
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
    process: str | None = None,
) -> tuple[Verdict, ...]:
    """Judge the true cost of handing out work: its saving, its promise, its start (§COST-10 to §COST-12).

    Savings are shares of the cost of keeping the same work, `owner_hours_freed` hours a month,
    `capital` and `budget` money. Without a budget nothing is said of it.
    """
    saving = {"headline_saving": headline_saving, "true_saving": true_saving}
    found = [
        (_judge_saving(true_saving, owner_hours_freed), saving | {"owner_hours_freed": owner_hours_freed}),
        (_judge_promise(headline_saving, true_saving), saving),
    ]
    if budget is not None:
        found.append((_judge_budget(capital, budget), {"capital": capital, "budget": budget}))
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
    reason = say(
        "The bare rate promises {promised:.0f} %, all costs leave {left:.0f} %.",
        promised=100 * headline_saving,
        left=100 * true_saving,
    )
    if true_saving >= headline_saving / 3.0:
        return {"rule": "COST-11", "answer": Answer.PASS, "reason": reason, "fix": ""}
    fix = say(
        "Budget with the true saving. Less rework, a shorter start or fewer, longer engagements raise it."
    )
    return {"rule": "COST-11", "answer": Answer.WARN, "reason": reason, "fix": fix}


def _judge_budget(capital: float, budget: float) -> _Judgement:
    """§COST-12."""
    reason = say(
        "The start ties up {capital:,.0f} of a capital budget of {budget:,.0f}.",
        capital=capital,
        budget=budget,
    )
    if capital <= budget:
        return {"rule": "COST-12", "answer": Answer.PASS, "reason": reason, "fix": ""}
    fix = say("Raise the capital budget by {more:,.0f}, or start with less work.", more=capital - budget)
    return {"rule": "COST-12", "answer": Answer.BLOCK, "reason": reason, "fix": fix}
