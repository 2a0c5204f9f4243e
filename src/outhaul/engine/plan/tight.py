"""The plan in few columns that say much: who leads what kind of a process, and by how much an option differs.

As `compact`, but options of a process that the same managers may lead form a group. A group is chosen or
not, it is led by one manager, and what all of its options need at least (hours, money, engagements) is
counted there, in whole; only what an option needs beyond that flows. A solver sees small knapsacks of whole
things instead of hundreds of options, and proves in a part of the time.

Columns, in this order: trained (M), hired (M), tools (T), countries (C), the hours that miss the owner's
goal, all spend, the worst scenarios' excess over the mean, then options, groups, groups under managers, and
what flows beyond the least (hours, peak hours, paid hours; as far as it matters).
"""

from dataclasses import dataclass

import numpy as np

from outhaul.engine.plan.compact import Flow, Writer, countries, flows_of, led_alike
from outhaul.engine.plan.kinds import kinds_of
from outhaul.engine.plan.model import Programme, twins_of
from outhaul.engine.plan.problem import CASH_MONTHS, Floats, Ints, PlanProblem
from outhaul.engine.plan.solution import evaluate
from outhaul.engine.plan.summing import summed

CLOSE = 1.06
"""Options of a group take at most so many times the care of each other, where it matters who leads."""
LEVELS = 20
TINY = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Groups:
    """Options of one process that the same managers may lead, all handed out or all kept.

    Where hours of managers cost differently and scenarios count, they take about as much care, too.
    """

    of: Ints
    """(K,) group of each option in play."""
    process: Ints
    """(G,)"""
    outside: Floats
    """(G,) 1 where a group hands its process out, 0 where not."""
    group: Ints
    """(L,) group and `manager` (L,) of each group under a manager."""
    manager: Ints

    def least(self, amount: Floats) -> Floats:
        """(G,) the least `amount` (K,) of each group."""
        least = np.full(self.process.size, np.inf)
        np.minimum.at(least, self.of, amount)
        return least

    def most(self, amount: Floats) -> Floats:
        """(G,) the most."""
        return -self.least(-amount)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tight:
    """A programme and where its options and groups under managers stand."""

    programme: Programme
    groups: Groups
    option: Ints
    """(K,) options in play."""
    options: int
    """First column of options."""
    leads: int
    """First column of groups under managers."""
    tail: int
    """Column of the worst scenarios' excess."""


def groups_of(problem: PlanProblem, option: Ints) -> Groups:
    """The groups of options (K,)."""
    seen = kinds_of(problem.manager_allowed[option], problem.external[option])
    kind = problem.process[option] * len(seen.rows) + seen.of
    code, of = np.unique(kind * LEVELS + _level(problem, option), return_inverse=True)
    kind = code // LEVELS
    rows = seen.rows[kind % len(seen.rows)]
    group, manager = np.nonzero(rows[:, :-1])
    return Groups(
        of=of,
        process=kind // len(seen.rows),
        outside=rows[:, -1].astype(float),
        group=group,
        manager=manager,
    )


def _level(problem: PlanProblem, option: Ints) -> Ints:
    """(K,) level of an option's care; one for all unless it matters to the worst scenarios who leads."""
    if led_alike(problem):
        return np.zeros(option.size, dtype=int)
    hours = problem.scenario_hours[:, option].mean(axis=0)
    least = np.full(2 * problem.processes, np.inf)
    kind = 2 * problem.process[option] + problem.external[option]
    np.minimum.at(least, kind, hours)
    more = np.log(np.maximum(hours, TINY) / np.maximum(least[kind], TINY)) / np.log(CLOSE)
    return np.asarray(np.minimum(more, LEVELS - 1), dtype=int)


