"""A thousand scenarios in the choice of a plan: tails added when they are missing, beside a row for each.

Both solve a relaxation of the same problem. Rows: the programme of few columns with a row for each scenario
(Rockafellar & Uryasev), in HiGHS. Outhaul: prices, with a tail added while the worst one is understated.
"""

import time

import numpy as np

from benchmarks.choosing.family import family
from outhaul.engine.plan.canonical import canonical
from outhaul.engine.plan.compact import compact
from outhaul.engine.plan.highs import solve_linear
from outhaul.engine.plan.model import Entries, Programme, compressed
from outhaul.engine.plan.presolve import fitting
from outhaul.engine.plan.problem import PlanProblem
from outhaul.engine.plan.wide.bound import bound_of
from outhaul.engine.plan.wide.crowd import crowd
from outhaul.engine.plan.wide.terms import whole_range

SCENARIOS = 1000


def measured(sizes: list[int], seeds: list[int]) -> list[dict[str, object]]:
    """One row for each size, seed and way."""
    rows = []
    for processes in sizes:
        for seed in seeds:
            problem = fitting(family(processes, seed, scenarios=SCENARIOS))
            begun = time.process_time()
            form = canonical(problem)
            found = bound_of(seen := crowd(form.problem), whole_range(seen))
            ours = time.process_time() - begun
            begun = time.process_time()
            task = with_scenarios(problem)
            answer = solve_linear(task)
            theirs = time.process_time() - begun
            entries = int(task.value.size)
            held = int(np.count_nonzero(found.planes.use)) + found.planes.cost.size
            rows += [
                _row(processes, seed, "Outhaul", ours, ours, held, len(found.tails), found.value * form.unit),
                _row(processes, seed, "HiGHS, rows", theirs, ours, entries, SCENARIOS, answer.objective),
            ]
    return rows


def _row(  # noqa: PLR0913, PLR0917 -- a row of a table
    processes: int, seed: int, way: str, seconds: float, ours: float, entries: int, tails: int, bound: float
) -> dict[str, object]:
    return {
        "processes": processes,
        "seed": seed,
        "way": way,
        "CPU seconds": f"{seconds:.2f}",
        "times": f"{seconds / ours:.1f}",
        "entries": f"{entries:,}",
        "tails": tails,
        "bound": f"{bound:,.0f}",
    }


def with_scenarios(problem: PlanProblem) -> Programme:
    """The programme of few columns, with a row for each scenario."""
    option = np.flatnonzero(problem.manager_allowed.any(axis=1))
    plain = compact(problem, option, np.zeros((0, problem.scenarios)))
    task, scenarios = plain.programme, problem.scenarios
    columns, rows = task.cost.size, task.row_lower.size
    even = problem.hour_cost[0]
    cost = problem.scenario_cost[:, option] + even * problem.scenario_hours[:, option]
    cost = cost - cost.mean(axis=0)
    entries = Entries([task.index], [np.repeat(np.arange(columns), np.diff(task.start))], [task.value])
    each = rows + np.arange(scenarios)
    entries.add(each[:, None], plain.options + np.arange(option.size)[None, :], cost)
    entries.add(each, columns, -1.0)
    entries.add(each, columns + 1 + np.arange(scenarios), -1.0)
    entries.add(rows + scenarios, columns, 1.0)
    entries.add(rows + scenarios, columns + 1 + np.arange(scenarios), 1 / ((1 - problem.alpha) * scenarios))
    entries.add(rows + scenarios, plain.tail, -1.0)
    start, index, value = compressed(entries, columns + 1 + scenarios)
    more = np.zeros(1 + scenarios)
    return Programme(
        cost=np.concatenate([task.cost, more]),
        lower=np.concatenate([task.lower, [-np.inf], more[1:]]),
        upper=np.concatenate([task.upper, more + np.inf]),
        integer=np.concatenate([task.integer, more > 0]),
        row_lower=np.concatenate([task.row_lower, np.full(scenarios + 1, -np.inf)]),
        row_upper=np.concatenate([task.row_upper, more]),
        start=start,
        index=index,
        value=value,
    )
