"""The solver against a referee that tries every plan, and against published optima (§PLAN-1 … §PLAN-10)."""

from dataclasses import replace

import numpy as np
import pytest

from outhaul.engine.plan.problem import OF_MANAGERS, OF_OPTIONS, OF_TOOLS, PlanProblem
from outhaul.engine.plan.solution import Solution, evaluate
from outhaul.engine.plan.solve import solve
from tests.engine.plan.instances import Size, business
from tests.engine.plan.referee import enumerate_plans, judge

BAKERY = Size(processes=10, countries=10, managers=3, hires=1, scenarios=64)
LOOSE = 3e-3
"""A gap that leaves a search room to end elsewhere."""


def small(seed: int) -> PlanProblem:
    """A business so small that every plan of it can be tried."""
    rng = np.random.default_rng(seed)
    size = Size(
        processes=int(rng.integers(2, 6)),
        countries=int(rng.integers(1, 4)),
        rates=1 if rng.random() < 0.6 else 2,
        managers=int(rng.integers(2, 4)),
        hires=int(rng.integers(0, 2)),
        tools=int(rng.integers(0, 3)),
        scenarios=int(rng.choice([7, 12, 25])),
    )
    goal = {} if rng.random() < 0.5 else {"owner_goal": 0.0}
    return business(size, seed, risk_weight=float(rng.choice([0.0, 0.3, 1.0])), **goal)


@pytest.mark.parametrize("decade", range(20))
def test_best_plan_is_the_best_of_all_plans(decade: int) -> None:
    for seed in range(10 * decade, 10 * decade + 10):
        problem = small(seed)
        best, feasible = enumerate_plans(problem)
        solution = solve(problem, gap=0.0)
        if not feasible:
            assert solution.status == "infeasible"
            continue
        ruling = judge(problem, solution.option, solution.manager)
        assert solution.status == "optimal"
        assert ruling.excess <= 1e-6
        assert ruling.objective == pytest.approx(best, rel=1e-8)


@pytest.mark.parametrize("seed", range(3))
def test_plan_of_a_large_business_keeps_every_limit_and_is_priced_right(seed: int) -> None:
    problem = business(BAKERY, seed)
    solution = solve(problem)
    ruling = judge(problem, solution.option, solution.manager)
    assert ruling.excess <= 1e-6
    assert solution.objective == pytest.approx(ruling.objective, rel=1e-12)
    assert solution.of.cvar == pytest.approx(ruling.cvar, rel=1e-12)
    assert solution.gap == (solution.objective - solution.bound) / solution.objective
    assert (solution.status, solution.gap <= 1e-3) == ("optimal", True)


def test_bound_is_below_the_optimum() -> None:
    problem = business(BAKERY, 0)
    assert solve(problem, gap=0.02).bound <= solve(problem, gap=LOOSE).objective


def test_search_that_is_cut_short_tells_its_true_gap() -> None:
    problem = business(BAKERY, 1)
    solution = solve(problem, gap=0.0, time_limit=0.0)
    assert solution.status in ("feasible", "infeasible")


def shuffled(problem: PlanProblem, seed: int) -> tuple[PlanProblem, np.ndarray, np.ndarray]:
    """The same problem written down in another order; options and managers say where each one stood."""
    rng = np.random.default_rng(seed)
    processes, managers = rng.permutation(problem.processes), rng.permutation(problem.managers)
    tools, countries = rng.permutation(problem.tools), rng.permutation(problem.countries)
    place = np.argsort(processes)[problem.process]
    options = np.lexsort((rng.random(problem.options), place))
    fields = {name: getattr(problem, name)[options] for name in (*OF_OPTIONS, "cash")}
    fields |= {name: getattr(problem, name)[managers] for name in OF_MANAGERS}
    fields |= {name: getattr(problem, name)[tools] for name in OF_TOOLS}
    fields["process"] = place[options]
    fields["country"] = np.append(np.argsort(countries), -1)[problem.country[options]]
    fields["country_cost"] = problem.country_cost[countries]
    fields["needs_tool"] = problem.needs_tool[np.ix_(processes, tools)]
    fields["manager_allowed"] = problem.manager_allowed[np.ix_(options, managers)]
    fields["scenario_cost"] = problem.scenario_cost[:, options]
    fields["scenario_hours"] = problem.scenario_hours[:, options]
    return replace(problem, **fields), options, managers


@pytest.mark.parametrize("seed", range(3))
def test_order_of_the_input_changes_nothing(seed: int) -> None:
    problem = business(BAKERY, seed)
    other, options, managers = shuffled(problem, seed)
    before, after = solve(problem, gap=LOOSE), solve(other, gap=LOOSE)
    assert sorted(options[after.option]) == sorted(before.option)
    assert set(zip(options[after.option], managers[after.manager], strict=True)) == set(
        zip(before.option, before.manager, strict=True)
    )


