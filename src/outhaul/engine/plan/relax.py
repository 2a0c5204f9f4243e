"""The linear relaxation over all pairs of option and manager, solved on the few that matter.

Pairs enter when their reduced cost is negative, links of process to country when a plan breaks them,
tails of scenarios when the plan's worst scenarios are worse than the tails in play say. At the end
no pair, link or tail is missing, so the bound and the reduced costs are those of the whole programme.
"""

from dataclasses import dataclass, replace
from typing import Any

import highspy
import numpy as np

from outhaul.engine.plan.highs import Answer, solve_linear
from outhaul.engine.plan.model import Layout, Pairs, mean_cost, programme, shared_columns
from outhaul.engine.plan.packs import Packs, broken, items_of, no_packs, with_packs
from outhaul.engine.plan.problem import CASH_MONTHS, Floats, Ints, PlanProblem
from outhaul.engine.plan.solution import tail_weights
from outhaul.engine.plan.summing import summed
from outhaul.engine.plan.tails import Means, means_of

BATCH = 12
"""Most pairs of a process that enter at a time."""
PENALTIES = (1e4, 1e6)
"""Prices of a process without a place and of money that is not there, tried in turn."""
EXACT = 1e-7
"""Precision of linear programmes."""
ROUNDS = 200
LIFT = 1e-4
"""Part by which packs have to lift a bound for more of them to be looked for."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Box:
    """Bounds of the shared columns: training, hires, tools, countries."""

    lower: Floats
    """(N,) and `upper` (N,), N columns before `Layout.shortfall`."""
    upper: Floats

    def split(self, column: int, plan: Layout) -> "tuple[Box, Box]":
        """The box without this column, and with it; of candidates who are alike the first is hired first."""
        without, within = self.upper.copy(), self.lower.copy()
        without[column], within[column] = 0.0, 1.0
        for first, second in plan.hired + plan.twins:
            without[second] = min(without[second], without[first])
        for first, second in plan.hired + plan.twins[::-1]:
            within[first] = max(within[first], within[second])
        return replace(self, upper=without), replace(self, lower=within)


def whole_box(plan: Layout) -> Box:
    """Every shared column free, but for what is trained or employed already."""
    _, lower, upper, _ = shared_columns(plan)
    return Box(lower=lower[: plan.shortfall], upper=upper[: plan.shortfall])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Master:
    """The restricted programme between two rounds."""

    box: Box
    pairs: Pairs
    links: Ints
    tails: Floats
    packs: Packs
    means: Means | None = None
    """Of the first tails, if they are known."""
    basis: Any = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Relaxation:
    """The relaxation's optimum."""

    bound: float
    """No plan costs less; inf if there is no plan."""
    reduced: Floats
    """(O, M) by how much the bound rises if a pair is used; inf where a pair is not allowed."""
    shared: Floats
    """(N,) values of the shared columns in the optimum."""
    placed: Floats
    """(K,) shares of the pairs in play in the optimum."""
    master: Master
    """What was in play at the end."""


def beginning(plan: Layout, *, pairs: Pairs | None = None, tails: Floats | None = None) -> Master:
    """Where the relaxation of `plan` starts: cheap pairs, and those pairs and tails that mattered before."""
    problem = plan.problem
    first = _first_pairs(problem, pair_cost(problem))
    return Master(
        box=whole_box(plan),
        pairs=first if pairs is None else _united(problem, pairs, first),
        links=np.zeros((0, 2), dtype=int),
        tails=np.zeros((0, problem.scenarios)) if tails is None else tails,
        packs=no_packs(problem),
    )


def pair_cost(problem: PlanProblem) -> Floats:
    """(O, M) mean cost of each pair, inf where it is not allowed."""
    return np.where(problem.manager_allowed, mean_cost(problem), np.inf)


