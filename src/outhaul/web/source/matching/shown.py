"""Matches, rates and languages as the pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from babel import Locale
from babel.numbers import format_decimal
from django.utils import translation

from outhaul.apps.sourcing.domain.weighing import match_of
from outhaul.apps.sourcing.models import Candidacy
from outhaul.engine.matching.person import Match
from outhaul.engine.verdict import Answer, Verdict, worst
from outhaul.web.agree.texts import money_text
from outhaul.web.source.candidates.words import country_name
from outhaul.web.source.matching.words import PARTS, STATES


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a match: how much of 100, how far that is unsure, how much it weighs of 100, and why."""

    name: str
    label: str
    value: int
    low: int
    high: int
    weight: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One candidate for a brief as a row of the ranking, or a column of a comparison."""

    key: str
    name: str
    state: str
    state_name: str
    rank: int
    score: int
    low: int
    high: int
    answer: Answer
    blocked: bool
    """Whether guard match blocks it."""
    verdicts: tuple[Verdict, ...]
    bars: tuple[Bar, ...]
    rate: str
    hours: str
    """Shared hours on the worst day."""
    place: str
    since: datetime


def line_of(candidacy: Candidacy, rank: int = 0) -> Line:
    """Return a weighed candidacy as a line."""
    match = match_of(candidacy)
    candidate = candidacy.candidate
    return Line(
        key=candidacy.key,
        name=candidate.name,
        state=candidacy.state,
        state_name=str(STATES[candidacy.state]),
        rank=rank,
        score=round(match.score),
        low=round(match.low),
        high=round(match.high),
        answer=worst(match.verdicts),
        blocked=worst(match.verdicts) is Answer.BLOCK,
        verdicts=gravest(match.verdicts),
        bars=bars_of(match),
        rate=rate_of(candidacy),
        hours="" if match.overlap_min is None else number(match.overlap_min),
        place=country_name(candidate.country),
        since=candidacy.applied_at,
    )


def gravest(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Return `verdicts`, those that block first."""
    order = list(Answer)
    return tuple(sorted(verdicts, key=lambda verdict: -order.index(verdict.answer)))


def bars_of(match: Match) -> tuple[Bar, ...]:
    """Return the parts of a match; the doubt is one standard deviation to either side."""
    return tuple(
        Bar(
            part.name,
            str(PARTS[part.name]),
            _percent(part.value),
            _percent(part.value - part.sd),
            _percent(part.value + part.sd),
            _percent(part.weight),
            part.reason,
        )
        for part in match.parts
    )


def _percent(share: float) -> int:
    return round(100 * min(1.0, max(0.0, share)))


def rate_of(candidacy: Candidacy) -> str:
    """Return what they ask an hour, in the currency in which they ask it."""
    candidate = candidacy.candidate
    if candidacy.rate is not None:
        return money(candidacy.rate, candidacy.currency)
    return money(candidate.rate, candidate.currency) if candidate.rate is not None else ""


def money(amount: Decimal | float, currency: str) -> str:
    """Return an amount in its currency, to the cent."""
    if not currency:
        return str(format_decimal(amount, format="#,##0.00", locale=locale()))
    return money_text(amount, currency)


def number(value: float) -> str:
    """Return a number with two digits at most."""
    return str(format_decimal(round(value, 2), locale=locale()))


def clock(hours: float) -> str:
    """Return hours after midnight as a time of day: 15:00; days before and after are left out."""
    minutes = round(hours * 60) % (24 * 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


def locale() -> Locale:
    """Return how the person's language writes numbers and names."""
    return Locale.parse(translation.get_language() or "en", sep="-")
