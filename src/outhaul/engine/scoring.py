"""How much of the core a process is, how well deliverables can steer it, and the class that follows.

K (how much of the business's core) and M (how well it can be managed by deliverables) are both in [0, 1]
(§SCOPE-2). From these and the gates comes a class (§SCOPE-3 to §SCOPE-8); how far it can be trusted is told
by the share of other weightings that give the same class, and by the class at both ends of every uncertain
answer (§SCOPE-9 to §SCOPE-11).
"""

from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from outhaul.engine.answers import MIDPOINT, REMOTE_UNKNOWN, answered
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Process
from outhaul.engine.questionnaire import CORE, MANAGEABILITY
from outhaul.engine.report import ScopeClass, ScopeVerdict

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
    core = reach(core_score(answers), assumptions.grey_cut, assumptions.core_cut)
    manageable = reach(manageability_score(answers), assumptions.fixable_cut, assumptions.manageable_cut)
    return _class(answers, core, manageable)


def reach(score: float, lower: float, upper: float) -> Reach:
    """Return how far `score` reaches between two cuts."""
    if score >= upper - TOLERANCE:
        return Reach.BOTH
    return Reach.LOWER if score >= lower - TOLERANCE else Reach.NEITHER


def _class(answers: Mapping[str, float], core: Reach, manageable: Reach) -> ScopeClass:
    """The class at a given reach of K and M; the gates come from `answers`."""
    if stays_with_staff(answers) or _is_directed(answers):
        return "KEEP_LEGAL"
    if core == Reach.BOTH or _is_core_alone(answers):
        return "KEEP_CORE"
    if not answers["M7"] or answers["M1"] < MEASURABLE or manageable == Reach.NEITHER:
        return "KEEP_UNMANAGEABLE"
    if manageable == Reach.LOWER or answers["M4"] < DIVISIBLE:
        return "PREPARE"
    return "PILOT" if core == Reach.LOWER else "ELIGIBLE"


def stays_with_staff(answers: Mapping[str, float]) -> bool:
    """Whether its data must stay with own staff (§SCOPE-3)."""
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
