"""One thing changed in a business whose plan is known: solved again from that plan, beside from nothing."""

import statistics
import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from benchmarks.choosing.family import family
from outhaul.engine.plan.problem import PlanProblem
from outhaul.engine.plan.solve import solve

GAP = 5e-3
COUNTRY, PROCESS = 3, 5


def edited(problem: PlanProblem) -> Iterator[tuple[str, PlanProblem]]:
    """The business with one thing changed."""
    costs = problem.scenario_cost
    one = np.arange(problem.managers) == 0
    yield (
        "a country 5 % dearer",
        replace(problem, scenario_cost=costs * np.where(problem.country == COUNTRY, 0.95, 1)),
    )
    yield (
        "a process 10 % cheaper",
        replace(problem, scenario_cost=costs * np.where(problem.process == PROCESS, 1.1, 1)),
    )
    yield "a manager has 10 % more hours", replace(problem, capacity=problem.capacity * np.where(one, 1.1, 1))
    yield (
        "a manager has 10 % fewer hours",
        replace(problem, capacity=problem.capacity * np.where(one, 0.9, 1)),
    )
    yield "the budget is 2 % less", replace(problem, budget=problem.budget * 0.98)
    yield "the budget is 5 % more", replace(problem, budget=problem.budget * 1.05)


def measured(sizes: list[int], seeds: list[int]) -> list[dict[str, object]]:
    """One row for each size and edit, medians over the seeds."""
    rows = []
    for processes in sizes:
        found: dict[str, list[tuple[float, float, float, int]]] = {}
        for seed in seeds:
            problem = family(processes, seed)
            start = solve(problem, gap=GAP)
            for name, other in edited(problem):
                begun = time.process_time()
                warm = solve(other, gap=GAP, start=start)
                between = time.process_time()
                solve(other, gap=GAP)
                moved = int((warm.option != start.option).sum())
                seconds = (between - begun, time.process_time() - between)
                found.setdefault(name, []).append((*seconds, warm.gap, moved))
        for name, runs in found.items():
            again, anew, gap, moved = (statistics.median(part) for part in zip(*runs, strict=True))
            rows.append(
                {
                    "processes": processes,
                    "what changed": name,
                    "again, CPU seconds": f"{again:.2f}",
                    "from nothing": f"{anew:.2f}",
                    "gap": f"{gap:.2%}",
                    "processes that moved": f"{moved:.0f}",
                }
            )
    return rows
