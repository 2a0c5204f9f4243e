"""What the answers come to: low, moderate or high, with the reasons and what to change (§MANAGE-12)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from outhaul.engine.classification.questions import TITLES, Question, Yardstick, asked
from outhaul.engine.manage import FLAGS_OF_EMPLOYMENT
from outhaul.engine.saying import fixed, joined, say
from outhaul.engine.verdict import Answer, Guard, Verdict

Given = Mapping[str, bool | None]
"""Question -> yes, no, or None for "don't know"; a question that is missing is open, too."""

LEANING = {Yardstick.COMMON_LAW: 2, Yardstick.CEST: 3}
"""How many parts of a test must lean towards employment until its risk is high; by judgement."""


class Level(StrEnum):
    """How much an engagement looks like employment; from best to worst."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one test comes to."""

    test: Yardstick
    level: Level
    speaking: tuple[Question, ...]
    """Whose answers speak of employment."""
    open: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What all tests come to: the worst of them."""

    level: Level
    findings: tuple[Finding, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, in sentences; the gravest test first."""
        return tuple(reason for finding in self.gravest for reason in _reasons(finding))

    @property
    def changes(self) -> tuple[str, ...]:
        """What would bring the risk down, each once."""
        speaking = (question for finding in self.gravest for question in finding.speaking)
        return tuple(dict.fromkeys(fixed(question.change) for question in speaking))

    @property
    def gravest(self) -> tuple[Finding, ...]:
        """The findings, the gravest first."""
        order = list(Level)
        return tuple(sorted(self.findings, key=lambda finding: -order.index(finding.level)))


def judge(given: Given, tests: Sequence[Yardstick]) -> Result:
    """Judge the answers by each of `tests` (§MANAGE-12)."""
    findings = tuple(_found(test, given) for test in tests)
    order = list(Level)
    level = max((finding.level for finding in findings), key=order.index, default=Level.LOW)
    return Result(level=level, findings=findings)


def _found(test: Yardstick, given: Given) -> Finding:
    questions = asked((test,))
    speaking = tuple(question for question in questions if given.get(question.id) is question.employs)
    open_ones = tuple(question for question in questions if given.get(question.id) is None)
    return Finding(
        test=test, level=_level(test, questions, speaking, open_ones), speaking=speaking, open=open_ones
    )


def _level(
    test: Yardstick,
    questions: Sequence[Question],
    speaking: Sequence[Question],
    open_ones: Sequence[Question],
) -> Level:
    if test is Yardstick.GLOBAL:
        is_high = len(speaking) >= FLAGS_OF_EMPLOYMENT
    elif test is Yardstick.ABC:
        is_high = bool(speaking)
    else:
        is_high = _leaning(questions, speaking) >= LEANING[test]
    if is_high:
        return Level.HIGH
    return Level.MODERATE if speaking or open_ones else Level.LOW


def _leaning(questions: Sequence[Question], speaking: Sequence[Question]) -> int:
    """Count the parts in which more than half of the questions speak of employment."""
    parts = {question.part for question in questions}
    return sum(
        2 * sum(question.part == part for question in speaking)
        > sum(question.part == part for question in questions)
        for part in parts
    )


def _reasons(finding: Finding) -> tuple[str, ...]:
    title = fixed(TITLES[finding.test])
    spoken = tuple(_answered(title, question) for question in finding.speaking)
    if not finding.open:
        return spoken
    count = len(finding.open)
    left = (
        say("{title}: {count} questions are open.", title=title, count=count)
        if count > 1
        else say("{title}: 1 question is open.", title=title)
    )
    return (*spoken, left)


def _answered(title: str, question: Question) -> str:
    told = {"title": title, "question": fixed(question.text)}
    if question.employs:
        return say("{title}: “{question}” is answered yes.", **told)
    return say("{title}: “{question}” is answered no.", **told)


def guard(process: str, result: Result) -> Verdict:
    """Answer as guard manage; a high risk is a block of law (§MANAGE-12)."""
    figures = {
        "speaking": float(sum(len(finding.speaking) for finding in result.findings)),
        "open": float(sum(len(finding.open) for finding in result.findings)),
    }
    changes = joined(result.changes, " ")
    answer, reason, fix = {
        Level.HIGH: (
            Answer.BLOCK,
            say("It looks like employment: the classification check found a high risk."),
            say("Ask a lawyer. Employ the person, or change the terms: {changes}", changes=changes),
        ),
        Level.MODERATE: (
            Answer.WARN,
            say("The classification check found a moderate risk."),
            changes or say("Answer the open questions."),
        ),
        Level.LOW: (Answer.PASS, say("The classification check found a low risk."), ""),
    }[result.level]
    return Verdict(
        guard=Guard.MANAGE,
        answer=answer,
        rule="MANAGE-12",
        reason=reason,
        fix=fix,
        figures=figures,
        process=process,
        legal=answer is Answer.BLOCK,
    )
