"""The plan in few columns: options apart from managers, tied together by the hours that flow to a manager.

A programme on pairs has a column for each option and manager. Here an option is a column, a process
under a manager is one, and so are the hours of a process under a manager. It is what one would hand to a
general solver, and what it copes with best; it needs that the worst scenarios do not depend on who leads.

Columns, in this order: trained (M), hired (M), tools (T), countries (C), the hours that miss the
owner's goal, all spend, the worst scenarios' excess over the mean, then options, then processes
under managers, then what flows (hours, peak hours, engagements, paid hours; as far as it matters).
"""

from dataclasses import dataclass

import numpy as np

from outhaul.engine.plan.kinds import kinds_of
from outhaul.engine.plan.model import Entries, Programme, compressed, twins_of
from outhaul.engine.plan.problem import CASH_MONTHS, Bools, Floats, Ints, PlanProblem
from outhaul.engine.plan.summing import summed


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compact:
    """A programme and where its options and processes under managers stand."""

    programme: Programme
    option: Ints
    """(K,) options in play."""
    options: int
    """First column of options."""
    process: Ints
    """(L,) process and `manager` (L,) of each column of a process under a manager."""
    manager: Ints
    leads: int
    """First column of processes under managers."""
    tail: int
    """Column of the worst scenarios' excess."""


def led_alike(problem: PlanProblem) -> bool:
    """True if the worst scenarios do not depend on who leads: a compact programme exists."""
    return (
        problem.scenarios == 1
        or problem.risk_weight == 0
        or bool((problem.hour_cost == problem.hour_cost[:1]).all())
    )


@dataclass(frozen=True, slots=True)
class Flow:
    """An amount of each option that goes to whoever leads it, and what a manager has room for."""

    amount: Floats
    room: Floats
    """(M,) most of a manager; inf for no limit."""
    cost: Floats
    """(M,) of a unit under each manager."""
    trained: bool = False
    """True if only a trained manager has the room."""


def flows_of(problem: PlanProblem, option: Ints) -> list[Flow]:
    """The amounts that matter: hours always, the others where they can bind or cost something."""
    nothing = np.zeros(problem.managers)
    hours = problem.scenario_hours.mean(axis=0)
    outside = problem.external.astype(float)
    flows = [Flow(problem.load, problem.capacity, nothing)]
    if (problem.peak_load[option] > problem.peak_factor.min(initial=np.inf) * problem.load[option]).any():
        flows.append(Flow(problem.peak_load, problem.capacity * problem.peak_factor, nothing))
    if (problem.span < problem.processes).any() or not problem.trained.all():
        flows.append(Flow(outside, problem.span.astype(float), nothing, trained=True))
    if (problem.hour_cost != problem.hour_cost[:1]).any():
        flows.append(Flow(hours, np.full(problem.managers, np.inf), problem.hour_cost))
    return flows


class Writer:
    """Columns and rows of a programme, written one family at a time."""

    def __init__(self) -> None:
        self.entries = Entries([], [], [])
        self.columns: list[tuple[Floats, Floats, Floats, Bools]] = []
        self.sides: list[tuple[Floats, Floats]] = []
        self.width = self.height = 0

    def family(
        self, cost: Floats, lower: Floats | Bools | float, upper: Floats | float, *, whole: bool
    ) -> int:
        """Open columns at `cost`; return the first."""
        size = cost.size
        low, high = (np.broadcast_to(np.asarray(side, dtype=float), size) for side in (lower, upper))
        self.columns.append((cost, low, high, np.full(size, whole)))
        self.width += size
        return self.width - size

    def rows(self, count: int, lower: Floats | float, upper: Floats | float) -> int:
        """Open rows; return the first."""
        both = (np.broadcast_to(np.asarray(side, dtype=float), count) for side in (lower, upper))
        self.sides.append(tuple(both))  # type: ignore[arg-type] # two of them
        self.height += count
        return self.height - count

    def programme(self) -> Programme:
        """What was written."""
        cost, lower, upper, whole = (np.concatenate(part) for part in zip(*self.columns, strict=True))
        row_lower, row_upper = (np.concatenate(part) for part in zip(*self.sides, strict=True))
        start, index, value = compressed(self.entries, self.width)
        return Programme(
            cost=cost,
            lower=lower,
            upper=upper,
            integer=whole,
            row_lower=row_lower,
            row_upper=row_upper,
            start=start,
            index=index,
            value=value,
        )


