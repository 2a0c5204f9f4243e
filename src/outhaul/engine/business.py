"""The engine's input: one small business, as its file tells it.

Field names are those of the business file. Amounts are in the business's currency, hours are clock
hours a month unless the name says otherwise. Objects are made by a reader that has checked them;
the engine trusts what it is given.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Literal

Level = Literal["A1", "A2", "B1", "B2", "C1", "C2"]
"""CEFR level; native is C2."""

QUESTIONS = ("C1", "C2", "C3", "C4", "C5", "C6", "M1", "M2", "M3", "M4", "M5", "M6", "M7", "G1", "G2")
"""Ids of the scope questionnaire (§SCOPE-1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The business itself: where it is and what its money and time are worth."""

    name: str
    country: str
    currency: str
    time_zone: str
    working_hours: tuple[time, time] = (time(9), time(17))
    languages: Mapping[str, Level]
    capital_budget: float = 0.0
    owner_hour_value: float | None = None
    horizon_months: int = 36
    discount_rate: float = 0.10
    people: int | None = None
    """How many work in the business; it chooses the typical hours of catalogue processes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manager:
    """Somebody of the business's own who can be accountable for work."""

    id: str
    name: str
    free_hours_per_month: float
    cost_per_hour: float
    trained: bool = False
    is_owner: bool = False
    full_time: bool = False
    languages: Mapping[str, Level] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Process:
    """Work that recurs every month."""

    id: str
    name: str
    occupation: str
    """O*NET-SOC code (a catalogue key in the file is resolved by the reader)."""
    hours_per_month: float
    home_cost_per_hour: float | None = None
    owner_share: float = 0.0
    answers: Mapping[str, int | bool] = field(default_factory=dict)
    """Question -> answer; a question that is missing is "don't know"."""
    second_answers: Mapping[str, int | bool] = field(default_factory=dict)
    """A second rater's answers, if there is one."""
    min_overlap_hours: float | None = None
    language: str | None = None
    hours_are_estimated: bool = False
    """True for work that nobody has measured yet: its volume is then uncertain and biased."""
    accept_prepare: bool = False
    """The owner accepts to hand out work that first needs a written specification."""
    pin: str | None = None
    """"keep", or a country code: the owner's wish, which the plan obeys."""
    catalogue: str | None = None
    """Key of the catalogue process from which the file started, if it did."""
    prefilled: tuple[str, ...] = ()
    """Fields and questions that the catalogue answered because the file did not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """Something that handed-out work needs and that several processes can share."""

    id: str
    name: str
    fixed_cost_per_month: float = 0.0
    cost_per_seat_per_month: float = 0.0
    capital_cost: float = 0.0
    needed_by: tuple[str, ...] | Literal["all"] = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A real rate that the owner has seen, in the business's currency."""

    occupation: str
    country: str
    rate_per_hour: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the owner wants; shares are 0..1."""

    risk_weight: float = 0.3
    premium_min: float = 0.05
    premium_max: float = 0.15
    home_discount_min: float = 0.10
    max_country_share: float = 0.5
    exclude_countries: tuple[str, ...] = ()
    owner_hours_goal: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Business:
    """All that a plan is made from, besides the reference data."""

    home: Home
    managers: tuple[Manager, ...]
    processes: tuple[Process, ...]
    tools: tuple[Tool, ...] = ()
    quotes: tuple[Quote, ...] = ()
    policy: Policy = field(default_factory=Policy)
    assumptions: Mapping[str, float] = field(default_factory=dict)
    """The owner's own values of named assumptions (`engine.assumptions`)."""
