"""A whole plan in money: what the risk is told of."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from outhaul.engine.engagement.terms import EngagementTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """What a plan decided on one process, kept work included; `terms` hold single figures."""

    process: str
    terms: EngagementTerms
    country: str
    currency: str
    manager: str = ""
    manager_cost: float = 0.0
    """Cost of an hour of this manager; 0 where the person is paid as a whole in `Portfolio.monthly`."""
    home_manager_cost: float | None = None
    """Cost of a manager hour of today's work; None: as `manager_cost`."""
    owner_share: float = 0.0
    """Share of the process's hours at home that the owner works."""
    owner_manages: bool = False
    """The manager is the owner, whose hours then count against the hours freed."""

    @property
    def home_hour(self) -> float:
        """Cost of a manager hour of today's work."""
        return self.manager_cost if self.home_manager_cost is None else self.home_manager_cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """A whole plan in money: its commitments and what they share."""

    commitments: tuple[Commitment, ...]
    once: float = 0.0
    """Cash at month 0 beside the engagements' own: shared tools, training, countries, hiring."""
    monthly: float = 0.0
    """Money a month beside the engagements' own: shared tools, pay of hired managers."""
    kept_monthly: float = 0.0
    """Money a month that keeping all work takes beside the processes' own; `monthly` comes on top."""
    capacity: Mapping[str, float] = field(default_factory=dict)
    """Manager -> free hours a month."""
    discount_rate: float = 0.10
