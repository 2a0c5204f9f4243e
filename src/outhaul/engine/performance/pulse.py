"""The pulse: five items and a text each month, read without making noise into news."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

ITEMS: Final = ("fair_pay", "clear_work", "respect", "workload", "would_continue")
"""Each answered from 1, not at all, to 5, fully."""
FALL: Final = 1.0
"""A fall of the mean of two months by so much calls for a talk (ENGINE 8)."""
LOW: Final = 2
"""An item at or below it does, too."""
SMALLEST_TEAM: Final = 5
"""From fewer answers no group figure is shown (§PERFORM-7)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Why somebody should be talked to: items that are low, and how far the mean fell."""

    low: tuple[str, ...]
    fall: float

    @property
    def is_on(self) -> bool:
        """Whether there is anything to talk about."""
        return bool(self.low) or self.fall >= FALL - 1e-9


def mean(items: Mapping[str, int]) -> float:
    """Return the mean of what was answered."""
    return sum(items.values()) / len(items)


def trigger(answers: Sequence[Mapping[str, int]]) -> Trigger:
    """Return what the newest answers call for; `answers` are one person's, the oldest first (§PERFORM-6).

    The mean of the last two months is held against that of the two before them; with fewer than three
    months only low items speak.

    >>> fine = dict.fromkeys(ITEMS, 5)
    >>> trigger([fine, fine, fine | {"workload": 2}]).low
    ('workload',)
    >>> trigger([fine, fine, dict.fromkeys(ITEMS, 4), dict.fromkeys(ITEMS, 4)]).is_on
    True
    """
    if not answers:
        return Trigger(low=(), fall=0.0)
    low = tuple(name for name, points in answers[-1].items() if points <= LOW)
    means = [mean(items) for items in answers]
    earlier, later = means[-4:-2], means[-2:]
    fall = sum(earlier) / len(earlier) - sum(later) / len(later) if earlier else 0.0
    return Trigger(low=low, fall=max(0.0, fall))


def happiness(items: Mapping[str, int]) -> float:
    """Return the mean answer on the scale of the engine's attrition, 0..1 (ENGINE 4)."""
    return (mean(items) - 1) / 4


def promoters(promoting: int, detracting: int, count: int) -> tuple[float, float]:
    """Return the net promoter score and its standard error, both in points (S72).

    >>> [round(value, 1) for value in promoters(5, 2, 10)]
    [30.0, 24.7]
    """
    net = (promoting - detracting) / count
    return 100 * net, 100 * sqrt(((promoting + detracting) / count - net**2) / count)


def adjusted_promoters(promoting: int, detracting: int, count: int) -> tuple[float, float]:
    """Return both after adding 3/4 of an answer to either side: better for few answers (S72).

    >>> [round(value, 1) for value in adjusted_promoters(5, 2, 10)]
    [23.1, 21.5]
    """
    up, down, whole = promoting + 0.75, detracting + 0.75, count + 3
    net = (up - down) / whole
    return 100 * net, 100 * sqrt(((up + down) / whole - net**2) / whole)


def paired_change(before: Sequence[float], after: Sequence[float]) -> tuple[float, float] | None:
    """Return how the same people's means changed and the standard error; None under five of them.

    Raises:
        ValueError: there are not as many before as after.
    """
    changes = [then - was for was, then in zip(before, after, strict=True)]
    count = len(changes)
    if count < SMALLEST_TEAM:
        return None
    middle = sum(changes) / count
    spread = sum((change - middle) ** 2 for change in changes) / (count - 1)
    return middle, sqrt(spread / count)