def compact(problem: PlanProblem, option: Ints, tails: Floats) -> Compact:
    """Write down the programme of `option` (K,) with tails (N, S); raises ValueError where none exists."""
    if not led_alike(problem):
        raise ValueError("the worst scenarios depend on who leads")
    writer = Writer()
    put = writer.entries.add
    process = problem.process[option]
    trained = writer.family(
        np.where(problem.trained, 0.0, problem.training_cost), problem.trained, 1.0, whole=True
    )
    hired = writer.family(
        np.where(problem.hireable, problem.hire_cost, 0.0), ~problem.hireable, 1.0, whole=True
    )
    tool = writer.family(problem.tool_cost, 0.0, 1.0, whole=True)
    place = writer.family(problem.country_cost, 0.0, 1.0, whole=True)
    short = writer.family(np.array([problem.goal_price, 0.0, problem.risk_weight]), 0.0, np.inf, whole=False)
    even = problem.hour_cost[0] if (problem.hour_cost == problem.hour_cost[:1]).all() else 0.0
    cost = problem.scenario_cost[:, option] + even * problem.scenario_hours[:, option]
    worth = problem.owner_hour_worth * problem.owner_hours_freed[option]
    x = writer.family(cost.mean(axis=0) - worth, 0.0, 1.0, whole=True)
    columns = x + np.arange(option.size)
    put(writer.rows(problem.processes, 1.0, 1.0) + process, columns, 1.0)
    _money(writer, problem, option, (trained, hired, tool, x))
    row = writer.rows(1, 0.0, 0.0)
    put(row, columns, problem.spend[option])
    put(row, short + 1, -1.0)
    row = writer.rows(1, problem.owner_goal, np.inf)
    put(row, columns, problem.owner_hours_freed[option])
    put(row, short, 1.0)
    countries(writer, problem, option, (place, short + 1, x))
    _tools(writer, problem, option, (tool, x))
    led_process, led_manager, leads = _leads(writer, problem, option, (trained, hired, x))
    rows = writer.rows(len(tails), -np.inf, 0.0) + np.arange(len(tails))
    put(rows[:, None], columns[None, :], summed(tails - 1 / problem.scenarios, cost))
    put(rows, short + 2, -1.0)
    first, second = twins_of(problem).T
    rows = writer.rows(first.size, -np.inf, 0.0) + np.arange(first.size)
    put(rows, hired + second, 1.0)
    put(rows, hired + first, -1.0)
    return Compact(
        programme=writer.programme(),
        option=option,
        options=x,
        process=led_process,
        manager=led_manager,
        leads=leads,
        tail=short + 2,
    )


def _money(writer: Writer, problem: PlanProblem, option: Ints, columns: tuple[int, int, int, int]) -> None:
    """Budget and liquidity (§PLAN-7), each where it is a limit."""
    trained, hired, tool, x = columns
    needs = [(problem.budget, problem.capital)]
    needs += [(problem.liquidity, problem.cash[:, month]) for month in range(CASH_MONTHS)]
    m = np.arange(problem.managers)
    for most, need in needs:
        if most == np.inf:
            continue
        row, put = writer.rows(1, -np.inf, most), writer.entries.add
        put(row, x + np.arange(option.size), need[option])
        put(row, trained + m, np.where(problem.trained, 0.0, problem.training_capital))
        put(row, hired + m, np.where(problem.hireable, problem.hire_capital, 0.0))
        put(row, tool + np.arange(problem.tools), problem.tool_capital)


def countries(writer: Writer, problem: PlanProblem, option: Ints, columns: tuple[int, int, int]) -> None:
    """Shares of countries (§PLAN-8) and what a country costs."""
    place, spend, x = columns
    put, c = writer.entries.add, problem.country[option]
    if problem.max_country_share < 1:
        row = writer.rows(problem.countries, -np.inf, problem.allowances)
        put(np.where(c >= 0, row + c, -1), x + np.arange(option.size), problem.spend[option])
        put(row + np.arange(problem.countries), spend, -problem.max_country_share)
    priced = np.append(problem.country_cost > 0, False)[c]
    codes = problem.process[option] * problem.countries + c
    links, where = np.unique(codes[priced], return_inverse=True)
    row = writer.rows(links.size, -np.inf, 0.0)
    put(row + where, x + np.flatnonzero(priced), 1.0)
    put(row + np.arange(links.size), place + links % max(1, problem.countries), -1.0)


