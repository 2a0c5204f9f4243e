"""General solvers, given the same programme in arrays: HiGHS, SciPy, PuLP with CBC, OR-Tools CP-SAT.

Each takes the programme, the gap that is wanted and seconds, and answers with its status, the lowest
bound that it claims (None if it tells none), and its point (None if it has none). A status is what the
tool says, checked: PuLP reports an "objective" for a problem that it has not solved.
"""

from collections.abc import Callable

import numpy as np

from outhaul.engine.plan.model import Programme

Answer = tuple[str, float | None, np.ndarray | None]
Peer = Callable[[Programme, float, float], Answer]

QUARTERS = 4
"""Hours are counted in quarters: CP-SAT knows whole numbers only."""
CENTS = 100


def highs(task: Programme, gap: float, limit: float) -> Answer:
    """HiGHS by its own interface."""
    from outhaul.engine.plan.highs import solve_whole  # noqa: PLC0415 -- only its own process carries it

    found = solve_whole(task, gap=gap, time_limit=limit, restart=True)
    return found.outcome, found.bound, found.x if found.x.size else None


def scipy_milp(task: Programme, gap: float, limit: float) -> Answer:
    """SciPy's interface to HiGHS."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 -- likewise
    from scipy.sparse import csc_array  # noqa: PLC0415 -- likewise

    matrix = csc_array((task.value, task.index, task.start), shape=(task.row_lower.size, task.cost.size))
    found = milp(
        task.cost,
        integrality=task.integer.astype(int),
        bounds=Bounds(task.lower, task.upper),
        constraints=LinearConstraint(matrix, task.row_lower, task.row_upper),
        options={"time_limit": limit, "mip_rel_gap": gap},
    )
    status = {0: "optimal", 1: "limit", 2: "infeasible"}.get(found.status, "failed")
    return status, None if found.mip_dual_bound is None else float(found.mip_dual_bound), found.x


def pulp_cbc(task: Programme, gap: float, limit: float) -> Answer:
    """PuLP with the CBC that it brings; it tells no bound."""
    import pulp  # noqa: PLC0415 -- likewise

    model = pulp.LpProblem("plan", pulp.LpMinimize)
    variables = [
        pulp.LpVariable(
            f"x{j}",
            float(task.lower[j]),
            None if np.isinf(task.upper[j]) else float(task.upper[j]),
            "Integer" if task.integer[j] else "Continuous",
        )
        for j in range(task.cost.size)
    ]
    model += pulp.LpAffineExpression(zip(variables, task.cost, strict=True))
    for row, terms in enumerate(_rows(task)):
        total = pulp.LpAffineExpression([(variables[j], value) for j, value in terms])
        if task.row_lower[row] == task.row_upper[row]:
            model += total == task.row_upper[row]
            continue
        if np.isfinite(task.row_upper[row]):
            model += total <= task.row_upper[row]
        if np.isfinite(task.row_lower[row]):
            model += total >= task.row_lower[row]
    model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=limit, gapRel=gap, threads=1))
    if model.sol_status not in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible):
        return f"{pulp.LpStatus[model.status]}: no plan", None, None
    status = "optimal" if model.sol_status == pulp.LpSolutionOptimal else "limit"
    return status, None, np.array([variable.varValue or 0.0 for variable in variables])


def cp_sat(task: Programme, gap: float, limit: float) -> Answer:
    """CP-SAT of OR-Tools, one worker; figures are rounded to cents and quarters of hours."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 -- likewise

    model = cp_model.CpModel()
    scale = np.where(task.integer, 1, QUARTERS)
    top = np.where(np.isfinite(task.upper), task.upper, 1e7) * scale
    variables = [
        model.new_int_var(int(task.lower[j] * scale[j]), int(top[j]), f"x{j}") for j in range(task.cost.size)
    ]
    for row, terms in enumerate(_rows(task)):
        if not terms:
            continue
        columns = [variables[j] for j, _ in terms]
        values = [round(value * QUARTERS * CENTS / scale[j]) for j, value in terms]
        low, high = (side[row] * QUARTERS * CENTS for side in (task.row_lower, task.row_upper))
        low = cp_model.INT_MIN if np.isinf(low) else round(low)
        high = cp_model.INT_MAX if np.isinf(high) else round(high)
        model.add_linear_constraint(cp_model.LinearExpr.weighted_sum(columns, values), low, high)
    costs = np.round(task.cost * CENTS * QUARTERS / scale).astype(int)
    model.minimize(cp_model.LinearExpr.weighted_sum(variables, costs.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limit
    solver.parameters.relative_gap_limit = gap
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    told = {cp_model.OPTIMAL: "optimal", cp_model.FEASIBLE: "limit"}.get(status)
    bound = solver.best_objective_bound / (CENTS * QUARTERS)
    if told is None:
        return f"{solver.status_name(status)}: no plan", bound, None
    return told, bound, np.array([solver.value(variable) for variable in variables]) / scale


def _rows(task: Programme) -> list[list[tuple[int, float]]]:
    """Each row's columns and values."""
    rows: list[list[tuple[int, float]]] = [[] for _ in range(task.row_lower.size)]
    column = np.repeat(np.arange(task.cost.size), np.diff(task.start))
    for i, j, value in zip(task.index.tolist(), column.tolist(), task.value.tolist(), strict=True):
        rows[i].append((j, value))
    return rows


PEERS: dict[str, tuple[str, Peer]] = {
    "highs": ("HiGHS", highs),
    "scipy": ("scipy.milp", scipy_milp),
    "pulp": ("PuLP, CBC", pulp_cbc),
    "cpsat": ("OR-Tools CP-SAT", cp_sat),
}
