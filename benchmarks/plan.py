"""The plan beside general tools: the same model in scipy.optimize.milp and in PuLP with CBC.

Every way gets the same made-up business, the same gap of 0.1 % and the same time limit, each in a
process of its own, whose peak memory is its own. What a tool calls its result is checked: PuLP
reports an "objective" for a problem that it has not solved. The peers get the natural model: every
pair of option and manager is a binary, every scenario has its row of the worst tenth.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[1])]

from outhaul.engine.plan.problem import PlanProblem  # noqa: E402 -- only now found
from tests.engine.plan.instances import Size, business  # noqa: E402 -- likewise
from tests.engine.plan.referee import judge  # noqa: E402 -- likewise

WAYS = ("ours", "scipy", "pulp")
SIZES = (10, 20, 40, 80)
GAP = 1e-3
OVERRUN = 3
"""How many times its limit a way may take before it is stopped: some look at the clock too seldom."""
WIDTHS = (9, 6, 10, 8, 7, 8, 12, 6, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one way reached: its status, seconds, gap it can prove, objective by the referee, megabytes."""

    status: str
    seconds: float
    gap: float | None
    objective: float | None
    memory: float


def main() -> None:
    """Print the table, or, in a child process, solve one business one way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10 processes, 16 scenarios, 20 seconds a peer")
    parser.add_argument("--limit", type=float, default=None, help="seconds for each peer")
    parser.add_argument("--scenarios", type=int, default=None)
    parser.add_argument("--processes", type=int, nargs="+", default=None, help="sizes to measure")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--child", nargs=2, metavar=("WAY", "PROCESSES"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    limit = options.limit or (20.0 if options.quick else 60.0)
    options.scenarios = options.scenarios or (16 if options.quick else 64)
    if options.child:
        way, processes = options.child
        print(json.dumps(child(way, made(int(processes), options), limit)))
        return
    print(f"190 countries, 3 rates, 4 managers, {options.scenarios} scenarios, gap {GAP:.1%}, {limit:.0f} s")
    heads = ("processes", "way", "status", "seconds", "ratio", "gap", "objective", "MB", "ratio")
    print(" ".join(f"{head:>{width}}" for head, width in zip(heads, WIDTHS, strict=True)), flush=True)
    for processes in options.processes or (SIZES[:1] if options.quick else SIZES):
        first = started(WAYS[0], processes, options, limit)
        for way in WAYS:
            result = first if way == WAYS[0] else started(way, processes, options, limit)
            print(line(processes, way, result, first), flush=True)


def made(processes: int, options: argparse.Namespace) -> PlanProblem:
    """The business of a size."""
    return business(Size(processes=processes, countries=190, scenarios=options.scenarios), options.seed)


def line(processes: int, way: str, result: Result, ours: Result) -> str:
    """One line of the table; ratios are to ours."""
    gap = "-" if result.gap is None else f"{result.gap:.3%}"
    objective = "none" if result.objective is None else f"{result.objective:,.0f}"
    ratios = f"{result.seconds / ours.seconds:.1f}x", f"{result.memory / ours.memory:.1f}x"
    megabytes = f"{result.memory:.0f}"
    if np.isnan(result.memory):
        ratios, megabytes = (ratios[0], "-"), "-"
    cells: tuple[object, ...] = (processes, way, result.status, f"{result.seconds:.2f}", ratios[0], gap)
    cells += (objective, megabytes, ratios[1])
    return " ".join(f"{cell!s:>{width}}" for cell, width in zip(cells, WIDTHS, strict=True))


def started(way: str, processes: int, options: argparse.Namespace, limit: float) -> Result:
    """Solve in a process of its own, so that nobody pays for another's memory."""
    command = [sys.executable, __file__, "--child", way, str(processes)]
    command += ["--limit", str(limit), "--scenarios", str(options.scenarios), "--seed", str(options.seed)]
    patience = OVERRUN * limit
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=patience, check=False)
    except subprocess.TimeoutExpired:
        return Result(status="stopped", seconds=patience, gap=None, objective=None, memory=np.nan)
    if done.returncode:
        return Result(status="crashed", seconds=np.nan, gap=None, objective=None, memory=np.nan)
    return Result(**json.loads(done.stdout.splitlines()[-1]))


