"""What is known of a person who might do the work, and what the work asks of a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Home, Level
from outhaul.engine.verdict import Verdict
from outhaul.reference.tables import Reference


class Evidence(StrEnum):
    """How a level of a language is known, from the surest to the least sure."""

    NATIVE = "native"
    CERTIFICATE = "certificate"
    HEARD = "heard"
    """Somebody of the business spoke with them."""
    TOLD = "told"
    """They say so themselves."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A level of a language, and how it is known."""

    level: Level
    evidence: Evidence = Evidence.TOLD


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Verified deliveries of one person to this business: how many, and how they went."""

    deliveries: int = 0
    accepted: int = 0
    first_pass: int = 0
    """Accepted at their first submission."""
    on_time: int = 0


NOTHING_DELIVERED = Record()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A candidate as the match sees one. Where they work, never where they come from; no name, no age."""

    country: str = ""
    """ISO 3166-1 alpha-2 code of where they work; empty where not told."""
    zone: str = ""
    """IANA zone; the country's main one stands in where it is empty."""
    hours: tuple[time, time] | None = None
    """The working day that they offer, in local time."""
    languages: Mapping[str, Spoken] = field(default_factory=dict)
    skills: tuple[str, ...] = ()
    occupation: str = ""
    references: int = 0
    """People who can be asked."""
    references_heard: int = 0
    """Those among them of whom it is written down what they said."""
    rate: float | None = None
    """Asked an hour, in the business's currency."""
    hours_per_week: float | None = None
    wait_days: int = 0
    """Days until they can start."""
    record: Record = NOTHING_DELIVERED


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a brief asks of a person; rates an hour in the business's currency."""

    process: str
    occupation: str
    skills: tuple[str, ...]
    """Skills and tools that the brief names."""
    language: str
    level: Level
    overlap_hours: float
    hours_per_week: float
    stays_home: bool
    """Its data must not leave the country."""
    kappa: float
    """Communication intensity, 0..1 (§MATCH-3)."""
    rate_low: float | None = None
    rate_high: float | None = None
    """The fair band."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The business that weighs: where it is, what it excludes and assumes, and in which year."""

    home: Home
    reference: Reference
    assumptions: Assumptions
    year: int
    excluded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a match: 0..1, how much it weighs (all weights of a match add up to 1), and why."""

    name: str
    value: float
    sd: float
    weight: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How well a person fits a brief, 0..100, with an 80 % interval and what guard match says."""

    score: float
    low: float
    high: float
    parts: tuple[Part, ...]
    verdicts: tuple[Verdict, ...]
    overlap_min: float | None = None
    """Shared hours on the worst working day of the year; None where the zone is not known."""
    overlap_mean: float | None = None
