"""The course of an engagement: when a contractor works, learns, leaves, fails and is replaced.

Nothing here knows money. A course is a run of months, each a `Flows` of shares and factors that
`engine.cost` prices. It comes in two kinds: the expected one (one scenario, events as their
expectations, no restart) and the sampled one (thousands of scenarios, events that happen).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise, repeat
from typing import Protocol, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

Array = NDArray[np.float64]
"""Single precision where a function says so."""

START_MONTHS = 3
"""Months in which a new engagement takes more of the manager and shows whether it fails."""
LEARNING_SPEED = 1.5
"""Two thirds of the learning time pass until 63 % of the gap is closed (§COST-2)."""
_NEVER = 10_000.0


@dataclass(slots=True)
class Flows:
    """What happened in one month, or in several summed: no money in it.

    Arrays broadcast to (options, scenarios). The arrays of a month are reused for the next one.
    """

    months: float
    up: Array
    """Share of the handed-out work that contractors did, 0..1 a month."""
    slow: Array
    """Paid time, where the month of a contractor who has learned all is 1."""
    fresh: Array
    """The part of `slow` that fell in the first months of an engagement."""
    lost: Array
    """Share of the work that was paid, could not be used and was done again at home."""
    exits: Array
    """Engagements that ended and were sourced again."""

    @classmethod
    def none(cls, shape: tuple[int, ...], precision: DTypeLike = np.float64) -> Self:
        """Return flows of no month, to be summed into."""
        return cls(0.0, *(np.zeros(shape, precision) for _ in range(5)))

    def add_discounted(self, other: "Flows", factor: float, scratch: Array) -> None:
        """Add `other` times `factor` to this sum, in place; `scratch` is overwritten."""
        self.months += factor * other.months
        self.up += np.multiply(other.up, factor, out=scratch)
        self.slow += np.multiply(other.slow, factor, out=scratch)
        self.fresh += np.multiply(other.fresh, factor, out=scratch)
        self.lost += np.multiply(other.lost, factor, out=scratch)
        self.exits += np.multiply(other.exits, factor, out=scratch)

    def clear(self) -> None:
        """Set the sum to that of no month."""
        self.months = 0.0
        for sums in (self.up, self.slow, self.fresh, self.lost, self.exits):
            sums.fill(0.0)


class Careers(Protocol):
    """What becomes of the second and every later engagement of a place, if arrays do not tell."""

    def at(self, number: int, places: NDArray[np.intp], precision: DTypeLike) -> tuple[Array, Array, Array]:
        """Return tenure, vacancy before it and failure of the `number`-th engagement (1, 2, ...) of places.

        Each option in each scenario is a place: option x scenarios + scenario.
        """

    def of(self, options: NDArray[np.intp]) -> Self:
        """Return those of some of the options."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """Everything that chance decides about one process, scenario by scenario.

    Shapes: S scenarios, K engagements in a row, Y yearly repricings, T months, C countries and X
    currencies among which the options choose by index. Where several processes live side by side,
    each an option, what is (S,) is (options, S), what is (K, S) is (K, options, S), and `market` is
    (options, S). Floats are all of one precision.
    """

    volume: Array
    """(S,) factor of the volume of work, mean one."""
    bias: Array
    """(S,) where in -1..1 the error of an estimated volume lies."""
    productivity: Array
    """(S,) factor, mean one."""
    rework: Array
    """(S,) factor, median one."""
    load: Array
    """(S,) factor of the manager hours, mean one."""
    learning: Array
    """(S,) factor of the learning time, median one."""
    charges: Array
    """(S,) factor of fees and tools, mean one."""
    market: Array
    """(C, S) error of the estimated market level in standard normal units; indexed by `level`."""
    level: NDArray[np.intp]
    """(options,) or (1,) index into `market`: the country's, unless several processes live side by side."""
    growth: Array
    """(Y, C, S) deviation of the real growth of rates from its mean."""
    exchange: Array
    """(Y, X, S) yearly move of ln(owner's money per unit of the contractor's), standard normal."""
    pass_through: float
    """Share of an exchange-rate move that repricing passes on."""
    open: NDArray[np.bool_]
    """(T, C, S) False in the months in which a country is shut."""
    tenure: Array
    """(K, S) exponential of mean one: accumulated hazard at which the contractor leaves."""
    vacancy: Array
    """(K, S) months between an exit and the successor's start."""
    failure: Array
    """(K, S) uniform: the engagement fails where it is below the probability of failure."""
    country: NDArray[np.intp]
    """(options,) or (1,) index into C."""
    currency: NDArray[np.intp]
    """(options,) or (1,) index into X."""
    careers: Careers | None = None
    """Where given, K is 1 in `tenure` and `failure`, and all later engagements are asked of this."""

    @property
    def scenarios(self) -> int:
        """Number of scenarios S."""
        return int(self.volume.shape[-1])

    def of(self, processes: NDArray[np.intp]) -> "Fate":
        """Return the fate of some of several processes side by side, in any order and number."""
        alone = ("volume", "bias", "productivity", "rework", "load", "learning", "charges")
        runs = ("tenure", "vacancy", "failure")
        return replace(
            self,
            **{name: getattr(self, name)[processes] for name in (*alone, "level", "country", "currency")},
            **{name: getattr(self, name)[:, processes] for name in runs},
            careers=self.careers.of(processes) if self.careers else None,
        )


