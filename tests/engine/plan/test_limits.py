"""What holds a plan back and what stands in the way of any (§PLAN-3 … §PLAN-8, §PLAN-11)."""

from dataclasses import replace

import numpy as np
import pytest

from outhaul.engine.plan.limits import Obstacle, binding, obstacles
from outhaul.engine.plan.problem import PlanProblem
from outhaul.engine.plan.solve import solve
from tests.engine.plan.instances import Size, business
from tests.engine.plan.referee import enumerate_plans

SIZE = Size(processes=8, countries=20, scenarios=64)
TINY = Size(processes=4, countries=2, rates=1, managers=2, hires=0, scenarios=12)


def given_way(problem: PlanProblem, found: tuple[Obstacle, ...], share: float) -> PlanProblem:
    """`problem` with each obstacle out of the way by a share of what is missing."""
    capacity, span, changes = problem.capacity.copy(), problem.span.astype(float), {}
    for obstacle in found:
        more = obstacle.missing * share
        if obstacle.limit == "manager_hours":
            capacity[obstacle.index] += more
        elif obstacle.limit == "manager_span":
            span[obstacle.index] += more
        else:
            name = {"country_share": "concentration_allowance"}.get(obstacle.limit, obstacle.limit)
            changes[name] = getattr(problem, name) + more
    return replace(problem, capacity=capacity, span=np.round(span).astype(int), **changes)


def test_no_manager_hours_is_told_as_missing_manager_hours() -> None:
    problem = business(SIZE, 0)
    problem = replace(problem, capacity=np.zeros(problem.managers))
    found = obstacles(problem)
    assert {obstacle.limit for obstacle in found} == {"manager_hours"}
    lightest = np.minimum.reduceat(problem.load, np.searchsorted(problem.process, np.arange(8)))
    assert sum(obstacle.missing for obstacle in found) >= lightest.sum() * 0.999


@pytest.mark.parametrize("seed", range(4))
def test_plan_exists_once_the_obstacles_give_way_and_not_before(seed: int) -> None:
    problem = business(SIZE, seed)
    problem = replace(problem, capacity=problem.capacity * 0.4, budget=200.0)
    found = obstacles(problem)
    assert solve(problem).status == "infeasible"
    assert solve(given_way(problem, found, 1.001)).status == "optimal"
    assert solve(given_way(problem, found, 0.9)).status == "infeasible"


def test_possible_business_has_no_obstacles() -> None:
    assert obstacles(business(SIZE, 1)) == ()


def test_process_that_nobody_may_lead_is_told_first() -> None:
    problem = business(SIZE, 0)
    problem = replace(
        problem, manager_allowed=problem.manager_allowed & (problem.process != 2)[:, None], budget=1e6
    )
    assert obstacles(problem) == (Obstacle(limit="placement", index=2, missing=1.0),)


@pytest.mark.parametrize("seed", range(6))
def test_worth_of_one_unit_more_is_what_the_best_plan_gains_by_it(seed: int) -> None:
    problem = replace(business(TINY, seed), liquidity=9_000.0, budget=2_000.0)
    before, feasible = enumerate_plans(problem)
    if not feasible:
        return
    for limit in binding(problem, solve(problem, gap=0.0), gap=0.0):
        after, _ = enumerate_plans(more_of(problem, limit.usage.limit, limit.usage.index))
        assert limit.worth == pytest.approx(before - after, abs=1e-6 * abs(before))


def more_of(problem: PlanProblem, limit: str, index: int) -> PlanProblem:
    here = np.arange(problem.managers) == index
    return {
        "manager_hours": lambda: replace(problem, capacity=problem.capacity + 10 * here),
        "manager_peak": lambda: replace(problem, capacity=problem.capacity + 10 * here),
        "manager_span": lambda: replace(problem, span=problem.span + here),
        "budget": lambda: replace(problem, budget=problem.budget + 1000),
        "liquidity": lambda: replace(problem, liquidity=problem.liquidity + 1000),
        "country_share": lambda: replace(problem, max_country_share=problem.max_country_share + 0.1),
    }[limit]()


def test_limit_with_room_to_spare_does_not_bind() -> None:
    problem = business(SIZE, 0)
    problem = replace(
        problem, budget=1e9, liquidity=1e9, capacity=problem.capacity + 1e6, max_country_share=1.0
    )
    assert {limit.usage.limit for limit in binding(problem, solve(problem))} <= {"manager_span"}
