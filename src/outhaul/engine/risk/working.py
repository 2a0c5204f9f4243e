"""The months of engagements side by side, lived through as if nobody were missing but for a few cells.

Arrays are (engagements, scenarios) and few, so that a block stays in the processor's cache: what is to
be learned, what a month is paid for, what it takes of the manager. Who leaves, and what is not done
(`gaps`), changes single cells of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from outhaul.engine.cost import Ledger, Tariff, first_price, next_price, odds_of
from outhaul.engine.engagement.course import (
    LEARNING_SPEED,
    START_MONTHS,
    Array,
    Fate,
    Flows,
    first_ends,
    successions,
)
from outhaul.engine.engagement.terms import EngagementTerms
from outhaul.engine.risk.chance import STRATA
from outhaul.engine.risk.gaps import Block, Gaps, Places, by_month

Charges = Sequence[tuple[slice, Array]]
"""Engagements in a row, and the hours beyond keeping of who steers them, (T+1, scenarios)."""


@dataclass(frozen=True, slots=True)
class Years:
    """What happened in each year; arrays (years, engagements, scenarios)."""

    missed: Array
    lost: Array
    exits: Array

    def flows(self, year: int, months: int, slow: Array) -> Flows:
        """Return the flows of a year but for those of first months, which `Work.managed` counts."""
        none = np.zeros((1, 1), slow.dtype)
        return Flows(
            float(months), months - self.missed[year], slow, none, self.lost[year], self.exits[year]
        )


@dataclass(frozen=True, slots=True)
class Work:
    """A block of engagements, ready to be lived through."""

    terms: EngagementTerms
    books: Ledger
    fate: Fate
    horizon: int
    missing: Array
    """(engagements, 1) gap on the first day."""
    decay: Array
    """(engagements, scenarios) what is left of the gap after a month."""
    block: Block
    vacant: tuple[tuple[Gaps, Array], ...]
    """Vacancies by month, and the share of the month in which somebody works."""
    shut: Gaps
    missed: Gaps
    """Nobody works: all that is vacant or shut."""
    lost: Gaps
    """Somebody works, and it is lost."""

    @classmethod
    def of(cls, terms: EngagementTerms, books: Ledger, fate: Fate, horizon: int) -> Self:
        """Find who leaves and what is not done."""
        odds = odds_of(terms, fate)
        shape, kind = odds.T0.shape, odds.T0.dtype
        missing = np.broadcast_to(1.0 - odds.R0, (shape[0], 1)).astype(kind)
        failing = np.broadcast_to(fate.failure[0] < odds.failure, shape)
        months = first_ends(odds, fate, failing)
        followed = successions(odds, fate, months, missing, horizon)
        block, first = Block.of(followed, fate, shape[0]), np.flatnonzero(failing)
        vacant, shut = tuple(block.vacant()), block.shut()
        return cls(
            terms,
            books,
            fate,
            horizon,
            missing,
            decay=np.exp(-LEARNING_SPEED / odds.T0),
            block=block,
            vacant=vacant,
            shut=shut,
            missed=Gaps.joined([*(gaps for gaps, _ in vacant), shut]),
            lost=Gaps.joined(list(block.lost(first, months.reshape(-1)[first]))),
        )

    @property
    def shape(self) -> tuple[int, int]:
        """Engagements and scenarios."""
        return self.decay.shape[0], self.decay.shape[1]

    def tariffs(self) -> Iterator[Tariff]:
        """Yield the prices of each year."""
        price = first_price(self.terms, self.fate)
        yield self.books.at(price)
        for year in range(1, (self.horizon - 1) // 12 + 1):
            price = next_price(price, self.terms, self.fate, year)
            yield self.books.at(price)

    def years(self) -> Years:
        """Return what happened in each year."""
        size, count, followed = self.decay.size, (self.horizon - 1) // 12 + 1, self.block.followed

        def summed(month: Places, places: Places, values: Array | None) -> Array:
            place = (month - 1) // 12 * size + places
            sums = np.bincount(place, values, minlength=count * size)
            return sums.astype(self.decay.dtype).reshape(count, *self.shape)

        return Years(
            missed=summed(self.missed.month, self.missed.places, self.missed.share),
            lost=summed(self.lost.month, self.lost.places, self.lost.share),
            exits=summed(followed.month, followed.places, None),
        )

    def managed(self, tariffs: Sequence[Tariff], money: Array, charges: Charges) -> tuple[Array, Array]:
        """Live through the months: take what they cost off `money`, add hours to `charges`.

        Returns paid time of each year (years, engagements, scenarios), see `Flows.slow`, and manager
        hours (engagements, strata) as if all work were delivered and nothing were done at home.
        """
        self._settle(tariffs, money, charges)
        books, followed = self.books, self.block.followed
        new = books.oversight + books.starting
        load, gap, slow = new.copy(), np.empty(self.shape, new.dtype), np.empty(self.shape, new.dtype)
        gap[:], loads = self.missing, load.reshape(-1)
        paid = np.zeros((len(tariffs), *self.shape), new.dtype)
        hours = np.zeros((self.shape[0], -(-self.shape[1] // STRATA)))
        still = _Still(self.vacant, self.shut, self.missing, self.horizon)
        starts, gaps = (by_month(some, followed.month, self.horizon) for some in (followed.places, followed.gap))
        settled = [by_month(places, month, self.horizon) for month, places in self.block.settled()]
        for month in range(1, self.horizon + 1):
            year = (month - 1) // 12
            with np.errstate(divide="ignore"):
                np.divide(1.0, np.subtract(1.0, gap, out=slow), out=slow)
            still.write(month, slow)
            money[month] -= np.einsum("eb,eb->b", slow, tariffs[year].month)
            for rows, need in charges:
                need[month] += np.einsum("eb,eb->b", slow[rows], load[rows])
            hours += _dots(slow, load)
            paid[year] += slow
            gap *= self.decay
            if month == START_MONTHS:
                load[:] = books.oversight
                places = followed.places[: np.searchsorted(followed.month, START_MONTHS)]
                loads[places] = new.reshape(-1)[places]
            for places in (some[month - 1] for some in settled):
                loads[places] = books.oversight.reshape(-1)[places]
            places = starts[month - 1]
            loads[places] = new.reshape(-1)[places]
            gap.reshape(-1)[places] = gaps[month - 1]
        return paid, hours

    def _settle(self, tariffs: Sequence[Tariff], money: Array, charges: Charges) -> None:
        """Count what is handed out, less what is not delivered, and exits."""
        books, followed, count = self.books, self.block.followed, self.shape[1]
        money[1:] += books.handed_money.sum(axis=0)
        for rows, need in charges:
            need[1:] -= books.handed_hours[rows].sum(axis=0)
        for gaps in (self.missed, self.lost):
            self._give_back(gaps, money, charges)
        for year, tariff in enumerate(tariffs):
            one, end = np.searchsorted(followed.month, (12 * year + 1, 12 * year + 13))
            when = followed.month[one:end] * count + self.block.scenario[one:end]
            cost = tariff.exit.reshape(-1)[followed.places[one:end]]
            money -= np.bincount(when, cost, money.size).reshape(money.shape)

    def _give_back(self, gaps: Gaps, money: Array, charges: Charges) -> None:
        """Count as done at home what is not delivered."""
        books, kind = self.books, self.decay.dtype
        charge = np.repeat(np.arange(len(charges)), [rows.stop - rows.start for rows, _ in charges])
        mu_home = np.broadcast_to(np.asarray(self.terms.mu_home, kind), charge.shape)
        outside = books.outside.reshape(-1)[gaps.places]
        outside *= gaps.share
        when = gaps.month * self.shape[1] + gaps.scenario
        money -= np.bincount(when, outside * books.home_rate[:, 0][gaps.option], money.size).reshape(
            money.shape
        )
        when += (charge * money.size)[gaps.option]
        outside *= mu_home[gaps.option]
        less = np.bincount(when, outside, len(charges) * money.size).reshape(-1, *money.shape)
        for (_, need), one in zip(charges, less, strict=True):
            need += one


class _Still:
    """Writes the paid time of places where somebody works a part of a month, or nobody."""

    def __init__(self, vacant: Sequence[tuple[Gaps, Array]], shut: Gaps, missing: Array, horizon: int) -> None:
        self._parts = [
            (
                by_month(some.places, some.month, horizon),
                by_month(up / (1.0 - missing[:, 0])[some.option], some.month, horizon),
            )
            for some, up in vacant
        ]
        self._shut = by_month(shut.places, shut.month, horizon)

    def write(self, month: int, slow: Array) -> None:
        """Write over what `slow` says of them."""
        flat = slow.reshape(-1)
        for places, values in self._parts:
            flat[places[month - 1]] = values[month - 1]
        flat[self._shut[month - 1]] = 0.0


def _dots(one: Array, other: Array) -> Array:
    """Return the sums of products (engagements, strata) over `STRATA` scenarios in a row."""
    whole = one.shape[1] // STRATA * STRATA
    sums = [
        np.vecdot(
            one[:, :whole].reshape(len(one), -1, STRATA), other[:, :whole].reshape(len(one), -1, STRATA)
        )
    ]
    if whole < one.shape[1]:
        sums.append(np.vecdot(one[:, whole:], other[:, whole:])[:, None])
    return np.concatenate(sums, axis=1)