def child(way: str, problem: PlanProblem, limit: float) -> dict[str, object]:
    """Solve one way; the clock runs from the arrays to the answer, building the model included."""
    solve = {"ours": ours, "scipy": scipy_milp, "pulp": pulp_cbc}[way]
    begun = time.perf_counter()
    status, bound, plan = solve(problem, limit)
    seconds = time.perf_counter() - begun
    objective = None
    if plan is not None:
        ruling = judge(problem, *plan)
        status = status if ruling.excess <= 1e-3 else "wrong"  # noqa: PLR2004 -- a peer's own tolerance
        objective = ruling.objective
    gap = None if objective is None or bound is None else max(0.0, objective - bound) / abs(objective)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"status": status, "seconds": seconds, "gap": gap, "objective": objective, "memory": memory}


Plan = tuple[np.ndarray, np.ndarray] | None


def ours(problem: PlanProblem, limit: float) -> tuple[str, float | None, Plan]:
    """Our own solver."""
    from outhaul.engine.plan.solve import solve  # noqa: PLC0415 -- a peer's process is not to carry it

    solution = solve(problem, gap=GAP, time_limit=limit)
    plan = (solution.option, solution.manager) if solution.option.size else None
    return solution.status, solution.bound, plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Natural:
    """The model as one would write it down: rows lower <= A x <= upper over pairs, then what is shared."""

    option: np.ndarray
    manager: np.ndarray
    cost: np.ndarray
    upper: np.ndarray
    integer: np.ndarray
    rows: tuple[np.ndarray, np.ndarray, np.ndarray]
    row_lower: np.ndarray
    row_upper: np.ndarray