def relax(plan: Layout, master: Master, cost: Floats, *, closely: bool = False) -> Relaxation:
    """Solve the relaxation of `plan` within `master.box`, pairs at `cost` (O, M), if finite.

    Where it is looked at `closely`, what does not fit into one manager's hours together is left out as well.
    """
    problem = plan.problem
    for penalty in PENALTIES:
        master, answer, reduced = _converged(plan, master, cost, penalty, closely=closely)
        if answer.x[plan.overdraft : plan.pairs].sum() <= EXACT * 10:
            break
    else:
        if not _placeable(plan, master):
            nothing = np.full(problem.manager_allowed.shape, np.inf)
            return Relaxation(
                bound=np.inf,
                reduced=nothing,
                shared=answer.x[: plan.shortfall],
                placed=answer.x[plan.pairs :],
                master=master,
            )
    lowest = np.minimum.reduceat(reduced.min(axis=1), _firsts(problem)).clip(max=0.0)
    return Relaxation(
        bound=answer.objective + float(lowest.sum()),
        reduced=reduced - lowest[problem.process][:, None],
        shared=answer.x[: plan.shortfall],
        placed=answer.x[plan.pairs :],
        master=master,
    )


def _firsts(problem: PlanProblem) -> Ints:
    return np.searchsorted(problem.process, np.arange(problem.processes))


def _converged(
    plan: Layout, master: Master, cost: Floats, penalty: float, *, closely: bool = False
) -> tuple[Master, Answer, Floats]:
    """Add pairs, links and tails until none is missing; then packs, as long as they lift the bound."""
    middle, known = None, -np.inf
    for _ in range(ROUNDS):
        means = means_of(plan.problem, master.tails, master.means)
        master = replace(master, means=means)
        price = cost[master.pairs.option, master.pairs.manager]
        task = programme(plan, master.pairs, price, master.links, means)
        item = items_of(plan.problem)[master.pairs.option]
        task = with_packs(task, master.packs, plan.pairs, item, master.pairs.manager)
        barred = plan.pairs + np.flatnonzero(np.isinf(price))
        task.cost[barred] = task.upper[barred] = 0.0
        task.lower[: plan.shortfall], task.upper[: plan.shortfall] = master.box.lower, master.box.upper
        task.cost[plan.overdraft : plan.pairs] = penalty
        task.upper[plan.overdraft : plan.pairs] = np.inf
        answer = solve_linear(task, master.basis)
        reduced = reduced_costs(plan, cost, answer.row_dual, master, means)
        lived = _lived(plan, master, answer.x)
        middle = lived if middle is None else (middle + lived) / 2
        grown = _grown(plan, master, answer, reduced, (lived, middle))
        if grown is None and closely and (known == -np.inf or answer.objective > known + LIFT * abs(known)):
            known = answer.objective
            grown = _packed(plan, master, answer)
        if grown is None:
            break
        master = grown
    return master, answer, reduced


def _grown(
    plan: Layout, master: Master, answer: Answer, reduced: Floats, lived: tuple[Floats, Floats]
) -> Master | None:
    """The master with what it lacks, or None if it lacks nothing.

    `lived` is what the relaxed plan costs in each scenario, and what those until now did in the middle.
    """
    pairs = _entering(plan.problem, reduced)
    links = _broken_links(plan, master, answer.x)
    tails = _missing_tails(plan, answer.x, lived)
    if not (pairs.size or len(links) or len(tails)):
        return None
    return replace(
        master,
        pairs=_joined(master.pairs, pairs),
        links=np.concatenate([master.links, links]),
        tails=np.concatenate([master.tails, tails]),
        basis=_extended(answer.basis, plan, master, (pairs.size, len(links), len(tails), 0)),
    )


def _packed(plan: Layout, master: Master, answer: Answer) -> Master | None:
    """The master with the packs that a relaxed plan breaks; None if there are none."""
    packs = broken(plan, master.pairs, answer.x)
    if not packs.size:
        return None
    basis = _extended(answer.basis, plan, master, (0, 0, 0, packs.size))
    return replace(master, packs=master.packs.joined(packs), basis=basis)


