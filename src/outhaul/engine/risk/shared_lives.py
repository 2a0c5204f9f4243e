"""The course of all options of one process, with what they have in common lived through once.

Chance treats the options of a process alike but for two things: how likely people leave, which
hangs on the premium over the market, and when the country is shut. A country that is shut only
takes its months away; who leaves when does not hang on it (`engagement.course`). So each different
kind of odds, a few for hundreds of options, is lived through once with every country open, and the
months in which an option's country is shut, one in fifty, are then taken out of its sums.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from outhaul.engine.cost import course
from outhaul.engine.engagement.course import Array, Fate, Flows
from outhaul.engine.engagement.terms import EngagementTerms

Ints = NDArray[np.intp]

ALIKE = 12
"""Decimals in which the odds of options of one kind agree."""
STOPPED = ("up", "slow", "fresh", "lost")
"""The flows that stand still while a country is shut; exits go on."""
ALL = (*STOPPED, "exits")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stops:
    """Where options stand still: N rows, option by option."""

    first: Ints
    """(O + 1,) where each option's rows begin."""
    option: Ints
    month: Ints
    scenario: Ints
    missed: Array
    """(4, N) the flows that the stop takes away."""

    def of(self, options: slice) -> "Stops":
        """Return the rows of some options, whose numbers then begin with 0."""
        start, stop = options.start, min(options.stop, self.first.size - 1)
        rows = slice(int(self.first[start]), int(self.first[stop]))
        return Stops(
            first=self.first[start : stop + 1] - rows.start,
            option=self.option[rows] - start,
            month=self.month[rows],
            scenario=self.scenario[rows],
            missed=self.missed[:, rows],
        )

    def during(self, months: slice) -> "Stops":
        """Return the rows of some months; `first` is then of no use."""
        rows = np.flatnonzero((self.month >= months.start) & (self.month < months.stop))
        return Stops(
            first=self.first,
            option=self.option[rows],
            month=self.month[rows],
            scenario=self.scenario[rows],
            missed=self.missed[:, rows],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lives:
    """What happens to O options of K kinds in S scenarios over T months."""

    kind: Ints
    """(O,) kind of each option."""
    flows: Array
    """(T, 5, K, S) with every country open: those that stop, then exits."""
    stops: Stops

    @property
    def months(self) -> int:
        """T."""
        return int(self.flows.shape[0])

    def of(self, options: slice) -> "Lives":
        """Return the lives of some options."""
        return replace(self, kind=self.kind[options], stops=self.stops.of(options))

    def summed(self, months: slice, weights: Array) -> list[Flows]:
        """Return the flows (O, S) of some months, one sum for each row of `weights` (W, months)."""
        stops = self.stops.during(months)
        open_sums = np.tensordot(weights, self.flows[months], axes=1)
        place = stops.option * self.flows.shape[3] + stops.scenario
        found = []
        for row, sums in zip(weights, open_sums, strict=True):
            flows = [one[self.kind] for one in sums]
            missed = stops.missed * row[stops.month - months.start]
            for flow, less in zip(flows, missed, strict=False):
                np.subtract.at(flow.reshape(-1), place, less)
            found.append(Flows(float(row.sum()), *flows))
        return found

    def means(self, factors: Mapping[str, Array], months: int) -> Array:
        """Return (O, months) means over scenarios of the flows, each times its factor (O, S), summed."""
        totals = np.zeros((self.kind.size, months))
        named = np.stack(list(factors.values()), axis=1).reshape(self.kind.size, -1)
        flows = self.flows[:months, [ALL.index(name) for name in factors]]
        for one in np.unique(self.kind):
            rows = np.flatnonzero(self.kind == one)
            totals[rows] = named[rows] @ flows[:, :, one].reshape(months, -1).T
        stops = self.stops.during(slice(0, months))
        missed = np.zeros(stops.option.size)
        for name, factor in factors.items():
            if name in STOPPED:
                missed += factor[stops.option, stops.scenario] * stops.missed[ALL.index(name)]
        place = stops.option * months + stops.month
        totals -= np.bincount(place, missed, minlength=totals.size).reshape(totals.shape)
        return np.asarray(totals / self.flows.shape[3])


def lives(terms: EngagementTerms, fate: Fate, owner: Ints, horizon: int) -> Lives:
    """Live through every kind of odds among the options of `terms` once.

    Options belong to the processes `owner`, whose luck `fate` holds side by side.
    """
    kind, example = _kinds(terms, owner)
    nowhere = np.zeros(example.size, dtype=np.intp)
    own = {name: getattr(fate, name)[:, owner[example]] for name in ("tenure", "vacancy", "failure")}
    everywhere_open = replace(
        fate,
        **own,
        learning=fate.learning[owner[example]],
        open=np.ones((horizon, 1, fate.scenarios), dtype=np.bool_),
        country=nowhere,
        level=nowhere,
        currency=nowhere,
    )
    flows = np.empty((horizon, len(ALL), example.size, fate.scenarios))
    for month, seen in enumerate(course(terms.take(example), everywhere_open, horizon)):
        for number, name in enumerate(ALL):
            flows[month, number] = getattr(seen, name)
    return Lives(kind=kind, flows=flows, stops=_stops(fate, kind, flows))


def _stops(fate: Fate, kind: Ints, flows: Array) -> Stops:
    """Return where the options of these kinds stand still, and what they miss."""
    places, month, scenario = np.nonzero(~np.moveaxis(fate.open, 1, 0))
    first = np.searchsorted(places, np.arange(fate.open.shape[1] + 1))
    country = np.broadcast_to(fate.country, kind.shape)
    count = first[country + 1] - first[country]
    ends = np.cumsum(count)
    option = np.repeat(np.arange(kind.size), count)
    row = np.arange(option.size) + np.repeat(first[country] - ends + count, count)
    month, scenario = month[row], scenario[row]
    size, cells = flows[0, 0].size, (month * flows[0].size + kind[option] * fate.scenarios + scenario)
    return Stops(
        first=np.concatenate([[0], ends]),
        option=option,
        month=month,
        scenario=scenario,
        missed=flows.reshape(-1).take(cells + size * np.arange(len(STOPPED))[:, None]),
    )


def _kinds(terms: EngagementTerms, owner: Ints) -> tuple[Ints, Ints]:
    """Return the kind of each option, and one option of each kind; a kind belongs to one process."""
    options = terms.options
    odds = np.stack(
        [
            np.round(np.broadcast_to(np.asarray(one, dtype=np.float64), (options,)), ALIKE)
            for one in (owner, terms.hazard, terms.failure, terms.T0, terms.R0)
        ]
    )
    order = np.lexsort(odds[::-1])
    leads = np.append(True, (np.diff(odds[:, order]) != 0).any(axis=0))
    kind = np.empty_like(order)
    kind[order] = np.cumsum(leads) - 1
    return kind, order[leads]
