"""Where work that is handed out is not done: vacancies, shut countries, engagements that fail.

Most engagements do all their work in most months. A block is lived through as if all did, and what is
told here is taken off: each cell is one month of one place, which is an option in a scenario.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from outhaul.engine.engagement.course import START_MONTHS, Array, Fate, Successions

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Months of places, arrays of as many."""

    places: Places
    """Option x scenarios + scenario."""
    option: Places
    scenario: Places
    month: Places
    share: Array
    """Of the month."""

    @classmethod
    def joined(cls, gaps: Sequence["Gaps"]) -> Self:
        """Return all of them, in the order in which they come."""
        return cls(*(np.concatenate([getattr(one, item.name) for one in gaps]) for item in fields(cls)))

    def of(self, some: NDArray[np.bool_]) -> "Gaps":
        """Return some of them."""
        which = np.flatnonzero(some)
        return Gaps(*(getattr(self, item.name)[which] for item in fields(self)))


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
        option = followed.places // fate.scenarios
        scenario = followed.places - option * fate.scenarios
        country = np.broadcast_to(fate.country, (options,))
        return cls(followed, option, scenario, np.ascontiguousarray(fate.open), country)

    def opened(self, month: Places, option: Places, scenario: Places) -> NDArray[np.bool_]:
        """Tell where the option's country is open in a month."""
        _, countries, scenarios = self.is_open.shape
        place = ((month - 1) * countries + self.country[option]) * scenarios + scenario
        return self.is_open.reshape(-1)[place]

    def shut(self) -> Gaps:
        """Return the months in which countries are shut, earlier ones first."""
        count = np.bincount(self.country, minlength=self.is_open.shape[1])
        there = np.argsort(self.country, kind="stable")
        _, countries, scenarios = self.is_open.shape
        row, scenario = np.divmod(np.flatnonzero(~self.is_open), scenarios)
        month, country = np.divmod(row, countries)
        number = count[country]
        ends = np.cumsum(number)
        first = (np.cumsum(count) - count)[country] - (ends - number)
        option = there[np.repeat(first, number) + np.arange(number.sum())]
        month, scenario = np.repeat(month + 1, number), np.repeat(scenario, number)
        whole = np.ones(option.size, self.followed.gap.dtype)
        return Gaps(option * scenarios + scenario, option, scenario, month, whole)

    def vacant(self) -> Iterator[tuple[Gaps, Array]]:
        """Yield the first month of each vacancy, the second ..., the last one in part, earlier months first.

        Beside it the share of the month in which somebody works, if the country is open; what is missed
        in shut months is none of a vacancy.
        """
        followed, horizon = self.followed, self.is_open.shape[0]
        whole = followed.vacancy.astype(np.int16)
        for ahead in range(1, int(whole.max(initial=0)) + 2):
            which = np.flatnonzero((whole >= ahead - 1) & (followed.month <= horizon - ahead))
            option, scenario = self.option[which], self.scenario[which]
            month = followed.month[which] + ahead
            up = np.clip(ahead - followed.vacancy[which], 0.0, 1.0)
            missed = (1.0 - up) * self.opened(month, option, scenario)
            yield Gaps(followed.places[which], option, scenario, month, missed), up

    def lost(self, first: Places, lasts: Array) -> Iterator[Gaps]:
        """Yield the months of engagements that fail, `first` ones, which last as many months, and later ones."""
        scenarios, kind = self.is_open.shape[2], self.followed.gap.dtype
        option = first // scenarios
        whole = np.ones(first.size, kind)
        start = np.ones(first.size, np.intp)
        cells = Gaps(first, option, first - option * scenarios, start, whole)
        yield from self._lost(cells, np.where(lasts > 0.0, np.ceil(lasts), self.is_open.shape[0]))
        which = np.flatnonzero(self.followed.failing)
        followed = self.followed.of(which)
        full = followed.vacancy.astype(np.intp) + 1
        start, up = followed.month + full, full - followed.vacancy
        cells = Gaps(followed.places, self.option[which], self.scenario[which], start, up.astype(kind))
        yield from self._lost(cells, followed.ends)

    def _lost(self, cells: Gaps, ends: Array) -> Iterator[Gaps]:
        """Yield `cells`, and whole ones of the months after them until `ends`."""
        ends = np.minimum(ends, self.is_open.shape[0])
        for _ in range(int((ends - cells.month).max(initial=-1)) + 1):
            some = cells.month <= ends
            cells, ends = cells.of(some), ends[some]
            share = cells.share * self.opened(cells.month, cells.option, cells.scenario)
            yield replace(cells, share=share)
            cells = replace(cells, month=cells.month + 1, share=np.ones_like(cells.share))

    def settled(self) -> Iterator[tuple[Places, Places]]:
        """Yield month and place of those who at its end are new no longer, if still there then."""
        followed = self.followed
        last = followed.month + np.ceil(followed.vacancy + (START_MONTHS + 1)).astype(np.int16) - 1
        ahead, stays = last - followed.month, last < followed.ends
        for length in range(int(ahead.min(initial=1)), int(ahead.max(initial=0)) + 1):
            which = np.flatnonzero((ahead == length) & stays)
            yield last[which], followed.places[which]
