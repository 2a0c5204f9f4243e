"""Random numbers keyed by name (§RISK-1 to §RISK-8)."""

from dataclasses import fields, replace

import numpy as np
import pytest

from outhaul.engine.engagement.course import Array, Fate
from outhaul.engine.risk.chance import (
    generator,
    nearest_correlation,
    normals,
    stratified,
    symmetric_root,
    triangular,
)
from outhaul.engine.risk.draws import CERTAIN, Draws
from outhaul.engine.risk.shelf import Shelf


def same(one: Fate, other: Fate) -> bool:
    return all(np.array_equal(getattr(one, item.name), getattr(other, item.name)) for item in fields(Fate))


def test_the_order_of_the_file_changes_nothing(draws: Draws) -> None:
    turned = replace(draws, processes=draws.processes[::-1], currencies=draws.currencies[::-1], shelf=Shelf())
    assert same(draws.fate("books", ("PH",), ("PHP",)), turned.fate("books", ("PH",), ("PHP",)))


def test_the_same_seed_gives_the_same_luck_and_another_seed_another(draws: Draws) -> None:
    again, other = (replace(draws, seed=seed, shelf=Shelf()) for seed in (1, 2))
    assert same(draws.fate("books", ("PH",), ("PHP",)), again.fate("books", ("PH",), ("PHP",)))
    assert not same(draws.fate("books", ("PH",), ("PHP",)), other.fate("books", ("PH",), ("PHP",)))


def test_the_plans_sample_opens_the_sample_of_the_risk(draws: Draws) -> None:
    few = replace(draws.first(256), shelf=Shelf()).fate("books", ("PH",), ("PHP",))
    opening = draws.fate("books", ("PH",), ("PHP",), slice(256))
    assert (few.scenarios, same(few, opening)) == (256, True)


def test_a_country_meets_the_same_fate_in_every_list(draws: Draws) -> None:
    alone = draws.fate("books", ("PL",), ("PLN",))
    among = draws.fate("books", ("PH", "PL", "IN"), ("PHP", "PLN", "PHP"))
    place, money = among.country[1], among.currency[1]
    assert np.array_equal(among.market[place], alone.market[0])
    assert np.array_equal(among.open[:, place], alone.open[:, 0])
    assert np.array_equal(among.exchange[:, money], alone.exchange[:, 0])


def test_processes_of_a_country_share_its_shocks_and_half_of_its_markets_variance(draws: Draws) -> None:
    books, support = (draws.fate(process, ("PH",), ("PHP",)) for process in ("books", "support"))
    assert np.array_equal(books.open, support.open)
    assert round(float(np.corrcoef(books.market[0], support.market[0])[0, 1]), 1) == 0.5


def test_factors_have_the_means_medians_and_correlations_of_the_rules(draws: Draws) -> None:
    books, support = (draws.fate(process, ("PH",), ("PHP",)) for process in ("books", "support"))
    means = [float(each.mean()) for each in (books.volume, books.productivity, books.load, books.charges)]
    assert means == pytest.approx([1, 1, 1, 1], abs=0.01)
    assert [float(np.median(each)) for each in (books.rework, books.learning)] == pytest.approx(
        [1, 1], abs=0.01
    )
    logs = np.log([books.productivity, books.rework, books.load, support.productivity, support.load])
    found = np.corrcoef(logs)
    assert found[0, 1] == pytest.approx(-0.3, abs=0.02)
    assert found[0, 2] == pytest.approx(-0.16, abs=0.02)
    assert found[0, 3] == pytest.approx(0.16, abs=0.02)
    assert found[2, 4] == pytest.approx(0.16, abs=0.02)
    assert [float(each.std()) for each in logs[:3]] == pytest.approx([0.18, 0.5, 0.4], abs=0.01)


def test_tenure_is_exponential_and_failure_uniform_in_every_engagement(draws: Draws) -> None:
    fate = draws.fate("books", ("PH",), ("PHP",))
    assert fate.tenure.mean(axis=1) == pytest.approx(np.ones(6), abs=0.05)
    assert fate.failure.mean(axis=1) == pytest.approx(np.full(6, 0.5), abs=0.02)
    assert (float(fate.vacancy.min()) >= 0.5, float(fate.vacancy.max()) <= 2.0) == (True, True)


