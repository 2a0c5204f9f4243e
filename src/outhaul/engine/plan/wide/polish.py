"""A large plan improved where it loses most: a few managers and their work, chosen anew exactly.

All else stays as it is. What is left to the few is a small plan problem of its own, with the limits that
the others leave; HiGHS solves it as a compact programme. Neighbourhoods follow one another in an order
that the plan itself sets, so that equal inputs give equal plans.
"""

from dataclasses import dataclass, replace

import numpy as np

from outhaul.engine.plan.compact import chosen_of, compact
from outhaul.engine.plan.highs import solve_whole
from outhaul.engine.plan.problem import OF_MANAGERS, OF_OPTIONS, Bools, Floats, Ints, PlanProblem
from outhaul.engine.plan.solution import Figures, evaluate, excesses, tail_weights
from outhaul.engine.plan.summing import summed

NODES = 30
ZERO = np.zeros((0, 1))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """A feasible plan."""

    option: Ints
    manager: Ints
    figures: Figures

    @property
    def objective(self) -> float:
        """What it costs."""
        return self.figures.objective


def plan_of(problem: PlanProblem, option: Ints, manager: Ints) -> Plan | None:
    """The plan of (P,) options under (P,) managers, None if it breaks a limit."""
    if (option < 0).any() or (manager < 0).any() or excesses(problem, option, manager):
        return None
    return Plan(option=option, manager=manager, figures=evaluate(problem, option, manager))


def renewed(problem: PlanProblem, plan: Plan, options: Ints, processes: Bools, managers: Bools) -> Plan:
    """The plan with `processes` (P,) under `managers` (M,) chosen anew among `options`, if that is better.

    All work of these managers must be among the processes.
    """
    part = _part(problem, plan, options, processes, managers)
    if part is None:
        return plan
    small, option, manager = part
    task = compact(small, np.arange(small.options), ZERO)
    answer = solve_whole(task.programme, gap=1e-5, time_limit=30.0, nodes=NODES)
    if not answer.x.size:
        return plan
    on, led = chosen_of(task, answer.x)
    if on.size != small.processes or led.size != small.processes:
        return plan
    new_option, new_manager = plan.option.copy(), plan.manager.copy()
    new_option[processes], new_manager[processes] = option[on], manager[led]
    found = plan_of(problem, new_option, new_manager)
    return found if found is not None and found.objective < plan.objective else plan


def _part(
    problem: PlanProblem, plan: Plan, options: Ints, processes: Bools, managers: Bools
) -> tuple[PlanProblem, Ints, Ints] | None:
    """The small problem, and where its options and managers stood."""
    listed = np.union1d(options, plan.option)
    option = listed[processes[problem.process[listed]]]
    allowed = problem.manager_allowed[np.ix_(option, np.flatnonzero(managers))]
    option, allowed = option[allowed.any(axis=1)], allowed[allowed.any(axis=1)]
    manager, numbers = np.flatnonzero(managers), np.cumsum(processes) - 1
    first = np.flatnonzero(processes)[0]
    rest = _Rest(problem, plan, ~processes)
    if (rest.allowance < 0).any():
        return None
    fields = {name: getattr(problem, name)[option] for name in OF_OPTIONS}
    fields |= {name: getattr(problem, name)[manager] for name in OF_MANAGERS}
    begins = (problem.process[option] == first).astype(float)
    fields["process"] = numbers[problem.process[option]]
    fields["capital"] = fields["capital"] + begins * rest.capital
    fields["cash"] = problem.cash[option] + np.outer(begins, rest.cash)
    fields["scenario_cost"] = _expected(problem, plan, problem.scenario_cost[:, option])
    fields["scenario_hours"] = _expected(problem, plan, problem.scenario_hours[:, option])
    fields["manager_allowed"] = allowed
    fields["needs_tool"] = problem.needs_tool[processes]
    fields["tool_cost"] = np.where(rest.tools, 0.0, problem.tool_cost)
    fields["tool_capital"] = np.where(rest.tools, 0.0, problem.tool_capital)
    fields["country_cost"] = np.where(rest.countries, 0.0, problem.country_cost)
    return (
        replace(
            problem,
            **fields,
            concentration_allowance=rest.allowance,
            owner_goal=problem.owner_goal - rest.freed,
            risk_weight=0.0,
        ),
        option,
        manager,
    )


def _expected(problem: PlanProblem, plan: Plan, figures: Floats) -> Floats:
    """(1, O) what counts of scenarios (S, O): their mean, and as risk weighs, the plan's worst tail."""
    weights = np.full(problem.scenarios, (1 - problem.risk_weight) / problem.scenarios)
    if problem.risk_weight:
        weights += problem.risk_weight * tail_weights(plan.figures.costs, problem.alpha)
    return np.asarray((summed(weights, figures))[None, :])


class _Rest:
    """What the work that stays uses of what is shared."""

    def __init__(self, problem: PlanProblem, plan: Plan, stays: Bools) -> None:
        option, manager = plan.option[stays], plan.manager[stays]
        if option.size:
            figures = evaluate(problem, option, manager)
            self.tools, self.countries = figures.tools, figures.countries
            self.capital, self.freed = figures.capital, figures.owner_hours
        else:
            self.tools = np.zeros(problem.tools, dtype=bool)
            self.countries = np.zeros(problem.countries, dtype=bool)
            self.capital = self.freed = 0.0
        shared = self.capital - float(problem.capital[option].sum())
        self.cash = problem.cash[option].sum(axis=0) + shared
        country, spend = problem.country[option], problem.spend[option]
        abroad = country >= 0
        paid = np.bincount(country[abroad], weights=spend[abroad], minlength=problem.countries)
        self.allowance = problem.allowances + problem.max_country_share * spend.sum() - paid


def polished(  # noqa: PLR0913, PLR0917 -- what guides it
    problem: PlanProblem, plan: Plan, options: Ints, reduced: Floats, target: float, rounds: int
) -> Plan:
    """Improve `plan` until `target`, by up to `rounds` neighbourhoods among `options`."""
    size, more = 3, 8
    idle = np.zeros(problem.managers)
    for number in range(rounds):
        if plan.objective <= target:
            break
        managers, processes = _neighbourhood(problem, plan, reduced, idle, (size, more))
        better = renewed(problem, plan, options, processes, managers)
        gained = plan.objective - better.objective
        idle[managers] = number + 1 if gained <= 0 else idle[managers]
        plan = better
    return plan


def _neighbourhood(
    problem: PlanProblem, plan: Plan, reduced: Floats, idle: Floats, sizes: tuple[int, int]
) -> tuple[Bools, Bools]:
    """Managers and processes that are looked at together: those that lose most, and that waited longest."""
    size, more = sizes
    loss = reduced[plan.option]
    leads = np.bincount(plan.manager, minlength=problem.managers) > 0
    at_loss = np.bincount(plan.manager, weights=loss, minlength=problem.managers)
    outside = problem.external[plan.option]
    order = np.lexsort((-at_loss, idle, ~leads))
    chosen = order[:size]
    managers = np.zeros(problem.managers, dtype=bool)
    managers[chosen] = True
    spare = np.flatnonzero(problem.hireable & ~leads)[:1]
    managers[spare] = True
    processes = managers[plan.manager] & (outside | (problem.load[plan.option] > 0))
    waiting = np.flatnonzero(~processes & (problem.load[plan.option] == 0))
    waiting = waiting[(problem.manager_allowed[plan.option[waiting]] & managers).any(axis=1)]
    processes[waiting[np.argsort(-loss[waiting], kind="stable")[:more]]] = True
    return managers, processes
