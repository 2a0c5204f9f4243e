"""How late a payment is, and what that costs (§MONEY-12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

INTEREST = Decimal("0.08")
"""A year, from the first day on: what the clause "payment" of the library says (version 1)."""
YEAR = 365
CENT = Decimal("0.01")
STOP_AFTER = 14
"""Days of delay after which the contractor may stop work, by the same clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """How far an amount is from its due day; below zero days are left."""

    days_late: int
    interest: Decimal
    """What the agreement's clause would give up to now, if no law gives more."""
    may_stop: bool
    """Whether the contractor may stop work by the clause."""


def clock(due_on: date, on: date, amount: Decimal) -> Clock:
    """Return the clock of an `amount` that is due on a day, as it stands on another.

    >>> clock(date(2027, 1, 1), date(2027, 1, 31), Decimal(1000))
    Clock(days_late=30, interest=Decimal('6.58'), may_stop=True)
    >>> clock(date(2027, 1, 1), date(2026, 12, 30), Decimal(1000))
    Clock(days_late=-2, interest=Decimal('0.00'), may_stop=False)
    """
    days = (on - due_on).days
    interest = (amount * INTEREST * max(0, days) / YEAR).quantize(CENT, ROUND_HALF_UP)
    return Clock(days_late=days, interest=interest, may_stop=days > STOP_AFTER)


def usual_days(days: Sequence[int]) -> float | None:
    """Return the median of days to pay; None where nothing was paid.

    >>> usual_days([3, 9, 4]), usual_days([3, 4]), usual_days([])
    (4.0, 3.5, None)
    """
    return float(median(days)) if days else None
