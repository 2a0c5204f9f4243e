"""HiGHS, asked the same way every time: one thread, a fixed seed, no output."""

from dataclasses import dataclass, replace
from typing import Any, Literal

import highspy
import numpy as np

from outhaul.engine.plan.model import Programme
from outhaul.engine.plan.problem import Floats

Outcome = Literal["optimal", "infeasible", "limit"]
SEED = 1
PRIMAL = 4
"""HiGHS's number of the primal simplex method."""
SEARCHES = ("rins", "rens", "root_reduced_cost")
"""HiGHS's searches for better plans by programmes within the programme: they take longer than the proof."""


TRIALS = 4
"""How often HiGHS tries a branch out before it trusts what it has seen of it: half of what it would."""
ENUMERATION = 1 << 16
"""HiGHS's rule of presolve that tries small rows out: version 1.16 then loses plans that there are."""


class _Silent(highspy.Highs):
    """A solver that never writes: HiGHS greets on standard output when its callbacks start."""

    def enableCallbacks(self) -> None:  # noqa: N802 -- HiGHS's name
        """Fall silent, and do without callbacks."""
        self.silent()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answer:
    """What HiGHS found."""

    outcome: Outcome
    """"limit" also when a time limit stopped it."""
    x: Floats
    """Best point found, empty if none was."""
    row_dual: Floats
    """For a linear programme: change of the optimum by one unit of each row's side."""
    objective: float
    bound: float
    nodes: int
    seconds: float
    basis: Any = None


def solve_linear(programme: Programme, basis: Any = None) -> Answer:  # noqa: ANN401 -- HiGHS's own, untyped
    """Solve the linear relaxation, from `basis` if there is one (its lists as long as the programme).

    A large programme may leave the simplex method in numerical trouble, most of all far from `basis`;
    it is then solved again from nothing, and at last by the primal method.
    """
    for way in ("warm", "cold", "primal") if basis is not None else ("cold", "primal"):
        highs = loaded(programme, whole=False)
        if way == "warm":
            highs.setOptionValue("presolve", "off")
            highs.setBasis(basis)
        if way == "primal":
            highs.setOptionValue("simplex_strategy", PRIMAL)
        answer = _answer(highs, whole=False)
        if answer.outcome == "optimal":
            return answer
    raise ArithmeticError(f"HiGHS left a linear programme {answer.outcome}")


def solve_whole(  # noqa: PLR0913 -- what may end a search
    programme: Programme,
    *,
    gap: float,
    time_limit: float,
    start: Floats | None = None,
    nodes: int | None = None,
    target: float = -np.inf,
    below: float = np.inf,
    restart: bool = False,
    shallow: bool = False,
) -> Answer:
    """Solve the mixed-integer programme to a relative `gap`, from the point `start` if there is one.

    Columns of `start` that are no number are left to HiGHS; whole ones must be told. Where there is one,
    it is the proof that takes the time, and hardly better plans are looked for.
    `restart` lets HiGHS begin anew when it has learned enough, as it would by itself; `shallow` says that a
    good point matters more than the proof.
    Points that are not `below` an objective are not looked for: where there is none, the programme is
    infeasible, or a point beyond is told; the bound then is what was asked for.
    Stops at an objective of `target`, after `time_limit` seconds, or after `nodes` nodes (reproducible).
    """
    highs = loaded(programme, whole=True)
    highs.setOptionValue("mip_rel_gap", gap)
    highs.setOptionValue("mip_abs_gap", 1e-7)
    highs.setOptionValue("mip_allow_restart", restart)  # without it, a third less time on our programmes
    highs.setOptionValue("mip_heuristic_run_root_reduced_cost", restart or shallow)  # likewise, a fifth
    highs.setOptionValue("objective_target", target)
    highs.setOptionValue("time_limit", max(time_limit, 0.01))
    if nodes is not None:
        highs.setOptionValue("mip_max_nodes", nodes)
    if below < np.inf:
        highs.setOptionValue("objective_bound", below)
        highs.setOptionValue("mip_pscost_minreliable", TRIALS)
    if (start is not None and not shallow) or below < np.inf:
        for name in SEARCHES:
            highs.setOptionValue(f"mip_heuristic_run_{name}", False)  # noqa: FBT003 -- HiGHS's way
    if start is not None:
        told = np.flatnonzero(np.isfinite(start)).astype(np.int32)
        highs.setSolution(told.size, told, start[told])
    answer = _answer(highs, whole=True)
    return replace(answer, bound=min(answer.bound, below))


def again(highs: Any) -> Answer:  # noqa: ANN401 -- highspy ships no types
    """Solve a linear programme that was solved before and has changed; from nothing where that fails."""
    for way in ("warm", "cold", "primal"):
        if way != "warm":
            highs.clearSolver()
        if way == "primal":
            highs.setOptionValue("simplex_strategy", PRIMAL)
        answer = _answer(highs, whole=False)
        if answer.outcome == "optimal":
            return answer
    raise ArithmeticError(f"HiGHS left a linear programme {answer.outcome}")


def loaded(programme: Programme, *, whole: bool) -> Any:  # noqa: ANN401 -- highspy ships no types
    """A solver that holds a programme, or its linear relaxation."""
    highs: Any = _Silent()  # type: ignore[no-untyped-call] # highspy types nothing
    for name, value in (("threads", 1), ("random_seed", SEED), ("presolve_rule_off", ENUMERATION)):
        highs.setOptionValue(name, value)
    matrix = (programme.start.astype(np.int32), programme.index.astype(np.int32), programme.value)
    highs.passModel(
        *(programme.cost.size, programme.row_lower.size, programme.value.size),
        *(int(highspy.MatrixFormat.kColwise), int(highspy.ObjSense.kMinimize), 0.0),
        *(programme.cost, programme.lower, programme.upper, programme.row_lower, programme.row_upper),
        *matrix,
        (programme.integer & whole).astype(np.int32),
    )
    return highs


def _answer(highs: Any, *, whole: bool) -> Answer:  # noqa: ANN401 -- highspy ships no types
    highs.run()
    info, status = highs.getInfo(), highs.getModelStatus()
    solution = highs.getSolution()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    outcome: Outcome = "limit"
    if status == highspy.HighsModelStatus.kOptimal:
        outcome = "optimal"
    elif status == highspy.HighsModelStatus.kInfeasible:
        outcome = "infeasible"
    return Answer(
        outcome=outcome,
        x=np.array(solution.col_value) if found else np.zeros(0),
        row_dual=np.array(solution.row_dual) if solution.dual_valid else np.zeros(0),
        objective=info.objective_function_value if found else np.inf,
        bound=info.mip_dual_bound if whole else info.objective_function_value,
        nodes=max(int(info.mip_node_count), 0) if whole else 0,
        seconds=highs.getRunTime(),
        basis=None if whole else highs.getBasis(),
    )
