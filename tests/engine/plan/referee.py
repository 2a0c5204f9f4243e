"""A second opinion that shares no code with the solver: every plan, priced and checked one by one."""

from dataclasses import dataclass
from itertools import product

import numpy as np

from outhaul.engine.plan.problem import PlanProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What a plan costs and by how much it breaks its worst limit."""

    objective: float
    cvar: float
    excess: float


def judge(q: PlanProblem, option: np.ndarray, manager: np.ndarray) -> Ruling:
    """Price and check one plan, rule by rule, in plain loops."""
    excess, fixed, capital = 0.0, 0.0, 0.0
    hours, peak, span = np.zeros(q.managers), np.zeros(q.managers), np.zeros(q.managers)
    cost, cash, freed, paid = np.zeros(q.scenarios), np.zeros(7), 0.0, np.zeros(q.countries)
    spend, train, hire, tools, countries = 0.0, set(), set(), set(), set()
    for p in range(q.processes):
        o, m = int(option[p]), int(manager[p])
        if q.process[o] != p or not q.manager_allowed[o, m]:
            excess = np.inf
        cost += q.scenario_cost[:, o] + q.hour_cost[m] * q.scenario_hours[:, o]
        hours[m] += q.load[o]
        peak[m] += q.peak_load[o]
        capital += q.capital[o]
        cash += q.cash[o]
        freed += q.owner_hours_freed[o]
        spend += q.spend[o]
        if q.hireable[m]:
            hire.add(m)
        if q.country[o] >= 0:
            countries.add(int(q.country[o]))
            paid[q.country[o]] += q.spend[o]
        if q.external[o]:
            span[m] += 1
            tools |= {t for t in range(q.tools) if q.needs_tool[p, t]}
            if not q.trained[m]:
                train.add(m)
    shared = sum(q.training_capital[m] for m in train) + sum(q.hire_capital[m] for m in hire)
    shared += sum(q.tool_capital[t] for t in tools)
    fixed += sum(q.training_cost[m] for m in train) + sum(q.hire_cost[m] for m in hire)
    fixed += sum(q.tool_cost[t] for t in tools) + sum(q.country_cost[c] for c in countries)
    excess = max(excess, (hours - q.capacity).max(), (peak - q.capacity * q.peak_factor).max())
    excess = max(
        excess, (span - q.span).max(), capital + shared - q.budget, (cash + shared).max() - q.liquidity
    )
    if q.max_country_share < 1:
        allowance = np.broadcast_to(q.concentration_allowance, q.countries)
        excess = max(excess, (paid - q.max_country_share * spend - allowance).max(initial=0))
    cost += fixed
    tail = worst_mean(cost, 1 - q.alpha)
    value = q.owner_hour_worth * freed - q.goal_price * max(0.0, q.owner_goal - freed)
    objective = (1 - q.risk_weight) * cost.mean() + q.risk_weight * tail - value
    return Ruling(objective=float(objective), cvar=float(tail), excess=float(excess))


def worst_mean(cost: np.ndarray, share: float) -> float:
    """Mean of the worst `share` of equally likely costs; one scenario may count in part."""
    ordered, left, total = np.sort(cost)[::-1], share * cost.size, 0.0
    for value in ordered:
        part = min(1.0, left)
        total += part * value
        left -= part
        if left <= 1e-12:
            break
    return total / (share * cost.size)


def enumerate_plans(q: PlanProblem) -> tuple[float, int]:
    """Lowest objective of all feasible plans, and how many are feasible: every combination is tried."""
    choices = [
        [(o, m) for o in np.flatnonzero(q.process == p) for m in range(q.managers) if q.manager_allowed[o, m]]
        for p in range(q.processes)
    ]
    index = np.array(list(product(*[range(len(choice)) for choice in choices])), dtype=int)
    if not index.size:
        return np.inf, 0
    option = np.stack(
        [np.array([o for o, _ in choice])[index[:, p]] for p, choice in enumerate(choices)], axis=1
    )
    manager = np.stack(
        [np.array([m for _, m in choice])[index[:, p]] for p, choice in enumerate(choices)], axis=1
    )
    best, feasible = np.inf, 0
    for block in range(0, len(index), 20_000):
        rows = slice(block, block + 20_000)
        objective, fits = _price(q, option[rows], manager[rows])
        feasible += int(fits.sum())
        best = min(best, float(objective[fits].min(initial=np.inf)))
    return best, feasible


def _price(q: PlanProblem, option: np.ndarray, manager: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(N,) objective and feasibility of N plans."""
    outside = q.external[option]
    at = manager[:, :, None] == np.arange(q.managers)
    leads, steers = at.any(axis=1), (at & outside[:, :, None]).any(axis=1)
    train, hire = steers & ~q.trained, leads & q.hireable
    tools = (outside[:, :, None] & q.needs_tool).any(axis=1)
    there = q.country[option][:, :, None] == np.arange(q.countries)
    shared = train @ q.training_capital + hire @ q.hire_capital + tools @ q.tool_capital
    fixed = (
        train @ q.training_cost
        + hire @ q.hire_cost
        + tools @ q.tool_cost
        + there.any(axis=1) @ q.country_cost
    )
    slack = 1e-9
    fits = ((at * q.load[option][:, :, None]).sum(axis=1) <= q.capacity + slack).all(axis=1)
    fits &= ((at * q.peak_load[option][:, :, None]).sum(axis=1) <= q.capacity * q.peak_factor + slack).all(
        axis=1
    )
    fits &= ((at & outside[:, :, None]).sum(axis=1) <= q.span).all(axis=1)
    fits &= q.capital[option].sum(axis=1) + shared <= q.budget + slack
    fits &= (q.cash[option].sum(axis=1) + shared[:, None] <= q.liquidity + slack).all(axis=1)
    if q.max_country_share < 1:
        spend = q.spend[option]
        allowance = np.broadcast_to(q.concentration_allowance, q.countries)
        most = q.max_country_share * spend.sum(axis=1)[:, None] + allowance
        fits &= ((there * spend[:, :, None]).sum(axis=1) <= most + slack).all(axis=1)
    cost = np.repeat(fixed[:, None], q.scenarios, axis=1)
    for p in range(q.processes):
        hours = q.scenario_hours.T[option[:, p]] * q.hour_cost[manager[:, p], None]
        cost += q.scenario_cost.T[option[:, p]] + hours
    ordered = -np.sort(-cost, axis=1)
    size = (1 - q.alpha) * q.scenarios
    part = np.clip(size - np.arange(q.scenarios), 0, 1)
    freed = q.owner_hours_freed[option].sum(axis=1)
    value = q.owner_hour_worth * freed - q.goal_price * np.maximum(0, q.owner_goal - freed)
    risk = (1 - q.risk_weight) * cost.mean(axis=1) + q.risk_weight * (ordered @ part) / size
    return risk - value, fits
