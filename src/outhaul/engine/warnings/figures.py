"""The figures behind the warnings: a Beta posterior and a moving average (ENGINE 8)."""

from collections.abc import Sequence
from math import sqrt

PRIOR = (8.0, 2.0)
"""Beta law of the share accepted at first before anything is known: ten deliverables, eight of them."""
LAMBDA = 0.3
"""Weight of the newest delivery in the moving average."""
WIDTH = 2.7
"""Standard deviations from the mean to the limit; false alarms under one a contractor and year."""


def chance_below(share: float, kept: int, seen: int, prior: tuple[float, float] = PRIOR) -> float:
    """Return how likely the true share lies below `share`, after `kept` of `seen` (W1).

    The posterior is Beta(a0 + k, b0 + n - k).

    >>> [round(chance_below(0.8, kept, seen), 3) for kept, seen in ((5, 10), (8, 10), (1, 4))]
    [0.932, 0.455, 0.901]
    """
    from scipy.special import betainc  # noqa: PLC0415 -- slow to import

    return float(betainc(prior[0] + kept, prior[1] + seen - kept, share))


def moving_average(values: Sequence[float], start: float) -> float:
    """Return the exponentially weighted moving average of `values`, the oldest first, from `start`.

    z[i] = lambda x[i] + (1 - lambda) z[i-1], z[0] = start.

    >>> round(moving_average([2.0, 4.0], 0.0), 2)
    1.62
    """
    found = start
    for value in values:
        found = LAMBDA * value + (1 - LAMBDA) * found
    return found


def upper_limit(mean: float, sd: float) -> float:
    """Return the limit that a moving average crosses only when deliveries really come later.

    It is mean + 2.7 sd sqrt(lambda / (2 - lambda)).

    >>> round(upper_limit(0.0, 2.0), 3)
    2.268
    """
    return mean + WIDTH * sd * sqrt(LAMBDA / (2 - LAMBDA))
