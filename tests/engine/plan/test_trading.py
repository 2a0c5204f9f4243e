"""Managers who trade work, and a programme whose tails are a little understated (§PLAN-9, §PLAN-10)."""

from dataclasses import replace

import numpy as np
import pytest

from outhaul.engine.plan.branching import begun
from outhaul.engine.plan.canonical import canonical
from outhaul.engine.plan.highs import solve_whole
from outhaul.engine.plan.presolve import fitting, promising
from outhaul.engine.plan.rounds import Found, Search
from outhaul.engine.plan.solution import evaluate, excesses, tail_weights
from outhaul.engine.plan.solve import solve
from outhaul.engine.plan.tight import chosen_by, tight
from outhaul.engine.plan.trading import traded
from tests.engine.plan.instances import Size, business

SIZE = Size(processes=5, countries=4, managers=4, hires=1, scenarios=20)


def searched(seed: int) -> Search:
    """What is known after the relaxation of a business whose managers cost differently."""
    problem = business(SIZE, seed, risk_weight=1.0)
    assert np.unique(problem.hour_cost).size > 1
    return begun(canonical(fitting(problem)), None)


@pytest.mark.parametrize("seed", range(4))
def test_programme_of_options_and_groups_is_never_above_the_best_plan(seed: int) -> None:
    search = searched(seed)
    problem = search.plan.problem
    best = solve(problem, gap=0.0)
    tails = np.concatenate([search.tails, tail_weights(best.of.costs, problem.alpha)[None, :]])
    task = tight(problem, np.arange(problem.options), tails)
    answer = solve_whole(task.programme, gap=0.0, time_limit=30.0)
    assert answer.objective <= best.objective * (1 + 1e-9)
    option, manager = chosen_by(task, answer.x)
    assert not excesses(problem, option, manager)


@pytest.mark.parametrize("seed", [0, 2, 3])
def test_trades_improve_a_plan_and_keep_every_limit(seed: int) -> None:
    search = searched(seed)
    problem = search.plan.problem
    keeping = solve(replace(problem, manager_allowed=problem.manager_allowed & ~problem.external[:, None]))
    first = Found(option=keeping.option, manager=keeping.manager, objective=keeping.objective)
    pairs = promising(problem, search.relaxation, 4)
    search = replace(search, best=first)
    assert traded(search, pairs, -np.inf, most=0).best is first
    best = traded(search, pairs, -np.inf, most=1_000).best
    assert best is not None
    assert best.objective < first.objective
    assert best.objective == evaluate(problem, best.option, best.manager).objective
    assert not excesses(problem, best.option, best.manager)


def test_plans_that_are_not_better_are_not_looked_for() -> None:
    problem = searched(0).plan.problem
    programme = tight(problem, np.arange(problem.options), np.zeros((0, problem.scenarios))).programme
    best = solve_whole(programme, gap=0.0, time_limit=30.0).objective
    none = solve_whole(programme, gap=0.0, time_limit=30.0, below=best - 0.01)
    assert (none.bound, none.objective >= none.bound) == (best - 0.01, True)
    found = solve_whole(programme, gap=0.0, time_limit=30.0, below=best + 0.01)
    assert found.objective == pytest.approx(best, rel=1e-9)
