"""A scorecard in words: each part with its interval, what it rests on, and what was not seen yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.utils.translation import ngettext
from markupsafe import Markup

from outhaul.apps.review.domain.scorecards import Behaviour, Card, Count, Facts, client_score
from outhaul.apps.review.domain.weighing import AS_USUAL, Weighed
from outhaul.engine.performance import scorecard as engine
from outhaul.web.review.intervals import interval

Z = 1.6448536269514722
PARTS: Mapping[str, str | Promise] = {
    "first_pass": later("Right at once"),
    "on_time": later("On time"),
    "little_rework": later("Little done again"),
    "responsive": later("Answers in shared hours"),
    "communication": later("Communication"),
    "improvement": later("Getting better"),
    "clear_brief": later("Clear brief"),
    "quick_answers": later("Answers within 2 working days"),
    "pays_on_time": later("Pays on time"),
    "stable_scope": later("Keeps to what was agreed"),
}
"""What each part of a score is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One part of a score."""

    label: str
    weight: float
    mean: float
    low: float
    high: float
    drawing: Markup
    behind: str
    """What it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One side's score."""

    points: float
    low: float
    high: float
    is_ranked: bool
    drawing: Markup
    rows: tuple[Row, ...]
    missing: tuple[str, ...]


def contractor_of(card: Card) -> Shown | None:
    """Return the contractor's score; None where nothing was seen."""
    return _shown(card.contractor, card.weights.contractor, _behind(card.facts))


def client_of(card: Card) -> Shown | None:
    """Return the client's own score; None where nothing was seen."""
    return behaviour_shown(card.facts.as_client, card.weights)


def behaviour_shown(seen: Behaviour, weights: Weighed = AS_USUAL) -> Shown | None:
    """Return the score of a client who behaved like that; None where nothing was seen."""
    return _shown(client_score(seen, weights), weights.client, _behind_client(seen))


def _shown(
    score: engine.Score | None, weights: Mapping[str, float], behind: Mapping[str, str]
) -> Shown | None:
    if score is None:
        return None
    return Shown(
        points=score.points,
        low=score.low,
        high=score.high,
        is_ranked=score.is_ranked,
        drawing=interval(score.low / 100, score.points / 100, score.high / 100),
        rows=tuple(_rows(score, weights, behind)),
        missing=tuple(str(PARTS[name]) for name in score.missing),
    )


def _rows(score: engine.Score, weights: Mapping[str, float], behind: Mapping[str, str]) -> Iterator[Row]:
    for name, weight in weights.items():
        part = score.parts.get(name)
        if part is None or not weight:
            continue
        low, high = max(0.0, part.mean - Z * part.deviation), min(1.0, part.mean + Z * part.deviation)
        yield Row(
            label=str(PARTS[name]),
            weight=weight,
            mean=part.mean,
            low=low,
            high=high,
            drawing=interval(low, part.mean, high),
            behind=behind.get(name, ""),
        )


def _behind(facts: Facts) -> Mapping[str, str]:
    counts = {
        "first_pass": facts.first_pass,
        "on_time": facts.on_time,
    }
    told = {name: _of(count) for name, count in counts.items()}
    handed_in = sum(bool(row.versions) for row in facts.counted)
    told["little_rework"] = ngettext("%(count)s deliverable", "%(count)s deliverables", handed_in) % {
        "count": handed_in
    }
    told["improvement"] = _("the later half against the earlier one")
    answers = len(facts.contractor_waits)
    told["responsive"] = ngettext("%(count)s question", "%(count)s questions", answers) % {"count": answers}
    told["communication"] = _months(len(facts.communication))
    return told


def _behind_client(seen: Behaviour) -> Mapping[str, str]:
    return {
        "quick_answers": _of(seen.quick),
        "pays_on_time": _of(seen.paid_on_time),
        "stable_scope": _of(seen.stable),
        "clear_brief": _months(len(seen.clear_brief)),
    }


def _months(count: int) -> str:
    return ngettext("rated in %(count)s month", "rated in %(count)s months", count) % {"count": count}


def _of(count: Count) -> str:
    return _("%(kept)s of %(seen)s") % {"kept": count.kept, "seen": count.seen}
