"""Random numbers that belong to things, not to rows.

Every number is keyed by seed, scramble and the name of what it happens to: a process, a country, a
currency (§RISK-2). The same thing meets the same fate in every plan, in whatever order the file
lists it, so that two plans are compared on the same luck.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from math import sqrt
from typing import Any, Final, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.engagement.course import Array, Fate

SOBOL: Final = ("productivity", "market", "tenure", "rework", "load", "volume", "failure", "learning")
"""What has a Sobol dimension for each process, largest effects first; the common factor precedes them."""
ENGAGEMENTS: Final = 6
"""Engagements in a row whose fate is drawn; then their fates come round again."""
STRATA: Final = 256
"""Scenarios in a row that are stratified in each single number: a prefix is a sample of its own."""
BLOCK: Final = 8192
"""Scenarios that are lived through at once: their arrays fit the processor's cache."""
CACHE_BYTES: Final = 220_000_000

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
Number = TypeVar("Number", bound=np.generic)


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


def generator(*key: str | int) -> np.random.Generator:
    """Return the random generator that belongs to `key`, in this and every other process."""
    text = "\x1f".join(map(str, key)).encode()
    entropy = int.from_bytes(blake2b(text, digest_size=16).digest())
    return np.random.Generator(np.random.Philox(np.random.SeedSequence(entropy)))


def stratified(random: np.random.Generator, count: int, columns: int) -> Array:
    """Return (columns, count) uniforms; each `STRATA` in a row of a column fill as many equal strata."""
    batches = -(-count // STRATA)
    strata = np.empty((columns, batches * STRATA))
    for batch in range(batches):
        place = random.permuted(np.tile(np.arange(STRATA), (columns, 1)), axis=1)
        strata[:, batch * STRATA : (batch + 1) * STRATA] = (place + random.random(place.shape)) / STRATA
    return strata[:, :count]


def normals(uniforms: Array) -> Array:
    """Return standard normals by inversion, which keeps the evenness of the uniforms."""
    from scipy.special import ndtri  # noqa: PLC0415 -- the command line feels its import

    tiny = 2.0**-33
    values: Array = ndtri(np.clip(uniforms, tiny, 1.0 - tiny))
    return values


def triangular(uniforms: Array) -> Array:
    """Return draws of the symmetric triangle on -1..1."""
    low = np.sqrt(2.0 * np.minimum(uniforms, 1.0 - uniforms))
    return np.where(uniforms < 0.5, low - 1.0, 1.0 - low)  # noqa: PLR2004 -- its middle


def nearest_correlation(matrix: Array) -> Array:
    """Return a correlation matrix near `matrix`: negative eigenvalues cut, diagonal one again."""
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2.0)
    positive = (vectors * np.maximum(values, 0.0)) @ vectors.T
    scale = np.sqrt(np.maximum(np.diag(positive), np.finfo(np.float64).tiny))
    nearest: Array = positive / np.outer(scale, scale)
    return nearest


