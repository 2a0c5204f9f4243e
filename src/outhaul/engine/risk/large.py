"""Luck of large samples: numbers that are hashed from a counter, so that each can be had alone.

`Draws` draws a chunk of numbers from a generator and keeps it, which suits a few thousand scenarios
that many plans are compared on. Of a million scenarios most numbers are never looked at: who leaves
for the third time is asked of few. Here a number is the hash (Steele, Lea, Flood 2014, SplitMix64) of
a key, which belongs to the seed and the thing, and of a counter, which tells scramble, scenario and
number. The Sobol points are the same as those of `Draws`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from typing import Final, Self

import numpy as np
from numpy.typing import DTypeLike, NDArray

from outhaul.engine.engagement.course import Array
from outhaul.engine.risk.chance import STRATA, single_normals, triangular
from outhaul.engine.risk.draws import Chances, Draws
from outhaul.engine.risk.luck import BLOCK, CHUNK, SOBOL, Singles
from outhaul.engine.risk.shelf import Shelf
from outhaul.engine.risk.sobol import BITS, Digits

Words = NDArray[np.uint64]

NUMBERS: Final = 64
"""Numbers of one scenario and thing."""
SCRAMBLE: Final = 40
"""Binary digits of a counter before the number of the scramble."""
ROOM: Final = 16_000_000
"""Bytes of Sobol points that are kept: blocks that threads live through at once."""
GOLDEN: Final = 0x9E3779B97F4A7C15
MIXERS: Final = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))


def hashed(counters: Words, start: int | Words, number: int = 0) -> Words:
    """Return 64 random binary digits for each counter; `start` is the key."""
    words = counters + np.uint64(number)
    words *= np.uint64(GOLDEN)
    words += np.uint64(start) if isinstance(start, int) else start
    for shift, factor in MIXERS:
        words ^= words >> np.uint64(shift)
        words *= np.uint64(factor)
    words ^= words >> np.uint64(31)
    return words


def shares(words: Words, shift: int, bits: int, precision: DTypeLike) -> Array:
    """Return the uniforms in the middle of 2^`bits` equal steps that some digits of `words` choose."""
    steps = (words >> np.uint64(shift) & np.uint64((1 << bits) - 1)).astype(np.int32)
    uniforms = steps.astype(precision)
    uniforms += 0.5
    uniforms *= 2.0**-bits
    return uniforms


@dataclass(frozen=True, slots=True)
class HashedCareers:
    """What becomes of the second and of every later engagement of a place, see `course.Careers`."""

    keys: Words
    """(options,)."""
    counters: Words
    """(scenarios,)."""
    shortest: float
    longest: float
    """Vacancy, in months."""

    def at(self, number: int, places: NDArray[np.intp], precision: DTypeLike) -> tuple[Array, Array, Array]:
        """Return tenure, vacancy and failure of the `number`-th engagement (1, 2, ...) of some places."""
        option, scenario = np.divmod(places, self.counters.size)
        words = hashed(self.counters[scenario], self.keys[option], number)
        tenure = -np.log(shares(words, 41, 23, precision))
        vacancy = shares(words, 21, 20, precision) * (self.longest - self.shortest) + self.shortest
        return tenure, vacancy.astype(precision), shares(words, 0, 21, precision)

    def of(self, options: NDArray[np.intp]) -> Self:
        """Return those of some of the options."""
        return replace(self, keys=self.keys[options])


@dataclass(frozen=True, slots=True, kw_only=True)
class LargeDraws(Draws):
    """The luck of a large sample of one business."""

    @classmethod
    def like(cls, draws: Draws, scenarios: int) -> Self:
        """Return as many `scenarios` of the business as asked for, filled up to whole `STRATA` a scramble."""
        known = {item.name: getattr(draws, item.name) for item in fields(draws)}
        strata = -(-scenarios // (draws.replicates * STRATA))
        return cls(**known | {"scenarios": strata * STRATA, "shelf": Shelf(ROOM)})

    def blocks(self, size: int = BLOCK) -> Iterator[slice]:
        """Yield slices of about `size`, whole `STRATA`, each of one scramble, that cover all scenarios."""
        step = max(size // STRATA, 1) * STRATA
        for start in range(0, self.size, self.scenarios):
            stop = start + self.scenarios
            yield from (slice(one, min(one + step, stop)) for one in range(start, stop, step))

    @property
    def generator(self) -> str:
        """What the numbers that are not Sobol points come from."""
        return "SplitMix64 by counter"

    def counters(self, scenarios: slice) -> Words:
        """(scenarios,) where the numbers of each begin."""
        at = np.arange(*scenarios.indices(self.size), dtype=np.uint64)
        scramble, within = np.divmod(at, np.uint64(self.scenarios))
        return ((scramble << np.uint64(SCRAMBLE)) + within) * np.uint64(NUMBERS)

    def grid(self, scenarios: slice, lanes: int) -> tuple[Digits, Digits]:
        """Return what makes the `digits` of some scenarios of one scramble, by an exclusive or of two.

        (dimensions, `lanes`), a power of two, is the place in a group, (dimensions, groups) the group.
        """
        scramble, first = divmod(scenarios.start, self.scenarios)
        sequence = self._sequence(scramble, 1 + len(SOBOL) * len(self.processes))
        groups = np.arange(first, first + scenarios.stop - scenarios.start, lanes)
        return sequence.moves(np.arange(lanes)), sequence.moves(groups) ^ sequence.start[:, None]

    def key(self, *names: str | int) -> int:
        """Return the 64 binary digits that belong to this seed and to `names`."""
        text = "\x1f".join(map(str, (self.seed, *names)))
        return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())

    def keys(self, processes: Sequence[str]) -> Words:
        """(processes,) keys of their events."""
        return np.array([self.key("events", process) for process in processes], dtype=np.uint64)

    def shocks(self, country: str) -> tuple[int, int, int]:
        """Return the chances that a country shuts for one month, for two and for three, in 65,536ths."""
        whole = self.shock(country) * 2.0**16
        return round(whole), round(whole * 2.0 / 3.0), round(whole / 3.0)

    def chances(self, processes: Sequence[str], scenarios: slice, precision: DTypeLike) -> Chances:
        """Return what else chance does to each process; all but the first engagement on demand."""
        counters, keys = self.counters(scenarios), self.keys(processes)
        words = np.stack([hashed(counters, int(start)) for start in keys])
        return Chances(
            bias=triangular(shares(words, 41, 23, precision)),
            charges=triangular(shares(words, 18, 23, precision)),
            tenure=np.empty((0, *words.shape), dtype=precision),
            vacancy=np.empty((0, *words.shape), dtype=precision),
            failure=np.empty((0, *words.shape), dtype=precision),
            careers=HashedCareers(keys, counters, self.spreads.vacancy_min, self.spreads.vacancy_max),
        )

    def levels(self, country: str, scenarios: slice) -> Singles:
        """(1 + years, scenarios) standard normals: market level of a country, growth of its rates.

        Each `STRATA` in a row of a scramble fill as many equal strata.
        """
        counters = self.counters(scenarios)
        batches = counters // np.uint64(NUMBERS * STRATA)
        within = (counters // np.uint64(NUMBERS) % np.uint64(STRATA)).astype(np.uint32)
        starts, place = np.unique(batches, return_inverse=True)
        digits = np.empty((1 + self.years, counters.size), dtype=np.uint32)
        for row, out in enumerate(digits):
            orders = hashed(starts, self.key("strata", country, row))[place]
            jitter = hashed(counters, self.key("levels", country), row) >> np.uint64(64 - BITS + 8)
            np.bitwise_or(_dealt(within, orders) << np.uint32(BITS - 8), jitter.astype(np.uint32), out=out)
        return single_normals(digits, BITS)

    def free_moves(self, currency: str, scramble: int, chunk: int, size: int) -> Singles:
        """(years, `size`) standard normals of a chunk, not yet correlated."""
        first = scramble * self.scenarios + chunk * CHUNK
        counters, start = self.counters(slice(first, first + size)), self.key("exchange", currency)
        digits = [hashed(counters, start, year) >> np.uint64(64 - BITS) for year in range(self.years)]
        return single_normals(np.array(digits, dtype=np.uint32).reshape(self.years, -1), BITS)

    def open(self, country: str, scenarios: slice) -> NDArray[np.bool_]:
        """(months, scenarios) False while the country is shut, in 65,536 steps of chance (§RISK-5)."""
        counters, start = self.counters(scenarios), self.key("open", country)
        drawn = np.empty((-(-self.horizon // 4), 4, counters.size), dtype=np.uint16)
        for number, quarter in enumerate(drawn):
            words = hashed(counters, start, number)
            for part in range(4):
                quarter[part] = words >> np.uint64(16 * part)
        months = drawn.reshape(-1, counters.size)[: self.horizon]
        once, twice, thrice = self.shocks(country)
        is_open = months >= once
        is_open[1:] &= months[:-1] >= twice
        is_open[2:] &= months[:-2] >= thrice
        return is_open


def _dealt(places: NDArray[np.uint32], orders: Words) -> NDArray[np.uint32]:
    """Return the stratum of each place 0..255 in an order that 64 random digits choose: a bijection."""
    found = places
    for number in range(4):
        odd = (orders >> np.uint64(16 * number)).astype(np.uint32)
        found = found * (odd | np.uint32(1)) + (odd >> np.uint32(8)) & np.uint32(255)
        found ^= found >> np.uint32(4)
    return found
