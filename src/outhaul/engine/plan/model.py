"""The plan as a mixed-integer programme: rows and columns in arrays, straight to HiGHS.

Columns, in this order: trained (M), hired (M), tools (T), countries (C), the hours that miss the
owner's goal, all spend on contractors, the excess of the worst scenarios over the mean, money beyond
the limits and processes without a place (1 and P, for relaxations), then the pairs of option and
manager in play (K).
Rows, in this order: those of `Layout`, the links of process to country in play, the tails in play.
"""

from dataclasses import dataclass, replace

import numpy as np

from outhaul.engine.plan.problem import CASH_MONTHS, Bools, Floats, Ints, PlanProblem
from outhaul.engine.plan.tails import Means, means_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """(K,) options and (K,) managers that may lead them."""

    option: Ints
    manager: Ints

    @property
    def size(self) -> int:
        """K."""
        return int(self.option.size)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Programme:
    """A programme in compressed columns: min cost·x, row_lower <= A x <= row_upper, lower <= x <= upper."""

    cost: Floats
    lower: Floats
    upper: Floats
    integer: Bools
    row_lower: Floats
    row_upper: Floats
    start: Ints
    index: Ints
    value: Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layout:
    """Where the columns and the rows of a problem begin."""

    problem: PlanProblem
    train_links: Ints
    """(P, M) row of `work of p under m needs m trained`, -1 where m is trained."""
    hire_links: Ints
    """(P, M) row of `work of p under m needs m hired`, -1 where m is no candidate."""
    tool_links: Ints
    """(P, T) row of `handed-out work of p needs tool t`, -1 where it does not."""
    twins: Ints
    """(N, 2) candidates that are alike: the second is hired only after the first."""
    rows: int
    """Rows before links of countries and tails."""
    shared: "Entries"
    """Entries of the columns before the pairs, but for links and tails."""

    @property
    def trained(self) -> int:
        """First column of training."""
        return 0

    @property
    def hired(self) -> int:
        """First column of hires."""
        return self.problem.managers

    @property
    def tools(self) -> int:
        """First column of tools."""
        return 2 * self.problem.managers

    @property
    def countries(self) -> int:
        """First column of countries."""
        return self.tools + self.problem.tools

    @property
    def shortfall(self) -> int:
        """Column of the hours that miss the owner's goal."""
        return self.countries + self.problem.countries

    @property
    def spend(self) -> int:
        """Column of all spend on contractors."""
        return self.shortfall + 1

    @property
    def tail(self) -> int:
        """Column of the worst scenarios' excess over the mean."""
        return self.shortfall + 2

    @property
    def overdraft(self) -> int:
        """Column of money beyond budget and liquidity; barred, but for relaxations."""
        return self.shortfall + 3

    @property
    def unplaced(self) -> int:
        """First column of processes without a place; barred, but for relaxations."""
        return self.shortfall + 4

    @property
    def pairs(self) -> int:
        """First column of pairs."""
        return self.unplaced + self.problem.processes

    @property
    def hours(self) -> int:
        """First row of steady hours; then peak, span, budget, liquidity, spend, goal, country shares."""
        return self.problem.processes

    @property
    def peak(self) -> int:
        """First row of peak hours."""
        return self.hours + self.problem.managers

    @property
    def span(self) -> int:
        """First row of spans (§PLAN-4)."""
        return self.peak + self.problem.managers

    @property
    def budget(self) -> int:
        """Row of capital; the rows of liquidity follow (§PLAN-7)."""
        return self.span + self.problem.managers

    @property
    def spend_row(self) -> int:
        """Row that defines all spend; the row of the goal follows."""
        return self.budget + 1 + CASH_MONTHS

    @property
    def shares(self) -> int:
        """First row of country shares."""
        return self.spend_row + 2


