"""Businesses made up for tests and benchmarks, alike in structure to real ones."""

from dataclasses import dataclass

import numpy as np

from outhaul.engine.plan.problem import PlanProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a made-up business is; `hires` of the `managers` are candidates."""

    processes: int
    countries: int
    rates: int = 3
    managers: int = 4
    hires: int = 2
    tools: int = 3
    scenarios: int = 256


def business(size: Size, seed: int, **changes: float) -> PlanProblem:
    """A business of dollars: its processes keep their managers busy, money and countries are limited."""
    rng = np.random.default_rng(seed)
    process, country, rate = _options(size, rng)
    outside = country >= 0
    hours = rng.lognormal(3.5, 0.6, size.processes)
    home_rate = rng.lognormal(3.5, 0.25, size.processes)
    cost, care = _scenarios(size, rng, hours, home_rate, (process, country, rate))
    fit = rng.uniform(0.05, 0.12, (size.processes, size.countries + 1))[process, country]
    load = np.where(outside, hours[process] * fit + 1.5, hours[process] * 0.06)
    spend = np.where(outside, cost.mean(axis=0) / 3, 0.0)
    managers = _managers(size, rng, float(load[~outside].sum()))
    months = np.arange(7)
    start = np.where(outside, rng.uniform(300, 1500, process.size), 0.0)
    burn = np.where(outside, rng.uniform(-0.5, 1.0, process.size) * spend / 12, 0.0)
    needs = rng.random((size.processes, size.tools)) < 0.4
    spends = np.maximum.reduceat(spend, np.searchsorted(process, np.arange(size.processes)))
    fields = {
        "process": process,
        "country": country,
        "external": outside,
        "scenario_cost": cost,
        "scenario_hours": care * load,
        "load": load,
        "peak_load": np.where(outside, load * 1.6, load),
        "owner_hours_freed": np.where(
            outside, hours[process] * rng.choice([0, 0, 0.3, 0.8], size.processes)[process], 0
        ),
        "capital": np.where(outside, rng.choice([0.0, 0.0, 800.0], process.size), 0.0),
        "spend": spend,
        "cash": start[:, None] + burn[:, None] * months,
        "manager_allowed": _allowed(size, rng, country),
        "needs_tool": needs,
        "tool_cost": rng.uniform(300, 4000, size.tools),
        "tool_capital": rng.choice([0.0, 500.0], size.tools),
        "country_cost": np.full(size.countries, 300.0),
        "budget": 1500.0 + 350.0 * size.processes,
        "liquidity": 4000.0 + 900.0 * size.processes,
        "max_country_share": 0.4,
        "concentration_allowance": float(spends.max(initial=0.0)) * 0.7,
        "owner_hour_worth": 400.0,
        "owner_goal": 0.5 * size.processes,
        "goal_price": 600.0,
    }
    return PlanProblem(**(fields | managers | changes))


def _options(size: Size, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    """Keep, and every country at every rate, except what guards have already barred."""
    places = [(-1, 0), *((c, r) for c in range(size.countries) for r in range(size.rates))]
    rows = [
        (p, c, r)
        for p in range(size.processes)
        for c, r in places
        if c < 0 or (rng.random() < 0.9 and not (p % 5 == 4 and size.processes > 4))
    ]
    process, country, rate = (np.array(column) for column in zip(*rows, strict=True))
    return process, country, rate


def _scenarios(
    size: Size, rng: np.random.Generator, hours: np.ndarray, home: np.ndarray, options: tuple[np.ndarray, ...]
) -> tuple[np.ndarray, np.ndarray]:
    """Cost over 36 months (S, O) and discounted months of care (S, 1) with a common and a country factor."""
    process, country, rate = options
    s, outside = size.scenarios, country >= 0
    level = rng.lognormal(-1.0, 0.5, size.countries + 1)
    taste = rng.lognormal(0.0, 0.2, (size.processes, size.countries + 1))
    price = np.clip(level[country] * taste[process, country] * (1.05 + 0.05 * rate), 0.12, 1.3)
    mean = np.where(outside, price * 1.15 + 0.12, 1.0) * (hours * home)[process] * 30
    swing = rng.uniform(0.03, 0.25, size.countries + 1)[country]
    fx = rng.standard_normal((s, size.countries + 1))[:, country]
    skill = rng.standard_normal((s, size.processes))[:, process] - 0.15 * rate
    common = rng.standard_normal((s, 1))
    risk = np.where(outside, np.exp(swing * fx * 0.6 + 0.12 * skill + 0.08 * common), 1 + 0.03 * common)
    return mean * risk, 30 * np.exp(0.3 * common - 0.045)


def _managers(size: Size, rng: np.random.Generator, kept_hours: float) -> dict[str, np.ndarray]:
    own = size.managers - size.hires
    hireable = np.arange(size.managers) >= own
    share = rng.dirichlet(np.full(own, 8.0)) if own else np.zeros(0)
    capacity = np.concatenate([share * kept_hours * 1.35, np.full(size.hires, kept_hours * 0.5)])
    return {
        "hour_cost": np.where(hireable, 40.0, rng.uniform(30, 70, size.managers)),
        "capacity": capacity,
        "peak_factor": np.full(size.managers, 1.25),
        "span": np.where(hireable, 7, 3 + size.processes // 10),
        "trained": (rng.random(size.managers) < 0.3) & ~hireable,
        "training_cost": np.full(size.managers, 1200.0),
        "training_capital": np.full(size.managers, 400.0),
        "hireable": hireable,
        "hire_cost": np.where(hireable, 9000.0, 0.0),
        "hire_capital": np.where(hireable, 1500.0, 0.0),
    }


def _allowed(size: Size, rng: np.random.Generator, country: np.ndarray) -> np.ndarray:
    """Every manager leads kept work; abroad only where he speaks the language. Candidates speak it."""
    own = size.managers - size.hires
    speaks = rng.random((size.countries + 1, size.managers)) < 0.7
    speaks[:, own:] = True
    return np.asarray((country < 0)[:, None] | speaks[country])
