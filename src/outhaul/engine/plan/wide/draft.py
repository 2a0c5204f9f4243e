"""A first large plan: the best options of every process, chosen against the room of whole classes.

The programme has a column for each option in play and for what flows from a kind of work to a class of
managers, and a little less room than there is, so that people can then be found for all (`seating`).
"""

from collections.abc import Callable

import numpy as np

from outhaul.engine.plan.highs import Answer, solve_linear, solve_whole
from outhaul.engine.plan.model import Entries, Programme, compressed
from outhaul.engine.plan.problem import Floats, Ints
from outhaul.engine.plan.wide.bound import Bound
from outhaul.engine.plan.wide.crowd import Crowd, money_needs
from outhaul.engine.plan.wide.terms import Range, tail_costs

SURE = 0.999
"""A share of an option so large is the whole of it."""


def short_list(crowd: Crowd, reduced: Floats, count: int, cutoff: float) -> Ints:
    """(K,) for each process its `count` options that raise the bound least, and by less than `cutoff`."""
    process = crowd.problem.process
    able = np.asarray(crowd.problem.manager_allowed.any(axis=1))
    order = np.lexsort((reduced, process))
    rank = np.arange(order.size) - crowd.first[process[order]]
    near = (reduced[order] < cutoff) & (rank < count)
    own = ~crowd.problem.external[order]
    return np.sort(order[(near | own) & able[order]])


def drafted(  # noqa: PLR0913 -- what shapes a draft
    crowd: Crowd,
    bound: Bound,
    option: Ints,
    within: Range,
    *,
    room: float,
    gap: float,
    time_limit: float,
    nodes: int,
    quick: bool,
) -> tuple[Ints, Ints, Answer]:
    """(P,) options and (K,) hires of the best plan among `option`, with `room` of what managers have.

    A `quick` draft keeps what the linear relaxation has decided, and decides only the rest.
    """
    task, hired = _written(crowd, bound, option, within, room)
    if quick:
        told = np.concatenate(
            [solve_linear(task).x[: option.size] > SURE, np.zeros(task.cost.size - option.size)]
        )
        task.lower[told > 0] = 1.0
    answer = solve_whole(task, gap=gap, time_limit=time_limit, nodes=nodes, shallow=True)
    if not answer.x.size:
        return option[:0], hired[:0], answer
    on = option[answer.x[: option.size] > 1 / 2]
    return on, np.round(answer.x[hired]).astype(int), answer


def _written(  # noqa: PLR0915 -- a model, read from top to bottom
    crowd: Crowd, bound: Bound, option: Ints, within: Range, room: float
) -> tuple[Programme, Ints]:
    problem, one = crowd.problem, crowd.one
    kinds, classes, n = len(crowd.able), one.size, option.size
    entries, kind = Entries([], [], []), crowd.kind[option]
    tools, places = problem.tools, problem.countries
    hired, tool, place = n, n + classes, n + classes + tools
    short = place + places
    spend, tail = short + 1, short + 2
    flow = tail + 1
    may_kind, may_class = np.nonzero(crowd.able[:, one])
    flows = may_kind.size
    width = flow + flows * len(crowd.amounts)
    x, each = np.arange(n), np.arange(flows)
    lower, upper, row = [], [], 0

    def rows(count: int, low: Floats | float, high: Floats | float) -> int:
        nonlocal row
        lower.append(np.broadcast_to(np.asarray(low, dtype=float), count))
        upper.append(np.broadcast_to(np.asarray(high, dtype=float), count))
        row += count
        return row - count

    entries.add(rows(problem.processes, 1.0, 1.0) + problem.process[option], x, 1.0)
    for q, amount in enumerate(crowd.amounts):
        column = flow + q * flows + each
        first = rows(kinds, -np.inf, 0.0)
        entries.add(first + kind, x, amount[option])
        entries.add(first + may_kind, column, -1.0)
        first = rows(classes, -np.inf, 0.0)
        entries.add(first + may_class, column, 1.0)
        entries.add(
            first + np.arange(classes), hired + np.arange(classes), -room * crowd.room[q] / crowd.size
        )
    needs, limits = money_needs(problem)
    hire = problem.hireable[one]
    for need, most in zip(needs, limits, strict=True):
        first = rows(1, -np.inf, most)
        entries.add(first, x, need[option])
        entries.add(first, hired + np.arange(classes), np.where(hire, problem.hire_capital[one], 0.0))
        entries.add(first, tool + np.arange(tools), problem.tool_capital)
    first = rows(1, 0.0, 0.0)
    entries.add(first, x, problem.spend[option])
    entries.add(first, spend, -1.0)
    first = rows(1, problem.owner_goal, np.inf)
    entries.add(first, x, problem.owner_hours_freed[option])
    entries.add(first, short, 1.0)
    country = problem.country[option]
    if problem.max_country_share < 1:
        first = rows(places, -np.inf, problem.allowances)
        entries.add(np.where(country >= 0, first + country, -1), x, problem.spend[option])
        entries.add(first + np.arange(places), spend, -problem.max_country_share)
    _link(entries, rows, problem.process[option], (x, place), country, problem.country_cost)
    process, needed = np.nonzero(problem.needs_tool)
    links = np.full(problem.needs_tool.shape, -1)
    first = rows(process.size, -np.inf, 0.0)
    links[process, needed] = first + np.arange(process.size)
    for t in range(tools):
        entries.add(links[problem.process[option], t], x, problem.external[option].astype(float))
    entries.add(first + np.arange(process.size), tool + needed, -1.0)
    excess = tail_costs(crowd, bound.tails)[:, option]
    tail_rows = rows(len(excess), -np.inf, 0.0) + np.arange(len(excess))
    entries.add(tail_rows[:, None], x[None, :], excess)
    entries.add(tail_rows, tail, -1.0)
    cost, low, high = np.zeros(width), np.zeros(width), np.full(width, np.inf)
    cost[:n], high[:place] = crowd.cost[option], 1.0
    cost[hired:tool] = np.where(hire, problem.hire_cost[one], 0.0)
    low[hired:tool], high[hired:tool] = within.least, within.most
    cost[tool:place], cost[place:short], high[place:short] = problem.tool_cost, problem.country_cost, 1.0
    cost[short], cost[tail] = problem.goal_price, problem.risk_weight
    cost[flow : flow + flows] = problem.hour_cost[one[may_class]] * crowd.pace[may_kind]
    start, index, value = compressed(entries, width)
    task = Programme(
        cost=cost,
        lower=low,
        upper=high,
        integer=np.arange(width) < short,
        row_lower=np.concatenate(lower),
        row_upper=np.concatenate(upper),
        start=start,
        index=index,
        value=value,
    )
    return task, np.arange(hired, tool)


def _link(  # noqa: PLR0913, PLR0917 -- the parts of one family of rows
    entries: Entries,
    rows: Callable[[int, float, float], int],
    process: Ints,
    columns: tuple[Ints, int],
    country: Ints,
    price: Floats,
) -> None:
    """Work in a country needs the country's set-up."""
    x, place = columns
    priced = np.append(price > 0, False)[country]
    links, where = np.unique((process * (price.size + 1) + country)[priced], return_inverse=True)
    first = rows(links.size, -np.inf, 0.0)
    entries.add(first + where, x[priced], 1.0)
    entries.add(first + np.arange(links.size), place + links % (price.size + 1), -1.0)