@pytest.mark.parametrize("factor", [0.0078, 151.37])
def test_currency_changes_nothing(factor: float) -> None:
    problem = business(BAKERY, 0)
    before, after = solve(problem, gap=LOOSE), solve(in_currency(problem, factor), gap=LOOSE)
    assert after.option.tolist() == before.option.tolist()
    assert after.manager.tolist() == before.manager.tolist()
    assert after.objective == pytest.approx(before.objective * factor, rel=1e-9)


def in_currency(problem: PlanProblem, factor: float) -> PlanProblem:
    """The same business with its money counted in another currency."""
    names: tuple[str, ...] = (
        "scenario_cost",
        "capital",
        "spend",
        "cash",
        "tool_cost",
        "tool_capital",
        "country_cost",
        "hour_cost",
    )
    names += (
        "training_cost",
        "training_capital",
        "hire_cost",
        "hire_capital",
        "owner_hour_worth",
        "goal_price",
    )
    names += ("budget", "liquidity", "concentration_allowance")
    return replace(problem, **{name: getattr(problem, name) * factor for name in names})


def test_same_input_gives_the_same_plan() -> None:
    problem = business(BAKERY, 0)
    assert told(solve(problem, gap=LOOSE)) == told(solve(problem, gap=LOOSE))


def told(solution: Solution) -> tuple[object, ...]:
    return solution.option.tolist(), solution.manager.tolist(), solution.trace, solution.nodes