def layout(problem: PlanProblem) -> Layout:
    """Number the rows of `problem`."""
    shape = (problem.processes, problem.managers)
    after_shares = problem.processes + 3 * problem.managers + CASH_MONTHS + 3 + problem.countries
    train, rows = _numbered(np.broadcast_to(~problem.trained, shape), after_shares)
    hire, rows = _numbered(np.broadcast_to(problem.hireable, shape), rows)
    tool, rows = _numbered(problem.needs_tool, rows)
    twins = twins_of(problem)
    plan = Layout(
        problem=problem,
        train_links=train,
        hire_links=hire,
        tool_links=tool,
        twins=twins,
        rows=rows + len(twins),
        shared=Entries([], [], []),
    )
    _shared_entries(plan, plan.shared)
    return plan


def _numbered(wanted: Bools, first: int) -> tuple[Ints, int]:
    """Consecutive row numbers from `first` where `wanted`, -1 elsewhere, and the next free number."""
    numbers = np.full(wanted.shape, -1)
    count = int(wanted.sum())
    numbers[wanted] = np.arange(first, first + count)
    return numbers, first + count


def twins_of(problem: PlanProblem) -> Ints:
    """Neighbouring candidates that nothing tells apart (canonical order puts them side by side)."""
    names = ("hour_cost", "capacity", "peak_factor", "span", "trained", "training_cost", "training_capital")
    names += ("hire_cost", "hire_capital")  # type: ignore[assignment]
    alike = problem.hireable[1:] & problem.hireable[:-1]
    for name in names:
        figures = getattr(problem, name)
        alike &= figures[1:] == figures[:-1]
    alike &= (problem.manager_allowed[:, 1:] == problem.manager_allowed[:, :-1]).all(axis=0)
    first = np.flatnonzero(alike)
    return np.stack([first, first + 1], axis=1)


def mean_cost(problem: PlanProblem) -> Floats:
    """(O, M) mean cost of each pair, less what its freed owner hours are worth."""
    worth = problem.owner_hour_worth * problem.owner_hours_freed
    care = np.outer(problem.scenario_hours.mean(axis=0), problem.hour_cost)
    return np.asarray((problem.scenario_cost.mean(axis=0) - worth)[:, None] + care)


@dataclass(frozen=True, slots=True)
class Entries:
    """Triplets of a matrix, gathered family by family."""

    row: list[Ints]
    column: list[Ints]
    value: list[Floats]

    def add(self, row: Ints | int, column: Ints | int, value: Floats | float) -> None:
        """Gather entries, dropping rows below 0 (there is no such row) and zeros."""
        shape = np.broadcast(row, column, value).shape
        rows, columns, values = np.empty(shape, dtype=int), np.empty(shape, dtype=int), np.empty(shape)
        rows[...], columns[...], values[...] = row, column, value
        kept = (rows >= 0) & (values != 0)
        self.row.append(rows[kept])
        self.column.append(columns[kept])
        self.value.append(values[kept])


def programme(plan: Layout, pairs: Pairs, cost: Floats, links: Ints, tails: Floats | Means) -> Programme:
    """Write down the programme of `plan` on `pairs`, with links (L, 2) process-country and tails (N, S).

    `cost` (K,) is what each pair costs; of tails their means do as well. Overdraft and unplaced processes
    are barred; a relaxation frees them.
    """
    means = tails if isinstance(tails, Means) else means_of(plan.problem, tails)
    entries = Entries([*plan.shared.row], [*plan.shared.column], [*plan.shared.value])
    _pair_entries(plan, pairs, entries)
    _dynamic_entries(plan, pairs, links, means, entries)
    columns = plan.pairs + pairs.size
    start, index, value = compressed(entries, columns)
    row_lower, row_upper = _row_bounds(plan, len(links) + len(means.cost))
    costs, lower, upper, integer = shared_columns(plan)
    return Programme(
        cost=np.concatenate([costs, cost]),
        lower=np.concatenate([lower, np.zeros(pairs.size)]),
        upper=np.concatenate([upper, np.ones(pairs.size)]),
        integer=np.concatenate([integer, np.ones(pairs.size, dtype=bool)]),
        row_lower=row_lower,
        row_upper=row_upper,
        start=start,
        index=index,
        value=value,
    )


