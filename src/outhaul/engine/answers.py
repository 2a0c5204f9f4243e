"""What was answered to the scope questionnaire, with both ends of every uncertain answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from outhaul.engine.business import Process
from outhaul.engine.questionnaire import BY_ID, QUESTIONNAIRE, Question

MIDPOINT = 2.0
REMOTE_UNKNOWN = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The answers of one process, question by question: as they count, and both their ends."""

    point: Mapping[str, float]
    best: Mapping[str, float]
    """The end that speaks for handing out; equals `point` where the answer is certain."""
    worst: Mapping[str, float]
    missing: tuple[str, ...]
    """Questions that nobody answered."""
    disputed: tuple[str, ...]
    """Questions on which two raters are more than one step apart."""

    @property
    def uncertain(self) -> tuple[str, ...]:
        """The questions whose two ends differ."""
        return self.missing + self.disputed


def answered(process: Process, *, remote: float = REMOTE_UNKNOWN) -> Answers:
    """Read the answers of one or two raters to every question (§SCOPE-9, §SCOPE-10).

    An open question counts as 2, the middle; open G1 and G2 count as 0; an open M7 counts as yes
    if `remote`, the remote share of the occupation (0..1), is at least one half. Two raters' scored
    answers count as their mean, their gates as the stricter one.
    """
    raters = (process.answers, process.second_answers)
    point: dict[str, float] = {}
    missing, ends = list[str](), dict[str, list[float]]()
    for question in QUESTIONNAIRE:
        key = question.id
        values = [float(rater[key]) for rater in raters if key in rater]
        point[key] = _point(question, values, remote)
        if not values:
            missing.append(key)
        elif _disputed(key, values):
            ends[key] = sorted(values, reverse=question.opens)
    return Answers(
        point=point,
        best=point | {key: BY_ID[key].best for key in missing} | {key: both[0] for key, both in ends.items()},
        worst=point
        | {key: BY_ID[key].worst for key in missing}
        | {key: both[-1] for key, both in ends.items()},
        missing=tuple(missing),
        disputed=tuple(ends),
    )


def _disputed(key: str, values: Sequence[float]) -> bool:
    allowed = 0 if key == "M7" else 1
    return len(values) > 1 and abs(values[0] - values[1]) > allowed


def _point(question: Question, values: Sequence[float], remote: float) -> float:
    """The value with which a question counts; `values` are what the raters answered."""
    if question.part == "gate":
        unknown = float(remote >= REMOTE_UNKNOWN) if question.id == "M7" else 0.0
        strictest = min if question.opens else max
        return strictest(values, default=unknown)
    return sum(values) / len(values) if values else MIDPOINT
