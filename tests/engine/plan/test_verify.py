"""The verifier agrees with the solver's figures and with the referee, and it sees every broken rule."""

import ast
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from outhaul.engine.plan import verify as verifier
from outhaul.engine.plan.solution import evaluate
from outhaul.engine.plan.solve import solve
from outhaul.engine.plan.verify import verify
from tests.engine.plan.instances import Size, business
from tests.engine.plan.referee import judge
from tests.engine.plan.test_solve import small

SIZE = Size(processes=6, countries=4, managers=3, hires=1, scenarios=25)


def test_verifier_reads_nothing_but_the_problem() -> None:
    tree = ast.parse(Path(verifier.__file__).read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name for name in imported if name and name.startswith("outhaul")} == {
        "outhaul.engine.plan.problem"
    }


@pytest.mark.parametrize("seed", range(0, 200, 8))
def test_plan_of_the_solver_is_feasible_and_costs_what_it_says(seed: int) -> None:
    problem = small(seed)
    solution = solve(problem, gap=1e-3)
    if not solution.option.size:
        return
    verdict = verify(problem, solution.option, solution.manager)
    assert verdict.faults == ()
    assert verdict.objective == pytest.approx(solution.objective, rel=1e-9)
    assert verdict.worst == pytest.approx(solution.of.cvar, rel=1e-9)


@pytest.mark.parametrize("seed", range(40))
def test_any_plan_is_priced_and_judged_as_the_referee_does(seed: int) -> None:
    problem, rng = business(SIZE, seed), np.random.default_rng(seed)
    option = np.array([rng.choice(np.flatnonzero(problem.process == p)) for p in range(problem.processes)])
    manager = rng.integers(problem.managers, size=problem.processes)
    verdict, ruling = verify(problem, option, manager), judge(problem, option, manager)
    assert verdict.objective == pytest.approx(ruling.objective, rel=1e-9)
    assert (verdict.faults == ()) == (ruling.excess <= 1e-6 * max(1.0, problem.liquidity))


def test_every_broken_rule_is_named() -> None:
    problem = business(SIZE, 0)
    option = np.searchsorted(problem.process, np.arange(problem.processes)) + 1
    option[4] -= 1  # it has no other
    manager = np.zeros(problem.processes, dtype=int)
    poor = replace(
        problem,
        capacity=problem.capacity * 0.01,
        span=np.zeros_like(problem.span),
        budget=1.0,
        liquidity=1.0,
        max_country_share=0.0,
        concentration_allowance=0.0,
        manager_allowed=np.zeros_like(problem.manager_allowed),
    )
    told = " ".join(verify(poor, option, manager).faults)
    for words in (
        "may not lead",
        "hours of manager 0",
        "peak hours",
        "engagements",
        "budget",
        "cash",
        "share of",
    ):
        assert words in told
    assert verify(poor, option[:2], manager[:2]).faults[0] == "2 options for 6 processes"
    assert verify(poor, option[::-1], manager).excess == np.inf


def test_scenarios_count_alike_for_solver_and_verifier() -> None:
    problem = replace(business(SIZE, 3), alpha=0.83, risk_weight=1.0)
    option = np.searchsorted(problem.process, np.arange(problem.processes))
    manager = np.zeros(problem.processes, dtype=int)
    figures = evaluate(problem, option, manager)
    assert verify(problem, option, manager).objective == pytest.approx(figures.objective, rel=1e-12)
