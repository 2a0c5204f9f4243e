"""A plan lived through (§RISK-1, §RISK-2)."""

from dataclasses import replace

import numpy as np
import pytest

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.cost import (
    COMPONENTS,
    EngagementTerms,
    failure,
    hazard,
    kept,
    productivity,
    rework,
)
from outhaul.engine.manage import load_per_hour
from outhaul.engine.risk import luck as luck_module
from outhaul.engine.risk.draws import CERTAIN, Draws
from outhaul.engine.risk.paths import Commitment, Portfolio, savings, simulate
from outhaul.engine.risk.shelf import Shelf
from outhaul.engine.risk.summary import difference, spread


@pytest.fixture(scope="module")
def golden(terms: EngagementTerms) -> Portfolio:
    """Golden case A with nothing left to chance."""
    case_a = EngagementTerms(
        hours=80,
        home_rate=45,
        rate=17.28,
        productivity=0.95 * np.exp(-0.03),
        rework=0.1 * np.exp(0.15),
        mu=0.0615,
        fixed_hours=1.5,
        start_load=2,
        T0=3,
        R0=0.5,
        fee=0.05,
        tool=40,
        setup=600,
        internal_hours=44,
        replacement_weeks=terms.replacement_weeks,
    )
    one = Commitment(
        process="books", terms=case_a, country="PH", currency="PHP", manager="marco", manager_cost=60
    )
    return Portfolio(commitments=(one,))


def test_without_spreads_and_exits_it_is_the_deterministic_cost(golden: Portfolio, draws: Draws) -> None:
    found = simulate(golden, draws.assuming(CERTAIN))
    turnover = 118.1808589215997  # what golden case A pays a month for replacements
    months = np.arange(1, 37)
    worth = 29609.786143629928 + float((1.1 ** (-months / 12) * turnover).sum())
    np.testing.assert_allclose(found.npv, worth, rtol=1e-12)
    np.testing.assert_allclose(found.cumulative[12], 5788.06 + 12 * turnover, atol=0.005)


def test_the_order_of_commitments_changes_nothing(portfolio: Portfolio, draws: Draws) -> None:
    turned = replace(portfolio, commitments=portfolio.commitments[::-1])
    assert np.array_equal(simulate(portfolio, draws).cumulative, simulate(turned, draws).cumulative)


