"""The months of engagements side by side, in as few passes over whole arrays as they can be told in.

Arrays are (engagements, scenarios) and are written over from month to month, so that a block stays in
the processor's cache. What happens to single places, who leaves, who starts, who is new no longer, is
found for the whole block and written to those places alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

from outhaul.engine.cost import Ledger, Tariff, first_price, next_price, odds_of
from outhaul.engine.engagement.course import (
    LEARNING_SPEED,
    START_MONTHS,
    Array,
    Fate,
    Successions,
    first_ends,
    successions,
)
from outhaul.engine.engagement.terms import EngagementTerms
from outhaul.engine.risk.cubics import first_prices
from outhaul.engine.risk.portfolio import Commitment

Charges = Sequence[tuple[slice, Array]]
"""Engagements in a row, and the hours beyond keeping of who steers them, (T+1, scenarios)."""
Places = NDArray[np.intp]
"""Engagement x scenarios + scenario."""


@dataclass(slots=True)
class Worked:
    """What a block of engagements adds up to; arrays (engagements, scenarios)."""

    up: list[Array]
    """Of each year, months of work that contractors did."""
    slow: list[Array]
    """Of each year, paid time, see `Flows.slow`."""
    done: Array
    """Accepted hours that contractors delivered and that need not be done again."""
    hours: Array
    """Manager hours beyond keeping, fixed hours excluded."""

    @classmethod
    def nothing(cls, years: int, shape: tuple[int, int], precision: DTypeLike) -> Self:
        """Return what nobody worked."""
        up, slow = ([np.zeros(shape, precision) for _ in range(years)] for _ in range(2))
        return cls(up, slow, *np.zeros((2, *shape), precision))


def tariffs(
    commitments: Sequence[Commitment], terms: EngagementTerms, books: Ledger, fate: Fate, horizon: int
) -> list[Tariff]:
    """Return the prices of each year; `terms` are those of the `commitments`, side by side."""
    if fate.market.dtype == np.float32:
        price = first_prices([one.terms for one in commitments], fate.market[fate.level])
    else:
        price = first_price(terms, fate)
    found = [books.at(price)]
    for year in range(1, (horizon - 1) // 12 + 1):
        found.append(books.at(next_price(found[-1].price, terms, fate, year)))
    return found


@dataclass(frozen=True, slots=True)
class Work:
    """A block of engagements, ready to be lived through."""

    books: Ledger
    fate: Fate
    missing: Array
    """(engagements, scenarios) gap on the first day."""
    decay: Array
    """(engagements, scenarios) what is left of the gap after a month."""
    failing: NDArray[np.bool_]
    """First engagements that fail."""
    mu_home: Array
    """(engagements, 1) manager hours for an hour's work at home."""
    followed: Successions
    horizon: int

    @classmethod
    def of(cls, terms: EngagementTerms, books: Ledger, fate: Fate, horizon: int) -> Self:
        """Find who leaves, and when."""
        odds = odds_of(terms, fate)
        shape, kind = odds.T0.shape, odds.T0.dtype
        missing = np.broadcast_to(1.0 - odds.R0, shape).astype(kind)
        failing = np.broadcast_to(fate.failure[0] < odds.failure, shape)
        months = first_ends(odds, fate, failing)
        return cls(
            books=books,
            fate=fate,
            missing=missing,
            decay=np.exp(-LEARNING_SPEED / odds.T0),
            failing=failing,
            mu_home=np.broadcast_to(np.reshape(terms.mu_home, (-1, 1)), (shape[0], 1)).astype(kind),
            followed=successions(odds, fate, months, missing[:, :1], horizon),
            horizon=horizon,
        )

    def live(self, prices: Sequence[Tariff], money: Array, charges: Charges) -> Worked:
        """Live through the months: take their cost, but for exits, off `money`, add hours to `charges`."""
        books, shape, kind = self.books, self.decay.shape, self.decay.dtype
        country = np.broadcast_to(self.fate.country, shape[:1])
        found = Worked.nothing(len(prices), (shape[0], shape[1]), kind)
        up, slow, done, hours, scratch = np.empty((5, *shape), kind)
        state, nothing = _State(self), np.zeros(shape, kind)
        for month, is_open in enumerate(self.fate.open, start=1):
            year = (month - 1) // 12
            state.age += 1.0
            np.maximum(state.age, nothing, out=up)  # beside whole arrays NumPy compares faster
            np.take(is_open.astype(kind), country, axis=0, out=slow, mode="clip")
            np.minimum(up, slow, out=up)
            np.minimum(state.gap, self.missing, out=slow)
            np.subtract(1.0, slow, out=slow)
            np.divide(up, slow, out=slow)
            np.multiply(up, state.outside, out=done)
            money[month] -= np.multiply(slow, prices[year].month, out=scratch).sum(axis=0)
            money[month] += np.multiply(done, books.home_rate, out=scratch).sum(axis=0)
            np.multiply(slow, state.load, out=hours)
            hours -= np.multiply(done, self.mu_home, out=scratch)
            for rows, need in charges:
                need[month] += hours[rows].sum(axis=0)
            found.up[year] += up
            found.slow[year] += slow
            found.done += done
            found.hours += hours
            state.gap *= self.decay
            state.end(month)
        return found

    def replace(self, prices: Sequence[Tariff], money: Array) -> Array:
        """Take what exits cost off `money`; return (exits,) what each costs, in the order of `followed`."""
        followed, count = self.followed, self.decay.shape[1]
        bounds = np.searchsorted(followed.month, 1 + 12 * np.arange(len(prices) + 1))
        costs = [
            tariff.exit.reshape(-1)[followed.places[one:end]]
            for tariff, (one, end) in zip(prices, pairwise(bounds), strict=True)
        ]
        cost = np.concatenate(costs)
        when = followed.month * count + followed.places % count
        money -= np.bincount(when, cost, money.size).reshape(money.shape)
        return cost


