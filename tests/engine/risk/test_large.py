"""Luck of large samples: even, independent, each number had alone (§RISK-2, §RISK-5, §RISK-12)."""

from dataclasses import fields, replace

import numpy as np
import pytest
from scipy.special import ndtr

from outhaul.engine.risk.draws import Draws
from outhaul.engine.risk.large import LargeDraws, hashed
from outhaul.engine.risk.many import chosen_way, simulate_large
from outhaul.engine.risk.paths import Portfolio, Simulation, simulate
from outhaul.engine.risk.summary import cvar, probability, spread


@pytest.fixture(scope="module")
def large(draws: Draws) -> LargeDraws:
    """64 strata in each of two scrambles."""
    return LargeDraws.like(replace(draws, replicates=2), 32_768)


def same(one: Simulation, other: Simulation) -> bool:
    arrays = [item.name for item in fields(Simulation) if isinstance(getattr(one, item.name), np.ndarray)]
    return (
        all(np.array_equal(getattr(one, name), getattr(other, name)) for name in arrays)
        and one.waterfalls == other.waterfalls
        and all(np.array_equal(one.overload[name], other.overload[name]) for name in one.overload)
    )


def test_a_sample_is_filled_up_to_whole_strata(draws: Draws) -> None:
    found = LargeDraws.like(draws, 10_000)
    assert (found.scenarios, found.size) == (1280, 10_240)


def test_splitmix_is_what_its_authors_print() -> None:
    first = hashed(np.array([1, 2, 3], dtype=np.uint64), 1234567)
    assert first.tolist() == [6457827717110365317, 3203168211198807973, 9817491932198370423]


def test_each_level_of_a_country_fills_every_stratum_once(large: LargeDraws) -> None:
    levels = large.levels("PH", slice(0, large.size)).astype(float)
    strata = np.floor(ndtr(levels) * 256 + 1e-4).reshape(3, -1, 256)
    assert float((np.sort(strata, axis=-1) == np.arange(256)).mean()) > 0.999, "but for a rounded edge"


