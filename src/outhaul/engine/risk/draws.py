"""Random numbers that belong to things, not to rows.

Every number is keyed by seed, scramble, the name of what it happens to (a process, a country, a
currency) and its chunk of scenarios (§RISK-2). The same thing meets the same fate in every plan, in
whatever order the file lists it, so that two plans are compared on the same luck; and any scenario
can be lived through without those before it, in any order and by any number of threads.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import sqrt
from typing import Final, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.engagement.course import Array, Fate
from outhaul.engine.risk.chance import (
    STRATA,
    generator,
    nearest_correlation,
    normals,
    single_normals,
    stratified,
    symmetric_root,
    triangular,
)
from outhaul.engine.risk.shelf import Number, Shelf
from outhaul.engine.risk.sobol import BITS, Digits, Sobol, plain_directions

SOBOL: Final = ("productivity", "market", "tenure", "rework", "load", "volume", "failure", "learning")
"""What has a Sobol dimension for each process, largest effects first; the common factor precedes them."""
ENGAGEMENTS: Final = 6
"""Engagements in a row whose fate is drawn; then their fates come round again."""
CHUNK: Final = 4096
"""Scenarios of a scramble whose numbers are drawn together: chunk by chunk each from a key of its own,
so that any of them can be drawn without those before it."""
BLOCK: Final = 4096
"""Scenarios that are lived through at once, at most."""

COMMON_PRODUCTIVITY: Final = 0.4
"""Correlation of productivity with the common factor, the quality of the owner's organisation."""
COMMON_LOAD: Final = -0.4
PRODUCTIVITY_REWORK: Final = -0.3
COMMON_MARKET: Final = sqrt(0.5)
"""Correlation of a market level with its country's: half of the error is the country's (judgement)."""
CHARGES_SPREAD: Final = 0.3
"""Half width of the triangle of fees and tools (judgement)."""

Correlation = Callable[[str, str], float]
Unrest = Callable[[str], float]
"""Country -> how many times likelier than in general it shuts."""
Singles = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spreads:
    """How far things scatter; names and units are those of `Assumptions`."""

    productivity: float
    rework: float
    load: float
    volume: float
    learning: float
    growth: float
    vacancy_min: float
    vacancy_max: float
    country_shock: float
    fx_pass_through: float
    charges: float = CHARGES_SPREAD

    @classmethod
    def of(cls, assumptions: Assumptions) -> Self:
        """Return the spreads that `assumptions` name."""
        return cls(
            productivity=assumptions.sd_productivity,
            rework=assumptions.sd_rework,
            load=assumptions.sd_load,
            volume=assumptions.sd_volume,
            learning=assumptions.sd_learning,
            growth=assumptions.growth_sd,
            vacancy_min=assumptions.vacancy_min,
            vacancy_max=assumptions.vacancy_max,
            country_shock=assumptions.country_shock,
            fx_pass_through=assumptions.fx_pass_through,
        )


CERTAIN: Final = Spreads(
    productivity=0.0,
    rework=0.0,
    load=0.0,
    volume=0.0,
    learning=0.0,
    growth=0.0,
    vacancy_min=0.0,
    vacancy_max=0.0,
    country_shock=0.0,
    fx_pass_through=0.0,
    charges=0.0,
)
"""No spread at all: with no exits either, every scenario is the expected one."""


def _all_alike(_country: str) -> float:
    return 1.0


