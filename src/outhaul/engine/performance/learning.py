"""Assumptions after a month of own data: conjugate updates, with prior, posterior and interval shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Final

Z: Final = 1.6448536269514722
SMALLEST: Final = 0.005
"""Stands for nought where a logarithm is needed: no rework at all in a month is rounded up to this."""
OWN_SPREAD: Final = 0.6
"""Deviation, in logarithms, of one month's own figure around what is true (assumption, 0.4 to 0.9)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """An assumption before and after own data; `low` to `high` holds with 90 %."""

    prior: float
    posterior: float
    low: float
    high: float
    seen: float


def lognormal(
    prior: float, low: float, high: float, own: Sequence[float], *, spread: float = OWN_SPREAD
) -> Lesson:
    """Return an assumption after `own` monthly figures, as a normal mean of logarithms (§PERFORM-9).

    The prior's median is `prior`; `low` to `high` of the assumption is read as its 90 % range. For rework,
    productivity, a manager's hours and days.

    >>> lesson = lognormal(0.10, 0.03, 0.30, [0.2, 0.22, 0.18])
    >>> round(lesson.posterior, 3), lesson.low < lesson.posterior < lesson.high
    (0.174, True)
    >>> lognormal(0.10, 0.03, 0.30, []).posterior
    0.1
    """
    weight = (2 * Z / log(high / low)) ** 2
    own_weight = len(own) / spread**2
    middle = log(prior)
    if own:
        seen = sum(log(max(value, SMALLEST)) for value in own) / len(own)
        middle = (weight * middle + own_weight * seen) / (weight + own_weight)
    half = Z / sqrt(weight + own_weight)
    posterior = exp(middle) if own else prior
    return Lesson(
        prior=prior,
        posterior=posterior,
        low=posterior * exp(-half),
        high=posterior * exp(half),
        seen=float(len(own)),
    )


def attrition(prior: float, low: float, high: float, *, left: int, years: float) -> Lesson:
    """Return leavings a year after `left` in so many contractor-years: gamma and Poisson (§PERFORM-10).

    The gamma's mean is `prior`, its deviation that of the range; nobody who was let go counts.

    >>> lesson = attrition(0.35, 0.15, 0.60, left=2, years=3.0)
    >>> round(lesson.posterior, 3)
    0.394
    """
    from scipy.special import gammaincinv  # noqa: PLC0415 -- slow to import, needed once a month

    deviation = (high - low) / (2 * Z)
    shape, rate = (prior / deviation) ** 2, prior / deviation**2
    shape, rate = shape + left, rate + years
    return Lesson(
        prior=prior,
        posterior=shape / rate,
        low=float(gammaincinv(shape, 0.05)) / rate,
        high=float(gammaincinv(shape, 0.95)) / rate,
        seen=years,
    )
