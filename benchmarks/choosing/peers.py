"""General solvers, given the same programme: HiGHS, SciPy, PuLP with CBC, linopy with HiGHS, OR-Tools CP-SAT.

Each takes the programme, the gap that is wanted and seconds, and answers with its status, the lowest
bound that it claims (None if it tells none), and its point (None if it has none). A status is what the
tool says, checked: PuLP reports an "objective" for a problem that it has not solved.
"""

from collections.abc import Callable
from typing import Any

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


def linopy_highs(task: Programme, gap: float, limit: float) -> Answer:
    """Linopy, which hands its arrays to HiGHS; rows of about as many entries are written at once."""
    import linopy  # noqa: PLC0415 -- likewise
    import xarray as xr  # noqa: PLC0415 -- likewise

    model: Any = linopy.Model()
    whole, free = np.flatnonzero(task.integer), np.flatnonzero(~task.integer)
    label = np.zeros(task.cost.size, dtype=np.int64)
    cost: Any = 0
    for name, columns in (("whole", whole), ("free", free)):
        sides = (xr.DataArray(side[columns], dims=name) for side in (task.lower, task.upper))
        column = model.add_variables(*sides, name=name, integer=name == "whole")
        label[columns] = column.labels.values
        cost = cost + (column * xr.DataArray(task.cost[columns], dims=name)).sum()
    model.add_objective(cost)
    rows = _rows(task)
    size = np.array([len(terms) for terms in rows])
    for few in range(int(size.max(initial=1)).bit_length()):
        group = np.flatnonzero((size >= 1 << few) & (size < 2 << few))
        for sign, side in (("<=", task.row_upper), (">=", task.row_lower)):
            bounded = group[np.isfinite(side[group])]
            if bounded.size:
                terms = _padded([rows[row] for row in bounded], label, f"rows{few}")
                right = xr.DataArray(side[bounded], dims=f"rows{few}")
                model.add_constraints(linopy.LinearExpression(terms, model), sign, right)
    options = {"mip_rel_gap": gap, "time_limit": limit, "threads": 1, "output_flag": False}
    _, condition = model.solve("highs", io_api="direct", progress=False, **options)
    bound = float(model.solver_model.getInfo().mip_dual_bound)
    if not np.isfinite(model.objective.value or np.nan):
        return f"{condition}: no plan", bound, None
    x = np.zeros(task.cost.size)
    for name, columns in (("whole", whole), ("free", free)):
        x[columns] = model.solution[name].values
    return "optimal" if condition == "optimal" else "limit", bound, x


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


def _padded(rows: list[list[tuple[int, float]]], label: np.ndarray, name: str) -> Any:  # noqa: ANN401 -- of xarray, which may be missing
    """Rows of a like length as linopy has them: labels and factors, -1 and NaN where a row is shorter."""
    import xarray as xr  # noqa: PLC0415 -- likewise

    shape = (len(rows), max(len(terms) for terms in rows))
    who, factor = np.full(shape, -1), np.full(shape, np.nan)
    for number, terms in enumerate(rows):
        column, value = zip(*terms, strict=True)
        who[number, : len(terms)], factor[number, : len(terms)] = label[list(column)], value
    return xr.Dataset({"coeffs": ((name, "_term"), factor), "vars": ((name, "_term"), who)})


PEERS: dict[str, tuple[str, Peer, tuple[str, ...]]] = {
    "highs": ("HiGHS", highs, ("outhaul.engine.plan.highs",)),
    "scipy": ("scipy.milp", scipy_milp, ("scipy.optimize", "scipy.sparse")),
    "pulp": ("PuLP, CBC", pulp_cbc, ("pulp",)),
    "linopy": ("linopy, HiGHS", linopy_highs, ("linopy", "xarray", "highspy")),
    "cpsat": ("OR-Tools CP-SAT", cp_sat, ("ortools.sat.python.cp_model",)),
}
"""Name, way, and what is imported before the clock starts."""
