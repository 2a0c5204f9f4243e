"""Options that always have a better place to go are no loss."""

from dataclasses import replace

import numpy as np
import pytest

from outhaul.engine.plan.outdone import outdone
from outhaul.engine.plan.problem import PlanProblem
from outhaul.engine.plan.solution import evaluate
from outhaul.engine.plan.solve import solve
from tests.engine.plan.instances import Size, business
from tests.engine.plan.referee import enumerate_plans

SIZE = Size(processes=4, countries=4, rates=1, managers=2, hires=0, scenarios=5)


def crowded(seed: int, share: float) -> PlanProblem:
    """A small business that a country soon is full for: hours alone are paid, set-up is free."""
    problem = business(SIZE, seed, risk_weight=0.0)
    hours = np.random.default_rng(seed).uniform(1, 4, problem.processes)[problem.process]
    return replace(
        problem,
        spend=np.where(problem.external, hours, 0.0),
        country_cost=np.zeros(problem.countries),
        owner_hours_freed=np.zeros(problem.options),
        max_country_share=share,
        concentration_allowance=float(hours.max()) * 1.1,
        manager_allowed=np.ones_like(problem.manager_allowed),
    )


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_best_of_all_plans_stays(share: float) -> None:
    gone = 0
    for seed in range(12):
        problem = crowded(seed, share)
        lost = outdone(problem)
        gone += int(lost.sum())
        left = replace(problem, manager_allowed=problem.manager_allowed & ~lost[:, None])
        assert enumerate_plans(left)[0] == pytest.approx(enumerate_plans(problem)[0], rel=1e-12)
    assert gone > 0


def test_option_stays_while_its_better_places_may_all_be_full() -> None:
    """Three others can fill three countries that have room for little more than one; a fourth is too many."""
    problem = crowded(0, 0.0)
    spend = problem.external.astype(float)
    narrow = replace(problem, spend=spend, concentration_allowance=1.5)
    wide = replace(problem, spend=spend, concentration_allowance=9.0)
    assert outdone(narrow).sum() == 0
    assert outdone(wide).sum() > 0


def test_nothing_is_outdone_where_scenarios_count() -> None:
    assert not outdone(replace(crowded(0, 1.0), risk_weight=0.3)).any()


def test_plan_of_outdone_options_is_never_worsened() -> None:
    problem = crowded(1, 1.0)
    lost = outdone(problem)
    option = np.searchsorted(problem.process, np.arange(problem.processes))
    option[problem.process[np.flatnonzero(lost)[0]]] = np.flatnonzero(lost)[0]
    easy = replace(problem, capacity=problem.capacity * 99, span=problem.span + 9, budget=np.inf)
    best = solve(easy)
    known = replace(best, option=option, manager=np.zeros(problem.processes, dtype=int))
    after = solve(easy, gap=1e9, start=known)
    assert after.objective <= evaluate(easy, option, known.manager).objective
