"""What presolve drops, no best plan needs."""

from dataclasses import replace

import numpy as np
import pytest

from outhaul.engine.plan.canonical import canonical
from outhaul.engine.plan.model import Pairs, layout
from outhaul.engine.plan.presolve import alive, undominated
from outhaul.engine.plan.problem import PlanProblem
from outhaul.engine.plan.relax import beginning, pair_cost, relax
from tests.engine.plan.instances import Size, business
from tests.engine.plan.referee import enumerate_plans

SIZE = Size(processes=4, countries=2, rates=3, managers=2, hires=0, scenarios=12)


def only(problem: PlanProblem, pairs: Pairs) -> PlanProblem:
    allowed = np.zeros_like(problem.manager_allowed)
    allowed[pairs.option, pairs.manager] = True
    return replace(problem, manager_allowed=allowed)


def all_pairs(problem: PlanProblem) -> Pairs:
    option, manager = np.nonzero(problem.manager_allowed)
    return Pairs(option=option, manager=manager)


@pytest.mark.parametrize("seed", range(5))
def test_dominated_options_leave_the_optimum_alone(seed: int) -> None:
    problem = replace(business(SIZE, seed), max_country_share=1.0)
    dearer = problem.scenario_cost + 1000.0 * (np.arange(problem.options) % 3 == 2)
    problem = replace(problem, scenario_cost=dearer, capital=problem.capital * 0)
    kept = undominated(problem, all_pairs(problem))
    assert kept.size < all_pairs(problem).size
    assert enumerate_plans(only(problem, kept))[0] == pytest.approx(enumerate_plans(problem)[0], rel=1e-12)


def test_equal_options_leave_one() -> None:
    problem = replace(business(SIZE, 0), max_country_share=1.0)
    same = np.zeros((1, problem.options))
    flat = np.zeros(problem.options)
    problem = replace(problem, scenario_cost=same, scenario_hours=same, cash=np.zeros((problem.options, 7)))
    problem = replace(problem, load=flat, peak_load=flat, owner_hours_freed=flat, capital=flat, spend=flat)
    kept = undominated(problem, all_pairs(problem))
    places = {
        (problem.process[o], problem.country[o], m) for o, m in zip(kept.option, kept.manager, strict=True)
    }
    assert kept.size == len(places)


@pytest.mark.parametrize("seed", range(5))
def test_bound_is_below_and_fixed_pairs_are_not_in_the_optimum(seed: int) -> None:
    problem = canonical(business(SIZE, seed)).problem
    best, feasible = enumerate_plans(problem)
    relaxation = relax(layout(problem), beginning(layout(problem)), pair_cost(problem))
    assert relaxation.bound <= best + 1e-6
    if feasible:
        kept = alive(relaxation, best + 1e-6)
        assert enumerate_plans(only(problem, kept))[0] == pytest.approx(best, rel=1e-9)
