"""Compiled code lives through the very model, on the very luck (§RISK-12). Needs the extra `fast`."""

from dataclasses import replace

import numpy as np
import pytest

from outhaul.engine.cost import kept
from outhaul.engine.risk.draws import CERTAIN, Draws
from outhaul.engine.risk.large import LargeDraws
from outhaul.engine.risk.many import simulate_large
from outhaul.engine.risk.paths import Commitment, Portfolio, Simulation

warm = pytest.importorskip("outhaul.engine.risk.compiled.warm", reason="the extra fast is not installed")


@pytest.fixture(scope="module")
def mixed(portfolio: Portfolio) -> Portfolio:
    """Two engagements, an estimated one without turnover, one process that is kept, an owner who steers."""
    stays = Commitment(
        process="recipes",
        terms=kept(30, 45, 0.06),
        country="DE",
        currency="EUR",
        manager="olivia",
        manager_cost=75,
        home_manager_cost=60,
    )
    books, support = portfolio.commitments
    steady = replace(
        books,
        process="letters",
        terms=replace(books.terms, hazard=0.0, failure=0.0, share=0.5, bias=1.1, bias_spread=0.3),
        manager_cost=50,
    )
    restless = replace(support, terms=replace(support.terms, hazard=4.0, failure=0.5, rate_cap=18.0))
    return replace(portfolio, commitments=(books, restless, stays, steady))


@pytest.fixture(scope="module")
def luck(draws: Draws) -> LargeDraws:
    known = replace(
        draws,
        processes=("books", "support", "recipes", "letters"),
        currencies=("EUR", "PHP", "PLN"),
        replicates=2,
    )
    return LargeDraws.like(known, 10_000)


@pytest.fixture(scope="module")
def both(mixed: Portfolio, luck: LargeDraws) -> tuple[Simulation, Simulation]:
    one, other = (simulate_large(mixed, luck, way=way).simulation for way in ("numba", "numpy"))
    return one, other


@pytest.mark.parametrize("figure", ["npv", "lowest", "left", "owner_hours", "cumulative"])
def test_every_scenario_is_what_numpy_makes_of_it(figure: str, both: tuple[Simulation, Simulation]) -> None:
    one, other = (getattr(simulation, figure) for simulation in both)
    close = np.abs(one - other) <= 1e-5 * np.abs(other).mean() + 1e-6 * np.abs(other)
    assert one.shape == other.shape
    assert float(close.mean()) > 0.999, "a rounded date of leaving moves a scenario now and then"


def test_months_of_payback_and_overload_are_the_same(both: tuple[Simulation, Simulation]) -> None:
    one, other = both
    assert float((one.payback == other.payback).mean()) > 0.999
    assert list(one.overload) == sorted(other.overload)
    for name, months in one.overload.items():
        assert float((months == other.overload[name]).mean()) > 0.999
        assert one.manager_hours[name] == pytest.approx(other.manager_hours[name], rel=1e-4)


def test_waterfalls_are_the_same(both: tuple[Simulation, Simulation]) -> None:
    one, other = both
    assert one.waterfalls.keys() == other.waterfalls.keys()
    for process, parts in one.waterfalls.items():
        expected = other.waterfalls[process]
        size = sum(map(abs, expected.values()))
        assert [parts[name] for name in expected] == pytest.approx(list(expected.values()), abs=1e-5 * size)
        assert one.costs_now[process] == pytest.approx(other.costs_now[process], rel=1e-6)


def test_without_any_chance_it_is_the_expected_life(mixed: Portfolio, luck: LargeDraws) -> None:
    steady = tuple(
        replace(
            one, terms=replace(one.terms, hazard=0.0, failure=0.0, market_sd=0.0, fx_sd=0.0, bias_spread=0.0)
        )
        for one in mixed.commitments
    )
    plan, certain = replace(mixed, commitments=steady), replace(luck, spreads=CERTAIN, scenarios=256)
    one, other = (simulate_large(plan, certain, way=way).simulation for way in ("numba", "numpy"))
    assert np.ptp(one.npv) == 0.0
    assert float(one.npv[0, 0]) == pytest.approx(float(other.npv[0, 0]), rel=1e-6)


def test_neither_blocks_nor_threads_change_a_single_bit(
    mixed: Portfolio, luck: LargeDraws, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for block, threads in ((256, 3), (1000, 1), (4096, 2)):
        monkeypatch.setattr("outhaul.engine.risk.many.BLOCK", block)
        found.append(simulate_large(mixed, luck, threads=threads, way="numba").simulation)
    for other in found[1:]:
        assert np.array_equal(found[0].npv, other.npv)
        assert np.array_equal(found[0].cumulative, other.cumulative)
        assert found[0].waterfalls == other.waterfalls
        assert np.array_equal(found[0].manager_hours["olivia"], other.manager_hours["olivia"])


def test_once_compiled_it_is_warm() -> None:
    assert warm.compile_months() != ""
    assert warm.is_warm()