def _uncorrelated(one: str, other: str) -> float:
    return float(one == other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """The luck of one business: `replicates` independent scrambles of `scenarios` scenarios each.

    `processes` and `currencies` are those of the whole business, not of a plan. The first scenarios
    of the first scramble are the sample on which the plan is chosen (§RISK-1).
    """

    processes: tuple[str, ...]
    spreads: Spreads
    currencies: tuple[str, ...] = ()
    correlation: Correlation = _uncorrelated
    """Correlation of the yearly moves of two currencies against the owner's."""
    unrest: Unrest = _all_alike
    seed: int = 1
    scenarios: int = 4096
    replicates: int = 8
    horizon: int = 36
    shelf: Shelf = field(default_factory=Shelf, repr=False, compare=False)

    @property
    def years(self) -> int:
        """Yearly repricings within the horizon."""
        return (self.horizon - 1) // 12

    def first(self, scenarios: int) -> "Draws":
        """Return the luck of the first scenarios of the first scramble alone."""
        return replace(self, scenarios=min(scenarios, self.scenarios), replicates=1)

    def assuming(self, spreads: Spreads) -> "Draws":
        """Return the same luck scattered otherwise."""
        return replace(self, spreads=spreads)

    @property
    def size(self) -> int:
        """Scenarios of all scrambles, one scramble after the other."""
        return self.replicates * self.scenarios

    def blocks(self, size: int = BLOCK) -> Iterator[slice]:
        """Yield slices of about `size`, whole `STRATA` but for the last, that cover all scenarios."""
        step = max(size // STRATA, 1) * STRATA
        for start in range(0, self.size, step):
            yield slice(start, min(start + step, self.size))

    def fate(
        self,
        process: str,
        countries: Sequence[str],
        currencies: Sequence[str],
        scenarios: slice = slice(None),
    ) -> Fate:
        """Return what chance does to `process` if it goes to each of `countries`, one an option.

        Raises ValueError for a process or a currency that the business does not have.
        """
        found = self.fates((process,), countries, currencies, scenarios)
        own = ("volume", "bias", "productivity", "rework", "load", "learning", "charges")
        alone = {name: getattr(found, name)[0] for name in own}
        runs = {name: getattr(found, name)[:, 0] for name in ("tenure", "vacancy", "failure")}
        return replace(found, **alone, **runs)

    def fates(
        self,
        processes: Sequence[str],
        countries: Sequence[str],
        currencies: Sequence[str],
        scenarios: slice = slice(None),
        precision: DTypeLike = np.float64,
    ) -> Fate:
        """Return what chance does to several processes side by side, each in its country.

        A single process may have many countries, one an option. Raises ValueError for a process or a
        currency that the business does not have.
        """
        places, country = _indexed(countries)
        moneys, currency = _indexed(currencies)
        spreads, z = self.spreads, self._factors(processes, scenarios, precision)
        events = self._events(processes, scenarios, precision)
        tenure, vacancy, failure = events[2:].reshape(3, ENGAGEMENTS, *events.shape[1:])
        later = np.subtract(1.0, tenure[1:], out=tenure[1:])
        np.negative(np.log(later, out=later), out=later)
        tenure[0], failure[0] = z["tenure"], z["failure"]
        vacancy *= spreads.vacancy_max - spreads.vacancy_min
        vacancy += spreads.vacancy_min
        levels = np.stack([self._levels(place, scenarios) for place in places], dtype=precision)
        market, level = levels[:, 0], np.arange(len(places))
        if len(processes) > 1:
            market, level = market[country], np.arange(len(country))
        else:
            level = country
        single = sqrt(1.0 - COMMON_MARKET**2)
        return Fate(
            volume=_mean_one(spreads.volume, z["volume"]),
            bias=triangular(events[0]),
            productivity=_mean_one(spreads.productivity, z["productivity"]),
            rework=np.exp(spreads.rework * z["rework"]),
            load=_mean_one(spreads.load, z["load"]),
            learning=np.exp(spreads.learning * z["learning"]),
            charges=1.0 + spreads.charges * triangular(events[1]),
            market=COMMON_MARKET * market + single * z["market"],
            level=level,
            growth=spreads.growth * np.moveaxis(levels[:, 1:], 1, 0),
            exchange=np.stack([self._moves(money, scenarios) for money in moneys], axis=1, dtype=precision),
            pass_through=spreads.fx_pass_through,
            open=np.stack([self._open(place, scenarios) for place in places], axis=1),
            tenure=tenure,
            vacancy=vacancy,
            failure=failure,
            country=country,
            currency=currency,
        )

    def _factors(self, processes: Sequence[str], scenarios: slice, precision: DTypeLike) -> dict[str, Array]:
        """Return (processes, scenarios) standard normals, correlated (§RISK-3); of events, what is kept."""
        known = sorted(self.processes)
        rows = np.array([known.index(process) for process in processes])
        points = self._sobol(scenarios)
        common = points[0].astype(precision)
        z = {name: points[1 + at * len(known) + rows].astype(precision) for at, name in enumerate(SOBOL)}
        z["productivity"] = _mixed(COMMON_PRODUCTIVITY, common, z["productivity"])
        z["rework"] = _mixed(PRODUCTIVITY_REWORK, z["productivity"], z["rework"])
        z["load"] = _mixed(COMMON_LOAD, common, z["load"])
        return z

    def _events(self, processes: Sequence[str], scenarios: slice, precision: DTypeLike) -> Array:
        """(2 + 3 x `ENGAGEMENTS`, processes, scenarios) uniforms, see `_minor`."""
        drawn = [self._minor(process, scenarios) for process in processes]
        events = np.empty((drawn[0].shape[0], len(drawn), drawn[0].shape[1]), dtype=precision)
        for place, steps in enumerate(drawn):
            events[:, place] = steps
        events += 0.5
        events *= 2.0**-16
        return events

    def _drawn(
        self,
        kind: str,
        name: str,
        draw: Callable[[np.random.Generator, int], NDArray[Number]],
        scenarios: slice,
        *more: object,
    ) -> NDArray[Number]:
        """Return `scenarios` of what `draw` makes of a generator and a count, scenarios along the last axis.

        The generator belongs to the seed, the scramble, `kind`, `name` and the chunk; `more` tells
        apart what `draw` makes of it.
        """

        def piece(scramble: int, chunk: int, size: int) -> NDArray[Number]:
            key = (self.seed, scramble, kind, name, *((chunk,) if chunk else ()))
            return self.shelf.get((*key, size, self.horizon, *more), lambda: draw(generator(*key), size))

        return self._joined(scenarios, piece)

    def _joined(self, scenarios: slice, piece: Callable[[int, int, int], NDArray[Number]]) -> NDArray[Number]:
        """Return `scenarios`, put together from each scramble's chunks: `piece` of scramble, chunk, size."""
        start, stop, _ = scenarios.indices(self.size)
        found = []
        while start < stop:
            scramble, within = divmod(start, self.scenarios)
            chunk, first = divmod(within, CHUNK)
            size = min(CHUNK, self.scenarios - chunk * CHUNK)
            last = min(first + stop - start, size)
            found.append(piece(scramble, chunk, size)[..., first:last])
            start += last - first
        return found[0] if len(found) == 1 else np.concatenate(found, axis=-1)

    def _sobol(self, scenarios: slice) -> Singles:
        """(1 + `SOBOL` x processes, scenarios): the common factor, then each variable by process."""
        names = tuple(sorted(self.processes))
        count, dimensions = len(names), 1 + len(SOBOL) * len(names)
        rows = {name: slice(1 + at * count, 1 + (at + 1) * count) for at, name in enumerate(SOBOL)}

        def piece(scramble: int, chunk: int, size: int) -> Singles:
            def make() -> Singles:
                power = ((CHUNK if chunk else size) - 1).bit_length()
                digits = self._sequence(scramble, dimensions).chunk(chunk, power)[:, :size]
                values = single_normals(digits, BITS)
                values[rows["failure"]] = digits[rows["failure"]] * 2.0**-BITS
                values[rows["tenure"]] = -np.log1p(digits[rows["tenure"]] * -(2.0**-BITS))
                return values

            return self.shelf.get(("sobol", self.seed, scramble, chunk, size, *names), make)

        return self._joined(scenarios, piece)

    def _sequence(self, scramble: int, dimensions: int) -> Sobol:
        """Return one scramble of the Sobol sequence."""
        plain = self.shelf.get(("directions", dimensions), lambda: plain_directions(dimensions))

        def make() -> Digits:
            made = Sobol.scrambled(plain, generator(self.seed, scramble, "sobol", ""))
            return np.concatenate((made.start[None], made.steps))

        start, *_ = numbers = self.shelf.get(("sequence", self.seed, scramble, dimensions), make)
        return Sobol(start, numbers[1:])

    def _minor(self, process: str, scenarios: slice) -> NDArray[np.uint16]:
        """(2 + 3 x `ENGAGEMENTS`, scenarios) in 65,536 equal steps.

        The bias of an estimate, fees and tools; tenure, vacancy and failure of one engagement after
        the other.
        """
        rows = 2 + 3 * ENGAGEMENTS

        def draw(random: np.random.Generator, size: int) -> NDArray[np.uint16]:
            words = random.integers(0, 2**64, -(-size * rows // 4), dtype="<u8")
            return words.view("<u2")[: size * rows].reshape(size, rows).T

        return self._drawn("minor", process, draw, scenarios)

    def _levels(self, country: str, scenarios: slice) -> Singles:
        """(1 + years, scenarios) standard normals: market level of a country, growth of its rates."""

        def draw(random: np.random.Generator, size: int) -> Singles:
            return normals(stratified(random, size, 1 + self.years)).astype(np.float32)

        return self._drawn("levels", country, draw, scenarios)

    def _open(self, country: str, scenarios: slice) -> NDArray[np.bool_]:
        """(months, scenarios) False while the country is shut: one to three months a time (§RISK-5).

        The same uniforms stand behind every chance, so that a likelier shock only adds months.
        """
        shock = self.spreads.country_shock * self.unrest(country)

        def draw(random: np.random.Generator, size: int) -> NDArray[np.bool_]:
            drawn = random.random((size, self.horizon), dtype=np.float32)
            is_open = drawn >= shock
            is_open[:, 1:] &= drawn[:, :-1] >= shock * 2.0 / 3.0
            is_open[:, 2:] &= drawn[:, :-2] >= shock / 3.0
            return np.ascontiguousarray(is_open.T)

        return self._drawn("open", country, draw, scenarios, shock)

    def _moves(self, currency: str, scenarios: slice) -> Singles:
        """(years, scenarios) standard normals, correlated with those of all other currencies."""
        known = sorted(self.currencies)
        weights = self._root()[known.index(currency)].astype(np.float32)

        def piece(scramble: int, chunk: int, size: int) -> Singles:
            start = scramble * self.scenarios + chunk * CHUNK

            def make() -> Singles:
                moves = np.zeros((self.years, size), dtype=np.float32)
                for weight, name in zip(weights, known, strict=True):
                    moves += weight * self._free_moves(name, slice(start, start + size))
                return moves

            key = ("moves", currency, *known, self.seed, scramble, chunk, size, self.horizon)
            return self.shelf.get(key, make)

        return self._joined(scenarios, piece)

    def _free_moves(self, currency: str, scenarios: slice) -> Singles:
        """(years, scenarios) standard normals, not yet correlated."""

        def draw(random: np.random.Generator, size: int) -> Singles:
            return np.ascontiguousarray(random.standard_normal((size, self.years), dtype=np.float32).T)

        return self._drawn("exchange", currency, draw, scenarios)

    def _root(self) -> Array:
        """Symmetric root of the correlation matrix of all currencies, in their alphabet's order."""

        def make() -> Array:
            known = sorted(self.currencies)
            matrix = np.array([[self.correlation(one, other) for other in known] for one in known])
            return symmetric_root(nearest_correlation(matrix))

        return self.shelf.get(("root", *sorted(self.currencies)), make)


def _indexed(names: Sequence[str]) -> tuple[list[str], NDArray[np.intp]]:
    """Return the different names in order, and each name's place among them."""
    different = sorted(set(names))
    return different, np.array([different.index(name) for name in names], dtype=np.intp)


def _mean_one(sd: float, z: Array) -> Array:
    """Return a lognormal of mean one."""
    return np.exp(sd * z - 0.5 * sd**2)


def _mixed(correlation: float, one: Array, other: Array) -> Array:
    """Return a standard normal that has `correlation` with `one`."""
    return correlation * one + sqrt(1.0 - correlation**2) * other
