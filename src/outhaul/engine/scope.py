"""Guard scope: what is core stays in, what cannot be steered by deliverables does not go out.

The answers to the questionnaire give two scores and a class (`outhaul.engine.scoring`); here is what follows
from them: the answer, its reason, what is in doubt, and what would mend it (§SCOPE-3 to §SCOPE-15).
"""

from collections.abc import Iterable, Iterator, Mapping

from outhaul.engine.answers import Answers, answered
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Process
from outhaul.engine.questionnaire import BY_ID
from outhaul.engine.report import ScopeClass, ScopeVerdict
from outhaul.engine.saying import joined, say
from outhaul.engine.scoring import (
    CLASSES,
    DEFAULTS,
    DIVISIBLE,
    MEASURABLE,
    PRIZED,
    STAYS_WITH_STAFF,
    TOLERANCE,
    WELL_MEASURABLE,
    WRITTEN,
    ContractForm,
    Reach,
    classify,
    contract_form,
    core_score,
    countries_allowed,
    is_robust,
    judge,
    manageability_score,
    reach,
    robustness,
    specification_points,
    stays_with_staff,
    weightings,
)
from outhaul.engine.verdict import Answer, Guard, Verdict

__all__ = [
    "CLASSES",
    "STAYS_WITH_STAFF",
    "Answers",
    "ContractForm",
    "answered",
    "classify",
    "contract_form",
    "core_score",
    "countries_allowed",
    "guard",
    "is_robust",
    "judge",
    "manageability_score",
    "raised",
    "robustness",
    "specification_points",
    "weightings",
]
FEW = 3
"""Open questions that a reason names; more are counted."""

CLASS_WORDS: Mapping[ScopeClass, str] = {
    "ELIGIBLE": say("may go out"),
    "PILOT": say("may go out as a pilot"),
    "PREPARE": say("needs a specification first"),
    "KEEP_UNMANAGEABLE": say("stays: it cannot be steered by deliverables"),
    "KEEP_CORE": say("stays: it is core"),
    "KEEP_LEGAL": say("stays: law keeps it"),
}


def guard(process: Process, verdict: ScopeVerdict, assumptions: Assumptions = DEFAULTS) -> Verdict:
    """Answer whether `process` may go out, why, and what would mend it (§SCOPE-3 to §SCOPE-15)."""
    answers = _as_judged(process, verdict, assumptions)
    answer, rule, reason, fix = _ruling(process, answers.point, verdict, assumptions)
    doubts = _doubts(answers, verdict, assumptions)
    if answer == Answer.PASS and doubts:
        answer, rule, fix = Answer.WARN, *_settled(answers)
    return Verdict(
        guard=Guard.SCOPE,
        answer=answer,
        rule=rule,
        reason=joined([reason, *doubts, *_borrowed(process)], " "),
        fix=fix,
        figures={
            "K": verdict.K,
            "M": verdict.M,
            "robust": verdict.robust,
            "open_answers": len(answers.uncertain),
        },
        process=process.id,
        legal=verdict.class_ == "KEEP_LEGAL",
    )


def _as_judged(process: Process, verdict: ScopeVerdict, assumptions: Assumptions) -> Answers:
    """The answers behind `verdict`: an open M7 was read as the answer that gives its class."""
    readings = (answered(process, remote=remote) for remote in (1.0, 0.0))
    return next(
        (answers for answers in readings if classify(answers.point, assumptions) == verdict.class_),
        answered(process),
    )


def _borrowed(process: Process) -> list[str]:
    """Say how many answers are the catalogue's and not the owner's (§SCOPE-15)."""
    count = len(BY_ID.keys() & set(process.prefilled))
    told = say("{count} of {all} answers are the catalogue's.", count=count, all=len(BY_ID))
    return [told] if count else []


Ruling = tuple[Answer, str, str, str]
"""Answer, rule, reason, fix."""


def _ruling(
    process: Process, answers: Mapping[str, float], verdict: ScopeVerdict, assumptions: Assumptions
) -> Ruling:
    """What the class alone says, before any doubt about it."""
    match verdict.class_:
        case "KEEP_LEGAL":
            return Answer.BLOCK, "SCOPE-3", *_law(answers)
        case "KEEP_CORE":
            return Answer.BLOCK, "SCOPE-4", *_core(answers, verdict.K, assumptions)
        case "KEEP_UNMANAGEABLE":
            return Answer.BLOCK, "SCOPE-5", *_unmanageable(answers, verdict.M, assumptions)
        case "PREPARE":
            answer = Answer.WARN if process.accept_prepare else Answer.BLOCK
            reason = say(
                "It can be steered by deliverables once it is specified better "
                "(how well results can steer it: {score:.0f} of 100).",
                score=100 * verdict.M,
            )
            return answer, "SCOPE-6", reason, _raise(answers, assumptions)
        case "PILOT":
            reason = say(
                "It lies close to the core (how much you live by it: {score:.0f} of 100).",
                score=100 * verdict.K,
            )
            fix = say(
                "Pilot at most half of the volume for at most three months, and name who covers it "
                "inside; it passes below {cut:.0f} of 100.",
                cut=100 * assumptions.grey_cut,
            )
            return Answer.WARN, "SCOPE-7", reason, fix
        case "ELIGIBLE":
            reason = say(
                "It is not core (how much you live by it: {lived:.0f} of 100), and deliverables can steer it "
                "(how well: {steered:.0f} of 100).",
                lived=100 * verdict.K,
                steered=100 * verdict.M,
            )
            return Answer.PASS, "SCOPE-8", reason, ""