def test_orders_of_strata_have_nothing_to_do_with_each_other(large: LargeDraws) -> None:
    levels = np.concatenate([large.levels(place, slice(0, large.size)) for place in ("PH", "PL")])
    between = np.corrcoef(levels)[np.triu_indices(6, 1)]
    batches = np.corrcoef(levels[0].reshape(-1, 256))[np.triu_indices(large.size // 256, 1)]
    assert float(np.abs(between).max()) < 4 / np.sqrt(large.size)
    assert float(np.abs(batches).max()) < 4.5 / np.sqrt(256)


def test_a_later_engagement_has_the_laws_of_the_first(large: LargeDraws) -> None:
    careers = large.chances(("books", "support"), slice(0, large.size), np.dtype(np.float32)).careers
    assert careers
    places = np.arange(2 * large.size)
    tenure, vacancy, failure = careers.at(1, places, np.float32)
    shortest, longest = large.spreads.vacancy_min, large.spreads.vacancy_max
    assert float(tenure.mean()) == pytest.approx(1.0, abs=0.02)
    assert float(tenure.var()) == pytest.approx(1.0, abs=0.05)
    assert float(vacancy.mean()) == pytest.approx((shortest + longest) / 2, rel=0.02)
    assert (float(vacancy.min()), float(vacancy.max())) == pytest.approx((shortest, longest), rel=0.01)
    assert float(failure.mean()) == pytest.approx(0.5, abs=0.01)
    another = careers.at(2, places, np.float32)
    columns = np.corrcoef([tenure, vacancy, failure, *another])[np.triu_indices(6, 1)]
    assert float(np.abs(columns).max()) < 4 / np.sqrt(places.size)


def test_any_scenarios_can_be_had_alone(large: LargeDraws) -> None:
    some = slice(20_000, 20_300)
    for numbers in (
        large.levels("PH", slice(0, large.size)),
        large.moves("PHP", slice(0, large.size)),
        large.open("PH", slice(0, large.size)),
    ):
        assert numbers.shape[-1] == large.size
    assert np.array_equal(large.levels("PH", some), large.levels("PH", slice(0, large.size))[:, some])
    assert np.array_equal(large.moves("PHP", some), large.moves("PHP", slice(0, large.size))[:, some])
    assert np.array_equal(large.open("PH", some), large.open("PH", slice(0, large.size))[:, some])


def test_the_grid_of_sobol_points_is_the_points(large: LargeDraws) -> None:
    some = slice(large.scenarios + 512, large.scenarios + 1024)
    low, high = large.grid(some, 64)
    assert np.array_equal((high[:, :, None] ^ low[:, None]).reshape(len(low), -1), large.digits(some))


def test_a_country_shuts_as_often_as_it_should(large: LargeDraws) -> None:
    shut = ~large.open("PH", slice(0, large.size))[2:]
    once = large.shock("PH")
    expected = 1 - (1 - once) * (1 - once * 2 / 3) * (1 - once / 3)
    assert float(shut.mean()) == pytest.approx(expected, rel=0.05)


@pytest.mark.parametrize("figure", ["mean", "loss", "tail"])
def test_the_spread_over_24_seeds_is_the_error_that_is_told(
    figure: str, estimates: dict[str, list[tuple[float, float]]]
) -> None:
    values, errors = np.array(estimates[figure]).T
    ratio = float(values.var(ddof=1) / np.mean(errors**2))
    assert 0.35 < ratio < 2.4, "beyond the 99.9 % range of F(23, 168)"


@pytest.fixture(scope="module")
def estimates(portfolio: Portfolio, draws: Draws) -> dict[str, list[tuple[float, float]]]:
    """Value and error of three figures with each of 24 seeds."""
    found: dict[str, list[tuple[float, float]]] = {"mean": [], "loss": [], "tail": []}
    for seed in range(24):
        luck = LargeDraws.like(replace(draws, seed=seed), 2048)
        npv = simulate_large(portfolio, luck, way="numpy").simulation.npv
        mean, loss, tail = spread(npv), probability(npv < 0.0), cvar(npv, 0.95)
        found["mean"].append((mean.mean, mean.se))
        found["loss"].append((loss.value, loss.se))
        found["tail"].append((tail.value, tail.se))
    return found


def test_a_large_sample_tells_what_the_report_tells(portfolio: Portfolio, draws: Draws) -> None:
    large = spread(simulate_large(portfolio, LargeDraws.like(draws, 8192), way="numpy").simulation.npv)
    usual = spread(simulate(portfolio, draws).npv)
    assert abs(large.mean - usual.mean) < 4 * np.hypot(large.se, usual.se)


def test_without_a_compiler_numpy_lives_through_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outhaul.engine.risk.many.find_spec", lambda _name: None)
    assert [chosen_way(size) for size in (1, 10_000_000)] == ["numpy", "numpy"]


def test_nobody_waits_for_a_compiler_unless_the_sample_is_worth_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("outhaul.engine.risk.many.find_spec", lambda _name: object())
    monkeypatch.setattr("outhaul.engine.risk.many.is_compiled", lambda: False)
    assert [chosen_way(size) for size in (999_999, 1_000_000)] == ["numpy", "numba"]
    monkeypatch.setattr("outhaul.engine.risk.many.is_compiled", lambda: True)
    assert chosen_way(1) == "numba"


def test_what_was_used_is_told(portfolio: Portfolio, draws: Draws) -> None:
    found = simulate_large(portfolio, LargeDraws.like(draws, 2048), way="numpy")
    assert (found.way, found.generator, found.scenarios) == ("numpy", "SplitMix64 by counter", 2048)


def test_neither_blocks_nor_threads_change_a_single_bit(
    portfolio: Portfolio, draws: Draws, monkeypatch: pytest.MonkeyPatch
) -> None:
    luck, found = LargeDraws.like(draws, 10_000), []
    for block, threads in ((256, 2), (4096, 1)):
        monkeypatch.setattr("outhaul.engine.risk.many.BLOCK", block)
        found.append(simulate_large(portfolio, luck, threads=threads, way="numpy").simulation)
    assert same(*found)
