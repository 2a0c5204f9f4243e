"""Where work that is handed out is not done: vacancies, shut countries, engagements that fail.

Most engagements do all their work in most months. A block is lived through as if all did, and what is
told here is taken off: each cell is one month of one place, which is an option in a scenario.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from outhaul.engine.engagement.course import START_MONTHS, Array, Fate, Successions

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Months of places, arrays of as many; earlier months first."""

    places: Places
    """Option x scenarios + scenario."""
    option: Places
    scenario: Places
    month: Places
    missed: Array
    """Share of the month in which nobody works."""
    undone: Array
    """Share of the month's work that contractors do not deliver."""

    @classmethod
    def joined(cls, gaps: list["Gaps"]) -> Self:
        """Return all of them, in the order in which they come."""
        return cls(*(np.concatenate([getattr(one, item.name) for one in gaps]) for item in fields(cls)))

    def by_month(self, values: Array | Places, horizon: int) -> list[Array | Places]:
        """Return `values`, one for each, of months 1..`horizon`."""
        return by_month(values, self.month, horizon)


def by_month(values: Array | Places, month: Places, horizon: int) -> list[Array | Places]:
    """Return the `values` of each month 1..`horizon`; earlier months first."""
    ends = np.searchsorted(month, np.arange(1, horizon + 2))
    return [values[one:end] for one, end in pairwise(ends.tolist())]


@dataclass(frozen=True, slots=True)
class Block:
    """Engagements side by side in some scenarios: who leaves, where countries are shut."""

    followed: Successions
    option: Places
    """Of each of `followed`."""
    scenario: Places
    is_open: NDArray[np.bool_]
    """(T, C, scenarios)."""
    country: Places
    """(options,) index into C."""

    @classmethod
    def of(cls, followed: Successions, fate: Fate, options: int) -> Self:
        """Return the block of as many `options`."""
        option, scenario = np.divmod(followed.places, fate.scenarios)
        country = np.broadcast_to(fate.country, (options,))
        return cls(followed, option, scenario, np.ascontiguousarray(fate.open), country)

    def opened(self, month: Places, option: Places, scenario: Places) -> NDArray[np.bool_]:
        """Tell where the option's country is open in a month."""
        _, countries, scenarios = self.is_open.shape
        place = ((month - 1) * countries + self.country[option]) * scenarios + scenario
        return self.is_open.reshape(-1)[place]

    def shut(self) -> Gaps:
        """Return the months in which countries are shut."""
        count = np.bincount(self.country, minlength=self.is_open.shape[1])
        there = np.argsort(self.country, kind="stable")
        _, countries, scenarios = self.is_open.shape
        month, scenario = np.divmod(np.flatnonzero(~self.is_open), countries * scenarios)
        country, scenario = np.divmod(scenario, scenarios)
        number = count[country]
        ends = np.cumsum(number)
        first = (np.cumsum(count) - count)[country] - (ends - number)
        option = there[np.repeat(first, number) + np.arange(number.sum())]
        month, scenario = np.repeat(month + 1, number), np.repeat(scenario, number)
        whole = np.ones(option.size, self.followed.gap.dtype)
        return Gaps(option * scenarios + scenario, option, scenario, month, whole, whole)

    def vacant(self) -> Iterator[Gaps]:
        """Yield the first month of each vacancy, the second ..., the last one in part; shut ones count as none."""
        followed, horizon = self.followed, self.is_open.shape[0]
        whole = followed.vacancy.astype(np.int16)
        for ahead in range(1, int(whole.max(initial=0)) + 2):
            which = np.flatnonzero((whole >= ahead - 1) & (followed.month <= horizon - ahead))
            option, scenario = self.option[which], self.scenario[which]
            month = followed.month[which] + ahead
            is_open = self.opened(month, option, scenario)
            up = np.clip(ahead - followed.vacancy[which], 0.0, 1.0)
            done = up * ~followed.failing[which]
            yield Gaps(
                followed.places[which], option, scenario, month, (1.0 - up) * is_open, (1.0 - done) * is_open
            )

    def failing(self, first: Places, lasts: Array) -> Iterator[Gaps]:
        """Yield full months of engagements that fail, `first` ones, which last as many months, and later ones."""
        horizon = self.is_open.shape[0]
        option, scenario = np.divmod(first, self.is_open.shape[2])
        ends = np.minimum(np.where(lasts > 0.0, np.ceil(lasts), horizon), horizon)
        for month in range(1, int(ends.max(initial=0)) + 1):
            some = ends >= month
            yield self._lost(first[some], option[some], scenario[some], np.full(some.sum(), month))
        which = np.flatnonzero(self.followed.failing)
        followed, option, scenario = self.followed.of(which), self.option[which], self.scenario[which]
        start = followed.month + followed.vacancy.astype(np.intp) + 1
        ends = np.minimum(followed.ends, horizon)
        for ahead in range(1, int((ends - start).max(initial=0)) + 1):
            some = start + ahead <= ends
            yield self._lost(followed.places[some], option[some], scenario[some], start[some] + ahead)

    def _lost(self, places: Places, option: Places, scenario: Places, month: Places) -> Gaps:
        undone = self.opened(month, option, scenario).astype(self.followed.gap.dtype)
        return Gaps(places, option, scenario, month, np.zeros_like(undone), undone)

    def settled(self) -> Iterator[tuple[Places, Places]]:
        """Yield month and place of those who at its end are new no longer, if still there then."""
        followed = self.followed
        last = followed.month + np.ceil(followed.vacancy + (START_MONTHS + 1)).astype(np.int16) - 1
        ahead, stays = last - followed.month, last < followed.ends
        for length in range(int(ahead.min(initial=1)), int(ahead.max(initial=0)) + 1):
            which = np.flatnonzero((ahead == length) & stays)
            yield last[which], followed.places[which]
