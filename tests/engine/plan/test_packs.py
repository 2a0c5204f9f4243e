"""What fits into one manager's hours together: rows that no plan breaks lift the bound (§PLAN-10)."""

from dataclasses import replace

import numpy as np
import pytest

from outhaul.engine.plan.canonical import canonical
from outhaul.engine.plan.model import layout
from outhaul.engine.plan.packs import items_of
from outhaul.engine.plan.presolve import fitting
from outhaul.engine.plan.problem import PlanProblem
from outhaul.engine.plan.relax import Relaxation, beginning, pair_cost, relax
from outhaul.engine.plan.solve import solve
from tests.engine.plan.instances import Size, business

SIZE = Size(processes=6, countries=3, managers=3, hires=1, scenarios=5)


def scarce(seed: int) -> PlanProblem:
    """A business whose managers have room for one or two large jobs each."""
    problem = business(SIZE, seed)
    largest = problem.load[problem.external].max()
    room = np.maximum(problem.capacity * 0.6, largest * 1.3)
    return canonical(fitting(replace(problem, capacity=np.minimum(room, problem.capacity)))).problem


def relaxed(problem: PlanProblem, *, closely: bool) -> Relaxation:
    plan = layout(problem)
    return relax(plan, beginning(plan), pair_cost(problem), closely=closely)


@pytest.mark.parametrize("seed", range(4))
def test_no_work_that_fits_breaks_a_row(seed: int) -> None:
    problem, rng, fitted = scarce(seed), np.random.default_rng(seed), 0
    packs = relaxed(problem, closely=True).master.packs
    assert packs.size
    for _ in range(400):
        manager = int(rng.choice(packs.manager))
        some = rng.permutation(problem.processes)[: rng.integers(1, 5)]
        option = np.array([rng.choice(np.flatnonzero(problem.process == process)) for process in some])
        outside = problem.external[option]
        if (
            problem.load[option].sum() > problem.capacity[manager]
            or problem.peak_load[option].sum() > problem.capacity[manager] * problem.peak_factor[manager]
            or outside.sum() > problem.span[manager]
        ):
            continue
        fitted += 1
        trained = problem.trained[manager] or outside.any()
        mine = packs.manager == manager
        led = packs.share[mine][:, items_of(problem)[option]].sum(axis=1)
        assert (led <= np.where(trained, 1.0, packs.kept[mine]) + 1e-9).all()
    assert fitted > 20


def test_a_closer_look_lifts_bounds_and_never_above_the_best_plan() -> None:
    lifted = 0
    for seed in range(4):
        problem = scarce(seed)
        best, rough = solve(problem, gap=1e-6), relaxed(problem, closely=False)
        close = relaxed(problem, closely=True)
        assert rough.bound * (1 - 1e-9) <= close.bound <= best.objective * (1 + 1e-9)
        raised = close.reduced[best.option, best.manager]
        assert (close.bound + raised <= best.objective * (1 + 1e-6)).all()
        lifted += close.bound > rough.bound * 1.001
    assert lifted >= 2
