"""The figures behind the warning of lateness: a moving average and its limit (ENGINE 8)."""

from collections.abc import Sequence
from math import sqrt

LAMBDA = 0.3
"""Weight of the newest delivery in the moving average."""
WIDTH = 2.7
"""Standard deviations from the mean to the limit; false alarms under one a contractor and year."""


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
