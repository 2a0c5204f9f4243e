"""Cultural distance of two countries, with the doubt that it deserves (§MATCH-5).

Standardised Euclidean distance over Schwartz's orientations: each difference is measured in the
standard deviation of that orientation over all countries. (The usual squared index overstates far
pairs: Konara & Mohr 2019.) A country without scores is as far as an average pair.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from outhaul.reference.model import Country

LEAST_DIMENSIONS: Final = 4
SCORED_SD: Final = 0.15
"""Sd of a distance between two scored countries: samples of teachers and students, by judgement."""
_FAR: Final = 95
"""Percentile of all pairs that counts as the distance 1."""


@dataclass(frozen=True, slots=True)
class Distance:
    """Distance 0..1 with its sd; `known` is False where the mean of all pairs stands in."""

    value: float
    sd: float
    known: bool


def cultural_distance(countries: Mapping[str, Country], one: str, other: str) -> Distance:
    """Return the distance of two countries (codes), 1 = the 95th percentile of all pairs or more."""
    if one == other:
        return Distance(0.0, 0.0, known=True)
    space = _space(_Same(countries))
    distance = space.distance(one, other)
    if distance is None:
        return Distance(space.mean, space.sd, known=False)
    return Distance(distance, SCORED_SD, known=True)


@dataclass(frozen=True, slots=True)
class _Space:
    """Scores in units of each orientation's sd, NaN where missing; mean and sd over all pairs."""

    rows: Mapping[str, int]
    scores: NDArray[np.float64]
    far: float
    mean: float
    sd: float
    seen: dict[str, list[float]] = field(default_factory=dict)

    def distance(self, one: str, other: str) -> float | None:
        """Distance 0..1 of two countries, None below `LEAST_DIMENSIONS` common orientations."""
        if one not in self.rows or other not in self.rows:
            return None
        raw = self.from_one(one)[self.rows[other]]
        return None if np.isnan(raw) else min(1.0, raw / self.far)

    def from_one(self, one: str) -> list[float]:
        """Root mean squared differences from one country to all, those of `rows`; NaN where not known."""
        if one not in self.seen:
            self.seen[one] = _distances(self.scores[self.rows[one]], self.scores).tolist()
        return self.seen[one]


class _Same:
    """A mapping that is equal only to itself, so that results can be kept for it."""

    __slots__ = ("countries",)

    def __init__(self, countries: Mapping[str, Country]) -> None:
        self.countries = countries

    def __hash__(self) -> int:
        return id(self.countries)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.countries is other.countries


@lru_cache(maxsize=8)
def _space(same: _Same) -> _Space:
    scored = {code: country.culture for code, country in same.countries.items() if country.culture}
    names = sorted({name for culture in scored.values() for name in culture})
    table = [
        [culture[name].value if name in culture else np.nan for name in names] for culture in scored.values()
    ]
    scores = np.array(table, dtype=np.float64).reshape(len(scored), len(names))
    if len(scored) > 1:
        spread = np.nanstd(scores, axis=0)
        scores = scores / np.where(spread > 0, spread, 1.0)
    pairs = _pair_distances(scores)
    far = float(np.percentile(pairs, _FAR)) if pairs.size else 1.0
    scaled = np.minimum(1.0, pairs / far) if pairs.size and far > 0 else np.array([0.5])
    rows = {code: row for row, code in enumerate(scored)}
    return _Space(rows, scores, far or 1.0, float(scaled.mean()), float(scaled.std()) or 0.25)


def _pair_distances(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    if len(scores) <= 1:
        return np.empty(0)
    pairs: NDArray[np.float64] = np.concatenate(
        [_distances(scores[row], scores[row + 1 :]) for row in range(len(scores) - 1)]
    )
    known: NDArray[np.float64] = pairs[~np.isnan(pairs)]
    return known


def _distances(score: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Root mean squared difference to each row of `others`; NaN with too few common orientations."""
    squares = (others - score) ** 2
    common = np.sum(~np.isnan(squares), axis=1)
    mean = np.nansum(squares, axis=1) / np.maximum(common, 1)
    distances: NDArray[np.float64] = np.where(common >= LEAST_DIMENSIONS, np.sqrt(mean), np.nan)
    return distances
