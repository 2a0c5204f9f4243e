"""A plan followed step by step among the options near it (§PLAN-13)."""

from dataclasses import replace

import numpy as np
import pytest

from outhaul.engine.plan.alternatives import around
from outhaul.engine.plan.limits import binding
from outhaul.engine.plan.nearby import is_hard, narrowed
from outhaul.engine.plan.problem import OF_MANAGERS, PlanProblem
from outhaul.engine.plan.solution import Solution, evaluate
from outhaul.engine.plan.solve import solve
from tests.engine.plan.instances import Size, business
from tests.engine.plan.referee import judge

SIZE = Size(processes=8, countries=20, managers=3, hires=1, scenarios=64)


def solved(seed: int, size: Size = SIZE) -> tuple[PlanProblem, Solution]:
    problem = business(size, seed)
    problem = replace(problem, capacity=problem.capacity * 1.3)
    return problem, solve(problem)


@pytest.mark.parametrize("seed", range(3))
def test_among_the_near_options_the_plan_costs_what_it_costs_among_all(seed: int) -> None:
    problem, best = solved(seed)
    near = around(problem, best)
    assert near.rows[near.option].tolist() == best.option.tolist()
    assert near.cost == pytest.approx(best.objective)


@pytest.mark.parametrize("seed", range(3))
def test_steps_keep_the_limits_and_lead_to_no_dearer_plan(seed: int) -> None:
    problem, best = solved(seed)
    dearer = problem.scenario_cost.copy()
    dearer[:, best.option] *= 1.05
    aim = replace(problem, scenario_cost=dearer)
    found = around(problem, best).step_to(aim, best)
    assert found is not None
    assert judge(aim, found.option, found.manager).excess <= 1e-6
    assert found.objective == pytest.approx(judge(aim, found.option, found.manager).objective)
    assert found.objective <= evaluate(aim, best.option, best.manager).objective * (1 + 1e-9)


def test_steps_are_the_same_in_whatever_order_managers_are_told() -> None:
    problem, best = solved(0)
    order = np.array([2, 0, 1])
    other = replace(
        problem,
        manager_allowed=problem.manager_allowed[:, order],
        **{name: getattr(problem, name)[order] for name in OF_MANAGERS},
    )
    turned = replace(best, manager=np.argsort(order)[best.manager], warmth=None)
    budgets = (replace(one, budget=0.7 * best.of.capital) for one in (problem, other))
    one, two = (
        around(whole, plan).step_to(aim, plan)
        for whole, plan, aim in zip((problem, other), (best, turned), budgets, strict=True)
    )
    assert one is not None
    assert two is not None
    assert (one.option.tolist(), one.manager.tolist()) == (two.option.tolist(), order[two.manager].tolist())


def test_where_proofs_are_long_one_unit_more_is_worth_no_more_than_it_can_be() -> None:
    problem, best = solved(2, replace(SIZE, processes=5, countries=8))
    hard = replace(best, nodes=10_000)
    assert is_hard(hard)
    stepped = binding(problem, hard, near=around(problem, best))
    proven = binding(problem, best)
    assert [one.usage for one in stepped] == [one.usage for one in proven]
    assert all(
        one.worth <= other.worth + 2e-3 * abs(best.objective)
        for one, other in zip(stepped, proven, strict=True)
    )


def test_narrowed_to_all_options_a_problem_stays_as_it_is() -> None:
    problem, best = solved(1)
    same = narrowed(problem, np.arange(problem.options))
    assert evaluate(same, best.option, best.manager).objective == best.objective