def ramp(month: float | Array, T0: float | Array, R0: float | Array) -> float | Array:
    """Productivity in the `month`-th month of an engagement, all learned = 1 (§COST-2)."""
    return 1.0 - (1.0 - R0) * np.exp(-(month - 1.0) * LEARNING_SPEED / T0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """What drives the course of an engagement, by option: arrays (options, 1)."""

    hazard: Array
    """Exits a year."""
    failure: Array
    """Probability that an engagement fails in its first months."""
    T0: Array
    """Learning time in months; (options, scenarios) in a sampled course."""
    R0: Array
    """Productivity on the first day."""


def idle_course(horizon: int) -> Iterator[Flows]:
    """Yield the months of work that stays at home: nobody outside works."""
    none = np.zeros((1, 1))
    return repeat(Flows(months=1.0, up=none, slow=none, fresh=none, lost=none, exits=none), horizon)


def expected_course(odds: Odds, horizon: int) -> Iterator[Flows]:
    """Yield the months of an engagement in which events are their expectations.

    Nobody restarts and nothing stands still: here the gap and the restart belong to
    `replacement_weeks` (§COST-7).
    """
    shape = np.broadcast_shapes(odds.hazard.shape, odds.failure.shape, odds.T0.shape, odds.R0.shape)
    up, none = np.ones(shape), np.zeros(shape)
    for month in range(1, horizon + 1):
        slow = up / ramp(float(month), odds.T0, odds.R0)
        starts = month <= START_MONTHS
        fails = odds.failure if month == START_MONTHS else 0.0
        yield Flows(
            months=1.0,
            up=up,
            slow=slow,
            fresh=slow if starts else none,
            lost=odds.failure + none if starts else none,
            exits=odds.hazard / 12.0 + fails + none,
        )


def sampled_course(odds: Odds, fate: Fate, horizon: int) -> Iterator[Flows]:
    """Yield the months of an engagement in which events happen as `fate` has it.

    A contractor leaves in a month with probability 1-exp(-hazard/12); then the place is vacant and
    a successor starts to learn anew. A failing engagement ends after its third month and its work is
    lost. In a month in which the country is shut nobody works and nobody is paid (§RISK-4, §RISK-5).
    Arrays have the precision of `odds.T0`.
    """
    shape, kind = odds.T0.shape, odds.T0.dtype
    now, flows = _first(odds, fate), Flows.none(shape, kind)
    flows.months = 1.0
    learned, is_fresh, exits = np.empty(shape, kind), np.empty(shape, np.bool_), flows.exits.reshape(-1)
    months = first_ends(odds, fate, now.failing)
    followed = successions(odds, fate, months, now.missing[:, :1], horizon)
    is_open, country = fate.open.astype(kind), np.broadcast_to(fate.country, shape[:1])
    nothing = np.zeros(
        shape, kind
    )  # beside a whole array NumPy compares three times faster than with a number
    for month, leaving in enumerate(followed.by_month(horizon), start=1):
        now.age += 1.0
        np.maximum(now.age, nothing, out=flows.up)
        np.take(is_open[month - 1], country, axis=0, out=learned, mode="clip")
        np.minimum(flows.up, learned, out=flows.up)
        np.minimum(now.gap, now.missing, out=learned)
        np.subtract(1.0, learned, out=learned)
        np.divide(flows.up, learned, out=flows.slow)
        np.less(now.age, START_MONTHS + 1, out=is_fresh)
        np.multiply(flows.slow, is_fresh, out=flows.fresh)
        np.multiply(flows.up, now.failing, out=flows.lost)
        exits[leaving.places] = 1.0
        yield flows
        exits[leaving.places] = 0.0
        now.gap *= now.decay
        now.replace(leaving)


@dataclass(frozen=True, slots=True)
class Successions:
    """Those who leave and those who follow them; arrays of as many, the first to leave first."""

    places: NDArray[np.intp]
    """Each option in each scenario is a place: option x scenarios + scenario."""
    month: NDArray[np.intp]
    """At its end somebody leaves."""
    vacancy: Array
    """Months until the successor starts."""
    gap: Array
    """What the successor has to learn, and what is forgotten until then."""
    failing: NDArray[np.bool_]
    """The successor's engagement fails."""
    ends: Array
    """The month at whose end the successor leaves, beyond the horizon for all who stay."""

    def of(self, some: slice | NDArray[np.intp]) -> "Successions":
        """Return some of them."""
        return Successions(
            self.places[some],
            self.month[some],
            self.vacancy[some],
            self.gap[some],
            self.failing[some],
            self.ends[some],
        )

    def by_month(self, horizon: int) -> list["Successions"]:
        """Return those who leave at the end of each month 1..`horizon`."""
        bounds = np.searchsorted(self.month, np.arange(1, horizon + 2))
        return [self.of(slice(one, end)) for one, end in pairwise(bounds)]


@dataclass(slots=True)
class _Tenure:
    """The engagements that run now; arrays (options, scenarios)."""

    age: Array
    """Months since its contractor started, at the end of the month; negative while nobody has."""
    failing: Array
    """One where the engagement fails, zero elsewhere."""
    missing: Array
    """The gap on the first day, as a share of all productivity."""
    gap: Array
    """What is still to be learned: `missing` on the first day, more while the place is vacant."""
    decay: Array
    """What is left of the gap after a month."""

    def replace(self, leaving: Successions) -> None:
        """Start the successors of those who left."""
        places = leaving.places
        self.age.reshape(-1)[places] = -leaving.vacancy
        self.gap.reshape(-1)[places] = leaving.gap
        self.failing.reshape(-1)[places] = leaving.failing


def _first(odds: Odds, fate: Fate) -> _Tenure:
    """Start the first engagements, all in month 1."""
    shape, kind = odds.T0.shape, odds.T0.dtype
    missing = np.broadcast_to(1.0 - odds.R0, shape).astype(kind)
    return _Tenure(
        age=np.zeros(shape, kind),
        failing=np.broadcast_to(fate.failure[0] < odds.failure, shape).astype(kind),
        missing=missing,
        gap=missing.copy(),
        decay=np.exp(-LEARNING_SPEED / odds.T0),
    )


def first_ends(odds: Odds, fate: Fate, failing: Array) -> Array:
    """Return (options, scenarios) after how many months first engagements end; zero if they never do."""
    pace, never = _pace(np.broadcast_to(odds.hazard, (odds.T0.shape[0], 1)).astype(odds.T0.dtype))
    months: Array = fate.tenure[0] * pace + never
    at_risk = np.flatnonzero(failing)
    months.reshape(-1)[at_risk] = np.minimum(months.reshape(-1)[at_risk], START_MONTHS)
    return months


def successions(odds: Odds, fate: Fate, months: Array, missing: Array, horizon: int) -> Successions:
    """Return who leaves within the `horizon`, and what becomes of the place.

    First engagements, which last as many `months`, are followed to their ends, then the second ones of
    the places where the first ended within the horizon, and so on: no month asks all places who leaves.
    `missing` is (options, 1), the gap on the first day.
    """
    shape = odds.T0.shape
    pace, never = _pace(np.broadcast_to(odds.hazard, (shape[0], 1)).astype(odds.T0.dtype))
    failure = np.broadcast_to(odds.failure, (shape[0], 1))[:, 0]
    places = np.flatnonzero((months > 0.0) & (months <= horizon))
    ended, number = np.ceil(months.reshape(-1)[places]), 0
    found: list[Successions] = []
    while places.size or not found:
        number += 1
        options = places // shape[1]
        tenure, vacancy, chance = _career(fate, number, places, shape)
        failing = chance < failure[options]
        gap = missing[options, 0] * np.exp(LEARNING_SPEED * vacancy / odds.T0.reshape(-1)[places])
        stay = tenure * pace[options, 0] + never[options, 0]
        stay[failing] = np.minimum(stay[failing], START_MONTHS)
        ends = np.ceil(ended + vacancy + stay)
        found.append(Successions(places, ended.astype(np.intp), vacancy, gap, failing, ends))
        within = np.flatnonzero((ends > ended) & (ends <= horizon))
        places, ended = places[within], ends[within]
    return _in_order(found)


def _pace(hazard: Array) -> tuple[Array, Array]:
    """Return months of an engagement for each unit of tenure, and months on top where nobody ever leaves."""
    leaves = hazard > 0.0
    pace = np.divide(12.0, hazard, out=np.zeros_like(hazard), where=leaves)
    return pace, np.where(leaves, 0.0, _NEVER).astype(hazard.dtype)


def _career(
    fate: Fate, number: int, places: NDArray[np.intp], shape: tuple[int, ...]
) -> tuple[Array, Array, Array]:
    """Return tenure, vacancy before it and chance of failure of the `number`-th engagement of `places`."""
    if fate.careers:
        return fate.careers.at(number, places, fate.tenure.dtype)
    draw = number % fate.tenure.shape[0]
    tenure, vacancy, chance = (
        _taken(drawn[draw], places, shape) for drawn in (fate.tenure, fate.vacancy, fate.failure)
    )
    return tenure, vacancy, chance


def _taken(values: Array, places: NDArray[np.intp], shape: tuple[int, ...]) -> Array:
    """Return what befalls `places`; `values` are (scenarios,) or (options, scenarios)."""
    return values.reshape(-1)[places] if values.shape == shape else values[places % shape[1]]


def _in_order(found: Sequence[Successions]) -> Successions:
    """Return all of them, the first to leave first."""
    months = np.concatenate([some.month for some in found])
    order = np.argsort(months.astype(np.int16), kind="stable")  # sixteen digits are sorted without comparing
    return Successions(
        *(np.concatenate([getattr(some, item.name) for some in found])[order] for item in fields(Successions))
    )
