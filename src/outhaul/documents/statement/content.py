"""What a statement of work says. It is kept as plain values, and its words are what both sides sign."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from outhaul.engine.brief import Checkpoint
from outhaul.engine.terms import Terms

Language = Literal["en", "de"]
"""In which an agreement can be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of the agreement."""

    name: str
    country: str
    address: str = ""
    email: str = ""
    signs: str = ""
    """Name of the person who signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """Something to deliver, when, for how much, and how it is accepted."""

    key: str
    """Stays the same when a change order changes the milestone."""
    name: str
    deliverable: str
    criteria: tuple[str, ...]
    due_on: date
    fee: Decimal
    """In the currency of the terms; with capped hours the most that it may cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseText:
    """A clause as it was when the statement was written."""

    key: str
    version: int
    title: str
    text: str
    why: str
    """What the clause is for, in one plain sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """All that both sides agree on."""

    title: str
    number: int
    """1 is the statement of work, every later one a change order."""
    client: Party
    contractor: Party
    scope: str
    terms: Terms
    milestones: tuple[Milestone, ...]
    checkpoints: tuple[Checkpoint, ...]
    manager: str
    """Name of the client's accountable manager."""
    deputy: str
    review_days: int = 5
    """Working days in which the client answers a submission."""
    silence_accepts: bool = False
    """Whether a submission counts as accepted when the client stays silent."""
    clauses: tuple[ClauseText, ...] = ()
    law: str = ""
    reason: str = ""
    """Why a change order is made."""
    language: Language = "en"
    """In which it is written and signed; chosen while it is a draft (§SIGN-10)."""
