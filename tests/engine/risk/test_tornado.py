"""What the result hangs on (§RISK-11)."""

from dataclasses import replace

import numpy as np
import pytest

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.risk.draws import Draws, Spreads
from outhaul.engine.risk.paths import Portfolio, simulate
from outhaul.engine.risk.repricing import mean_npvs
from outhaul.engine.risk.tornado import quantile, tornado


def rebuilt(portfolio: Portfolio, assumptions: Assumptions) -> Portfolio:
    def again(one):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202 -- a commitment in and out
        changed = {
            "T0": assumptions.T0,
            "fee": assumptions.fee,
            "productivity": assumptions.skill,
            "hazard": assumptions.lambda0,
        }
        return replace(one, terms=replace(one.terms, **changed))

    return replace(portfolio, commitments=tuple(map(again, portfolio.commitments)))


def test_pricings_side_by_side_are_worth_what_each_is_worth_alone(portfolio: Portfolio, draws: Draws) -> None:
    few = draws.first(256)
    pricings = [rebuilt(portfolio, Assumptions(T0=months)) for months in (2.0, 3.0, 6.0)]
    alone = [float(simulate(pricing, few).npv.mean()) for pricing in pricings]
    assert mean_npvs(pricings, few) == pytest.approx(alone, rel=1e-9)


def test_the_widest_swing_comes_first_and_what_has_none_is_left_out(
    portfolio: Portfolio, draws: Draws
) -> None:
    names = ("fee", "mu0", "skill", "T0", "country_shock", "lambda0")
    bars = tornado(lambda changed: rebuilt(portfolio, changed), Assumptions(), draws, names=names)
    swings = [abs(bar.npv_at_high - bar.npv_at_low) for bar in bars]
    assert {bar.name for bar in bars} == {"fee", "skill", "T0", "country_shock", "lambda0"}
    assert (bars[0].name, swings) == ("skill", sorted(swings, reverse=True))


def test_a_bar_is_the_plan_lived_through_under_the_other_assumption(
    portfolio: Portfolio, draws: Draws
) -> None:
    (bar,) = tornado(
        lambda changed: rebuilt(portfolio, changed), Assumptions(), draws, names=("country_shock",)
    )
    stormy = Assumptions(country_shock=bar.high_value)
    lived = simulate(portfolio_of(portfolio), draws.first(256).assuming(Spreads.of(stormy)))
    assert bar.npv_at_high == pytest.approx(float(lived.npv.mean()), rel=1e-9)
    assert bar.npv_at_high < bar.npv_at_low


def portfolio_of(portfolio: Portfolio) -> Portfolio:
    return rebuilt(portfolio, Assumptions())


def test_only_as_many_bars_as_asked_for(portfolio: Portfolio, draws: Draws) -> None:
    bars = tornado(
        lambda changed: rebuilt(portfolio, changed),
        Assumptions(),
        draws,
        names=("fee", "skill", "T0"),
        bars=2,
    )
    assert len(bars) == 2


def test_ends_are_quantiles_of_the_triangle() -> None:
    shares = (np.arange(20_000) + 0.5) / 20_000
    draws = np.random.default_rng(1).triangular(1, 3, 9, 200_000)
    found = [quantile(1, 3, 9, share) for share in (0.1, 0.9)]
    assert found == pytest.approx(np.quantile(draws, (0.1, 0.9)).tolist(), abs=0.03)
    assert np.mean([quantile(1, 3, 9, share) for share in shares]) == pytest.approx(13 / 3, abs=1e-3)
