"""The options that a small change may move a plan to: a few of each process, of hundreds."""

from outhaul.engine.plan.groundwork import Groundwork, Priced
from outhaul.engine.plan.nearby import near_rows
from outhaul.engine.plan.problem import Floats, Ints, PlanProblem
from outhaul.engine.plan.solution import Solution


def shortlisted(
    work: Groundwork, problem: PlanProblem, best: Solution, regrets: Floats
) -> tuple[Priced, ...]:
    """Return each process with the options that a plan may move to; `regrets` (O,) tell what each costs.

    Which ones that are is told by `near_rows`.
    """
    rows = near_rows(problem, best, regrets)
    return tuple(
        picked(work, process, rows[problem.process[rows] == process] - work.offset(process))
        for process in range(problem.processes)
    )


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
        coefficients=work.coefficients[process].of(rows),
        largest=work.largest[process],
    )
