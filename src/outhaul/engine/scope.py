"""Guard scope: what is core stays in, what cannot be steered by deliverables does not go out.

The answers to the questionnaire give two scores, K (how much of the business's core) and M (how
well it can be managed by deliverables), both in [0, 1], and from these and the gates a class
(§SCOPE-2 to §SCOPE-8). How far the class can be trusted is told by the share of other weightings
that give the same class and by the class at both ends of every uncertain answer (§SCOPE-9 to
§SCOPE-11).
"""

from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from outhaul.engine.answers import MIDPOINT, REMOTE_UNKNOWN, Answers, answered
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Process
from outhaul.engine.questionnaire import BY_ID, CORE, MANAGEABILITY
from outhaul.engine.report import ScopeClass, ScopeVerdict
from outhaul.engine.saying import joined, say
from outhaul.engine.verdict import Answer, Guard, Verdict

__all__ = [
    "Answers",
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

TOLERANCE = 1e-9
WEIGHT_DRAWS = 8192
CONCENTRATION = 50.0

STAYS_HOME, STAYS_WITH_STAFF = 3, 4  # anchors of G1
DIRECTED = 3  # anchor of G2: hours, place or method are mostly directed
PRIZED, HARD_TO_MATCH = 4, 3  # anchors of C1 and C2
LOCKED_IN, SLOW_TO_RESTORE = 4, 3  # anchors of C5 and C6
MEASURABLE, WELL_MEASURABLE = 2, 3  # anchors of M1
WRITTEN = 3  # anchor of M3
DIVISIBLE = 2  # anchor of M4
STABLE = 3  # anchor of M6

CLASSES: tuple[ScopeClass, ...] = (
    "ELIGIBLE",
    "PILOT",
    "PREPARE",
    "KEEP_UNMANAGEABLE",
    "KEEP_CORE",
    "KEEP_LEGAL",
)
"""From the first that may go out to the last that must stay."""

CLASS_WORDS: Mapping[ScopeClass, str] = {
    "ELIGIBLE": say("may go out"),
    "PILOT": say("may go out as a pilot"),
    "PREPARE": say("needs a specification first"),
    "KEEP_UNMANAGEABLE": say("stays: it cannot be steered by deliverables"),
    "KEEP_CORE": say("stays: it is core"),
    "KEEP_LEGAL": say("stays: law keeps it"),
}

ContractForm = Literal["milestones", "capped_hours"]

DEFAULTS = Assumptions()


class Reach(IntEnum):
    """How many of its two cut-offs a score reaches."""

    NEITHER = 0
    LOWER = 1
    BOTH = 2


def core_score(answers: Mapping[str, float]) -> float:
    """K, how much of the core the work is, 0..1 (§SCOPE-2)."""
    return sum(question.weight * answers[question.id] for question in CORE) / 4


def manageability_score(answers: Mapping[str, float]) -> float:
    """M, how well the work can be steered by deliverables, 0..1 (§SCOPE-2)."""
    return sum(question.weight * answers[question.id] for question in MANAGEABILITY) / 4


def classify(answers: Mapping[str, float], assumptions: Assumptions = DEFAULTS) -> ScopeClass:
    """The class of complete `answers`, in the order law, core, manageable, grey (§SCOPE-3 to 8)."""
    core = _reach(core_score(answers), assumptions.grey_cut, assumptions.core_cut)
    manageable = _reach(manageability_score(answers), assumptions.fixable_cut, assumptions.manageable_cut)
    return _class(answers, core, manageable)


def _reach(score: float, lower: float, upper: float) -> Reach:
    if score >= upper - TOLERANCE:
        return Reach.BOTH
    return Reach.LOWER if score >= lower - TOLERANCE else Reach.NEITHER


def _class(answers: Mapping[str, float], core: Reach, manageable: Reach) -> ScopeClass:
    """The class at a given reach of K and M; the gates come from `answers`."""
    if _stays_with_staff(answers) or _is_directed(answers):
        return "KEEP_LEGAL"
    if core == Reach.BOTH or _is_core_alone(answers):
        return "KEEP_CORE"
    if not answers["M7"] or answers["M1"] < MEASURABLE or manageable == Reach.NEITHER:
        return "KEEP_UNMANAGEABLE"
    if manageable == Reach.LOWER or answers["M4"] < DIVISIBLE:
        return "PREPARE"
    return "PILOT" if core == Reach.LOWER else "ELIGIBLE"


def _stays_with_staff(answers: Mapping[str, float]) -> bool:
    return answers["G1"] >= STAYS_WITH_STAFF


def _is_directed(answers: Mapping[str, float]) -> bool:
    return answers["G2"] >= DIRECTED


def _is_core_alone(answers: Mapping[str, float]) -> bool:
    """True where two answers alone make the work core, whatever K says (§SCOPE-4)."""
    customers_buy_it = answers["C1"] >= PRIZED and answers["C2"] >= HARD_TO_MATCH
    nobody_else_can = answers["C5"] >= LOCKED_IN and answers["C6"] >= SLOW_TO_RESTORE
    return customers_buy_it or nobody_else_can


@lru_cache(maxsize=8)
def weightings(seed: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Draw other weights for K and for M, shape (8192, 6) each, around ours (§SCOPE-11).

    Both are Dirichlet with concentration 50 times the weight; every process shares the draws of a
    `seed`. The arrays are read-only.
    """
    generator = np.random.default_rng(seed)
    draws = tuple(
        generator.dirichlet([CONCENTRATION * question.weight for question in part], WEIGHT_DRAWS)
        for part in (CORE, MANAGEABILITY)
    )
    for array in draws:
        array.flags.writeable = False
    return draws[0], draws[1]


def robustness(answers: Mapping[str, float], assumptions: Assumptions = DEFAULTS, *, seed: int = 1) -> float:
    """The share of other weightings that give the same class, 0..1 (§SCOPE-11)."""
    core_weights, manageability_weights = weightings(seed)
    K = core_weights @ [answers[question.id] / 4 for question in CORE]
    M = manageability_weights @ [answers[question.id] / 4 for question in MANAGEABILITY]
    core = _reaches(K, assumptions.grey_cut, assumptions.core_cut)
    manageable = _reaches(M, assumptions.fixable_cut, assumptions.manageable_cut)
    ours = classify(answers, assumptions)
    same = np.array([[_class(answers, k, m) == ours for m in Reach] for k in Reach])
    return float(same[core, manageable].mean())


def _reaches(scores: NDArray[np.float64], lower: float, upper: float) -> NDArray[np.intp]:
    """`_reach` of every score, as indices."""
    above_upper = scores >= upper - TOLERANCE
    return above_upper.astype(np.intp) + (above_upper | (scores >= lower - TOLERANCE))


def judge(
    process: Process,
    assumptions: Assumptions = DEFAULTS,
    *,
    seed: int = 1,
    remote: float = REMOTE_UNKNOWN,
) -> ScopeVerdict:
    """Judge one process: class, K, M, robustness, and the class at both ends (§SCOPE-1 to 11).

    `remote` is the remote share of the process's occupation (0..1); it matters only where M7 is
    open. In K and M an open question counts as 2, the middle.
    """
    answers = answered(process, remote=remote)
    return ScopeVerdict(
        class_=classify(answers.point, assumptions),
        K=core_score(answers.point),
        M=manageability_score(answers.point),
        robust=robustness(answers.point, assumptions, seed=seed),
        best=classify(answers.best, assumptions),
        worst=classify(answers.worst, assumptions),
    )


def is_robust(verdict: ScopeVerdict, assumptions: Assumptions = DEFAULTS) -> bool:
    """True if nearly all weightings and both ends of the open answers agree (§SCOPE-11)."""
    steady = verdict.robust >= assumptions.robust_share - TOLERANCE
    return steady and verdict.best == verdict.worst


def countries_allowed(process: Process, home_country: str) -> tuple[str, ...] | None:
    """The countries where the work may be done; None for any (§SCOPE-12)."""
    return (home_country,) if answered(process).point["G1"] >= STAYS_HOME else None


def contract_form(answers: Mapping[str, float]) -> ContractForm | None:
    """How to contract for the work (§SCOPE-13); None where results cannot be measured.

    "milestones" is a fixed price for each accepted milestone, "capped_hours" are hours with a cap
    and a deliverable every fortnight. Open answers count as 2.
    """
    measurable, stable = (answers.get(key, MIDPOINT) for key in ("M1", "M6"))
    if measurable < MEASURABLE:
        return None
    return "milestones" if measurable >= WELL_MEASURABLE and stable >= STABLE else "capped_hours"


def specification_points(answers: Mapping[str, float]) -> float:
    """Points of M3 missing below 3, each costing `spec_hours` to write (§SCOPE-14)."""
    return max(0.0, WRITTEN - answers.get("M3", MIDPOINT))


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
                "It can be steered by deliverables once it is specified better (M {M:.2f}).", M=verdict.M
            )
            return answer, "SCOPE-6", reason, _raise(answers, assumptions)
        case "PILOT":
            reason = say("It lies close to the core (K {K:.2f}).", K=verdict.K)
            fix = say(
                "Pilot at most half of the volume for at most three months, and name who covers it "
                "inside; it passes with K below {cut:.2f}.",
                cut=assumptions.grey_cut,
            )
            return Answer.WARN, "SCOPE-7", reason, fix
        case "ELIGIBLE":
            reason = say(
                "It is not core (K {K:.2f}) and deliverables can steer it (M {M:.2f}).",
                K=verdict.K,
                M=verdict.M,
            )
            return Answer.PASS, "SCOPE-8", reason, ""


def _law(answers: Mapping[str, float]) -> tuple[str, str]:
    if _stays_with_staff(answers):
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
    if _reach(K, assumptions.grey_cut, assumptions.core_cut) == Reach.BOTH:
        return say("It is core: K {K:.2f} reaches {cut:.2f}.", K=K, cut=assumptions.core_cut), fix
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
            "Deliverables cannot steer it: M {M:.2f} is below {cut:.2f}.", M=M, cut=assumptions.fixable_cut
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
            "{question} to {answer} ({anchor})",
            question=key,
            answer=target,
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
    if answers.missing:
        doubts.append(say("Nobody answered {questions}.", questions=", ".join(answers.missing)))
    if answers.disputed:
        doubts.append(say("The two raters disagree on {questions}.", questions=", ".join(answers.disputed)))
    if verdict.best != verdict.worst:
        ends = {"best": CLASS_WORDS[verdict.best], "worst": CLASS_WORDS[verdict.worst]}
        doubts.append(say("At best it {best}, at worst it {worst}.", **ends))
    if verdict.robust < assumptions.robust_share - TOLERANCE:
        doubts.append(say("Only {share:.0f} % of other weightings agree.", share=100 * verdict.robust))
    return doubts


def _settled(answers: Answers) -> tuple[str, str]:
    """The rule and the remedy of a verdict that would pass but is in doubt."""
    if not answers.uncertain:
        return "SCOPE-11", say("Let a second person answer the questionnaire, or start with a pilot.")
    rule = "SCOPE-9" if answers.missing else "SCOPE-10"
    return rule, say("Settle the answers to {questions}.", questions=", ".join(answers.uncertain))