def _extended(basis: Any, plan: Layout, master: Master, more: tuple[int, int, int, int]) -> Any:  # noqa: ANN401 -- HiGHS's own
    """The basis of `master` for a master with so many more pairs, links, tails and packs."""
    pairs, links, tails, packs = more
    basic, lower = highspy.HighsBasisStatus.kBasic, highspy.HighsBasisStatus.kLower
    grown = highspy.HighsBasis()
    rows, split = list(basis.row_status), plan.rows + len(master.links)
    last = split + len(master.tails)
    grown.col_status = list(basis.col_status) + [lower] * pairs
    grown.row_status = (
        rows[:split] + [basic] * links + rows[split:last] + [basic] * tails + rows[last:] + [basic] * packs
    )
    grown.valid = True
    return grown


def _joined(pairs: Pairs, more: Pairs) -> Pairs:
    return Pairs(
        option=np.concatenate([pairs.option, more.option]),
        manager=np.concatenate([pairs.manager, more.manager]),
    )


def _united(problem: PlanProblem, pairs: Pairs, more: Pairs) -> Pairs:
    """Both, allowed ones only, none twice."""
    both = _joined(pairs, more)
    code = np.unique(both.option * problem.managers + both.manager)
    option, manager = code // problem.managers, code % problem.managers
    allowed = problem.manager_allowed[option, manager]
    return Pairs(option=option[allowed], manager=manager[allowed])


def _first_pairs(problem: PlanProblem, cost: Floats) -> Pairs:
    """For each process and manager the cheapest three pairs and the one with the least load."""
    load = np.where(problem.manager_allowed, problem.load[:, None], np.inf)
    return _united(problem, best_pairs(problem, cost, 3), best_pairs(problem, load, 1))


def best_pairs(problem: PlanProblem, score: Floats, count: int) -> Pairs:
    """For each process and manager the `count` pairs of the lowest finite score (O, M)."""
    option, manager = np.nonzero(np.isfinite(score))
    group = problem.process[option] * problem.managers + manager
    order = np.lexsort((score[option, manager], group))
    chosen = order[rank_within(group[order]) < count]
    return Pairs(option=option[chosen], manager=manager[chosen])


def rank_within(group: Ints) -> Ints:
    """0, 1, 2 ... within each run of equal values of the sorted `group`."""
    first = np.searchsorted(group, group)
    return np.arange(group.size) - first


def _entering(problem: PlanProblem, reduced: Floats) -> Pairs:
    option, manager = np.nonzero(reduced < -EXACT * 10)
    process = problem.process[option]
    order = np.lexsort((reduced[option, manager], process))
    chosen = order[rank_within(process[order]) < BATCH]
    return Pairs(option=option[chosen], manager=manager[chosen])


def _broken_links(plan: Layout, master: Master, x: Floats) -> Ints:
    """(N, 2) processes and countries where more work goes than the country's set-up allows."""
    problem = plan.problem
    placed = np.zeros((problem.processes, problem.countries + 1))
    option = master.pairs.option
    np.add.at(placed, (problem.process[option], problem.country[option]), x[plan.pairs :])
    free = problem.country_cost == 0
    excess = placed[:, :-1] - x[plan.countries : plan.shortfall]
    return np.argwhere((excess > EXACT * 10) & ~free)


def _lived(plan: Layout, master: Master, x: Floats) -> Floats:
    """(S,) what the relaxed plan costs in each scenario, without what is shared; none if all are alike."""
    problem = plan.problem
    if problem.risk_weight == 0:
        return np.zeros(0)
    share = x[plan.pairs :]
    used = np.flatnonzero(share)
    option, share = master.pairs.option[used], share[used]
    care = share * problem.hour_cost[master.pairs.manager[used]]
    return np.asarray(
        summed(problem.scenario_cost[:, option], share) + summed(problem.scenario_hours[:, option], care)
    )


