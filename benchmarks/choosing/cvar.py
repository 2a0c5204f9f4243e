"""A thousand scenarios in the choice of a plan: tails added when they are missing, beside a row for each.

All solve a relaxation of the same problem, from its arrays to the bound. Rows: the programme of few columns
with a row for each scenario (Rockafellar & Uryasev), in HiGHS. Outhaul: pairs of option and manager that
enter when they pay, a tail added while the worst one is understated; and, for large businesses, prices, with
tails likewise. The bound of pairs is never below that of rows: both are the whole programme.
"""

import time
from collections.abc import Callable

import numpy as np

from benchmarks.choosing.family import family
from outhaul.engine.plan.branching import begun
from outhaul.engine.plan.canonical import canonical
from outhaul.engine.plan.compact import compact
from outhaul.engine.plan.highs import solve_linear
from outhaul.engine.plan.model import Entries, Programme, compressed, programme
from outhaul.engine.plan.presolve import fitting
from outhaul.engine.plan.problem import PlanProblem
from outhaul.engine.plan.wide.bound import bound_of
from outhaul.engine.plan.wide.crowd import crowd
from outhaul.engine.plan.wide.terms import whole_range

SCENARIOS = 1000


def measured(sizes: list[int], seeds: list[int]) -> list[dict[str, object]]:
    """One row for each size, seed and way."""
    by_pairs(family(5, 0, scenarios=9))  # what is imported on the way is no part of it
    rows = []
    for processes in sizes:
        for seed in seeds:
            problem = family(processes, seed, scenarios=SCENARIOS)
            ways = {"Outhaul, pairs": by_pairs, "Outhaul, prices": by_prices, "HiGHS, rows": by_rows}
            told = {}
            for way, solved in ways.items():
                before = time.process_time()
                bound, counted = solved(problem)
                told[way] = (time.process_time() - before, bound, *counted())
            least = told["Outhaul, pairs"][0]
            rows += [
                {
                    "processes": processes,
                    "seed": seed,
                    "way": way,
                    "CPU seconds": f"{seconds:.2f}",
                    "times": f"{seconds / least:.1f}",
                    "entries": f"{entries:,}",
                    "tails": tails,
                    "bound": f"{bound:,.0f}",
                }
                for way, (seconds, bound, entries, tails) in told.items()
            ]
    return rows


Told = tuple[float, Callable[[], tuple[int, int]]]
"""A bound, and what counts, off the clock, the entries of the last programme and its scenarios or tails."""


def by_pairs(problem: PlanProblem) -> Told:
    """The relaxation that up to sixty processes are searched with."""
    form = canonical(fitting(problem))
    search = begun(form, None)
    master = search.relaxation.master

    def counted() -> tuple[int, int]:
        cost = search.cost[master.pairs.option, master.pairs.manager]
        last = programme(search.plan, master.pairs, cost, master.links, master.tails)
        return int(last.value.size), len(master.tails)

    return search.bound * form.unit, counted


def by_prices(problem: PlanProblem) -> Told:
    """The bound that larger businesses are searched with."""
    form = canonical(fitting(problem))
    found = bound_of(seen := crowd(form.problem), whole_range(seen))
    held = int(np.count_nonzero(found.planes.use)) + found.planes.cost.size
    return found.value * form.unit, lambda: (held, len(found.tails))


def by_rows(problem: PlanProblem) -> Told:
    """A row for each scenario."""
    task = with_scenarios(fitting(problem))
    return solve_linear(task).objective, lambda: (int(task.value.size), problem.scenarios)


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