def test_a_country_is_shut_for_one_to_three_months_at_the_named_rate(draws: Draws) -> None:
    shut = ~draws.fate("books", ("PH",), ("PHP",)).open[:, 0]
    begins = shut[1:] & ~shut[:-1]
    assert float(begins.mean()) == pytest.approx(0.01, abs=0.001)
    assert float(shut.mean()) == pytest.approx(0.02, abs=0.002)


def test_a_less_stable_country_is_shut_in_more_months_and_in_no_other_ones(draws: Draws) -> None:
    restless = replace(draws, unrest={"PH": 3.0, "PL": 1.0}.__getitem__)
    calm, shaken = (one.fate("books", ("PH", "PL"), ("PHP", "PLN")).open for one in (draws, restless))
    assert not (shaken & ~calm).any()
    assert float((~shaken[:, 0]).mean()) == pytest.approx(0.06, abs=0.004)
    np.testing.assert_array_equal(shaken[:, 1], calm[:, 1])


def test_exchange_rates_follow_the_given_correlation(draws: Draws) -> None:
    moves = draws.fate("books", ("PH", "PL"), ("PHP", "PLN")).exchange
    assert moves.shape == (2, 2, 8192)
    assert float(np.corrcoef(moves[0])[0, 1]) == pytest.approx(0.5, abs=0.03)
    assert float(np.corrcoef(moves[0, 0], moves[1, 0])[0, 1]) == pytest.approx(0.0, abs=0.04)


def test_an_impossible_correlation_is_replaced_by_the_nearest_possible() -> None:
    impossible = np.array([[1.0, 0.9, -0.9], [0.9, 1.0, 0.9], [-0.9, 0.9, 1.0]])
    nearest = nearest_correlation(impossible)
    assert float(np.linalg.eigvalsh(nearest).min()) > -1e-12
    np.testing.assert_allclose(np.diag(nearest), 1.0)
    np.testing.assert_allclose(symmetric_root(nearest) @ symmetric_root(nearest), nearest, atol=1e-9)


def test_a_possible_correlation_stays() -> None:
    possible = np.array([[1.0, 0.89, 0.28], [0.89, 1.0, 0.42], [0.28, 0.42, 1.0]])
    np.testing.assert_allclose(nearest_correlation(possible), possible, atol=1e-12)


def test_without_spreads_every_scenario_is_the_expected_one(draws: Draws) -> None:
    fate = draws.assuming(CERTAIN).fate("books", ("PH",), ("PHP",))
    ones = (fate.volume, fate.productivity, fate.rework, fate.load, fate.learning, fate.charges)
    assert [set(each.tolist()) for each in ones] == [{1.0}] * 6
    assert (bool(fate.open.all()), bool(fate.growth.any())) == (True, False)


def test_a_sobol_prefix_is_more_even_than_chance(draws: Draws) -> None:
    z = normals(stratified(generator("a", 1), 512, 1))[0]
    assert abs(float(z[:256].mean())) < 0.01
    assert (
        abs(float(np.log(draws.fate("books", ("PH",), ("PHP",)).volume[:256]).mean() + 0.5 * 0.15**2)) < 0.001
    )


def test_triangular_draws_fill_the_triangle() -> None:
    draws = triangular((np.arange(1000) + 0.5) / 1000)
    assert (float(draws.min()) > -1, float(draws.max()) < 1) == (True, True)
    assert (round(float(draws.mean()), 9), round(float(draws.var()), 3)) == (0.0, round(1 / 6, 3))


def test_an_unknown_process_or_currency_is_an_error(draws: Draws) -> None:
    for process, currency in (("payroll", "PHP"), ("books", "EUR")):
        with pytest.raises(ValueError, match="not in list"):
            draws.fate(process, ("PH",), (currency,))


def test_the_shelf_lets_go_what_was_not_used_for_longest() -> None:
    shelf, made = Shelf(room=200), []

    for name in ("a", "b", "a", "c", "a", "b"):

        def make(name: str = name) -> Array:
            made.append(name)
            return np.zeros(10)

        shelf.get((name,), make)
    assert made == ["a", "b", "c", "b"]