@pytest.mark.parametrize("seed", range(4))
def test_one_more_country_never_makes_the_plan_worse(seed: int) -> None:
    problem = business(replace(BAKERY, processes=5, countries=12), seed)
    fewer = replace(problem, manager_allowed=problem.manager_allowed & (problem.country != 3)[:, None])
    assert solve(problem, gap=0.0).objective <= solve(fewer, gap=0.0).objective * (1 + 1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_start_is_never_worsened(seed: int) -> None:
    problem = business(BAKERY, seed)
    sharp = solve(problem, gap=LOOSE)
    assert solve(problem, gap=0.05, start=sharp).objective <= sharp.objective


def test_start_from_another_problem_with_the_same_options_finds_as_good_a_plan() -> None:
    problem = business(BAKERY, 2)
    poorer = replace(problem, budget=problem.budget / 2)
    assert solve(poorer, gap=1e-4, start=solve(problem)).objective == pytest.approx(
        solve(poorer, gap=1e-4).objective, rel=2e-4
    )


def test_work_that_must_stay_stays() -> None:
    problem = business(BAKERY, 0)
    kept = np.flatnonzero(np.bincount(problem.process) == 1)
    assert kept.tolist() == [4, 9]
    assert not problem.external[solve(problem).option[kept]].any()


def test_infeasible_business_has_no_plan() -> None:
    problem = business(BAKERY, 0)
    solution = solve(replace(problem, capacity=np.zeros(problem.managers)))
    assert (solution.status, solution.option.size, solution.figures) == ("infeasible", 0, None)
    with pytest.raises(ValueError, match="has no plan"):
        _ = solution.of


def test_problem_whose_arrays_disagree_is_refused() -> None:
    problem = business(BAKERY, 0)
    with pytest.raises(ValueError, match=r"^load has shape \(3,\), not "):
        replace(problem, load=np.zeros(3))
    with pytest.raises(ValueError, match=r"^capacity is negative$"):
        replace(problem, capacity=problem.capacity - 1e6)
    with pytest.raises(ValueError, match=r"^spend holds a value that is not a number$"):
        replace(problem, spend=problem.spend * np.nan)


def assignment(profit: list[list[int]], weight: list[list[int]], capacity: list[int]) -> PlanProblem:
    """A generalised assignment problem: each job has one option for each agent, who alone may lead it."""
    agents, jobs = len(profit), len(profit[0])
    gain, load = np.array(profit, dtype=float).T.ravel(), np.array(weight, dtype=float).T.ravel()
    return plain(
        process=np.repeat(np.arange(jobs), agents),
        cost=-gain,
        load=load,
        allowed=np.tile(np.eye(agents, dtype=bool), (jobs, 1)),
        capacity=np.array(capacity, dtype=float),
        hire_cost=None,
    )


def plain(  # noqa: PLR0913 -- the figures of a problem
    *,
    process: np.ndarray,
    cost: np.ndarray,
    load: np.ndarray,
    allowed: np.ndarray,
    capacity: np.ndarray,
    hire_cost: float | None,
) -> PlanProblem:
    """A problem of kept work alone: options, managers, hours, and the price of each manager."""
    options, managers = allowed.shape
    nothing, idle = np.zeros(options), np.zeros(managers)
    return PlanProblem(
        process=process,
        country=np.full(options, -1),
        external=np.zeros(options, dtype=bool),
        scenario_cost=cost[None, :],
        scenario_hours=nothing[None, :],
        load=load,
        peak_load=load,
        owner_hours_freed=nothing,
        capital=nothing,
        spend=nothing,
        cash=np.zeros((options, 7)),
        manager_allowed=allowed,
        needs_tool=np.zeros((int(process.max()) + 1, 0), dtype=bool),
        tool_cost=np.zeros(0),
        tool_capital=np.zeros(0),
        country_cost=np.zeros(0),
        hour_cost=idle,
        capacity=capacity,
        peak_factor=idle + 1.25,
        span=np.zeros(managers, dtype=int),
        trained=np.zeros(managers, dtype=bool),
        training_cost=idle,
        training_capital=idle,
        hireable=np.full(managers, hire_cost is not None),
        hire_cost=idle + (hire_cost or 0.0),
        hire_capital=idle,
        risk_weight=0.0,
    )


def test_generalised_assignment_of_the_or_library() -> None:
    """First instance of gap1 (Beasley, OR-Library): the best profit is 336."""
    profit = [
        [17, 21, 22, 18, 24, 15, 20, 18, 19, 18, 16, 22, 24, 24, 16],
        [23, 16, 21, 16, 17, 16, 19, 25, 18, 21, 17, 15, 25, 17, 24],
        [16, 20, 16, 25, 24, 16, 17, 19, 19, 18, 20, 16, 17, 21, 24],
        [19, 19, 22, 22, 20, 16, 19, 17, 21, 19, 25, 23, 25, 25, 25],
        [18, 19, 15, 15, 21, 25, 16, 16, 23, 15, 22, 17, 19, 22, 24],
    ]
    weight = [
        [8, 15, 14, 23, 8, 16, 8, 25, 9, 17, 25, 15, 10, 8, 24],
        [15, 7, 23, 22, 11, 11, 12, 10, 17, 16, 7, 16, 10, 18, 22],
        [21, 20, 6, 22, 24, 10, 24, 9, 21, 14, 11, 14, 11, 19, 16],
        [20, 11, 8, 14, 9, 5, 6, 19, 19, 7, 6, 6, 13, 9, 18],
        [8, 13, 13, 13, 10, 20, 25, 16, 16, 17, 10, 10, 5, 12, 23],
    ]
    solution = solve(assignment(profit, weight, [36, 34, 38, 27, 33]), gap=0.0)
    assert (solution.status, round(-solution.objective, 6)) == ("optimal", 336)


def test_warehouse_location_of_csplib() -> None:
    """Problem 034 of CSPLib: five warehouses of fixed cost 30 supply ten stores for 383."""
    supply = [
        [20, 24, 11, 25, 30],
        [28, 27, 82, 83, 74],
        [74, 97, 71, 96, 70],
        [2, 55, 73, 69, 61],
        [46, 96, 59, 83, 4],
        [42, 22, 29, 67, 59],
        [1, 5, 73, 59, 56],
        [10, 73, 13, 43, 96],
        [93, 35, 63, 85, 46],
        [47, 65, 55, 71, 95],
    ]
    problem = plain(
        process=np.repeat(np.arange(10), 5),
        cost=np.array(supply, dtype=float).ravel(),
        load=np.ones(50),
        allowed=np.tile(np.eye(5, dtype=bool), (10, 1)),
        capacity=np.array([1.0, 4.0, 2.0, 1.0, 3.0]),
        hire_cost=30.0,
    )
    solution = solve(problem, gap=0.0)
    assert (solution.status, round(solution.objective, 6)) == ("optimal", 383)


def test_worst_scenarios_count_in_parts() -> None:
    """With 25 scenarios the worst tenth are two and a half."""
    problem = replace(small(0), risk_weight=1.0)
    tiled = np.arange(25) % problem.scenarios
    problem = replace(
        problem, scenario_cost=problem.scenario_cost[tiled], scenario_hours=problem.scenario_hours[tiled]
    )
    option = np.searchsorted(problem.process, np.arange(problem.processes))
    figures = evaluate(problem, option, np.zeros(problem.processes, dtype=int))
    worst = np.sort(figures.costs)[::-1]
    assert figures.cvar == pytest.approx((worst[0] + worst[1] + 0.5 * worst[2]) / 2.5)
