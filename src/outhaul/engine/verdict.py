"""What a guard answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Guard(StrEnum):
    """The five guards, one for each mistake."""

    SCOPE = "scope"
    MATCH = "match"
    PAY = "pay"
    COST = "cost"
    MANAGE = "manage"


class Answer(StrEnum):
    """How a guard answers; ordered from best to worst."""

    PASS = "pass"  # noqa: S105 -- an answer, not a password
    WARN = "warn"
    BLOCK = "block"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One guard's answer about one thing, with the figures behind it and what would mend it."""

    guard: Guard
    answer: Answer
    rule: str
    """Number of the rule in docs/rules, such as "PAY-2"."""
    reason: str
    fix: str = ""
    """What would make it pass; empty only for a pass."""
    figures: Mapping[str, float] = field(default_factory=dict)
    process: str | None = None
    legal: bool = False
    """A block of law, which nobody may override."""


def worst(verdicts: Iterable[Verdict]) -> Answer:
    """The worst answer among `verdicts`; pass when there are none."""
    order = list(Answer)
    return max((verdict.answer for verdict in verdicts), key=order.index, default=Answer.PASS)