class Rows:
    """Rows of a model, gathered one family at a time."""

    def __init__(self) -> None:
        self.parts: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
        self.lower: list[np.ndarray] = []
        self.upper: list[np.ndarray] = []
        self.count = 0

    def family(self, lower: float | np.ndarray, upper: float | np.ndarray, size: int) -> int:
        """Open `size` rows; return the first."""
        self.lower.append(np.broadcast_to(np.asarray(lower, dtype=float), size))
        self.upper.append(np.broadcast_to(np.asarray(upper, dtype=float), size))
        self.count += size
        return self.count - size

    def put(self, row: np.ndarray | int, column: np.ndarray | int, value: np.ndarray | float) -> None:
        """Put entries."""
        rows, columns, values = np.broadcast_arrays(row, column, np.asarray(value, dtype=float))
        kept = values != 0
        self.parts.append((rows[kept], columns[kept], values[kept]))

    def entries(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """All entries: row, column, value."""
        row, column, value = (np.concatenate(part) for part in zip(*self.parts, strict=True))
        return row, column, value


def natural(q: PlanProblem) -> Natural:  # noqa: PLR0915 -- a model, read from top to bottom
    """Write the model down (§PLAN-1 to §PLAN-9), money in thousands."""
    o, m = np.nonzero(q.manager_allowed)
    pairs, p = np.arange(o.size), q.process[o]
    outside, thousand = q.external[o].astype(float), 1e-3
    train, hire = o.size, o.size + q.managers
    tool, place = hire + q.managers, hire + q.managers + q.tools
    short, paid, at_risk, beyond = (place + q.countries + step for step in range(4))
    columns = beyond + q.scenarios
    each, rows = np.arange(q.managers), Rows()
    rows.put(rows.family(1, 1, q.processes) + p, pairs, 1.0)
    hours, peak = rows.family(-np.inf, 0, q.managers), rows.family(-np.inf, 0, q.managers)
    span = rows.family(-np.inf, 0, q.managers)
    rows.put(hours + m, pairs, q.load[o])
    rows.put(hours + each, hire + each, -q.capacity)
    rows.put(peak + m, pairs, q.peak_load[o])
    rows.put(peak + each, hire + each, -q.capacity * q.peak_factor)
    rows.put(span + m, pairs, outside)
    rows.put(span + each, train + each, -q.span.astype(float))
    trains, hires = np.where(q.trained, 0.0, 1.0), q.hireable.astype(float)
    money = [(q.budget, q.capital)] + [(q.liquidity, q.cash[:, month]) for month in range(7)]
    for most, need in money:
        row = rows.family(-np.inf, most * thousand, 1)
        rows.put(row, pairs, need[o] * thousand)
        rows.put(row, train + each, trains * q.training_capital * thousand)
        rows.put(row, hire + each, hires * q.hire_capital * thousand)
        rows.put(row, tool + np.arange(q.tools), q.tool_capital * thousand)
    row = rows.family(0, 0, 1)
    rows.put(row, pairs, q.spend[o] * thousand)
    rows.put(row, paid, -1.0)
    row = rows.family(q.owner_goal, np.inf, 1)
    rows.put(row, pairs, q.owner_hours_freed[o])
    rows.put(row, short, 1.0)
    abroad = q.country[o] >= 0
    share = rows.family(-np.inf, q.allowances * thousand, q.countries)
    rows.put(share + q.country[o[abroad]], pairs[abroad], q.spend[o[abroad]] * thousand)
    rows.put(share + np.arange(q.countries), paid, -q.max_country_share)
    by_manager = rows.family(-np.inf, 0, 2 * q.processes * q.managers)
    rows.put(by_manager + p * q.managers + m, pairs, outside)
    rows.put(by_manager + (q.processes + p) * q.managers + m, pairs, 1.0)
    links = np.arange(q.processes * q.managers)
    rows.put(by_manager + links, train + links % q.managers, -1.0)
    rows.put(by_manager + links.size + links, hire + links % q.managers, -1.0)
    for t in range(q.tools):
        row = rows.family(-np.inf, 0, q.processes)
        rows.put(row + p, pairs, outside * q.needs_tool[p, t])
        rows.put(row + np.arange(q.processes), tool + t, -1.0 * q.needs_tool[:, t])
    row = rows.family(-np.inf, 0, q.processes * q.countries)
    rows.put(row + (p * q.countries + q.country[o])[abroad], pairs[abroad], 1.0)
    rows.put(
        row + np.arange(q.processes * q.countries), place + np.tile(np.arange(q.countries), q.processes), -1.0
    )
    fixed = {
        train: trains * q.training_cost,
        hire: hires * q.hire_cost,
        tool: q.tool_cost,
        place: q.country_cost,
    }
    tail = rows.family(-np.inf, 0, q.scenarios)
    each_scenario = np.arange(q.scenarios)[:, None]
    costs = q.scenario_cost[:, o] + q.scenario_hours[:, o] * q.hour_cost[m]
    rows.put(tail + each_scenario, pairs[None, :], costs * thousand)
    for first, price in fixed.items():
        rows.put(tail + each_scenario, (first + np.arange(price.size))[None, :], price[None, :] * thousand)
    rows.put(tail + each_scenario, at_risk, -1.0)
    rows.put(tail + each_scenario, beyond + each_scenario, -1.0)
    w = q.risk_weight
    cost = np.zeros(columns)
    cost[: o.size] = (1 - w) * costs.mean(axis=0) - q.owner_hour_worth * q.owner_hours_freed[o]
    for first, price in fixed.items():
        cost[first : first + price.size] = (1 - w) * price
    cost[short], cost[at_risk] = q.goal_price, w / thousand
    cost[beyond:] = w / ((1 - q.alpha) * q.scenarios) / thousand
    upper = np.ones(columns)
    upper[short:] = np.inf
    return Natural(
        option=o,
        manager=m,
        cost=cost * thousand,
        upper=upper,
        integer=np.arange(columns) < short,
        rows=rows.entries(),
        row_lower=np.concatenate(rows.lower),
        row_upper=np.concatenate(rows.upper),
    )


def planned(model: Natural, x: np.ndarray, problem: PlanProblem) -> Plan:
    """The plan that a point stands for, None if it is none."""
    on = np.flatnonzero(x[: model.option.size] > 0.5)  # noqa: PLR2004 -- rounding a binary
    option, manager = model.option[on], model.manager[on]
    order = np.argsort(problem.process[option], kind="stable")
    whole = np.array_equal(problem.process[option[order]], np.arange(problem.processes))
    return (option[order], manager[order]) if whole else None


def scipy_milp(problem: PlanProblem, limit: float) -> tuple[str, float | None, Plan]:
    """SciPy's interface to HiGHS."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 -- only its own process carries it
    from scipy.sparse import csc_array  # noqa: PLC0415 -- likewise

    model = natural(problem)
    row, column, value = model.rows
    matrix = csc_array((value, (row, column)), shape=(model.row_lower.size, model.cost.size))
    lower = np.zeros(model.cost.size)
    lower[np.flatnonzero(model.integer)[-1] + 3] = -np.inf
    found = milp(
        model.cost,
        integrality=model.integer.astype(int),
        bounds=Bounds(lower, model.upper),
        constraints=LinearConstraint(matrix, model.row_lower, model.row_upper),
        options={"time_limit": limit, "mip_rel_gap": GAP},
    )
    status = {0: "optimal", 1: "limit", 2: "infeasible"}.get(found.status, "failed")
    bound = None if found.mip_dual_bound is None else float(found.mip_dual_bound) * 1e3
    return status, bound, None if found.x is None else planned(model, found.x, problem)


def pulp_cbc(problem: PlanProblem, limit: float) -> tuple[str, float | None, Plan]:
    """PuLP with the CBC that it brings; it reports no bound, and an objective even when unsolved."""
    import pulp  # noqa: PLC0415 -- only its own process carries it

    model = natural(problem)
    task = pulp.LpProblem("plan", pulp.LpMinimize)
    free = int(np.flatnonzero(model.integer)[-1]) + 3
    variables = [
        pulp.LpVariable(
            f"x{j}",
            None if j == free else 0,
            None if np.isinf(model.upper[j]) else 1,
            "Binary" if model.integer[j] else "Continuous",
        )
        for j in range(model.cost.size)
    ]
    task += pulp.LpAffineExpression(zip(variables, model.cost, strict=True))
    row, column, value = model.rows
    order = np.argsort(row, kind="stable")
    starts = np.searchsorted(row[order], np.arange(model.row_lower.size + 1))
    for i in range(model.row_lower.size):
        inside = order[starts[i] : starts[i + 1]]
        total = pulp.LpAffineExpression(
            [(variables[j], v) for j, v in zip(column[inside], value[inside], strict=True)]
        )
        if model.row_lower[i] == model.row_upper[i]:
            task += total == model.row_upper[i]
        elif np.isfinite(model.row_upper[i]):
            task += total <= model.row_upper[i]
        elif np.isfinite(model.row_lower[i]):
            task += total >= model.row_lower[i]
    task.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=limit, gapRel=GAP, threads=1))
    solved = task.sol_status in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible)
    status = {pulp.LpSolutionOptimal: "optimal", pulp.LpSolutionIntegerFeasible: "limit"}.get(
        task.sol_status, "no plan"
    )
    if not solved:
        return status, None, None
    x = np.array([variable.varValue or 0.0 for variable in variables])
    return status, None, planned(model, x, problem)


if __name__ == "__main__":
    main()
