"""Numbers of chance, each keyed by the thing that it befalls, before they are turned into what they mean.

Numbers are drawn by chunks of a scramble's scenarios and kept on a shelf (§RISK-2, §RISK-12).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from outhaul.engine.engagement.course import Array
from outhaul.engine.risk.chance import (
    STRATA,
    generator,
    nearest_correlation,
    normals,
    single_normals,
    stratified,
    symmetric_root,
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

Correlation = Callable[[str, str], float]
Singles = NDArray[np.float32]


def uncorrelated(one: str, other: str) -> float:
    """Return 1 for a currency and itself, 0 for two."""
    return float(one == other)


@dataclass(frozen=True, slots=True, kw_only=True)
class Luck:
    """The numbers of one business: `replicates` independent scrambles of `scenarios` scenarios each.

    `processes` and `currencies` are those of the whole business, not of a plan.
    """

    processes: tuple[str, ...]
    currencies: tuple[str, ...] = ()
    correlation: Correlation = uncorrelated
    """Correlation of the yearly moves of two currencies against the owner's."""
    seed: int = 1
    scenarios: int = 4096
    replicates: int = 8
    horizon: int = 36
    shelf: Shelf = field(default_factory=Shelf, repr=False, compare=False)

    @property
    def generator(self) -> str:
        """What the numbers that are not Sobol points come from."""
        return "Philox by chunk"

    @property
    def years(self) -> int:
        """Yearly repricings within the horizon."""
        return (self.horizon - 1) // 12

    @property
    def size(self) -> int:
        """Scenarios of all scrambles, one scramble after the other."""
        return self.replicates * self.scenarios

    def blocks(self, size: int = BLOCK) -> Iterator[slice]:
        """Yield slices of about `size`, whole `STRATA` but for the last, that cover all scenarios."""
        step = max(size // STRATA, 1) * STRATA
        for start in range(0, self.size, step):
            yield slice(start, min(start + step, self.size))

    def drawn(
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
        return self._joined(scenarios, partial(self._piece, kind, name, draw, more))

    def _piece(  # noqa: PLR0913, PLR0917 -- as `drawn`, of one chunk
        self,
        kind: str,
        name: str,
        draw: Callable[[np.random.Generator, int], NDArray[Number]],
        more: tuple[object, ...],
        scramble: int,
        chunk: int,
        size: int,
    ) -> NDArray[Number]:
        key = (self.seed, scramble, kind, name, *((chunk,) if chunk else ()))
        return self.shelf.get((*key, size, self.horizon, *more), lambda: draw(generator(*key), size))

    def _joined(self, scenarios: slice, piece: Callable[[int, int, int], NDArray[Number]]) -> NDArray[Number]:
        """Return `scenarios`, put together from each scramble's chunks: `piece` of scramble, chunk, size."""
        found = [
            piece(scramble, chunk, size)[..., within]
            for scramble, chunk, size, within in self._pieces(scenarios)
        ]
        return found[0] if len(found) == 1 else np.concatenate(found, axis=-1)

    def _pieces(self, scenarios: slice) -> Iterator[tuple[int, int, int, slice]]:
        """Yield scramble, chunk, its size, and which of the chunk's numbers `scenarios` have."""
        start, stop, _ = scenarios.indices(self.size)
        while start < stop:
            scramble, within = divmod(start, self.scenarios)
            chunk, first = divmod(within, CHUNK)
            size = min(CHUNK, self.scenarios - chunk * CHUNK)
            last = min(first + stop - start, size)
            yield scramble, chunk, size, slice(first, last)
            start += last - first

    def factors(self, scenarios: slice) -> Singles:
        """(1 + `SOBOL` x processes, scenarios): the common factor, then each variable by process.

        Standard normals but for two: uniforms of failures, exponentials of mean one of tenures.
        """
        count = len(self.processes)
        rows = {name: slice(1 + at * count, 1 + (at + 1) * count) for at, name in enumerate(SOBOL)}

        def piece(scramble: int, chunk: int, size: int) -> Singles:
            def make() -> Singles:
                digits = self._points(scramble, chunk, size)
                values = np.empty(digits.shape, dtype=np.float32)
                for start, stop in (
                    (0, 1 + 2 * count),
                    (1 + 3 * count, 1 + 6 * count),
                    (1 + 7 * count, None),
                ):
                    values[start:stop] = single_normals(digits[start:stop], BITS)
                values[rows["failure"]] = digits[rows["failure"]] * 2.0**-BITS
                values[rows["tenure"]] = -np.log1p(digits[rows["tenure"]] * -(2.0**-BITS))
                return values

            return self.shelf.get(("sobol", self.seed, scramble, chunk, size, *self.known), make)

        return self._joined(scenarios, piece)

    def digits(self, scenarios: slice) -> Digits:
        """(1 + `SOBOL` x processes, scenarios) the uniforms behind `factors`, times 2^`BITS`."""

        def piece(scramble: int, chunk: int, size: int) -> Digits:
            key = ("digits", self.seed, scramble, chunk, size, *self.known)
            return self.shelf.get(key, lambda: self._points(scramble, chunk, size))

        return self._joined(scenarios, piece)

    def rows(self, processes: Sequence[str]) -> NDArray[np.intp]:
        """(processes, `SOBOL`) rows of `factors` that belong to each of `processes`."""
        known = list(self.known)
        places = np.array([known.index(process) for process in processes], dtype=np.intp)
        return 1 + places[:, None] + len(known) * np.arange(len(SOBOL))

    @property
    def known(self) -> tuple[str, ...]:
        """The processes in their alphabet's order."""
        return tuple(sorted(self.processes))

    def _points(self, scramble: int, chunk: int, size: int) -> Digits:
        """(dimensions, size) a chunk of the Sobol sequence, in digits."""
        power = ((CHUNK if chunk else size) - 1).bit_length()
        dimensions = 1 + len(SOBOL) * len(self.processes)
        return self._sequence(scramble, dimensions).chunk(chunk, power)[:, :size]

    def _sequence(self, scramble: int, dimensions: int) -> Sobol:
        """Return one scramble of the Sobol sequence."""
        plain = self.shelf.get(("directions", dimensions), lambda: plain_directions(dimensions))

        def make() -> Digits:
            made = Sobol.scrambled(plain, generator(self.seed, scramble, "sobol", ""))
            return np.concatenate((made.start[None], made.steps))

        start, *_ = numbers = self.shelf.get(("sequence", self.seed, scramble, dimensions), make)
        return Sobol(start, numbers[1:])

    def minor(self, process: str, scenarios: slice) -> NDArray[np.uint16]:
        """(2 + 3 x `ENGAGEMENTS`, scenarios) in 65,536 equal steps.

        The bias of an estimate, fees and tools; tenure, vacancy and failure of one engagement after
        the other.
        """
        rows = 2 + 3 * ENGAGEMENTS

        def draw(random: np.random.Generator, size: int) -> NDArray[np.uint16]:
            words = random.integers(0, 2**64, -(-size * rows // 4), dtype="<u8")
            return words.view("<u2")[: size * rows].reshape(size, rows).T

        return self.drawn("minor", process, draw, scenarios)

    def levels(self, country: str, scenarios: slice) -> Singles:
        """(1 + years, scenarios) standard normals: market level of a country, growth of its rates."""

        def draw(random: np.random.Generator, size: int) -> Singles:
            return normals(stratified(random, size, 1 + self.years)).astype(np.float32)

        return self.drawn("levels", country, draw, scenarios)

    def moves(self, currency: str, scenarios: slice) -> Singles:
        """(years, scenarios) standard normals, correlated with those of all other currencies."""
        weights = self.weights(currency)

        def piece(scramble: int, chunk: int, size: int) -> Singles:
            def make() -> Singles:
                moves = np.zeros((size, self.years), dtype=np.float32)
                for weight, free in zip(weights, self.free_moves(scramble, chunk, size), strict=True):
                    moves += weight * free
                return moves.T

            key = (
                "moves",
                currency,
                *sorted(self.currencies),
                self.seed,
                scramble,
                chunk,
                size,
                self.horizon,
            )
            return self.shelf.get(key, make)

        return self._joined(scenarios, piece)

    def free_moves(self, scramble: int, chunk: int, size: int) -> Singles:
        """(currencies in their alphabet's order, `size`, years) standard normals, not yet correlated."""
        known = sorted(self.currencies)

        def make() -> Singles:
            moves = np.empty((len(known), size, self.years), dtype=np.float32)
            for currency, own in zip(known, moves, strict=True):
                random = generator(self.seed, scramble, "exchange", currency, *((chunk,) if chunk else ()))
                random.standard_normal(dtype=np.float32, out=own)
            return moves

        return self.shelf.get(("free", *known, self.seed, scramble, chunk, size, self.horizon), make)

    def weights(self, currency: str) -> Singles:
        """Return by how much each currency's free moves, in their alphabet's order, move `currency`."""
        known = sorted(self.currencies)
        weights: Singles = self._root()[known.index(currency)].astype(np.float32)
        return weights

    def _root(self) -> Array:
        """Symmetric root of the correlation matrix of all currencies, in their alphabet's order."""

        def make() -> Array:
            known = sorted(self.currencies)
            matrix = np.zeros((len(known), len(known)))
            for place, one in enumerate(known):
                matrix[place, : place + 1] = [self.correlation(one, other) for other in known[: place + 1]]
            return symmetric_root(nearest_correlation(matrix + np.tril(matrix, -1).T))

        return self.shelf.get(("root", *sorted(self.currencies)), make)
