"""A second opinion on a plan: feasible or not, and what it costs, reckoned line by line.

Nothing here comes from the search: only the problem is read, and every rule is written down once more,
in plain loops. Tests and benchmarks ask it about every plan that they accept.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from outhaul.engine.plan.problem import CASH_MONTHS, Ints, PlanProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a plan comes to by this reckoning."""

    objective: float
    mean: float
    worst: float
    """Mean cost of the worst 1 - alpha of the scenarios."""
    faults: tuple[str, ...]
    """Rules that are broken, in words; empty for a feasible plan."""
    excess: float
    """The most that any limit is passed by, relative to itself; inf where a placement is barred."""


class _Ledger:
    """Limits as they are checked."""

    def __init__(self, tolerance: float) -> None:
        self.tolerance, self.excess = tolerance, 0.0
        self.faults: list[str] = []

    def check(self, what: str, used: float, most: float) -> None:
        """Note by how much `used` passes `most`."""
        if most == float("inf"):
            return
        passed = (used - most) / max(1.0, abs(most))
        self.excess = max(self.excess, passed)
        if passed > self.tolerance:
            self.faults.append(f"{what}: {used:.6g} of {most:.6g}")

    def bar(self, what: str) -> None:
        """Note something that cannot be at all."""
        self.excess = float("inf")
        self.faults.append(what)


def verify(problem: PlanProblem, option: Ints, manager: Ints, *, tolerance: float = 1e-6) -> Verdict:
    """Check (P,) options under (P,) managers against every limit, to a relative `tolerance`; price them."""
    q, ledger = problem, _Ledger(tolerance)
    chosen = [(int(o), int(m)) for o, m in zip(option, manager, strict=True)]
    if len(chosen) != q.processes:
        ledger.bar(f"{len(chosen)} options for {q.processes} processes")
    for p, (o, m) in enumerate(chosen):
        if q.process[o] != p:
            ledger.bar(f"option {o} is not one of process {p}")
        if not q.manager_allowed[o, m]:
            ledger.bar(f"manager {m} may not lead option {o}")
    trains = sorted({m for o, m in chosen if q.external[o] and not q.trained[m]})
    hires = sorted({m for _, m in chosen if q.hireable[m]})
    tools = sorted(
        {t for o, _ in chosen if q.external[o] for t in range(q.tools) if q.needs_tool[q.process[o], t]}
    )
    places = sorted({int(q.country[o]) for o, _ in chosen if q.country[o] >= 0})
    _people(q, chosen, ledger)
    _money(q, chosen, (trains, hires, tools), ledger)
    _places(q, chosen, ledger)
    fixed = sum(float(q.training_cost[m]) for m in trains) + sum(float(q.hire_cost[m]) for m in hires)
    fixed += sum(float(q.tool_cost[t]) for t in tools) + sum(float(q.country_cost[c]) for c in places)
    costs = np.full(q.scenarios, fixed)
    for o, m in chosen:
        costs = costs + q.scenario_cost[:, o] + float(q.hour_cost[m]) * q.scenario_hours[:, o]
    freed = sum(float(q.owner_hours_freed[o]) for o, _ in chosen)
    missed = max(0.0, q.owner_goal - freed)
    mean, worst = (
        float(np.sum(costs)) / q.scenarios,
        _worst(sorted(costs.tolist(), reverse=True), 1 - q.alpha),
    )
    risk = (1 - q.risk_weight) * mean + q.risk_weight * worst
    return Verdict(
        objective=risk - q.owner_hour_worth * freed + q.goal_price * missed,
        mean=mean,
        worst=worst,
        faults=tuple(ledger.faults),
        excess=ledger.excess,
    )


def _people(q: PlanProblem, chosen: list[tuple[int, int]], ledger: _Ledger) -> None:
    """Hours, peak hours and spans (§PLAN-3, §PLAN-4)."""
    hours: dict[int, float] = defaultdict(float)
    peak: dict[int, float] = defaultdict(float)
    span: dict[int, int] = defaultdict(int)
    for o, m in chosen:
        hours[m] += float(q.load[o])
        peak[m] += float(q.peak_load[o])
        span[m] += int(q.external[o])
    for m, used in hours.items():
        ledger.check(f"hours of manager {m}", used, float(q.capacity[m]))
        ledger.check(f"peak hours of manager {m}", peak[m], float(q.capacity[m] * q.peak_factor[m]))
        ledger.check(f"engagements of manager {m}", span[m], float(q.span[m]))


def _money(
    q: PlanProblem,
    chosen: list[tuple[int, int]],
    shared: tuple[list[int], list[int], list[int]],
    ledger: _Ledger,
) -> None:
    """Capital and liquidity (§PLAN-7)."""
    trains, hires, tools = shared
    upfront = sum(float(q.training_capital[m]) for m in trains) + sum(float(q.hire_capital[m]) for m in hires)
    upfront += sum(float(q.tool_capital[t]) for t in tools)
    ledger.check("budget", upfront + sum(float(q.capital[o]) for o, _ in chosen), q.budget)
    for month in range(CASH_MONTHS):
        need = upfront + sum(float(q.cash[o, month]) for o, _ in chosen)
        ledger.check(f"cash after month {month}", need, q.liquidity)


def _places(q: PlanProblem, chosen: list[tuple[int, int]], ledger: _Ledger) -> None:
    """Shares of countries (§PLAN-8)."""
    if q.max_country_share >= 1:
        return
    paid: dict[int, float] = defaultdict(float)
    for o, _ in chosen:
        paid[int(q.country[o])] += float(q.spend[o])
    total = sum(paid.values())
    for c, amount in paid.items():
        if c >= 0:
            ledger.check(
                f"share of country {c}", amount, q.max_country_share * total + float(q.allowances[c])
            )


def _worst(costs: list[float], share: float) -> float:
    """Mean of the first `share` of descending, equally likely costs; the last one counts in part."""
    whole = share * len(costs)
    full = int(whole + 1e-9)
    total = sum(costs[:full])
    part = whole - full
    if part > 1e-9 and full < len(costs):  # noqa: PLR2004 -- rounding
        total += part * costs[full]
    return total / whole
