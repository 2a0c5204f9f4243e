"""A programme with a column for who leads what says the same as one without (§PLAN-9)."""

import numpy as np
import pytest

from outhaul.engine.plan.highs import solve_linear, solve_whole
from outhaul.engine.plan.leads import with_leads
from outhaul.engine.plan.model import Pairs, layout, programme
from outhaul.engine.plan.relax import pair_cost
from outhaul.engine.plan.rounds import country_links
from outhaul.engine.plan.solution import evaluate, tail_weights
from tests.engine.plan.instances import Size, business

SIZE = Size(processes=5, countries=4, managers=3, hires=1, scenarios=20)


@pytest.mark.parametrize("seed", range(3))
def test_programme_with_leads_has_the_same_relaxation_and_the_same_best_plan(seed: int) -> None:
    problem = business(SIZE, seed)
    option, manager = np.nonzero(problem.manager_allowed)
    pairs, plan = Pairs(option=option, manager=manager), layout(problem)
    first = np.searchsorted(problem.process, np.arange(problem.processes))
    costs = evaluate(problem, first, np.zeros(problem.processes, dtype=int)).costs
    tails = tail_weights(costs, problem.alpha)[None, :]
    cost = pair_cost(problem)[option, manager]
    task = programme(plan, pairs, cost, country_links(problem, pairs), tails)
    led = with_leads(problem, pairs, task, plan.pairs)
    assert led.groups < pairs.size
    assert solve_linear(led.programme).objective == pytest.approx(solve_linear(task).objective, rel=1e-7)
    plain = solve_whole(task, gap=0.0, time_limit=30.0)
    known = led.point(plain.x, plan.pairs)
    again = solve_whole(led.programme, gap=0.0, time_limit=30.0, start=np.round(known, 9))
    assert again.objective == pytest.approx(plain.objective, rel=1e-7)
