"""Figures of risk and their errors (§RISK-9, §RISK-10)."""

import doctest
from dataclasses import replace

import numpy as np
import pytest

from outhaul.engine.risk import summary, tornado
from outhaul.engine.risk.chance import normals
from outhaul.engine.risk.draws import Draws
from outhaul.engine.risk.paths import Portfolio, Simulation, simulate
from outhaul.engine.risk.shelf import Shelf
from outhaul.engine.risk.summary import (
    Estimate,
    cvar,
    estimate,
    fan,
    payback,
    probability,
    probability_better,
    spread,
    summarise,
)


@pytest.fixture(scope="module")
def simulation(portfolio: Portfolio, draws: Draws) -> Simulation:
    return simulate(portfolio, draws)


@pytest.mark.parametrize("module", [summary, tornado])
def test_examples_of_the_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type] # a module


def test_cvar_is_the_mean_of_the_worst_losses() -> None:
    npv = np.arange(-10.0, 90.0).reshape(2, 50)
    assert (cvar(npv, 0.90).value, cvar(npv, 0.95).value) == pytest.approx((5.5, 8.0))


def test_cvar_counts_a_part_of_the_scenario_at_which_the_tail_ends() -> None:
    assert cvar(np.array([[-10.0, -5.0, 0.0, 5.0]]), 0.625).value == pytest.approx((10 + 5 * 0.5) / 1.5)


def test_cvar_of_the_normal_distribution_is_its_closed_form() -> None:
    npv = normals((np.arange(100_000) + 0.5) / 100_000).reshape(1, -1)
    assert cvar(npv, 0.95).value == pytest.approx(2.06271, abs=1e-3)


def test_an_error_is_the_spread_over_scrambles() -> None:
    found = estimate(np.array([1.0, 2.0, 3.0, 4.0]))
    assert (found.value, round(found.se, 7)) == (2.5, 0.6454972)


def test_a_single_scramble_has_the_error_of_independent_scenarios() -> None:
    assert probability(np.array([[True, False, False, False]])).se == pytest.approx(0.25)


def test_payback_tells_quantiles_and_never() -> None:
    cumulative = np.array([[[-1.0, -1.0, -1.0, -1.0]], [[0.0, -1.0, -1.0, -1.0]], [[1.0, 0.0, 1.0, -1.0]]])
    found = payback(cumulative)
    assert (found.p50, found.p90, found.never) == (2.0, None, 0.25)


def test_the_picture_is_in_order(simulation: Simulation) -> None:
    found = summarise(simulation, liquidity=4000)
    assert found.npv.p5 < found.npv.p50 < found.npv.p95
    assert found.cvar95.value > found.cvar90.value
    assert 0 < found.p_loss.value < 0.5
    assert found.npv.se < found.npv_sd / np.sqrt(8192)


def test_more_liquidity_never_raises_the_chance_of_running_short(simulation: Simulation) -> None:
    shorts = [summarise(simulation, liquidity=money).p_cash_short.value for money in (0, 3000, 6000, 1e9)]
    assert (shorts == sorted(shorts, reverse=True), shorts[0], shorts[-1]) == (True, 1.0, 0.0)


def test_the_fan_opens_at_the_start_and_ends_at_the_horizon(
    simulation: Simulation, portfolio: Portfolio
) -> None:
    found = fan(simulation)
    starts = [line[0] for line in (found.p5, found.p25, found.p50, found.p75, found.p95)]
    paid = portfolio.once + sum(one.terms.setup + 44 * one.manager_cost for one in portfolio.commitments)
    assert starts == pytest.approx([-paid] * 5)
    assert (len(found.p50), found.p5[-1] < found.p50[-1] < found.p95[-1]) == (37, True)


def test_a_plan_that_is_dearer_in_every_scenario_never_wins(
    portfolio: Portfolio, simulation: Simulation, draws: Draws
) -> None:
    dearer = simulate(replace(portfolio, monthly=portfolio.monthly + 1), draws)
    assert probability_better(simulation, dearer) == Estimate(value=1.0, se=0.0)


def test_the_error_told_is_the_spread_found_over_seeds(portfolio: Portfolio, draws: Draws) -> None:
    told, means = [], []
    for seed in range(30):
        found = simulate(portfolio, replace(draws, seed=seed, scenarios=128, replicates=4, shelf=Shelf()))
        told.append(spread(found.npv).se)
        means.append(float(found.npv.mean()))
    assert float(np.std(means, ddof=1)) == pytest.approx(float(np.sqrt(np.mean(np.square(told)))), rel=0.4)


def test_doubling_the_scenarios_at_least_halves_the_squared_error(portfolio: Portfolio, draws: Draws) -> None:
    def squared_error(scenarios: int) -> float:
        scrambles = simulate(portfolio, replace(draws, scenarios=scenarios, replicates=64, shelf=Shelf()))
        return float(scrambles.npv.mean(axis=1).var(ddof=1))

    assert squared_error(512) < squared_error(128) / 4 * 1.5


def test_sobol_beats_plain_chance_eightfold(portfolio: Portfolio, simulation: Simulation) -> None:
    assert portfolio.commitments
    plain = float(simulation.npv.std()) / np.sqrt(simulation.npv.size)
    assert spread(simulation.npv).se ** 2 < plain**2 / 8
