"""The plan's coefficients and the picture of risk are one cost function (§COST-1)."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outhaul.engine.cost import COMPONENTS, EngagementTerms, discounts, engagement_paths, kept, stacked
from outhaul.engine.risk import coefficients as module
from outhaul.engine.risk.coefficients import Asked, Coefficients, all_coefficients, coefficients
from outhaul.engine.risk.draws import CERTAIN, Draws
from outhaul.engine.risk.paths import Commitment, Portfolio, simulate


def priced(terms: EngagementTerms, draws: Draws, country: str = "PH", currency: str = "PHP") -> Coefficients:
    count = terms.options
    return coefficients(terms, "books", (country,) * count, (currency,) * count, draws, discount_rate=0.1)


@pytest.fixture(scope="module")
def few(draws: Draws) -> Draws:
    return draws.first(64)


def test_they_are_the_sums_of_the_paths(terms: EngagementTerms, few: Draws) -> None:
    paths = engagement_paths(terms, few.fate("books", ("PH",), ("PHP",)))
    found, factors = priced(terms, few), discounts(0.1, 36)
    np.testing.assert_allclose(found.cost, np.einsum("t,tos->os", factors, paths.money), rtol=1e-10)
    np.testing.assert_allclose(found.hours, np.einsum("t,tos->os", factors, paths.manager_hours), rtol=1e-10)
    hours = paths.manager_hours.mean(axis=(1, 2))
    assert float(found.peak_hours[0]) == pytest.approx(hours[1:4].mean())
    assert float(found.steady_hours[0]) == pytest.approx(hours[4:].mean())
    np.testing.assert_allclose(found.money_by_month[0], paths.money.mean(axis=(1, 2))[:7])
    np.testing.assert_allclose(found.hours_by_month[0], hours[:7])
    for name in COMPONENTS:
        assert float(found.components[name][0]) == pytest.approx(paths.components[name].sum() / (36 * 64))


def test_the_simulation_of_a_plan_has_the_same_mean(
    books: Commitment, terms: EngagementTerms, few: Draws
) -> None:
    found = priced(terms, few)
    annuity = discounts(0.1, 36)[1:].sum()
    home = float(found.home_money[0] + books.manager_cost * found.home_hours[0]) * annuity
    npv = home - found.cost.mean() - books.manager_cost * found.hours.mean()
    assert float(simulate(Portfolio(commitments=(books,)), few).npv.mean()) == pytest.approx(npv, rel=1e-9)


def test_without_spreads_they_are_the_deterministic_cost(terms: EngagementTerms, few: Draws) -> None:
    calm = replace(terms, hazard=0.0, failure=0.0, market_sd=0.0, fx_sd=0.0)
    paths = engagement_paths(calm)
    found = priced(calm, few.assuming(CERTAIN))
    expected = float(discounts(0.1, 36) @ paths.money[:, 0, 0])
    np.testing.assert_allclose(found.cost, expected, rtol=1e-12)


def test_options_side_by_side_cost_what_they_cost_alone(
    terms: EngagementTerms, few: Draws, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = [replace(terms, rate=rate, share=share) for rate in (10.0, 20.0, 30.0) for share in (0.5, 1.0)]
    together = priced(stacked(options), few)
    monkeypatch.setattr(module, "TILE", 100)
    tiled = priced(stacked(options), few)
    alone = np.concatenate([priced(option, few).cost for option in options])
    np.testing.assert_allclose(together.cost, alone, rtol=1e-12)
    np.testing.assert_allclose(tiled.cost, alone, rtol=1e-12)


def test_processes_side_by_side_cost_what_they_cost_alone(terms: EngagementTerms, few: Draws) -> None:
    several = stacked([kept(80, 45, 0.06), terms, replace(terms, rate=30.0, hazard=0.9)])
    asked = [
        Asked(process="books", terms=several, countries=("US", "PH", "PL"), currencies=("USD", "PHP", "PLN")),
        Asked(process="support", terms=stacked([terms]), countries=("PH",), currencies=("PHP",)),
        Asked(
            process="recipes", terms=several, countries=("US", "PL", "PL"), currencies=("USD", "PLN", "PLN")
        ),
    ]
    currencies = replace(few, currencies=("PHP", "PLN", "USD"))
    together = list(all_coefficients(asked, currencies, discount_rate=0.1))
    for one, found in zip(asked, together, strict=True):
        where = (one.process, one.countries, one.currencies)
        alone = coefficients(one.terms, *where, currencies, discount_rate=0.1)
        for item in fields(Coefficients):
            if item.name != "components":
                np.testing.assert_allclose(getattr(found, item.name), getattr(alone, item.name), rtol=1e-12)
        for name in COMPONENTS:
            np.testing.assert_allclose(found.components[name], alone.components[name], rtol=1e-12)


def test_kept_work_is_an_option_too(few: Draws) -> None:
    found = priced(kept(80, 45, 0.06), few)
    volume = few.fate("books", ("PH",), ("PHP",)).volume
    annuity = discounts(0.1, 36)[1:].sum()
    np.testing.assert_allclose(found.cost[0], 3600 * annuity * volume)
    assert (float(found.delivered[0]), round(float(found.components["kept"][0] / volume.mean()), 6)) == (
        0.0,
        3600.0,
    )


def test_an_estimated_volume_is_larger_at_home_too(terms: EngagementTerms, draws: Draws) -> None:
    guessed = priced(replace(terms, bias=1.3, bias_spread=0.3), draws.first(1024))
    assert float(guessed.accepted[0]) == pytest.approx(80 * 1.3, rel=0.01)
    assert float(guessed.home_money[0]) == pytest.approx(80 * 1.3 * 45, rel=0.01)


def test_a_rate_cap_holds_the_market_levels_error(terms: EngagementTerms, few: Draws) -> None:
    capped = replace(terms, rate_cap=terms.rate, rate_growth=0.0, fx_sd=0.0)
    fate = replace(few.fate("books", ("PH",), ("PHP",)), growth=np.zeros((2, 1, 64)))
    pay = engagement_paths(capped, fate).components["rate"]
    hours = fate.volume * 80 * engagement_paths(capped, fate).up
    np.testing.assert_allclose(pay, hours * terms.rate)


@settings(deadline=None, max_examples=30)  # the first example loads SciPy
@given(rate=st.floats(5, 40), more=st.floats(0, 1))
def test_a_higher_rate_never_lowers_cost_in_any_scenario(
    rate: float, more: float, terms: EngagementTerms, few: Draws
) -> None:
    uncapped = replace(terms, rate=rate, rate_cap=np.inf)
    low, high = priced(stacked([uncapped, replace(uncapped, rate=rate * (1 + more))]), few).cost
    assert bool((high >= low * (1 - 1e-12)).all())


@settings(deadline=None, max_examples=30)  # the first example loads SciPy
@given(more=st.floats(0, 2))
def test_more_oversight_never_lowers_manager_hours(more: float, terms: EngagementTerms, few: Draws) -> None:
    low, high = priced(stacked([terms, replace(terms, mu=0.0615 * (1 + more))]), few).hours
    assert bool((high >= low * (1 - 1e-12)).all())