def with_rows(task: Programme, rows: Floats, upper: Floats) -> Programme:
    """`task` with more rows: `rows` (N, columns), each at most `upper` (N,)."""
    old_column = np.repeat(np.arange(task.cost.size), np.diff(task.start))
    row, column = np.nonzero(rows)
    entries = Entries(
        [task.index, task.row_upper.size + row], [old_column, column], [task.value, rows[row, column]]
    )
    start, index, value = compressed(entries, task.cost.size)
    return replace(
        task,
        row_lower=np.concatenate([task.row_lower, np.full(len(rows), -np.inf)]),
        row_upper=np.concatenate([task.row_upper, upper]),
        start=start,
        index=index,
        value=value,
    )


def with_columns(task: Programme, columns: Floats, cost: Floats) -> Programme:
    """`task` with more continuous columns from 0 up: `columns` (N, rows), each at `cost` (N,)."""
    column, row = np.nonzero(columns)
    more = len(columns)
    return replace(
        task,
        cost=np.concatenate([task.cost, cost]),
        lower=np.concatenate([task.lower, np.zeros(more)]),
        upper=np.concatenate([task.upper, np.full(more, np.inf)]),
        integer=np.concatenate([task.integer, np.zeros(more, dtype=bool)]),
        start=np.concatenate([task.start, task.start[-1] + np.cumsum(np.bincount(column, minlength=more))]),
        index=np.concatenate([task.index, row]),
        value=np.concatenate([task.value, columns[column, row]]),
    )


def _pair_entries(plan: Layout, pairs: Pairs, entries: Entries) -> None:
    problem, o, m = plan.problem, pairs.option, pairs.manager
    column = plan.pairs + np.arange(pairs.size)
    p, outside = problem.process[o], problem.external[o].astype(float)
    entries.add(p, column, 1.0)
    entries.add(plan.hours + m, column, problem.load[o])
    entries.add(plan.peak + m, column, problem.peak_load[o])
    entries.add(plan.span + m, column, outside)
    entries.add(plan.budget, column, problem.capital[o])
    for month in range(CASH_MONTHS):
        entries.add(plan.budget + 1 + month, column, problem.cash[o, month])
    entries.add(plan.spend_row, column, problem.spend[o])
    entries.add(plan.spend_row + 1, column, problem.owner_hours_freed[o])
    abroad = problem.country[o] >= 0
    entries.add(np.where(abroad, plan.shares + problem.country[o], -1), column, problem.spend[o])
    entries.add(plan.train_links[p, m], column, outside)
    entries.add(plan.hire_links[p, m], column, 1.0)
    for tool in range(problem.tools):
        entries.add(plan.tool_links[p, tool], column, outside)


def _shared_entries(plan: Layout, entries: Entries) -> None:
    problem = plan.problem
    m = np.arange(problem.managers)
    hired, trained = plan.hired + m, plan.trained + m
    entries.add(np.arange(problem.processes), plan.unplaced + np.arange(problem.processes), 1.0)
    entries.add(plan.hours + m, hired, -problem.capacity)
    entries.add(plan.peak + m, hired, -problem.capacity * problem.peak_factor)
    entries.add(plan.span + m, np.where(problem.trained, hired, trained), -problem.span.astype(float))
    for row in range(plan.budget, plan.budget + 1 + CASH_MONTHS):
        entries.add(row, trained, np.where(problem.trained, 0.0, problem.training_capital))
        entries.add(row, hired, np.where(problem.hireable, problem.hire_capital, 0.0))
        entries.add(row, plan.tools + np.arange(problem.tools), problem.tool_capital)
        entries.add(row, plan.overdraft, -1.0)
    entries.add(plan.spend_row, plan.spend, -1.0)
    entries.add(plan.spend_row + 1, plan.shortfall, 1.0)
    entries.add(plan.shares + np.arange(problem.countries), plan.spend, -problem.max_country_share)
    entries.add(plan.train_links, trained[None, :], -1.0)
    entries.add(plan.hire_links, hired[None, :], -1.0)
    entries.add(plan.tool_links, plan.tools + np.arange(problem.tools)[None, :], -1.0)
    twin_row = plan.rows - len(plan.twins) + np.arange(len(plan.twins))
    entries.add(twin_row, plan.hired + plan.twins[:, 0], -1.0)
    entries.add(twin_row, plan.hired + plan.twins[:, 1], 1.0)