def test_the_size_of_blocks_changes_nothing(
    portfolio: Portfolio, draws: Draws, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = simulate(portfolio, draws)
    monkeypatch.setattr(luck_module, "BLOCK", 1000)
    monkeypatch.setattr("outhaul.engine.risk.paths.BLOCK", 1000)
    parts = simulate(portfolio, draws)
    assert np.array_equal(whole.cumulative, parts.cumulative)
    assert np.array_equal(whole.overload["marco"], parts.overload["marco"])


def test_the_currency_unit_changes_nothing_but_the_unit(portfolio: Portfolio, draws: Draws) -> None:
    def in_cents(one: Commitment) -> Commitment:
        names = ("rate", "home_rate", "rate_cap", "tool", "setup")
        terms = replace(one.terms, **{name: 100 * getattr(one.terms, name) for name in names})
        return replace(one, terms=terms, manager_cost=100 * one.manager_cost)

    cents = Portfolio(
        commitments=tuple(map(in_cents, portfolio.commitments)), once=100_000, monthly=2500, capacity={}
    )
    np.testing.assert_allclose(
        simulate(cents, draws).npv, 100 * simulate(portfolio, draws).npv, rtol=1e-9, atol=1e-6
    )


def test_a_process_lives_alike_in_every_plan(portfolio: Portfolio, books: Commitment, draws: Draws) -> None:
    alone = simulate(replace(portfolio, commitments=(books,)), draws)
    other = simulate(replace(portfolio, commitments=portfolio.commitments[1:], once=0, monthly=0), draws)
    both = simulate(portfolio, draws)
    np.testing.assert_allclose(both.npv, alone.npv + other.npv, rtol=1e-9, atol=1e-6)


def test_keeping_everything_changes_nothing(books: Commitment, draws: Draws) -> None:
    keep = replace(books, terms=kept(80, 45, 0.06))
    found = simulate(Portfolio(commitments=(keep,)), draws)
    np.testing.assert_allclose(found.cumulative, 0.0, atol=1e-9)
    assert (float(found.owner_hours.max()), savings(Portfolio(commitments=(keep,)), found)) == (
        0.0,
        (0.0, 0.0),
    )


def test_the_waterfall_and_the_cash_tell_the_same_story(portfolio: Portfolio, draws: Draws) -> None:
    found = simulate(portfolio, draws)
    spent = sum(sum(parts.values()) for parts in found.waterfalls.values())
    now = sum(found.costs_now.values())
    left = float(found.cumulative[-1].mean()) + portfolio.once
    assert left == pytest.approx(36 * (now - spent - portfolio.monthly), rel=1e-9)
    assert {name for parts in found.waterfalls.values() for name in parts} == {*COMPONENTS, "management"}


def test_savings_are_shares_of_todays_cost_of_what_is_handed_out(golden: Portfolio, draws: Draws) -> None:
    headline, true = savings(golden, simulate(golden, draws.assuming(CERTAIN)))
    assert (round(headline, 3), round(true, 3)) == (0.616, round(1 - (94129.54 - 36 * 118.18) / 129600, 3))


def test_shared_costs_are_paid_once_and_monthly(books: Commitment, draws: Draws) -> None:
    bare = simulate(Portfolio(commitments=(books,)), draws)
    loaded = simulate(Portfolio(commitments=(books,), once=1000, monthly=10), draws)
    np.testing.assert_allclose(bare.cumulative[0] - loaded.cumulative[0], 1000)
    np.testing.assert_allclose(bare.cumulative[-1] - loaded.cumulative[-1], 1360)


def test_managers_who_are_paid_anyway_take_no_money_out_of_the_till(books: Commitment, draws: Draws) -> None:
    free, dear = (
        simulate(Portfolio(commitments=(replace(books, manager_cost=cost),), once=1000), draws)
        for cost in (0.0, 90.0)
    )
    assert np.array_equal(free.lowest, dear.lowest)
    np.testing.assert_array_equal(free.lowest, free.cumulative.min(axis=0))


def test_overload_counts_the_months_in_which_hours_are_short(books: Commitment, draws: Draws) -> None:
    plenty, none = (
        simulate(Portfolio(commitments=(books,), capacity={"marco": hours}), draws) for hours in (1e9, 0.0)
    )
    assert (float(plenty.overload["marco"].max()), float(none.overload["marco"].min())) == (0.0, 36.0)


def test_owner_hours_are_what_contractors_deliver_less_what_steering_takes(
    books: Commitment, draws: Draws
) -> None:
    calm = replace(books.terms, hazard=0.0, failure=0.0, internal_hours=0.0)
    free, own = (
        simulate(
            Portfolio(commitments=(replace(books, terms=calm, owner_manages=owner),)), draws.assuming(CERTAIN)
        )
        for owner in (False, True)
    )
    assert float(free.owner_hours.mean()) == pytest.approx(0.5 * 80)
    steering = float(own.manager_hours["marco"].sum() / 36) - 0.06 * 80
    assert float(own.owner_hours.mean()) == pytest.approx(0.5 * 80 - steering)


def test_common_luck_tells_small_differences(portfolio: Portfolio, draws: Draws) -> None:
    dearer = replace(
        portfolio,
        commitments=tuple(
            replace(one, terms=replace(one.terms, rate=one.terms.rate * 1.02))
            for one in portfolio.commitments
        ),
    )
    here = simulate(portfolio, draws)
    common = difference(here, simulate(dearer, draws))
    other_luck = simulate(dearer, replace(draws, seed=2, shelf=Shelf()))
    independent = spread(here.npv - other_luck.npv)
    assert (
        float((here.npv - simulate(dearer, draws).npv).var()) < float((here.npv - other_luck.npv).var()) / 200
    )
    assert common.se < independent.se


def default_engagement(rate: float, language: float, overlap: float, culture: float) -> EngagementTerms:
    """Golden case A's work with all other figures at their defaults."""
    a = Assumptions()
    return EngagementTerms(
        hours=80,
        home_rate=45,
        mu_home=a.mu_home,
        rate=rate,
        productivity=productivity(
            skill=a.skill,
            language=language,
            overlap=overlap,
            overlap_needed=4,
            culture=culture,
            sigma=0.4,
            kappa=0.5,
            dL=a.dL,
            dT=a.dT,
            dK=a.dK,
        ),
        rework=rework(rho0=a.rho0, gL=a.gL, gM=a.gM, kappa=0.5, language=language, M1=3),
        mu=load_per_hour(
            language=language, communication=0.5, synchronous=0.4, overlap=overlap, overlap_needed=4
        ),
        fixed_hours=a.fixed_hours,
        start_load=a.start_load,
        T0=a.T0,
        R0=a.R0,
        fee=a.fee + a.payment_fee,
        tool=a.tool_seat,
        setup=a.country_setup + a.contract_setup + a.equipment,
        internal_hours=a.search_hours + a.transfer_hours + a.training_hours,
        hazard=hazard(a.lambda0, 0.08, a.eps),
        replacement_weeks=a.replacement_weeks,
        failure=failure(a.pi0, 0.08),
        rate_growth=a.rate_growth,
        rate_cap=0.9 * 45,
        market_sd=0.35,
        fx_sd=0.02,
    )


@pytest.mark.parametrize(
    ("headline", "language", "overlap", "culture"),
    [(0.55, 0.95, 4, 0.3), (0.60, 0.8, 4, 0.5), (0.65, 0.7, 3, 0.6), (0.70, 0.5, 0, 1.0)],
)
def test_of_a_55_to_70_percent_headline_ten_to_thirty_five_are_true(
    headline: float, language: float, overlap: float, culture: float, draws: Draws
) -> None:
    today = 45 + Assumptions().mu_home * 60
    terms = default_engagement(45 - headline * today, language, overlap, culture)
    one = Commitment(process="books", terms=terms, country="PH", currency="PHP", manager_cost=60)
    portfolio = Portfolio(commitments=(one,))
    found, true = savings(portfolio, simulate(portfolio, draws))
    assert found == pytest.approx(headline, abs=1e-3)
    assert 0.10 <= true <= 0.35


@pytest.mark.parametrize("horizon", [1, 2, 12, 13, 60])
def test_every_horizon_can_be_lived(horizon: int, portfolio: Portfolio, draws: Draws) -> None:
    found = simulate(portfolio, replace(draws.first(64), horizon=horizon))
    assert (found.cumulative.shape, bool(np.isfinite(found.npv).all())) == ((horizon + 1, 1, 64), True)
