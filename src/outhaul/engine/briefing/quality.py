"""How sure two people would be that the work of a brief is done: 0 to 100, and what is vague.

The score is a sum of five parts (§SCOPE-19); each finding takes points from one of them and says how
many, so mending one never lowers the score, and a brief without findings has 100.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from outhaul.engine.brief import Brief, Deliverable
from outhaul.engine.briefing import vague
from outhaul.engine.briefing.rhythm import deliveries, looks_at

ACCEPTANCE, WATCHED, SMALL, MANY, FREE, PURPOSE, FORMAT, SKILLS = 40.0, 20.0, 8.0, 4.0, 13.0, 5.0, 5.0, 5.0
"""Points of each part; they add up to 100."""
LONGEST = 14
"""Days of a deliverable that is made in one piece (anchor of M4)."""
LEAST_DELIVERIES = 10
"""So many let none be worth more than a tenth of the whole (anchor of M4)."""
SHORTEST_PURPOSE = 20
"""Characters: fewer do not say what the work is for."""


class Kind(StrEnum):
    """What a finding is about."""

    NO_DELIVERABLE = "no deliverable"
    NO_CRITERION = "no criterion"
    NOT_CHECKABLE = "not checkable"
    WEASEL = "weasel"
    NO_CHECKPOINT = "no checkpoint"
    TOO_LONG = "too long"
    TOO_FEW = "too few"
    METHOD = "method"
    NO_PURPOSE = "no purpose"
    NO_FORMAT = "no format"
    NO_SKILL = "no skill"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something vague: where, in which words, and how many points it costs."""

    kind: Kind
    where: str
    """Path of the field, such as "deliverables.0.criteria.1"."""
    about: str = ""
    """Name of the deliverable."""
    quote: str = ""
    """The words in question."""
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """The meter: `score` is 0..100, the findings come in the order of the brief."""

    score: float
    findings: tuple[Finding, ...]


def quality(brief: Brief) -> Quality:
    """Return how checkable `brief` is, and what is vague in it (§SCOPE-19, §SCOPE-20)."""
    findings = tuple(_findings(brief))
    return Quality(score=max(0.0, 100.0 - sum(found.points for found in findings)), findings=findings)


def method_of(brief: Brief) -> Iterator[tuple[str, str]]:
    """Give each place that directs hours, place, means or method, with its words (§SCOPE-21)."""
    for where, text in _texts(brief):
        if words := vague.method(text):
            yield where, words


def _texts(brief: Brief) -> Iterator[tuple[str, str]]:
    yield "title", brief.title
    yield "purpose", brief.purpose
    for index, item in enumerate(brief.deliverables):
        yield f"deliverables.{index}.name", item.name
        for number, criterion in enumerate(item.criteria):
            yield f"deliverables.{index}.criteria.{number}", criterion
    for index, look in enumerate(brief.checkpoints):
        yield f"checkpoints.{index}.name", look.name
    for field in ("skills", "tools"):
        for index, text in enumerate(getattr(brief, field)):
            yield f"{field}.{index}", text


def _findings(brief: Brief) -> Iterator[Finding]:
    if len(brief.purpose.strip()) < SHORTEST_PURPOSE:
        yield Finding(kind=Kind.NO_PURPOSE, where="purpose", points=PURPOSE)
    if not brief.deliverables:
        whole = ACCEPTANCE + WATCHED + SMALL + MANY + FORMAT
        yield Finding(kind=Kind.NO_DELIVERABLE, where="deliverables", points=whole)
    else:
        yield from _of_deliverables(brief)
    if not brief.skills:
        yield Finding(kind=Kind.NO_SKILL, where="skills", points=SKILLS)
    prescribed = list(method_of(brief))
    for where, words in prescribed:
        yield Finding(kind=Kind.METHOD, where=where, quote=words, points=FREE / len(prescribed))


def _of_deliverables(brief: Brief) -> Iterator[Finding]:
    count = len(brief.deliverables)
    for index, item in enumerate(brief.deliverables):
        yield from _vague_criteria(item, index, ACCEPTANCE / count)
        looks = looks_at(brief, item.name)
        where = f"deliverables.{index}"
        if not looks:
            yield Finding(
                kind=Kind.NO_CHECKPOINT, where=f"{where}.checkpoints", about=item.name, points=WATCHED / count
            )
        between = any(look.every in {"week", "fortnight"} for look in looks)
        if _is_long(item, looked_at_between=between):
            yield Finding(kind=Kind.TOO_LONG, where=f"{where}.every", about=item.name, points=SMALL / count)
    if deliveries(brief) < LEAST_DELIVERIES:
        yield Finding(kind=Kind.TOO_FEW, where="deliverables", points=MANY)
    told = [text for item in brief.deliverables for text in (item.name, *item.criteria)]
    if not any(map(vague.names_a_format, (*told, *brief.tools))):
        yield Finding(kind=Kind.NO_FORMAT, where="deliverables", points=FORMAT)


def _vague_criteria(item: Deliverable, index: int, points: float) -> Iterator[Finding]:
    where = f"deliverables.{index}.criteria"
    if not item.criteria:
        yield Finding(kind=Kind.NO_CRITERION, where=where, about=item.name, points=points)
    for number, criterion in enumerate(item.criteria):
        weasel = vague.weasel(criterion)
        if weasel or not vague.is_observable(criterion):
            yield Finding(
                kind=Kind.WEASEL if weasel else Kind.NOT_CHECKABLE,
                where=f"{where}.{number}",
                about=item.name,
                quote=weasel or criterion,
                points=points / len(item.criteria),
            )


def _is_long(item: Deliverable, *, looked_at_between: bool) -> bool:
    """Whether more than two weeks pass before anybody sees something of it."""
    if item.every == "once":
        return (item.due_in_days or 0) > LONGEST
    return item.every == "month" and not looked_at_between
