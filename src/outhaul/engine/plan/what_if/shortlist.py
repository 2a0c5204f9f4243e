"""The options that a small change may move a plan to: a few of each process, of hundreds."""

from dataclasses import fields, replace

import numpy as np

from outhaul.engine.plan.groundwork import Groundwork, Priced
from outhaul.engine.plan.problem import Floats, Ints, PlanProblem
from outhaul.engine.plan.solution import Solution
from outhaul.engine.risk.coefficients import Coefficients

NEAREST = 8
"""Options of a process that would cost the plan least."""
LIGHTEST = 2
"""Options of a process that take least of the managers' hours, of capital and of pay, each."""


def shortlisted(
    work: Groundwork, problem: PlanProblem, best: Solution, regrets: Floats
) -> tuple[Priced, ...]:
    """Return each process with the options that a plan may move to; `regrets` (O,) tell what each costs.

    Kept are the options of the plan, keeping the work, the nearest, and those that ask least of what
    may become scarce.
    """
    chosen = set(best.option.tolist())
    found = []
    for process, listed in enumerate(work.options):
        rows = np.arange(work.offset(process), work.offset(process) + len(listed))
        kept = set(rows[:1]) | (chosen & set(rows.tolist()))
        mean = problem.scenario_cost[:, rows].mean(axis=0)
        kept |= set(rows[np.lexsort((mean, regrets[rows]))[:NEAREST]].tolist())
        for ask in (problem.load, problem.capital, problem.spend):
            kept |= set(rows[np.lexsort((mean, ask[rows]))[: LIGHTEST + 1]].tolist())
        found.append(picked(work, process, np.array(sorted(kept)) - rows[0]))
    return tuple(found)


def likely_regrets(problem: PlanProblem) -> Floats:
    """(O,) what an option costs more than the cheapest of its process, whatever it uses of limits."""
    wage = float(problem.hour_cost[~problem.hireable].min())
    cost = problem.scenario_cost.mean(axis=0) + wage * problem.scenario_hours.mean(axis=0)
    cost -= problem.owner_hour_worth * problem.owner_hours_freed
    cheapest = np.full(problem.processes, np.inf)
    np.minimum.at(cheapest, problem.process, cost)
    return np.asarray(cost - cheapest[problem.process])


def whole(work: Groundwork) -> tuple[Priced, ...]:
    """Return each process with all of its options."""
    return tuple(
        Priced(choices=choice, options=listed, coefficients=figures, largest=largest)
        for choice, listed, figures, largest in zip(
            work.choices, work.options, work.coefficients, work.largest, strict=True
        )
    )


def picked(work: Groundwork, process: int, rows: Ints) -> Priced:
    """Return a process with some of its options, whose numbers are `rows`."""
    return Priced(
        choices=work.choices[process],
        options=tuple(work.options[process][row] for row in rows),
        coefficients=taken(work.coefficients[process], rows),
        largest=work.largest[process],
    )


def taken(figures: Coefficients, rows: Ints) -> Coefficients:
    """Return the figures of some options."""
    arrays = {
        item.name: getattr(figures, item.name)[rows] for item in fields(figures) if item.name != "components"
    }
    parts = {name: values[rows] for name, values in figures.components.items()}
    return replace(figures, **arrays, components=parts)
