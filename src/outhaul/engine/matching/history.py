"""Verified history: how sure a few deliveries make us (§MATCH-15).

Each rate is Beta-binomial: the first guess counts as `history_strength` deliveries of which the share
`history_prior` went well, so three of three is good news and no proof.
"""

from dataclasses import dataclass
from math import sqrt

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.matching.person import Record

ACCEPTED, FIRST_PASS, ON_TIME = 0.5, 0.25, 0.25
"""What counts how much in the history; by judgement."""
ENOUGH = 5
"""Deliveries below which nobody is called good or bad."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A share 0..1 with its standard deviation; `a` and `b` are those of its Beta law."""

    mean: float
    sd: float
    a: float
    b: float

    def interval(self, mass: float = 0.90) -> tuple[float, float]:
        """Return the interval that holds the true share with probability `mass`, equal tails."""
        from scipy.special import betaincinv  # noqa: PLC0415 -- slow to import

        tail = (1.0 - mass) / 2.0
        return float(betaincinv(self.a, self.b, tail)), float(betaincinv(self.a, self.b, 1.0 - tail))


def rate(successes: int, deliveries: int, assumptions: Assumptions) -> Rate:
    """Return the share of deliveries that go well.

    >>> round(rate(9, 10, Assumptions()).mean, 3), round(rate(3, 3, Assumptions()).mean, 3)
    (0.85, 0.846)
    """
    strength, prior = assumptions.history_strength, assumptions.history_prior
    a = prior * strength + successes
    b = (1.0 - prior) * strength + deliveries - successes
    mean = a / (a + b)
    return Rate(mean, sqrt(mean * (1.0 - mean) / (a + b + 1.0)), a, b)


def history(record: Record, assumptions: Assumptions) -> tuple[float, float]:
    """Return the history as one number 0..1 and its sd: accepted, accepted at once, on time.

    The three go together, so their standard deviations add up instead of cancelling out.
    """
    n = record.deliveries
    rates = (
        (ACCEPTED, rate(record.accepted, n, assumptions)),
        (FIRST_PASS, rate(record.first_pass, n, assumptions)),
        (ON_TIME, rate(record.on_time, n, assumptions)),
    )
    value = sum(weight * found.mean for weight, found in rates)
    return value, sum(weight * found.sd for weight, found in rates)


def faded(record: Record, assumptions: Assumptions) -> float:
    """Return what is left of the country's say after the verified deliveries: k / (n + k)."""
    return assumptions.match_fade / (record.deliveries + assumptions.match_fade)
