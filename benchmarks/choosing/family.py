"""Made-up businesses of 10 to 1,000 processes, alike but for their size, for measuring the choice of a plan.

Hours of a process are lognormal and a quarter of the processes are core work, which stays. A country
has a wage level, a language, a time zone and a culture; how well it fits a process decides how many
hours a manager needs, and too poor a fit bars it. Rates are 1.03, 1.10 and 1.20 times the market's,
as long as that stays below what the work costs at home. A tenth as many managers as processes lead
two to four of six domains each; as many more can be hired. Twelve tools are shared. The budget and a
tenth of all hours as the most for one country both bind.

Keeping costs nothing here: an option's cost is what it costs more than keeping. The objective of a
plan is therefore less than zero, the money saved, and gaps are relative to that.
"""

import numpy as np

from outhaul.engine.plan.problem import PlanProblem

COUNTRIES = 190
RATES = (1.03, 1.10, 1.20)
MONTHS = 30.0
"""Discounted months of the horizon."""
DOMAINS = 6
TOOLS = 12
CORE = 0.25
HOUR_COST = 45.0
"""Of a manager: of every hour of care, and of all hours of one who is hired."""
HIRED_HOUR_COST = 25.0
HIRE_HOURS = 160.0
COUNTRY_SHARE = 0.10
"""Most of all hours that one country may have."""
BUDGET_PART = 0.7
"""Part of the capital that the plan would tie up if the budget were no limit, roughly."""
LEAST_FIT = 0.5


def family(processes: int, seed: int, *, countries: int = COUNTRIES, scenarios: int = 1) -> PlanProblem:
    """The business of a size: the same for the same arguments, whatever the machine."""
    rng = np.random.default_rng([processes, seed])
    hours = np.clip(rng.lognormal(5.6, 0.7, processes), 20, 1500).round()
    home = rng.lognormal(3.55, 0.3, processes)
    domain = rng.integers(DOMAINS, size=processes)
    core = rng.random(processes) < CORE
    level = np.clip(rng.lognormal(-0.9, 0.6, countries), 0.08, 1.6)
    taste = rng.lognormal(0.0, 0.18, (domain.max() + 1, countries))
    fit = _fit(rng, processes, countries)
    market = home[:, None] * level * taste[domain]
    rate = market[:, :, None] * np.array(RATES)
    allowed = (rate < home[:, None, None]) & (fit[:, :, None] > LEAST_FIT) & ~core[:, None, None]
    process, country, point = np.nonzero(allowed)
    quality = fit[process, country] * (1 + 0.02 * point)
    share = rng.uniform(0.05, 0.14, processes)[process]
    care = np.ceil(4 * hours[process] * share * (2.2 - np.clip(quality, 0.5, 1.0))) / 4
    needs = rng.random((processes, TOOLS)) < 2.2 / TOOLS
    seats = needs[process].sum(axis=1) * 35.0
    overhead = 1.12 + 0.25 * (1 - np.clip(quality, 0, 1))
    monthly = hours[process] * (rate[process, country, point] * overhead - home[process]) + seats
    setup = 1200 + 12 * hours[process]
    cost = monthly * MONTHS + setup + care * MONTHS * HOUR_COST
    capital = 400 + 6 * hours[process] * rng.choice([0.5, 1.0, 2.0], processes)[process]
    first = np.searchsorted(process, np.arange(processes))  # the keep option goes before the others
    return _problem(rng, (process, country, first), (hours, domain, needs), (cost, care, capital), scenarios)


def _fit(rng: np.random.Generator, processes: int, countries: int) -> np.ndarray:
    """(P, C) how well a country suits a process, by language, time zone and culture, 0 to 1."""
    language = rng.choice([1.0, 0.85, 0.6, 0.3], countries, p=[0.2, 0.3, 0.3, 0.2])
    zone = rng.uniform(0, 1, countries)
    culture = rng.beta(4, 2, countries)
    weights = rng.dirichlet([4.0, 3.0, 2.0], processes)
    return np.asarray(weights @ np.stack([language, zone, culture]))


