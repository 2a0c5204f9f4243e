"""What is offered to a contractor: how much, for what, and which raises are planned."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Form = Literal["fixed", "hours"]
"""A fixed price for each milestone, or hours up to a cap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise:
    """A planned raise; a rate never falls."""

    on: date
    rate: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """An offer; `rate` is an hour, in `currency`."""

    form: Form
    currency: str
    rate: float
    hours_per_month: float
    """The volume agreed on; with `form` "hours" also the cap."""
    starts_on: date
    ends_on: date | None = None
    raises: tuple[Raise, ...] = ()
    payment_days: int = 14
    """Days from acceptance to payment."""
    fee_share: float = 0.0
    """Share of each payment that the contractor loses to fees, 0..1."""