def _tools(writer: Writer, problem: PlanProblem, option: Ints, columns: tuple[int, int]) -> None:
    """Handed-out work has its tools (§PLAN-6)."""
    tool, x = columns
    process, needed = np.nonzero(problem.needs_tool)
    row = np.full(problem.needs_tool.shape, -1)
    first = writer.rows(process.size, -np.inf, 0.0)
    row[process, needed] = first + np.arange(process.size)
    put, outside = writer.entries.add, problem.external[option].astype(float)
    for t in range(problem.tools):
        put(row[problem.process[option], t], x + np.arange(option.size), outside)
    put(first + np.arange(process.size), tool + needed, -1.0)


def _leads(
    writer: Writer, problem: PlanProblem, option: Ints, columns: tuple[int, int, int]
) -> tuple[Ints, Ints, int]:
    """Processes under managers, and what flows there (§PLAN-3 to §PLAN-5)."""
    trained, hired, x = columns
    put, of_option = writer.entries.add, problem.process[option]
    able = np.zeros((problem.processes, problem.managers), dtype=bool)
    np.logical_or.at(able, of_option, problem.manager_allowed[option])
    process, manager = np.nonzero(able)
    lead, each = writer.family(np.zeros(process.size), 0.0, 1.0, whole=True), np.arange(process.size)
    put(writer.rows(problem.processes, 1.0, 1.0) + process, lead + each, 1.0)
    rows = writer.rows(process.size, -np.inf, 0.0)
    candidate = problem.hireable[manager]
    put(np.where(candidate, rows + each, -1), lead + each, 1.0)
    put(np.where(candidate, rows + each, -1), hired + manager, -1.0)
    _barred(writer, problem, (option, process, manager), (lead, x))
    for flow in flows_of(problem, option):
        amount = flow.amount[option]
        most = np.zeros(problem.processes)
        np.maximum.at(most, of_option, amount)
        u = writer.family(flow.cost[manager], 0.0, np.inf, whole=False)
        row = writer.rows(problem.processes, 0.0, 0.0)
        put(row + of_option, x + np.arange(option.size), amount)
        put(row + process, u + each, -1.0)
        row = writer.rows(process.size, -np.inf, 0.0)
        put(row + each, u + each, 1.0)
        put(row + each, lead + each, -most[process])
        bounded = np.flatnonzero(np.isfinite(flow.room))
        row = writer.rows(problem.managers, -np.inf, np.where(np.isfinite(flow.room), 0.0, np.inf))
        put(row + manager, u + each, np.isfinite(flow.room)[manager].astype(float))
        must = trained if flow.trained else hired
        put(row + bounded, must + bounded, -flow.room[bounded])
        if flow.trained:
            row = writer.rows(process.size, -np.inf, 0.0)
            put(row + each, u + each, np.where(problem.trained[manager], 0.0, 1.0))
            put(row + each, trained + manager, np.where(problem.trained[manager], 0.0, -1.0))
    return process, manager, lead


def _barred(
    writer: Writer, problem: PlanProblem, leads: tuple[Ints, Ints, Ints], columns: tuple[int, int]
) -> None:
    """Options of a process that not all of its managers may lead: they need one who may."""
    option, process, manager = leads
    lead, x = columns
    put, of_option = writer.entries.add, problem.process[option]
    seen = kinds_of(problem.manager_allowed[option])
    kinds = seen.rows
    code = of_option * len(kinds) + seen.of
    groups, where = np.unique(code, return_inverse=True)
    row = writer.rows(groups.size, -np.inf, 0.0)
    put(row + where, x + np.arange(option.size), 1.0)
    for g, group in enumerate(groups):
        one = np.flatnonzero(process == group // len(kinds))
        may = one[kinds[group % len(kinds), manager[one]]]
        put(row + g, lead + may, -1.0)


def chosen_of(task: Compact, x: Floats) -> tuple[Ints, Ints]:
    """(P,) option and (P,) manager that a whole point chooses."""
    on = task.option[x[task.options : task.options + task.option.size] > 1 / 2]
    led = np.flatnonzero(x[task.leads : task.leads + task.manager.size] > 1 / 2)
    return np.sort(on), task.manager[led[np.argsort(task.process[led], kind="stable")]]
