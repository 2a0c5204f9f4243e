"""What a brief says: the work as deliverables that can be accepted, and what it asks of a contractor."""

from dataclasses import dataclass
from typing import Literal

from outhaul.engine.business import Level

Rhythm = Literal["once", "week", "fortnight", "month"]
"""How often a deliverable comes, or a checkpoint looks at one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliverable:
    """Something that is handed over and can be accepted."""

    name: str
    criteria: tuple[str, ...] = ()
    """Each can be answered by yes or no, by two people alike."""
    every: Rhythm = "once"
    due_in_days: int | None = None
    """Days after the start (or after the end of each period) until it is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """A planned look at a deliverable while it is in the making."""

    name: str
    deliverable: str
    """Name of the deliverable that it looks at."""
    every: Rhythm = "week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """One piece of work as candidates read it; money is in `currency`, rates are an hour."""

    title: str
    purpose: str = ""
    deliverables: tuple[Deliverable, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()
    occupation: str = ""
    """O*NET-SOC code of the work."""
    skills: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    language: str = "en"
    language_level: Level = "B2"
    overlap_hours: float = 0.0
    """Shared working hours a day that the work needs."""
    data: int = 0
    """Answer to G1: from 0, no data of the business, to 4, data that must stay with staff."""
    hours_per_month: float = 0.0
    months: int | None = None
    """None for work without a set end."""
    currency: str = "USD"
    budget: float | None = None
    """Most that the whole may cost."""
    rate_low: float | None = None
    rate_high: float | None = None
    """The fair band."""