def _problem(
    rng: np.random.Generator,
    place: tuple[np.ndarray, np.ndarray, np.ndarray],
    work: tuple[np.ndarray, np.ndarray, np.ndarray],
    money: tuple[np.ndarray, np.ndarray, np.ndarray],
    scenarios: int,
) -> PlanProblem:
    (process, country, first), (hours, domain, needs) = place, work
    processes = hours.size

    def with_keep(values: np.ndarray, keep: float) -> np.ndarray:
        return np.insert(values, first, keep)

    process = np.insert(process, first, np.arange(processes))
    country = with_keep(country, -1)
    cost, care, capital = (with_keep(values, 0.0) for values in money)
    spend = np.where(country >= 0, hours[process], 0.0)
    managers = max(2, processes // 10)
    leads = _leads(rng, managers)
    capacity = rng.uniform(60, 480, managers).round()
    total = float(hours.sum())
    hire = np.concatenate([np.zeros(managers), np.ones(managers)])
    tool_capital = rng.uniform(500, 4000, TOOLS).round(-1)
    return PlanProblem(
        process=process,
        country=country,
        external=country >= 0,
        scenario_cost=_scenarios(rng, cost, country, scenarios),
        scenario_hours=np.zeros((scenarios, process.size)),
        load=care,
        peak_load=care,
        owner_hours_freed=np.zeros(process.size),
        capital=capital,
        spend=spend,
        cash=np.zeros((process.size, 7)),
        manager_allowed=leads[:, domain].T[process] | (country < 0)[:, None] & (hire == 0),
        needs_tool=needs,
        tool_cost=rng.lognormal(9.2, 0.6, TOOLS).round(-1) * max(1.0, processes / 50) ** 0.5,
        tool_capital=tool_capital,
        country_cost=np.zeros(int(country.max()) + 1),
        hour_cost=np.zeros(2 * managers),
        capacity=np.concatenate([capacity, np.full(managers, HIRE_HOURS)]),
        peak_factor=np.ones(2 * managers),
        span=np.full(2 * managers, processes),
        trained=np.ones(2 * managers, dtype=bool),
        training_cost=np.zeros(2 * managers),
        training_capital=np.zeros(2 * managers),
        hireable=hire > 0,
        hire_cost=hire * HIRE_HOURS * MONTHS * HIRED_HOUR_COST,
        hire_capital=hire * 2500.0,
        budget=_budget(process, capital, processes, tool_capital),
        max_country_share=0.0,
        concentration_allowance=max(COUNTRY_SHARE * total, float(hours.max())),
        risk_weight=0.0 if scenarios == 1 else 0.3,
        alpha=0.95 if scenarios > 1 else 0.9,
    )


def _leads(rng: np.random.Generator, managers: int) -> np.ndarray:
    """(2M, D) which domains a manager leads: own ones two to four, each at least one's; hired ones all."""
    leads = np.zeros((2 * managers, DOMAINS), dtype=bool)
    for manager in range(managers):
        leads[manager, rng.permutation(DOMAINS)[: rng.integers(2, 5)]] = True
    leads[managers:] = True
    return leads


def _scenarios(rng: np.random.Generator, cost: np.ndarray, country: np.ndarray, scenarios: int) -> np.ndarray:
    """(S, O) costs: what is paid abroad moves with the country's exchange rate, the more the dearer."""
    if scenarios == 1:
        return cost[None, :]
    swing = rng.uniform(0.02, 0.15, int(country.max()) + 2)
    common = rng.standard_normal((scenarios, 1))
    rates = swing * (0.6 * common + 0.8 * rng.standard_normal((scenarios, swing.size)))
    return np.asarray(cost + np.abs(cost) * np.where(country >= 0, rates[:, country], 0.0))


def _budget(process: np.ndarray, capital: np.ndarray, processes: int, tools: np.ndarray) -> float:
    """A budget that binds: part of what handing everything out in the usual way would tie up."""
    total = np.bincount(process, weights=capital, minlength=processes)
    typical = total / np.maximum(1, np.bincount(process, minlength=processes) - 1)
    return float(np.round(BUDGET_PART * typical.sum() + 0.5 * tools.sum(), -2))