def _law(answers: Mapping[str, float]) -> tuple[str, str]:
    if stays_with_staff(answers):
        return (
            say("Its data must stay with own staff."),
            say("Keep it with own staff; split off the parts that do not touch this data."),
        )
    return (
        say("Somebody must direct the hours, the place or the method, so whoever does it is an employee."),
        say("Keep it or employ somebody; or agree on results and leave hours, place and method free."),
    )


def _core(answers: Mapping[str, float], K: float, assumptions: Assumptions) -> tuple[str, str]:
    fix = say("Keep it; split off the parts that are not core and rate them on their own.")
    if reach(K, assumptions.grey_cut, assumptions.core_cut) == Reach.BOTH:
        reason = say(
            "It is core (how much you live by it: {score:.0f} of 100; from {cut:.0f} on, work stays).",
            score=100 * K,
            cut=100 * assumptions.core_cut,
        )
        return reason, fix
    if answers["C1"] >= PRIZED:
        return say("It is core: customers buy because of it and rivals need a year or more to match it."), fix
    return (
        say("It is core: newcomers need more than half a year and nobody could restore it within a month."),
        fix,
    )


def _unmanageable(answers: Mapping[str, float], M: float, assumptions: Assumptions) -> tuple[str, str]:
    if not answers["M7"]:
        return (
            say("It is bound to a place, so no contractor elsewhere can do it."),
            say("Keep it; split off the parts that need only a computer and rate them on their own."),
        )
    if answers["M1"] < MEASURABLE:
        reason = say(
            "Two reviewers would not agree on whether a result is accepted, so deliverables cannot steer it."
        )
    else:
        reason = say(
            "Deliverables cannot steer it (how well results can steer it: {score:.0f} of 100, "
            "below {cut:.0f}).",
            score=100 * M,
            cut=100 * assumptions.fixable_cut,
        )
    return reason, _raise(answers, assumptions)


TARGETS: tuple[tuple[str, int], ...] = (
    ("M1", MEASURABLE),
    ("M4", DIVISIBLE),
    ("M3", WRITTEN),
    ("M1", WELL_MEASURABLE),
    *((key, 3) for key in ("M4", "M2", "M6", "M5")),
    *((key, 4) for key in ("M3", "M1", "M4", "M2", "M6", "M5")),
)
"""What to raise first: the gates, then what the owner can write down, then what takes habit."""


def _raise(answers: Mapping[str, float], assumptions: Assumptions) -> str:
    """Say which answers, raised to which anchor, would make the work manageable (§SCOPE-6)."""
    targets = dict(raised(answers, assumptions))
    changes = (
        say(
            "“{question}” to “{anchor}”",
            question=say(BY_ID[key].text),
            anchor=say(BY_ID[key].anchors[target]),
        )
        for key, target in targets.items()
    )
    return say("Raise {changes}; then rate it again.", changes=joined(changes, ", "))


def raised(answers: Mapping[str, float], assumptions: Assumptions = DEFAULTS) -> Iterator[tuple[str, int]]:
    """Yield the answers to raise, and how far, until the work is manageable (§SCOPE-6)."""
    now = dict(answers)
    for key, target in TARGETS:
        if now["M4"] >= DIVISIBLE and manageability_score(now) >= assumptions.manageable_cut - TOLERANCE:
            return
        if now[key] < target:
            now[key] = target
            yield key, target


def _doubts(answers: Answers, verdict: ScopeVerdict, assumptions: Assumptions) -> list[str]:
    """What makes the class uncertain, in sentences (§SCOPE-9 to §SCOPE-11)."""
    doubts: list[str] = []
    if len(answers.missing) > FEW:
        doubts.append(say("{count} questions are still open.", count=len(answers.missing)))
    elif answers.missing:
        doubts.append(say("Nobody answered {questions}.", questions=_in_words(answers.missing)))
    if answers.disputed:
        doubts.append(say("The two raters disagree on {questions}.", questions=_in_words(answers.disputed)))
    if verdict.best != verdict.worst:
        ends = {"best": CLASS_WORDS[verdict.best], "worst": CLASS_WORDS[verdict.worst]}
        doubts.append(say("At best it {best}, at worst it {worst}.", **ends))
    if verdict.robust < assumptions.robust_share - TOLERANCE:
        doubts.append(say("Only {share:.0f} % of other weightings agree.", share=100 * verdict.robust))
    return doubts


def _in_words(questions: Iterable[str]) -> str:
    return joined((say("“{question}”", question=say(BY_ID[key].text)) for key in questions), ", ")


def _settled(answers: Answers) -> tuple[str, str]:
    """The rule and the remedy of a verdict that would pass but is in doubt."""
    if not answers.uncertain:
        return "SCOPE-11", say("Let a second person answer the questionnaire, or start with a pilot.")
    rule = "SCOPE-9" if answers.missing else "SCOPE-10"
    return rule, say("Settle what is open.")
