"""The search for large plans: its bound holds, its plans are plans, and it does the same every time."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.choosing.family import family
from outhaul.engine.plan import solve as solving
from outhaul.engine.plan.canonical import canonical
from outhaul.engine.plan.compact import chosen_of, compact
from outhaul.engine.plan.highs import solve_whole
from outhaul.engine.plan.plain import plain
from outhaul.engine.plan.problem import PlanProblem
from outhaul.engine.plan.solution import Solution
from outhaul.engine.plan.solve import solve
from outhaul.engine.plan.tight import chosen_by, point_of, tight
from outhaul.engine.plan.verify import verify
from outhaul.engine.plan.wide.crowd import EXACT_TOOLS
from outhaul.engine.plan.wide.search import Wide, search_widely
from tests.engine.plan.referee import enumerate_plans
from tests.engine.plan.test_solve import shuffled, small

ENOUGH = 0.5
"""A gap at which no plan is improved any further."""
LARGE = family(90, 0)


def widely(problem: PlanProblem, gap: float = ENOUGH) -> tuple[Wide, float]:
    form = canonical(problem)
    return search_widely(form, None, gap=gap, time_limit=60.0), form.unit


@pytest.mark.parametrize("decade", range(3))
def test_bound_is_below_the_best_of_all_plans_and_the_plan_is_one_of_them(decade: int) -> None:
    for seed in range(decade, 200, 10):
        problem = small(seed)
        best, feasible = enumerate_plans(problem)
        if not feasible:
            continue
        wide, unit = widely(problem)
        assert wide.value * unit <= best + 1e-6 * abs(best)
        if wide.plan is not None:
            assert wide.plan.objective * unit >= best - 1e-6 * abs(best)
            form = canonical(problem).problem
            assert verify(form, wide.plan.option, wide.plan.manager).faults == ()


@pytest.mark.parametrize("seed", range(0, 200, 10))
def test_programme_of_few_columns_has_the_same_optimum(seed: int) -> None:
    problem = replace(small(seed), risk_weight=0.0)
    best, feasible = enumerate_plans(problem)
    option = np.flatnonzero(problem.manager_allowed.any(axis=1))
    task = compact(problem, option, np.zeros((0, problem.scenarios)))
    answer = solve_whole(task.programme, gap=0.0, time_limit=60.0)
    assert (answer.outcome == "optimal") == bool(feasible)
    if feasible:
        assert answer.objective == pytest.approx(best, rel=1e-6)
        assert verify(problem, *chosen_of(task, answer.x), tolerance=1e-5).faults == ()


@pytest.mark.parametrize("seed", range(0, 200, 10))
def test_tight_programme_has_the_same_optimum_and_holds_every_plan(seed: int) -> None:
    problem = replace(small(seed), risk_weight=0.0)
    best, feasible = enumerate_plans(problem)
    option = np.flatnonzero(problem.manager_allowed.any(axis=1))
    task = tight(problem, option, np.zeros((0, problem.scenarios)))
    answer = solve_whole(task.programme, gap=0.0, time_limit=60.0)
    assert (answer.outcome == "optimal") == bool(feasible)
    if feasible:
        plan = chosen_by(task, answer.x)
        assert answer.objective == pytest.approx(best, rel=1e-6)
        assert verify(problem, *plan, tolerance=1e-5).faults == ()
        point = point_of(problem, task, *plan)
        again = solve_whole(task.programme, gap=1e9, time_limit=60.0, start=point)
        assert point is not None
        assert again.objective <= best + 1e-6 * abs(best)


@pytest.mark.parametrize("seed", range(0, 200, 25))
def test_more_tools_than_the_bound_can_weigh_leave_it_below_the_best_plan(seed: int) -> None:
    """Of 17 tools the three cheapest count nothing in the bound; the plan pays for all of them."""
    problem, tools = small(seed), EXACT_TOOLS + 3
    rng = np.random.default_rng(seed)
    problem = replace(
        problem,
        needs_tool=rng.random((problem.processes, tools)) < 0.3,
        tool_cost=rng.uniform(100, 900, tools),
        tool_capital=rng.choice([0.0, 20.0], tools),
    )
    best, feasible = enumerate_plans(problem)
    wide, unit = widely(problem)
    if feasible:
        assert wide.value * unit <= best + 1e-6 * abs(best)
        assert solve(problem, gap=0.0).objective == pytest.approx(best, rel=1e-8)
    if wide.plan is not None:
        assert wide.plan.objective * unit >= best - 1e-6 * abs(best)
        assert verify(canonical(problem).problem, wide.plan.option, wide.plan.manager).faults == ()


@pytest.mark.parametrize("seed", range(0, 200, 20))
def test_plain_highs_finds_the_same(seed: int) -> None:
    problem = small(seed)
    best, feasible = enumerate_plans(problem)
    solution = plain(problem, gap=1e-6)
    assert solution.status == ("optimal" if feasible else "infeasible")
    if feasible:
        assert solution.objective == pytest.approx(best, rel=1e-6)


def test_programme_of_few_columns_is_refused_where_scenarios_depend_on_the_manager() -> None:
    problem = replace(
        small(0), risk_weight=0.5, hour_cost=np.arange(1, small(0).managers + 1).astype(np.float64)
    )
    with pytest.raises(ValueError, match="depend on who leads"):
        compact(problem, np.arange(problem.options), np.zeros((0, problem.scenarios)))


@pytest.fixture(scope="module")
def large() -> Solution:
    return solve(LARGE, gap=0.1)


def test_large_plan_keeps_every_limit_and_its_gap_is_proven(large: Solution) -> None:
    assert LARGE.options * LARGE.managers > solving.NAMED
    verdict = verify(LARGE, large.option, large.manager)
    assert verdict.faults == ()
    assert verdict.objective == pytest.approx(large.objective, rel=1e-9)
    assert large.bound <= large.objective
    assert (large.status, large.gap <= 0.1) == ("optimal", True)


def test_order_of_a_large_input_changes_nothing(large: Solution) -> None:
    other, options, _ = shuffled(LARGE, 5)
    after = solve(other, gap=0.1)
    assert after.objective == pytest.approx(large.objective, rel=1e-9)
    assert sorted(options[after.option]) == sorted(large.option)


def test_large_plan_stays_where_one_price_changes_a_little(large: Solution) -> None:
    dearer = LARGE.scenario_cost * np.where(LARGE.process == 7, 0.999, 1.0)
    after = solve(replace(LARGE, scenario_cost=dearer), gap=0.1, start=large)
    assert after.option.tolist() == large.option.tolist()
    assert [step.stage for step in after.trace] == ["relaxation", "start"]


def test_large_plan_is_mended_where_a_limit_falls(large: Solution) -> None:
    poorer = replace(LARGE, budget=large.of.capital * 0.98)
    after = solve(poorer, gap=0.1, start=large)
    assert verify(poorer, after.option, after.manager).faults == ()
    assert [step.stage for step in after.trace] == ["relaxation", "start"]
    assert (after.option != large.option).sum() <= LARGE.processes / 10
