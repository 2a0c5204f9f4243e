"""How likely somebody leaves, what that would cost, and what a raise would cost instead (§PERFORM-11)."""

from dataclasses import dataclass
from math import exp
from typing import Final

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.wages.premium import NEUTRAL_PULSE, turnover

WEEKS: Final = 52
MONTHS: Final = 12
NAMES: Final = (
    "lambda0",
    "eps",
    "trial_hours",
    "replacement_weeks",
    "vacancy_min",
    "vacancy_max",
    "T0",
    "R0",
)
"""The assumptions behind it, to be shown with their sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What it costs when somebody leaves, in the business's currency."""

    search: float
    """Finding and trying out a successor, and the disruption meanwhile."""
    vacancy: float
    """The work that somebody at home does, dearer, until the successor starts."""
    ramp: float
    """Paid for, but not achieved, while the successor learns."""

    @property
    def whole(self) -> float:
        """All of it."""
        return self.search + self.vacancy + self.ramp


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """One engagement's money, in the business's currency."""

    rate: float
    hours_per_month: float
    home_rate: float
    """An hour of the same work at home."""

    @property
    def year(self) -> float:
        """What it pays a year."""
        return self.rate * self.hours_per_month * MONTHS


def leaving(assumptions: Assumptions, *, premium: float, pulse: float | None = None) -> float:
    """Return the chance that somebody leaves within a year, 0..1.

    `premium` is how far the rate lies above the market's median; `pulse` the mean answer from 1 to 5, or
    None where nobody answered.

    >>> round(leaving(Assumptions(), premium=0.0), 3)
    0.295
    >>> leaving(Assumptions(), premium=0.1, pulse=5) < leaving(Assumptions(), premium=0.1, pulse=2)
    True
    """
    return 1 - exp(-turnover(premium, assumptions, NEUTRAL_PULSE if pulse is None else pulse))


def loss(assumptions: Assumptions, pay: Pay) -> Loss:
    """Return what it would cost to lose somebody.

    >>> found = loss(Assumptions(), Pay(rate=10, hours_per_month=40, home_rate=20))
    >>> round(found.search), round(found.vacancy), round(found.ramp)
    (742, 500, 300)
    """
    month = pay.rate * pay.hours_per_month
    weeks = assumptions.replacement_weeks * month * MONTHS / WEEKS
    vacant = (assumptions.vacancy_min + assumptions.vacancy_max) / 2
    return Loss(
        search=weeks + assumptions.trial_hours * pay.rate,
        vacancy=vacant * max(0.0, pay.home_rate - pay.rate) * pay.hours_per_month,
        ramp=assumptions.T0 * (1 - assumptions.R0) / 2 * month,
    )


def raise_cost(pay: Pay, size: float) -> float:
    """Return what a raise by the share `size` costs a year.

    >>> raise_cost(Pay(rate=10, hours_per_month=40, home_rate=20), 0.05)
    240.0
    """
    return pay.year * size
