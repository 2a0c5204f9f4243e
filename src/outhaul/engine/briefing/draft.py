"""A start for a brief, written from a process: from catalogue, occupation and line of the plan."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from outhaul.engine.answers import answered
from outhaul.engine.brief import Brief, Checkpoint, Deliverable, Rhythm
from outhaul.engine.briefing.publishing import PILOT_MONTHS, PILOT_SHARE
from outhaul.engine.briefing.rhythm import looks_at
from outhaul.engine.business import Home, Level, Process
from outhaul.engine.match import needs
from outhaul.engine.report import ProcessReport
from outhaul.engine.saying import Saying, fixed, say
from outhaul.engine.saying import process as named
from outhaul.reference.model import CatalogueProcess
from outhaul.reference.model import Deliverable as Told
from outhaul.reference.tables import Reference

MOST_SKILLS = 6
MOST_TECHNOLOGIES = 5
LIVE_TALK = 2
"""From this anchor of M5 down, work is talked about live several times a day."""

_RHYTHMS: Final[tuple[tuple[re.Pattern[str], Rhythm], ...]] = (
    (
        re.compile(
            r"\b(daily|day's|weekly|week|night's|monday|thursday|friday)\b|twice a week", re.IGNORECASE
        ),
        "week",
    ),
    (re.compile(r"\b(fortnightly|two weeks)\b", re.IGNORECASE), "fortnight"),
    (re.compile(r"\b(monthly|month|month's|quarterly|quarter|yearly|payday)\b", re.IGNORECASE), "month"),
)
_BY_THE: Final = re.compile(r"by the (\d{1,2})[a-z]{2}\b")
_WORDS: Final = re.compile(r"\w{4,}")
_LATEST: Final[dict[Rhythm, int]] = {"once": 14, "week": 2, "fortnight": 3, "month": 5}

GENERAL = (
    Deliverable(
        name=say("The month's work"),
        criteria=(
            say("Each item of the agreed list is done, or named with the reason and a new date"),
            say("It is handed over by the 3rd working day of the following month"),
        ),
        every="month",
        due_in_days=5,
    ),
    Deliverable(
        name=say("List of open questions"),
        criteria=(say("No item is older than five working days, and each says who can settle it"),),
        every="week",
        due_in_days=2,
    ),
)
"""For work of which the catalogue knows nothing."""
LOOK = say("What is done, what is stuck, what comes next")


def draft(process: Process, home: Home, reference: Reference, line: ProcessReport | None = None) -> Brief:
    """Return a brief for `process` to start from.

    Purpose, deliverables, criteria, checkpoints, tools and skills come from the catalogue process that it
    started from, or from one of the same occupation; what both leave open comes from the occupation.
    Overlap and language are what guard match asks (§MATCH-3). `line` is what the plan says of the process:
    its fair band, and for a pilot half of the volume for three months (§SCOPE-7).

    Its texts are sayings, so that the brief can be begun in the language of whoever writes it.
    """
    known = _catalogue(process, reference)
    asked = needs(home, process)
    pilot = line is not None and line.decision == "pilot"
    hours = process.hours_per_month * (PILOT_SHARE if pilot else 1.0)
    months = PILOT_MONTHS if pilot else None
    low, high = line.rate.band if line and line.rate else (None, None)
    deliverables = tuple(map(_deliverable, known.deliverables)) if known else GENERAL
    point = answered(process).point
    bare = Brief(
        title=named(process.name),
        purpose=fixed(known.purpose) if known else "",
        deliverables=deliverables,
        occupation=process.occupation,
        skills=_skills(process, known, reference),
        tools=_tools(process, known, reference),
        language=asked.language,
        language_level=_level(point["M5"]),
        overlap_hours=asked.overlap_needed,
        data=round(point["G1"]),
        hours_per_month=hours,
        months=months,
        currency=home.currency,
        rate_low=low,
        rate_high=high,
        budget=round(high * hours * months) if high and months else None,
    )
    return _with_checkpoints(bare, known.checkpoints if known else ())


def _catalogue(process: Process, reference: Reference) -> CatalogueProcess | None:
    if process.catalogue and process.catalogue in reference.catalogue:
        return reference.catalogue[process.catalogue]
    alike = (item for item in reference.catalogue.values() if item.occupation == process.occupation)
    return next(iter(sorted(alike, key=lambda item: (bool(item.industries), item.key))), None)


def _skills(process: Process, known: CatalogueProcess | None, reference: Reference) -> tuple[str, ...]:
    if known and known.skills:
        return tuple(map(_starter, known.skills))
    of_occupation = reference.occupations[process.occupation].skills
    return tuple(map(fixed, sorted(of_occupation, key=lambda name: -of_occupation[name])[:MOST_SKILLS]))


def _tools(process: Process, known: CatalogueProcess | None, reference: Reference) -> tuple[str, ...]:
    if known and known.tools:
        return tuple(map(_starter, known.tools))
    return tuple(reference.occupations[process.occupation].technologies[:MOST_TECHNOLOGIES])


def _level(live_talk: float) -> Level:
    return "C1" if live_talk < LIVE_TALK else "B2"


def _deliverable(told: Told) -> Deliverable:
    name, criterion = told.name, told.criterion
    every = _rhythm(name) or _rhythm(criterion) or "month"
    found = _BY_THE.search(criterion)
    due = int(found[1]) if found else _LATEST[every]
    return Deliverable(name=fixed(name), criteria=_criteria(criterion), every=every, due_in_days=due)


def _criteria(criterion: str) -> tuple[str, ...]:
    return tuple(_starter(part.strip()) for part in criterion.split("; ") if part.strip())


def starters(known: CatalogueProcess) -> Iterator[str]:
    """Yield the texts of the catalogue that drafts begin with, as they stand in them."""
    for item in known.deliverables:
        yield from (item.name, *_criteria(item.criterion))
    yield from known.checkpoints
    yield from map(_starter, (*known.skills, *known.tools))


def _rhythm(text: str) -> Rhythm | None:
    return next((every for pattern, every in _RHYTHMS if pattern.search(text)), None)


def _with_checkpoints(brief: Brief, told: tuple[str, ...]) -> Brief:
    """Give each look of the catalogue to the deliverable that it speaks of, and each other one a look."""
    looks = [_look(brief, text) for text in told]
    seen = replace(brief, checkpoints=tuple(looks))
    return replace(seen, checkpoints=(*looks, *_missing(seen)))


def _look(brief: Brief, text: str) -> Checkpoint:
    words = _stems(text)
    closest = max(brief.deliverables, key=lambda item: len(words & _stems(f"{item.name} {item.criteria}")))
    return Checkpoint(name=fixed(text), deliverable=closest.name, every=_rhythm(text) or closest.every)


def _stems(text: str) -> set[str]:
    return {word.casefold()[:5] for word in _WORDS.findall(text)}


def _missing(brief: Brief) -> Iterator[Checkpoint]:
    for item in brief.deliverables:
        looks = looks_at(brief, item.name)
        if not looks or (item.every == "month" and all(look.every == "month" for look in looks)):
            yield Checkpoint(
                name=LOOK, deliverable=item.name, every="fortnight" if item.every == "month" else "week"
            )


def _starter(text: str) -> Saying:
    return fixed(text[:1].upper() + text[1:])