def _missing_tails(plan: Layout, x: Floats, lived: tuple[Floats, Floats]) -> Floats:
    """(0 to 2, S) the worst tail of the relaxed plan, if those in play understate it.

    So much do relaxed plans differ from one to the next that the tail of what lies in the middle of those
    until now is added as well: it takes fewer rounds than one tail at a time.
    """
    problem, (costs, middle) = plan.problem, lived
    if problem.risk_weight == 0:
        return np.zeros((0, problem.scenarios))
    weights = tail_weights(costs, problem.alpha)
    if summed(weights, costs) - costs.mean() - x[plan.tail] <= EXACT * max(1.0, float(np.abs(costs).max())):
        return np.zeros((0, problem.scenarios))
    between = tail_weights(middle, problem.alpha)
    return np.stack([weights, between] if (between != weights).any() else [weights])


def reduced_costs(plan: Layout, cost: Floats, dual: Floats, master: Master, means: Means) -> Floats:
    """(O, M) reduced cost of every pair at the row prices `dual`; `means` are those of the master's tails."""
    problem, m = plan.problem, np.arange(plan.problem.managers)
    outside = problem.external.astype(float)
    price = _option_price(plan, dual, master)[:, None] - cost
    for amount, first in ((problem.load, plan.hours), (problem.peak_load, plan.peak), (outside, plan.span)):
        if dual[first + m].any():
            price += np.outer(amount, dual[first + m])
    train = np.where(plan.train_links >= 0, dual[plan.train_links], 0.0)
    hire = np.where(plan.hire_links >= 0, dual[plan.hire_links], 0.0)
    price += outside[:, None] * train[problem.process] + hire[problem.process]
    if len(master.tails):
        price += _tail_price(plan, dual, master, means)
    if master.packs.size:
        price += master.packs.price(problem, dual[dual.size - master.packs.size :])
    return np.asarray(-price)


def _option_price(plan: Layout, dual: Floats, master: Master) -> Floats:
    """(O,) what the rows pay for an option whoever leads it."""
    problem = plan.problem
    liquidity = dual[plan.budget + 1 : plan.budget + 1 + CASH_MONTHS]
    price = dual[problem.process] + problem.capital * dual[plan.budget] + summed(problem.cash, liquidity)
    price += problem.spend * dual[plan.spend_row] + problem.owner_hours_freed * dual[plan.spend_row + 1]
    shares = np.append(dual[plan.shares : plan.shares + problem.countries], 0.0)
    price += problem.spend * shares[problem.country]
    tools = np.where(plan.tool_links >= 0, dual[plan.tool_links], 0.0).sum(axis=1)
    link = np.zeros((problem.processes, problem.countries + 1))
    link[master.links[:, 0], master.links[:, 1]] = dual[plan.rows : plan.rows + len(master.links)]
    return np.asarray(
        price + problem.external * tools[problem.process] + link[problem.process, problem.country]
    )


def _tail_price(plan: Layout, dual: Floats, master: Master, means: Means) -> Floats:
    first = plan.rows + len(master.links)
    prices = dual[first : first + len(master.tails)]
    cost = (summed(prices, means.cost))[:, None]
    return cost if means.still else cost + np.outer(summed(prices, means.hours), plan.problem.hour_cost)


def _placeable(plan: Layout, master: Master) -> bool:
    """True if the relaxation can place every process, whatever it costs."""
    problem = plan.problem
    nothing = np.where(problem.manager_allowed, 0.0, np.inf)
    free = replace(plan, problem=replace(problem, **_free_of_charge(problem)))
    _, answer, _ = _converged(
        free, replace(master, basis=None, tails=master.tails[:0], means=None), nothing, 1.0
    )
    return answer.objective <= EXACT * 10


def _free_of_charge(problem: PlanProblem) -> dict[str, Any]:
    """Fields that make everything free, limits unchanged."""
    names = ("tool_cost", "country_cost", "training_cost", "hire_cost")
    return {name: np.zeros_like(getattr(problem, name)) for name in names} | {
        "goal_price": 0.0,
        "risk_weight": 0.0,
    }
