"""Which single answers would give a process another scope class."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from outhaul.engine import scope
from outhaul.engine.answers import REMOTE_UNKNOWN, answered
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Process
from outhaul.engine.questionnaire import QUESTIONNAIRE
from outhaul.engine.report import ScopeClass


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An answer that would change the class, if nothing else changed."""

    question: str
    answer: int
    """The step of the scale, 0 or 1 for no and yes."""
    class_: ScopeClass
    steps: float
    """How far that is from the answer as it counts now."""


def turns(process: Process, assumptions: Assumptions, *, remote: float = REMOTE_UNKNOWN) -> tuple[Turn, ...]:
    """Return the nearest change of each answer that alone gives another class, the smallest first."""
    point = answered(process, remote=remote).point
    now = scope.classify(point, assumptions)
    found = (
        min(_of(question.id, len(question.anchors), point, assumptions, now), key=_steps, default=None)
        for question in QUESTIONNAIRE
    )
    return tuple(sorted((turn for turn in found if turn is not None), key=_steps))


def _of(
    key: str, anchors: int, point: Mapping[str, float], assumptions: Assumptions, now: ScopeClass
) -> Iterator[Turn]:
    for answer in range(anchors):
        class_ = scope.classify({**point, key: float(answer)}, assumptions)
        if class_ != now:
            yield Turn(question=key, answer=answer, class_=class_, steps=abs(answer - point[key]))


def _steps(turn: Turn) -> float:
    return turn.steps


def ends(
    process: Process, question: str, assumptions: Assumptions, *, remote: float = REMOTE_UNKNOWN
) -> tuple[ScopeClass, ScopeClass]:
    """Return the class at the best and at the worst end of one uncertain answer; others as they count."""
    answers = answered(process, remote=remote)
    best, worst = (
        scope.classify({**answers.point, question: end[question]}, assumptions)
        for end in (answers.best, answers.worst)
    )
    return best, worst