def symmetric_root(matrix: Array) -> Array:
    """Return the symmetric square root: unlike Cholesky's it treats all currencies alike."""
    values, vectors = np.linalg.eigh(matrix)
    root: Array = (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    return root


class Shelf:
    """Arrays made once and kept while there is room; what was not used for longest leaves first."""

    def __init__(self, room: int = CACHE_BYTES) -> None:
        self._arrays: dict[tuple[object, ...], NDArray[Any]] = {}
        self._room = room

    def get(self, key: tuple[object, ...], make: Callable[[], NDArray[Number]]) -> NDArray[Number]:
        """Return the array of `key`, made anew by `make` if it is not on the shelf."""
        if key not in self._arrays:
            array = make()
            self._room -= array.nbytes
            while self._room < 0 and self._arrays:
                self._room += self._arrays.pop(next(iter(self._arrays))).nbytes
        else:
            array = self._arrays.pop(key)
        self._arrays[key] = array
        return array


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

    def blocks(self) -> Iterator[slice]:
        """Yield slices of at most `BLOCK` that cover all scenarios."""
        for start in range(0, self.size, BLOCK):
            yield slice(start, min(start + BLOCK, self.size))

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
        places, country = _indexed(countries)
        moneys, currency = _indexed(currencies)
        spreads, z = self.spreads, self._factors(process, scenarios)
        minor: Array = (self._minor(process)[:, scenarios].astype(np.float64) + 0.5) / 2.0**16
        tenure, vacancy, failure = minor[2:].reshape(3, ENGAGEMENTS, -1)
        tenure = -np.log1p(-tenure)
        tenure[0], failure[0] = z["tenure"], z["failure"]
        levels = np.stack([self._levels(place)[:, scenarios] for place in places], dtype=np.float64)
        single = sqrt(1.0 - COMMON_MARKET**2)
        return Fate(
            volume=_mean_one(spreads.volume, z["volume"]),
            bias=triangular(minor[0]),
            productivity=_mean_one(spreads.productivity, z["productivity"]),
            rework=np.exp(spreads.rework * z["rework"]),
            load=_mean_one(spreads.load, z["load"]),
            learning=np.exp(spreads.learning * z["learning"]),
            charges=1.0 + spreads.charges * triangular(minor[1]),
            market=COMMON_MARKET * levels[:, 0] + single * z["market"],
            growth=spreads.growth * np.moveaxis(levels[:, 1:], 1, 0),
            exchange=np.stack(
                [self._moves(money)[:, scenarios] for money in moneys], axis=1, dtype=np.float64
            ),
            pass_through=spreads.fx_pass_through,
            open=np.stack([self._open(place)[:, scenarios] for place in places], axis=1),
            tenure=tenure,
            vacancy=spreads.vacancy_min + (spreads.vacancy_max - spreads.vacancy_min) * vacancy,
            failure=failure,
            country=country,
            currency=currency,
        )

    def _factors(self, process: str, scenarios: slice) -> dict[str, Array]:
        """Return the process's standard normals, correlated (§RISK-3); uniforms of events stay uniform."""
        step, row = len(self.processes), sorted(self.processes).index(process)
        rows = [0, *range(1 + row, 1 + len(SOBOL) * step, step)]
        common, *others = self._sobol()[rows, scenarios].astype(np.float64)
        z = dict(zip(SOBOL, others, strict=True))
        z["productivity"] = _mixed(COMMON_PRODUCTIVITY, common, z["productivity"])
        z["rework"] = _mixed(PRODUCTIVITY_REWORK, z["productivity"], z["rework"])
        z["load"] = _mixed(COMMON_LOAD, common, z["load"])
        return z

    def _kept(
        self, kind: str, name: str, draw: Callable[[np.random.Generator], NDArray[Number]], *more: object
    ) -> NDArray[Number]:
        """Return `draw` of each scramble, side by side along the last axis, from the shelf if it is there.

        The generator belongs to the seed, the scramble, `kind` and `name`; `more` tells apart what
        `draw` makes of it.
        """

        def make() -> NDArray[Number]:
            drawn = [draw(generator(self.seed, each, kind, name)) for each in range(self.replicates)]
            return np.concatenate(drawn, axis=-1)

        key = (kind, name, self.seed, self.replicates, self.scenarios, self.horizon, *more)
        return self.shelf.get(key, make)

    def _sobol(self) -> Singles:
        """(1 + `SOBOL` x processes, scenarios): the common factor, then each variable by process."""
        count = len(self.processes)
        rows = {name: slice(1 + at * count, 1 + (at + 1) * count) for at, name in enumerate(SOBOL)}

        def draw(random: np.random.Generator) -> Singles:
            from scipy.stats import qmc  # noqa: PLC0415 -- the slowest import of the engine

            engine = qmc.Sobol(1 + len(SOBOL) * count, scramble=True, rng=random)
            power = (self.scenarios - 1).bit_length()
            uniforms = engine.random_base2(power)[: self.scenarios].T
            values = normals(uniforms)
            values[rows["tenure"]] = -np.log1p(-uniforms[rows["tenure"]])
            values[rows["failure"]] = uniforms[rows["failure"]]
            return values.astype(np.float32)

        return self._kept("sobol", "", draw, *sorted(self.processes))

    def _minor(self, process: str) -> NDArray[np.uint16]:
        """(2 + 3 x `ENGAGEMENTS`, scenarios) in 65,536 equal steps.

        The bias of an estimate, fees and tools; tenure, vacancy and failure of one engagement after
        the other.
        """
        rows = 2 + 3 * ENGAGEMENTS

        def draw(random: np.random.Generator) -> NDArray[np.uint16]:
            return random.integers(0, 2**16, (self.scenarios, rows), dtype=np.uint16).T

        return self._kept("minor", process, draw)

    def _levels(self, country: str) -> Singles:
        """(1 + years, scenarios) standard normals: market level of a country, growth of its rates."""

        def draw(random: np.random.Generator) -> Singles:
            return normals(stratified(random, self.scenarios, 1 + self.years)).astype(np.float32)

        return self._kept("levels", country, draw)

    def _open(self, country: str) -> NDArray[np.bool_]:
        """(months, scenarios) False while the country is shut: one to three months a time (§RISK-5).

        The same uniforms stand behind every chance, so that a likelier shock only adds months.
        """
        shock = self.spreads.country_shock * self.unrest(country)

        def draw(random: np.random.Generator) -> NDArray[np.bool_]:
            drawn = random.random((self.scenarios, self.horizon), dtype=np.float32).T
            is_open = drawn >= shock
            is_open[1:] &= drawn[:-1] >= shock * 2.0 / 3.0
            is_open[2:] &= drawn[:-2] >= shock / 3.0
            return is_open

        return self._kept("open", country, draw, shock)

    def _moves(self, currency: str) -> Singles:
        """(years, scenarios) standard normals, correlated with those of all other currencies."""
        known = sorted(self.currencies)
        weights = self._root()[known.index(currency)].astype(np.float32)

        def make() -> Singles:
            return sum(
                (weight * self._free_moves(name) for weight, name in zip(weights, known, strict=True)),
                start=np.zeros((self.years, self.size), dtype=np.float32),
            )

        key = ("moves", currency, *known, self.seed, self.replicates, self.scenarios, self.horizon)
        return self.shelf.get(key, make)

    def _free_moves(self, currency: str) -> Singles:
        """(years, scenarios) standard normals, not yet correlated."""

        def draw(random: np.random.Generator) -> Singles:
            return random.standard_normal((self.scenarios, self.years), dtype=np.float32).T

        return self._kept("exchange", currency, draw)

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
