"""A plan from the relaxation of a large business, by swaps and steps (§PLAN-9, §PLAN-10)."""

from dataclasses import replace

import numpy as np
import pytest

from outhaul.engine.plan import solve as solving
from outhaul.engine.plan.branching import begun
from outhaul.engine.plan.canonical import canonical
from outhaul.engine.plan.presolve import fitting
from outhaul.engine.plan.problem import PlanProblem
from outhaul.engine.plan.rounding import rounded
from outhaul.engine.plan.rounds import Search
from outhaul.engine.plan.solution import evaluate, excesses
from outhaul.engine.plan.stepping.relieving import relieved
from outhaul.engine.plan.stepping.standing import Ground
from outhaul.engine.plan.stepping.steps import Plan
from outhaul.engine.plan.stepping.swapping import swapped
from outhaul.engine.plan.verify import verify
from tests.engine.plan.instances import Size, business
from tests.engine.plan.referee import enumerate_plans
from tests.engine.plan.test_solve import shuffled, small

MANY = Size(processes=30, countries=5, managers=6, hires=1, scenarios=16)
FEW = Size(processes=7, countries=4, managers=3, hires=1, scenarios=16)


def search_of(problem: PlanProblem, gap: float) -> Search:
    return begun(canonical(fitting(problem)), None, gap=gap)


def test_best_of_all_plans_lies_between_the_bound_and_the_plan() -> None:
    for seed in range(6):
        problem = replace(small(seed), risk_weight=0.5)
        best, feasible = enumerate_plans(problem)
        search = search_of(problem, 0.0)
        if not feasible or not np.isfinite(search.bound):
            continue
        found, unit = rounded(search), canonical(fitting(problem)).unit
        assert found.bound * unit <= best + 1e-6 * abs(best)
        assert found.objective * unit >= best - 1e-6 * abs(best)
        if found.best is not None:
            assert verify(found.plan.problem, found.best.option, found.best.manager).faults == ()


@pytest.fixture(scope="module")
def many() -> Search:
    return rounded(search_of(business(MANY, 0, risk_weight=0.3), 1e-3))


def test_plan_is_made_without_programmes_in_whole_numbers(many: Search) -> None:
    assert many.nodes == 0
    assert many.best is not None
    problem = many.plan.problem
    assert many.best.objective == evaluate(problem, many.best.option, many.best.manager).objective
    assert not excesses(problem, many.best.option, many.best.manager)


def test_bound_is_never_above_the_plan_and_never_falls(many: Search) -> None:
    bounds = [step.bound for step in many.trace]
    assert bounds == sorted(bounds)
    assert many.bound <= many.objective


def crowded(problem: PlanProblem) -> tuple[Ground, Plan]:
    """Return a plan that gives every process to the manager who leads most options, whatever the limits."""
    option = np.searchsorted(problem.process, np.arange(problem.processes))
    busiest = int(problem.manager_allowed.sum(axis=0).argmax())
    allowed = problem.manager_allowed[option]
    manager = np.where(allowed[:, busiest], busiest, allowed.argmax(axis=1))
    return Ground.of(problem), Plan(option=option, manager=manager)


def passed(problem: PlanProblem, plan: Plan) -> float:
    """By how much a plan passes its limits, all together, relative to each."""
    found = excesses(problem, plan.option, plan.manager)
    return float(sum((one.used - one.available) / one.available for one in found))


def test_swaps_change_nobody_but_managers_and_are_done_when_none_helps(many: Search) -> None:
    problem = many.plan.problem
    ground, plan = crowded(problem)
    after = swapped(ground, plan)
    assert after.option.tolist() == plan.option.tolist()
    assert problem.manager_allowed[after.option, after.manager].all()
    assert passed(problem, after) < passed(problem, plan) / 4
    assert swapped(ground, after).manager.tolist() == after.manager.tolist()


def test_swaps_hire_nobody(many: Search) -> None:
    problem = many.plan.problem
    ground, plan = crowded(problem)
    staff = set(np.flatnonzero(~problem.hireable)) | set(plan.manager)
    assert set(swapped(ground, plan).manager) <= staff


def test_plan_past_its_limits_is_brought_within_them(many: Search) -> None:
    problem = many.plan.problem
    ground, plan = crowded(problem)
    assert excesses(problem, plan.option, plan.manager)
    after = relieved(ground, plan)
    assert not excesses(problem, after.option, after.manager)


def test_size_decides_the_way_and_both_ways_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = business(FEW, 1, risk_weight=0.3)
    exact = solving.solve(problem, gap=1e-4)
    monkeypatch.setattr(solving, "NAMED", 0)
    quick = solving.solve(problem, gap=0.1)
    assert {step.stage for step in quick.trace} == {"relaxation", "restricted"}
    assert verify(problem, quick.option, quick.manager).faults == ()
    assert quick.bound <= exact.objective * (1 + 1e-9)
    assert quick.objective >= exact.bound * (1 - 1e-9)


def test_order_of_the_input_changes_nothing_in_a_large_business(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solving, "NAMED", 0)
    problem = business(FEW, 2, risk_weight=0.3)
    other, options, _ = shuffled(problem, 7)
    plan, after = (solving.solve(one, gap=0.1) for one in (problem, other))
    assert after.objective == pytest.approx(plan.objective, rel=1e-9)
    assert sorted(options[after.option]) == sorted(plan.option)
