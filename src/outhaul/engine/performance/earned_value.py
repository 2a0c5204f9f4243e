"""Earned value of milestones: what was planned, what was accepted, what it cost (ENGINE 8)."""

from dataclasses import dataclass
from typing import Final

PULL: Final = 0.15
"""Share of the whole budget that the cost index is pulled by early on (ENGINE 8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnedValue:
    """Money of one engagement, all in one currency.

    `planned` should be accepted by now, `earned` was, `spent` was owed for it; `budget` is the whole.
    """

    planned: float
    earned: float
    spent: float
    budget: float

    @property
    def schedule_index(self) -> float | None:
        """Earned for each unit planned; below 1 is behind. None while nothing was due."""
        return self.earned / self.planned if self.planned else None

    def cost_index(self, expected: float = 1.0) -> float:
        """Return what is earned for each unit spent, pulled towards `expected` early on (§PERFORM-8).

        >>> work = EarnedValue(planned=2500, earned=2000, spent=2600, budget=10_000)
        >>> round(work.cost_index(), 4)
        0.8537
        """
        pull = PULL * self.budget
        return (self.earned + pull) / (self.spent + pull / expected) if self.budget else 1.0

    def at_completion(self, expected: float = 1.0) -> float:
        """Return what the whole is expected to cost.

        >>> round(EarnedValue(planned=2500, earned=2000, spent=2600, budget=10_000).at_completion())
        11714
        """
        return self.budget / self.cost_index(expected)
