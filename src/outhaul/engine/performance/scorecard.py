"""Scorecards both ways: of a contractor, and of the client, whose traits explain failure almost as much."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

from outhaul.engine.performance.shares import FEWEST, Share, share

CONTRACTOR: Final[Mapping[str, float]] = {
    "first_pass": 0.30,
    "on_time": 0.25,
    "little_rework": 0.15,
    "responsive": 0.10,
    "communication": 0.10,
    "improvement": 0.10,
}
"""Part -> weight of a contractor's score (ENGINE 8; a user may set others)."""
CLIENT: Final[Mapping[str, float]] = {
    "clear_brief": 0.25,
    "quick_answers": 0.25,
    "pays_on_time": 0.25,
    "stable_scope": 0.25,
}
"""Part -> weight of the client's own score (assumption: equal weights)."""
QUICK_HOURS: Final = 4.0
"""Working hours within which an answer is as quick as it need be (assumption, 2 to 8)."""
SLOW_HOURS: Final = 24.0
"""Working hours after which an answer earns nothing (assumption, 16 to 40)."""
Z: Final = 1.6448536269514722
"""Half width of a 90 % interval, in standard deviations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a score: 0..1, with its standard deviation, from `seen` observations."""

    mean: float
    deviation: float
    seen: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A score of 0..100 with its 90 % interval; `missing` parts were never seen and do not count."""

    points: float
    low: float
    high: float
    seen: float
    """Observations of the part that was seen most often."""
    parts: Mapping[str, Part]
    missing: tuple[str, ...]

    @property
    def is_ranked(self) -> bool:
        """Whether enough was seen to rank by, or to show red (§PERFORM-2)."""
        return self.seen >= FEWEST


def of_share(found: Share) -> Part:
    """Return a share as a part of a score."""
    return Part(mean=found.mean, deviation=sqrt(found.variance), seen=found.seen)


def little_rework(rework_hours: float, all_hours: float, deliverables: int) -> Part:
    """Return the share of hours that was no rework; deliverables count as the observations.

    >>> round(little_rework(6, 60, 10).mean, 3)
    0.9
    """
    kept = deliverables * (1 - rework_hours / all_hours) if all_hours > 0 else float(deliverables)
    return of_share(share(kept, deliverables, usual=0.9))


def responsiveness(median_hours: float, answers: int) -> Part:
    """Return how quickly somebody answers within shared hours (§PERFORM-5).

    >>> [responsiveness(hours, 8).mean for hours in (1, 14, 30)]
    [1.0, 0.5, 0.0]
    """
    mean = min(1.0, max(0.0, (SLOW_HOURS - median_hours) / (SLOW_HOURS - QUICK_HOURS)))
    return Part(mean=mean, deviation=0.3 / sqrt(answers), seen=answers)


def rated(mean: float, count: int) -> Part:
    """Return a rating of 1 to 5 as a part.

    >>> rated(4, 3).mean
    0.75
    """
    return Part(mean=(mean - 1) / 4, deviation=0.2 / sqrt(count), seen=count)


def improvement(earlier: Share, later: Share) -> Part:
    """Return whether first-pass acceptance rises from the earlier to the later half; 0.5 is no change.

    >>> improvement(share(3, 5), share(5, 5)).mean > 0.5
    True
    """
    mean = min(1.0, max(0.0, 0.5 + (later.mean - earlier.mean) / 2))
    deviation = sqrt(earlier.variance + later.variance) / 2
    return Part(mean=mean, deviation=deviation, seen=earlier.seen + later.seen)


def score(parts: Mapping[str, Part], weights: Mapping[str, float] = CONTRACTOR) -> Score | None:
    """Return the weighted score of the parts that were seen, by the delta method (§PERFORM-4).

    Weights are spread over what was seen. None where nothing was.
    """
    seen = {name: part for name, part in parts.items() if name in weights and part.seen > 0}
    whole = sum(weights[name] for name in seen)
    if not whole:
        return None
    mean = sum(weights[name] * part.mean for name, part in seen.items()) / whole
    spread = sqrt(sum((weights[name] / whole * part.deviation) ** 2 for name, part in seen.items()))
    return Score(
        points=100 * mean,
        low=max(0.0, 100 * (mean - Z * spread)),
        high=min(100.0, 100 * (mean + Z * spread)),
        seen=max(part.seen for part in seen.values()),
        parts=seen,
        missing=tuple(name for name in weights if name not in seen),
    )
