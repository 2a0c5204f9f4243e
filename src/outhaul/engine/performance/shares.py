"""Shares from few observations: pulled towards what is usual, and shown with their interval."""

from dataclasses import dataclass
from math import sqrt
from typing import Final

USUAL: Final = 0.8
"""Share that is usual where nothing else is known (assumption, 0.6 to 0.9)."""
WEIGHT: Final = 10.0
"""How many observations the usual share counts for (ENGINE 8)."""
FEWEST: Final = 5
"""Under so many observations nothing is ranked and nothing is red (§PERFORM-2)."""
LEVEL: Final = 0.90


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share in 0..1, `low` to `high` with a probability of 90 %, from `seen` observations."""

    kept: float
    seen: float
    mean: float
    low: float
    high: float

    @property
    def is_known(self) -> bool:
        """Whether there are enough observations to judge by."""
        return self.seen >= FEWEST

    @property
    def variance(self) -> float:
        """Variance of the share, as the posterior has it."""
        return self.mean * (1 - self.mean) / (WEIGHT + self.seen + 1)


def share(kept: float, seen: float, *, usual: float = USUAL, weight: float = WEIGHT) -> Share:
    """Return the share `kept` of `seen`, pulled towards `usual` (§PERFORM-1; Beta-binomial, ENGINE 8).

    >>> found = share(9, 10)
    >>> [round(value, 3) for value in (found.mean, found.low, found.high)]
    [0.85, 0.704, 0.956]
    >>> found = share(5, 10)
    >>> [round(value, 3) for value in (found.mean, found.low, found.high)]
    [0.65, 0.47, 0.812]

    Raises:
        ValueError: more were kept than seen.
    """
    from scipy.special import betaincinv  # noqa: PLC0415 -- slow to import, needed by few pages

    if not 0 <= kept <= seen:
        raise ValueError(f"{kept:g} of {seen:g}")
    a, b = usual * weight + kept, (1 - usual) * weight + seen - kept
    tail = (1 - LEVEL) / 2
    return Share(
        kept=kept,
        seen=seen,
        mean=a / (a + b),
        low=float(betaincinv(a, b, tail)),
        high=float(betaincinv(a, b, 1 - tail)),
    )


def chance_below(
    cut: float, kept: float, seen: float, *, usual: float = USUAL, weight: float = WEIGHT
) -> float:
    """Return how likely the true share lies below `cut` (§PERFORM-3; warning W1 of ENGINE 8).

    >>> [round(chance_below(0.8, *counts), 3) for counts in ((5, 10), (8, 10), (1, 4))]
    [0.932, 0.455, 0.901]
    """
    from scipy.special import betainc  # noqa: PLC0415 -- as above

    return float(betainc(usual * weight + kept, (1 - usual) * weight + seen - kept, cut))


def wilson(kept: int, seen: int, *, z: float = 1.959963984540054) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share, for who wants no prior (Newcombe 1998).

    >>> [tuple(round(end, 4) for end in wilson(*counts)) for counts in ((81, 263), (15, 148), (10, 10))]
    [(0.2553, 0.3662), (0.0624, 0.1605), (0.7225, 1.0)]

    Raises:
        ValueError: nothing was seen.
    """
    if seen <= 0:
        raise ValueError("nothing was seen")
    p, z2 = kept / seen, z * z
    middle = (p + z2 / (2 * seen)) / (1 + z2 / seen)
    half = z / (1 + z2 / seen) * sqrt(p * (1 - p) / seen + z2 / (4 * seen * seen))
    return max(0.0, middle - half), min(1.0, middle + half)
