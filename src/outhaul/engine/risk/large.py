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
from outhaul.engine.risk.luck import BLOCK, SOBOL, Singles
from outhaul.engine.risk.shelf import Shelf
from outhaul.engine.risk.sobol import BITS, Digits

Words = NDArray[np.uint64]

NUMBERS: Final = 64
"""Numbers of one scenario and thing."""
SCRAMBLE: Final = 40
"""Binary digits of a counter before the number of the scramble."""
ROOM: Final = 8_000_000
"""Bytes of Sobol points that are kept: blocks that threads live through at once."""
GOLDEN: Final = 0x9E3779B97F4A7C15
MIXERS: Final = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))


def hashed(counters: Words, start: int | Words, number: int | Words = 0) -> Words:
    """Return 64 random binary digits for each counter; `start` is the key. Arrays broadcast."""
    words = np.asarray(counters + np.asarray(number, dtype=np.uint64))
    words *= np.uint64(GOLDEN)
    words = words + np.asarray(start, dtype=np.uint64)
    scratch = np.empty_like(words)
    for shift, factor in MIXERS:
        words ^= np.right_shift(words, np.uint64(shift), out=scratch)
        words *= np.uint64(factor)
    words ^= np.right_shift(words, np.uint64(31), out=scratch)
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
        option = places // self.counters.size
        scenario = places - option * self.counters.size
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
        """(1 + years, scenarios) standard normals: market level of a country, growth of its rates."""
        levels: Singles = self.all_levels((country,), scenarios)[0]
        return levels

    def all_levels(self, countries: Sequence[str], scenarios: slice) -> Singles:
        """(countries, 1 + years, scenarios) the levels of each.

        Each `STRATA` in a row of a scramble fill as many equal strata.
        """
        counters, rows = self.counters(scenarios), np.arange(1 + self.years)
        batch, within = np.divmod(counters // np.uint64(NUMBERS), np.uint64(STRATA))
        starts, place = np.unique(batch, return_inverse=True)
        orders = np.array(
            [[self.key("strata", name, int(row)) for row in rows] for name in countries], dtype=np.uint64
        )
        dealt = _dealt(within.astype(np.uint32), hashed(starts, orders[..., None]), place)
        dealt <<= np.uint32(BITS - 8)
        keys = np.array([self.key("levels", name) for name in countries], dtype=np.uint64)
        words = hashed(counters, keys[:, None, None], np.arange(-(-rows.size // 3), dtype=np.uint64)[:, None])
        for row in rows:
            jitter = words[:, row // 3] >> np.uint64(43 - 21 * (row % 3)) & np.uint64((1 << 21) - 1)
            dealt[:, row] |= jitter.astype(np.uint32) << np.uint32(1)
        return single_normals(dealt, BITS)

    def moves(self, currency: str, scenarios: slice) -> Singles:
        """(years, scenarios) standard normals, correlated with those of all other currencies."""
        return self.all_moves((currency,), scenarios)[:, 0]

    def all_moves(self, currencies: Sequence[str], scenarios: slice) -> Singles:
        """(years, currencies, scenarios) the moves of each."""
        weights, counters = np.stack([self.weights(name) for name in currencies]), self.counters(scenarios)
        keys = np.array([self.key("exchange", name) for name in sorted(self.currencies)], dtype=np.uint64)
        moves: Singles = np.zeros((self.years, len(currencies), counters.size), dtype=np.float32)
        for year in range(self.years):
            if year % 2 == 0:
                words = hashed(counters, keys[:, None], year // 2)
            drawn = words >> np.uint64(34 - 30 * (year % 2)) & np.uint64((1 << BITS) - 1)
            for known, free in enumerate(single_normals(drawn.astype(np.uint32), BITS)):
                moves[year] += weights[:, known, None] * free
        return moves

    def open(self, country: str, scenarios: slice) -> NDArray[np.bool_]:
        """(months, scenarios) False while the country is shut."""
        return self.all_open((country,), scenarios)[:, 0]

    def all_open(self, countries: Sequence[str], scenarios: slice) -> NDArray[np.bool_]:
        """(months, countries, scenarios) False where one is shut, in 65,536 steps of chance (§RISK-5)."""
        counters = self.counters(scenarios)
        is_open = np.ones((self.horizon, len(countries), counters.size), dtype=np.bool_)
        fours = np.arange(-(-self.horizon // 4), dtype=np.uint64)[:, None]
        for place, country in enumerate(countries):
            words = hashed(counters, self.key("open", country), fours)
            drawn = words.astype("<u8", copy=False).view("<u2").reshape(-1)
            once, *longer = self.shocks(country)
            found = np.flatnonzero(drawn < once)
            word, drawn = found // 4, drawn[found]
            number, scenario = np.divmod(word, counters.size)
            month = 4 * (number - word) + found
            for ahead, chance in enumerate((once, *longer)):
                shut = (drawn < chance) & (month + ahead < self.horizon)
                is_open[month[shut] + ahead, place, scenario[shut]] = False
        return is_open


def _dealt(places: NDArray[np.uint32], orders: Words, batch: NDArray[np.intp]) -> NDArray[np.uint32]:
    """Return the stratum of each place 0..255 in the order that 64 random digits choose: a bijection.

    Place i is dealt by `orders[..., batch[i]]`.
    """
    found = np.broadcast_to(places, (*orders.shape[:-1], places.size)).copy()
    for number in range(4):
        odd = (orders >> np.uint64(16 * number)).astype(np.uint32)
        found *= (odd | np.uint32(1))[..., batch]
        found += (odd >> np.uint32(8))[..., batch]
        found &= np.uint32(255)
        found ^= found >> np.uint32(4)
    return found
