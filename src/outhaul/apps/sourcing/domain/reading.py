"""Rows of sourcing as the engine reads them: a brief as a need, a candidate as a person."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from outhaul.apps.sourcing.domain.content import content_of
from outhaul.apps.sourcing.models import Brief, Candidacy, Candidate
from outhaul.engine.business import Business, Process
from outhaul.engine.match import STAYS_HOME, needs
from outhaul.engine.matching.parts import LEVELS, WEEKS_A_MONTH
from outhaul.engine.matching.person import NOTHING_DELIVERED, Evidence, Need, Person, Record, Spoken
from outhaul.engine.offering.ground import exchanged
from outhaul.reference.tables import Reference

MIDDLE = 0.5
"""Communication intensity of work of which no answer is known."""
EVIDENCE = {
    Evidence.NATIVE: ("native", "mother tongue", "first language", "muttersprach"),
    Evidence.CERTIFICATE: (
        "certif",
        "zertifi",
        "ielts",
        "toefl",
        "toeic",
        "cambridge",
        "goethe",
        "delf",
        "dele",
        "diploma",
        "degree",
    ),
    Evidence.HEARD: ("heard", "interview", "talk", "spoke", "call", "gespräch", "gehört"),
}
"""Words by which a free text says how a level is known."""


def need_of(brief: Brief, business: Business, reference: Reference) -> Need:
    """Return what `brief` asks of a person; its fair band in the currency of the business."""
    content = content_of(brief)
    process = process_of(brief, business)
    return Need(
        process=brief.process,
        occupation=content.occupation,
        skills=tuple(dict.fromkeys((*content.skills, *content.tools))),
        language=content.language,
        level=content.language_level,
        overlap_hours=content.overlap_hours,
        hours_per_week=content.hours_per_month / WEEKS_A_MONTH,
        stays_home=content.data >= STAYS_HOME,
        kappa=needs(business.home, process).kappa if process else MIDDLE,
        rate_low=_own(content.rate_low, content.currency, business, reference),
        rate_high=_own(content.rate_high, content.currency, business, reference),
    )


def process_of(brief: Brief, business: Business) -> Process | None:
    """Return the process that `brief` is written from, if the business still has it."""
    return next((process for process in business.processes if process.id == brief.process), None)


def _own(amount: float | None, currency: str, business: Business, reference: Reference) -> float | None:
    return None if amount is None else converted(amount, currency, business.home.currency, reference)


def converted(amount: float, source: str, target: str, reference: Reference) -> float:
    """Return `amount` in `target` by the reference rates; without a known `source` it is in `target`."""
    return exchanged(reference, amount, source if source in reference.currencies else target, target)


def asks_of(candidacy: Candidacy) -> tuple[Decimal | None, str]:
    """Return what they ask an hour for this work and its currency; the usual rate stands in."""
    if candidacy.rate is not None:
        return candidacy.rate, candidacy.currency
    return candidacy.candidate.rate, candidacy.candidate.currency


def asked_rate(candidacy: Candidacy, currency: str, reference: Reference) -> float | None:
    """Return what the candidate asks an hour for this work, in `currency`; the usual rate stands in."""
    rate, told = asks_of(candidacy)
    return None if rate is None else converted(float(rate), told, currency, reference)


def person_of(
    candidacy: Candidacy,
    *,
    currency: str,
    reference: Reference,
    today: date,
    record: Record = NOTHING_DELIVERED,
) -> Person:
    """Return the candidate as the match sees one: no name, no address, no birthday."""
    candidate = candidacy.candidate
    references = [row for row in candidate.references if isinstance(row, dict)]
    return Person(
        country=candidate.country if candidate.country in reference.countries else "",
        zone=candidate.time_zone,
        hours=hours_of(candidate),
        languages=_languages(candidate.languages),
        skills=tuple(str(skill) for skill in candidate.skills),
        occupation=candidate.occupation,
        references=sum(bool(row.get("name") or row.get("contact")) for row in references),
        references_heard=sum(bool(row.get("said")) for row in references),
        rate=asked_rate(candidacy, currency, reference),
        hours_per_week=None if candidate.hours_per_week is None else float(candidate.hours_per_week),
        wait_days=wait_of(candidate.available_from, today),
        record=record,
    )


def hours_of(candidate: Candidate) -> tuple[time, time] | None:
    """Return the working day that the candidate offers; None where it is not told."""
    try:
        start, end = (time.fromisoformat(str(moment)) for moment in candidate.working_hours)
    except ValueError:
        return None
    return start, end


def wait_of(available_from: date | None, today: date) -> int:
    """Return the days until somebody can start."""
    return 0 if available_from is None else max(0, (available_from - today).days)


def _languages(told: Mapping[str, Any]) -> dict[str, Spoken]:
    found = {}
    for language, row in told.items():
        level = row.get("level") if isinstance(row, dict) else row
        if level in LEVELS:
            found[language] = Spoken(level, evidence_of(row.get("evidence") if isinstance(row, dict) else ""))
    return found


def evidence_of(text: object) -> Evidence:
    """Return how a level is known, read from a free text.

    >>> evidence_of("IELTS 7.5").value, evidence_of("we had a call").value, evidence_of("").value
    ('certificate', 'heard', 'told')
    """
    said = str(text or "").casefold()
    return next(
        (kind for kind, words in EVIDENCE.items() if any(word in said for word in words)), Evidence.TOLD
    )