def tight(problem: PlanProblem, option: Ints, tails: Floats) -> Tight:
    """Write down the programme of `option` (K,) with tails (N, S).

    Where an hour costs more under one manager than under another, what tails come to is a little understated:
    of what the care of a group's options costs more in a tail than in the mean, the least is counted.
    """
    writer, groups = Writer(), groups_of(problem, option)
    put = writer.entries.add
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
    y = writer.family(np.zeros(groups.process.size), 0.0, 1.0, whole=True)
    care = np.zeros(groups.group.size)
    for flow in (flows := flows_of(problem, option)):
        care += flow.cost[groups.manager] * groups.least(flow.amount[option])[groups.group]
    z = writer.family(care, 0.0, 1.0, whole=True)
    columns, each = x + np.arange(option.size), y + np.arange(groups.process.size)
    put(writer.rows(problem.processes, 1.0, 1.0) + groups.process, each, 1.0)
    for parts, of in ((columns, groups.of), (z + np.arange(groups.group.size), groups.group)):
        row = writer.rows(groups.process.size, 0.0, 0.0)
        put(row + of, parts, 1.0)
        put(row + np.arange(groups.process.size), each, -1.0)
    made = _Made(writer, problem, groups, option, x, y, z)
    _money(made, (trained, hired, tool))
    row = writer.rows(1, 0.0, 0.0)
    made.counted(row, problem.spend)
    put(row, short + 1, -1.0)
    row = writer.rows(1, problem.owner_goal, np.inf)
    made.counted(row, problem.owner_hours_freed)
    put(row, short, 1.0)
    countries(writer, problem, option, (place, short + 1, x))
    _shared(made, (trained, hired, tool))
    _flows(made, flows, (trained, hired))
    _tails(made, tails, short + 2)
    first, second = twins_of(problem).T
    rows = writer.rows(first.size, -np.inf, 0.0) + np.arange(first.size)
    put(rows, hired + second, 1.0)
    put(rows, hired + first, -1.0)
    return Tight(
        programme=writer.programme(), groups=groups, option=option, options=x, leads=z, tail=short + 2
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """A programme in the making: where options, groups and groups under managers begin."""

    writer: Writer
    problem: PlanProblem
    groups: Groups
    option: Ints
    x: int
    y: int
    z: int

    def counted(self, row: int, amount: Floats) -> None:
        """Put an amount (O,) into a row: the least of a group on the group, what is beyond on options."""
        mine = amount[self.option]
        least = self.groups.least(mine)
        self.writer.entries.add(row, self.y + np.arange(least.size), least)
        self.writer.entries.add(row, self.x + np.arange(mine.size), mine - least[self.groups.of])


def _money(made: _Made, columns: tuple[int, int, int]) -> None:
    """Budget and liquidity (§PLAN-7), each where it is a limit."""
    (trained, hired, tool), problem = columns, made.problem
    needs = [(problem.budget, problem.capital)]
    needs += [(problem.liquidity, problem.cash[:, month]) for month in range(CASH_MONTHS)]
    m, put = np.arange(problem.managers), made.writer.entries.add
    for most, need in needs:
        if most < np.inf:
            row = made.writer.rows(1, -np.inf, most)
            made.counted(row, need)
            put(row, trained + m, np.where(problem.trained, 0.0, problem.training_capital))
            put(row, hired + m, np.where(problem.hireable, problem.hire_capital, 0.0))
            put(row, tool + np.arange(problem.tools), problem.tool_capital)


def _tails(made: _Made, tails: Floats, excess: int) -> None:
    """What each tail (N, S) costs beyond the mean, in the column `excess` at least (§PLAN-9)."""
    problem, groups, put = made.problem, made.groups, made.writer.entries.add
    usual = float(np.median(problem.hour_cost[problem.manager_allowed.any(axis=0)]))
    weights = tails - 1 / problem.scenarios
    hours = summed(weights, problem.scenario_hours[:, made.option])
    rows = made.writer.rows(len(tails), -np.inf, 0.0) + np.arange(len(tails))
    cost = summed(weights, problem.scenario_cost[:, made.option]) + usual * hours
    put(rows[:, None], made.x + np.arange(made.option.size)[None, :], cost)
    put(rows, excess, -1.0)
    dearer = (problem.hour_cost - usual)[groups.manager]
    for row, spent in zip(rows, hours, strict=True):
        least = np.where(dearer > 0, groups.least(spent)[groups.group], groups.most(spent)[groups.group])
        put(int(row), made.z + np.arange(groups.group.size), dearer * least)


def _shared(made: _Made, columns: tuple[int, int, int]) -> None:
    """Who leads is hired, who leads handed-out work is trained, and such work has its tools (§PLAN-5, -6)."""
    (trained, hired, tool), problem, groups = columns, made.problem, made.groups
    put, size = made.writer.entries.add, (problem.processes, problem.managers)
    process, outside = groups.process[groups.group], groups.outside[groups.group]
    lead = made.z + np.arange(groups.group.size)
    for needed, column, amount in (
        (problem.hireable, hired, np.ones_like(outside)),
        (~problem.trained, trained, outside),
    ):
        numbers = np.where(needed, np.cumsum(needed) - 1, 0)
        count = int(needed.sum())
        row = made.writer.rows(problem.processes * count, -np.inf, 0.0)
        mine = needed[groups.manager]
        put(np.where(mine, row + process * count + numbers[groups.manager], -1), lead, amount)
        p, m = np.nonzero(np.broadcast_to(needed, size))
        put(row + p * count + numbers[m], column + m, -1.0)
    p, t = np.nonzero(problem.needs_tool)
    links = np.full(problem.needs_tool.shape, -1)
    links[p, t] = made.writer.rows(p.size, -np.inf, 0.0) + np.arange(p.size)
    each = made.y + np.arange(groups.process.size)
    for number in range(problem.tools):
        put(links[groups.process, number], each, groups.outside)
    put(links[p, t], tool + t, -1.0)


def _flows(made: _Made, flows: list[Flow], columns: tuple[int, int]) -> None:
    """What goes to whoever leads: the least of a group with the lead, the rest as a flow (§PLAN-3, -4)."""
    (trained, hired), problem, groups, writer = columns, made.problem, made.groups, made.writer
    put, who, m = writer.entries.add, groups.manager, np.arange(problem.managers)
    lead = made.z + np.arange(who.size)
    for flow in flows:
        amount = flow.amount[made.option]
        least = groups.least(amount)
        beyond = amount - least[groups.of]
        most = groups.most(beyond)
        moves = np.flatnonzero(most[groups.group] > 0)
        v = writer.family(flow.cost[who[moves]], 0.0, most[groups.group[moves]], whole=False)
        column = v + np.arange(moves.size)
        row = writer.rows(groups.process.size, 0.0, 0.0)
        put(row + groups.of, made.x + np.arange(amount.size), beyond)
        put(row + groups.group[moves], column, -1.0)
        within = writer.rows(moves.size, -np.inf, 0.0) + np.arange(moves.size)
        put(within, column, 1.0)
        put(within, lead[moves], -most[groups.group[moves]])
        bounded = np.isfinite(flow.room)
        row = writer.rows(problem.managers, -np.inf, np.where(bounded, 0.0, np.inf))
        put(row + who, lead, np.where(bounded[who], least[groups.group], 0.0))
        put(row + who[moves], column, bounded[who[moves]].astype(float))
        must = np.where(flow.trained & ~problem.trained, trained, hired)
        put(row + m[bounded], must[bounded] + m[bounded], -flow.room[bounded])


def point_of(problem: PlanProblem, task: Tight, option: Ints, manager: Ints) -> Floats | None:
    """The point of a programme that stands for a plan, but for its flows; None if it may lie outside."""
    groups, figures = task.groups, evaluate(problem, option, manager)
    hired, twins = figures.hired | ~problem.hireable, twins_of(problem)
    on = np.isin(task.option, option)
    if on.sum() < problem.processes or (hired[twins[:, 1]] > hired[twins[:, 0]]).any():
        return None
    short = max(0.0, problem.owner_goal - figures.owner_hours)
    rest = [short, problem.spend[option].sum(), figures.cvar - figures.mean if problem.risk_weight else 0.0]
    chosen = np.bincount(groups.of[on], minlength=groups.process.size)
    leads = chosen[groups.group] * (manager[groups.process[groups.group]] == groups.manager)
    shared = (figures.trained | problem.trained, hired, figures.tools, figures.countries)
    known = np.concatenate([*shared, rest, on, chosen, leads])
    return np.append(known, np.full(task.programme.cost.size - known.size, np.nan))


def chosen_by(task: Tight, x: Floats) -> tuple[Ints, Ints]:
    """(P,) option and (P,) manager that a whole point chooses."""
    on = task.option[x[task.options : task.options + task.option.size] > 1 / 2]
    groups = task.groups
    led = np.flatnonzero(x[task.leads : task.leads + groups.group.size] > 1 / 2)
    order = np.argsort(groups.process[groups.group[led]], kind="stable")
    return np.sort(on), groups.manager[led[order]]