def _dynamic_entries(plan: Layout, pairs: Pairs, links: Ints, means: Means, entries: Entries) -> None:
    problem = plan.problem
    link_row = np.full((problem.processes, problem.countries + 1), -1)
    link_row[links[:, 0], links[:, 1]] = plan.rows + np.arange(len(links))
    column = plan.pairs + np.arange(pairs.size)
    entries.add(link_row[problem.process[pairs.option], problem.country[pairs.option]], column, 1.0)
    entries.add(plan.rows + np.arange(len(links)), plan.countries + links[:, 1], -1.0)
    tail_row = plan.rows + len(links) + np.arange(len(means.cost))
    entries.add(tail_row[:, None], column[None, :], means.excess(problem, pairs.option, pairs.manager))
    entries.add(tail_row, plan.tail, -1.0)


def compressed(entries: Entries, columns: int) -> tuple[Ints, Ints, Floats]:
    """Where each column begins, and the rows and values of its entries."""
    row, column = np.concatenate(entries.row), np.concatenate(entries.column)
    order = np.lexsort((row, column))
    start = np.concatenate([[0], np.cumsum(np.bincount(column, minlength=columns))])
    return start, row[order], np.concatenate(entries.value)[order]


def _row_bounds(plan: Layout, dynamic: int) -> tuple[Floats, Floats]:
    problem = plan.problem
    lower = np.full(plan.rows + dynamic, -np.inf)
    upper = np.zeros(plan.rows + dynamic)
    lower[: plan.hours] = upper[: plan.hours] = 1.0
    upper[plan.budget] = problem.budget
    upper[plan.budget + 1 : plan.spend_row] = problem.liquidity
    lower[plan.spend_row] = 0.0
    lower[plan.spend_row + 1] = problem.owner_goal
    upper[plan.spend_row + 1] = np.inf
    bounded = problem.max_country_share < 1
    upper[plan.shares : plan.shares + problem.countries] = problem.allowances if bounded else np.inf
    return lower, upper


def shared_columns(plan: Layout) -> tuple[Floats, Floats, Floats, Bools]:
    """Cost, lower, upper and integrality of every column before the pairs."""
    problem = plan.problem
    cost, lower, upper = (np.zeros(plan.pairs), np.zeros(plan.pairs), np.ones(plan.pairs))
    cost[plan.trained : plan.hired] = np.where(problem.trained, 0.0, problem.training_cost)
    lower[plan.trained : plan.hired] = problem.trained
    cost[plan.hired : plan.tools] = np.where(problem.hireable, problem.hire_cost, 0.0)
    lower[plan.hired : plan.tools] = ~problem.hireable
    cost[plan.tools : plan.countries] = problem.tool_cost
    cost[plan.countries : plan.shortfall] = problem.country_cost
    cost[plan.shortfall] = problem.goal_price
    cost[plan.tail] = problem.risk_weight
    upper[plan.shortfall : plan.overdraft] = np.inf
    upper[plan.overdraft : plan.pairs] = 0.0
    integer = np.arange(plan.pairs) < plan.shortfall
    return cost, lower, upper, integer
