"""Named plans, other good plans, regrets and the frontier (§PLAN-9)."""

from dataclasses import replace

import numpy as np
import pytest

from outhaul.engine.plan import alternatives
from outhaul.engine.plan.problem import PlanProblem
from outhaul.engine.plan.solution import Solution
from outhaul.engine.plan.solve import solve
from tests.engine.plan.instances import Size, business
from tests.engine.plan.referee import enumerate_plans, judge

SIZE = Size(processes=8, countries=20, managers=3, hires=1, scenarios=64)


def roomy(seed: int) -> PlanProblem:
    """A business that can keep all its work."""
    problem = business(SIZE, seed)
    return replace(problem, capacity=problem.capacity * 1.3)


def best_of(problem: PlanProblem) -> Solution:
    return solve(problem, gap=1e-4)


@pytest.mark.parametrize("seed", range(3))
def test_named_plans_are_what_their_names_say(seed: int) -> None:
    problem = roomy(seed)
    best = best_of(problem)
    named = alternatives.named(problem, best, gap=1e-4)
    plans = (best, named.do_nothing, named.cheapest, named.safest, named.most_owner_time)
    assert not problem.external[named.do_nothing.option].any()
    assert named.cheapest.of.mean <= min(plan.of.mean for plan in plans) * (1 + 1e-4)
    assert named.safest.of.cvar <= min(plan.of.cvar for plan in plans) * (1 + 1e-4)
    assert named.most_owner_time.of.owner_hours >= max(plan.of.owner_hours for plan in plans) - 1e-3


@pytest.mark.parametrize("seed", range(3))
def test_named_plans_keep_the_limits_and_carry_the_figures_of_the_problem(seed: int) -> None:
    problem = roomy(seed)
    named = alternatives.named(problem, best_of(problem))
    for plan in (named.do_nothing, named.cheapest, named.safest, named.most_owner_time):
        ruling = judge(problem, plan.option, plan.manager)
        assert ruling.excess <= 1e-6
        assert plan.objective == pytest.approx(ruling.objective)


@pytest.mark.parametrize("gap", [1e-4, 5e-3, 0.5])
def test_a_plan_that_its_relaxation_proves_stays_and_any_other_is_found_anew(gap: float) -> None:
    problem = business(Size(processes=5, countries=8, managers=2, hires=0, scenarios=16), 1)
    aim, start = replace(problem, risk_weight=0.0), best_of(problem)
    found, best = alternatives.proven(aim, start, gap=gap), best_of(aim)
    assert (found.status, found.gap <= gap) == ("optimal", True)
    assert found.bound <= best.objective + 1e-6 * abs(best.objective)
    assert found.objective <= judge(aim, start.option, start.manager).objective
    assert judge(aim, found.option, found.manager).objective == pytest.approx(found.objective)


def test_doing_nothing_may_be_impossible() -> None:
    problem = roomy(0)
    first = np.searchsorted(problem.process, [0])
    problem = replace(
        problem, manager_allowed=problem.manager_allowed & (np.arange(problem.options) != first)[:, None]
    )
    assert alternatives.named(problem, best_of(problem)).do_nothing.status == "infeasible"


@pytest.mark.parametrize("seed", range(3))
def test_other_plans_are_nearly_as_good_and_place_two_processes_elsewhere(seed: int) -> None:
    problem = roomy(seed)
    best = best_of(problem)
    plans = alternatives.others(problem, best)
    place = problem.country * 2 + problem.external
    told = [best, *plans]
    apart = [
        int((place[one.option] != place[other.option]).sum())
        for i, one in enumerate(told)
        for other in told[:i]
    ]
    assert 1 <= len(plans) <= 4
    assert min(apart) >= 2
    assert all(plan.objective <= best.objective * 1.03 * (1 + 1e-6) for plan in plans)
    assert all(judge(problem, plan.option, plan.manager).excess <= 1e-6 for plan in plans)


@pytest.mark.parametrize("seed", range(3))
def test_more_weight_on_risk_never_makes_the_worst_scenarios_worse(seed: int) -> None:
    problem = roomy(seed)
    plans = alternatives.frontier(problem)
    worst = [plan.of.cvar - plan.of.owner_value for plan in plans]
    mean = [plan.of.mean - plan.of.owner_value for plan in plans]
    assert worst == sorted(worst, reverse=True)
    assert mean == sorted(mean)


@pytest.mark.parametrize("seed", range(3))
def test_regret_is_the_best_plan_with_the_option_less_the_best_plan(seed: int) -> None:
    problem = business(Size(processes=3, countries=3, rates=1, managers=2, hires=0, scenarios=12), seed)
    best, _ = enumerate_plans(problem)
    solution = solve(problem, gap=0.0)
    least = alternatives.least_regrets(problem, solution)
    for option in range(problem.options):
        others = (problem.process == problem.process[option]) & (np.arange(problem.options) != option)
        forced = replace(problem, manager_allowed=problem.manager_allowed & ~others[:, None])
        expected = enumerate_plans(forced)[0] - best
        regret = alternatives.regret(problem, solution, option, gap=0.0)
        assert regret.amount == pytest.approx(expected, abs=1e-6 * abs(best))
        assert least[option] <= expected + 1e-6 * abs(best)
