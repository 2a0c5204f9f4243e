"""A structured interview: the same questions for everybody, rated on anchors, by two (§MATCH-20)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from outhaul.engine.brief import Brief
from outhaul.engine.verdict import Guard

RATINGS = (0, 1, 2, 3, 4)
"""From no sign of it to as good as one could hope; 0, 2 and 4 have words of their own."""
APART = 1
"""Steps that two raters may lie apart; more has to be talked over, as in §SCOPE-10."""
PERSONAL_DATA = 2
"""Answer to G1 from which there is a question on data."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question by its name; `about` is what of the brief it speaks of."""

    id: str
    guard: Guard
    about: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How several raters answered one question."""

    ratings: tuple[int, ...]

    @property
    def mean(self) -> float:
        """Their mean."""
        return sum(self.ratings) / len(self.ratings)

    @property
    def apart(self) -> int:
        """Steps between the highest and the lowest."""
        return max(self.ratings) - min(self.ratings)

    @property
    def differ(self) -> bool:
        """Whether that is more than one step."""
        return self.apart > APART


def questions(brief: Brief) -> tuple[Question, ...]:
    """Return the six to eight questions that `brief` and the five guards ask."""
    first = brief.deliverables[0].name if brief.deliverables else brief.title
    asked = [
        Question("delivered", Guard.SCOPE, first),
        Question("skill", Guard.MATCH, ", ".join(brief.skills[:3]) or brief.title),
        Question("language", Guard.MATCH, brief.language),
    ]
    if brief.overlap_hours:
        asked.append(Question("hours", Guard.MATCH, f"{brief.overlap_hours:g}"))
    asked += [Question("pay", Guard.PAY), Question("start", Guard.COST), Question("slip", Guard.MANAGE)]
    if brief.data >= PERSONAL_DATA:
        asked.append(Question("data", Guard.MANAGE))
    return tuple(asked)


def agreements(sheets: Sequence[Mapping[str, int]]) -> dict[str, Agreement]:
    """Return question -> how the raters answered it; a question that nobody asked is left out."""
    asked = dict.fromkeys(question for sheet in sheets for question in sheet)
    return {
        question: Agreement(tuple(sheet[question] for sheet in sheets if question in sheet))
        for question in asked
    }