class _State:
    """What changes when somebody leaves, starts, or is new no longer."""

    def __init__(self, work: Work) -> None:
        followed, books, horizon = work.followed, work.books, work.horizon
        new = books.oversight + books.starting
        self.load = new.copy()
        """Manager hours for a full month."""
        self.outside = books.outside * ~work.failing
        """Accepted hours a month that are of use."""
        self.age = np.zeros_like(new)
        """Months since the contractor started, at the end of the month; negative while nobody has."""
        self.gap = work.missing.copy()
        """What is still to be learned, as a share of all productivity; more while the place is vacant."""
        self._steady, places = books.oversight, followed.places
        values = (
            new.reshape(-1)[places],
            books.outside.reshape(-1)[places] * ~followed.failing,
            -followed.vacancy,
            followed.gap,
        )
        self._early = places[: np.searchsorted(followed.month, START_MONTHS)]
        self._starts = [_by_month(some, followed.month, horizon) for some in (places, *values)]
        self._settled = [_by_month(some, month, horizon) for month, some in _settled(followed)]

    def end(self, month: int) -> None:
        """End a month: successors start."""
        load, outside, age, gap = (one.reshape(-1) for one in (self.load, self.outside, self.age, self.gap))
        if month == START_MONTHS:
            new = load[self._early]
            self.load[:] = self._steady
            load[self._early] = new
        for places in (some[month - 1] for some in self._settled):
            load[places] = self._steady.reshape(-1)[places]
        places, load[places], outside[places], age[places], gap[places] = (
            some[month - 1] for some in self._starts
        )


def _settled(followed: Successions) -> Iterator[tuple[Places, Places]]:
    """Yield month and place of those who at its end are new no longer, if still there then."""
    ahead = np.ceil(followed.vacancy + (START_MONTHS + 1)).astype(np.intp) - 1
    last = followed.month + ahead
    stays = last < followed.ends
    for length in range(int(ahead.min(initial=1)), int(ahead.max(initial=0)) + 1):
        which = np.flatnonzero((ahead == length) & stays)
        yield last[which], followed.places[which]


def _by_month(values: Array | Places, month: Places, horizon: int) -> list[Array | Places]:
    """Return the `values` of each month 1..`horizon`; earlier months first."""
    ends = np.searchsorted(month, np.arange(1, horizon + 2))
    return [values[one:end] for one, end in pairwise(ends.tolist())]
