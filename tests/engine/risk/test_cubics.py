"""First prices of large samples are those that the options were priced with, to six figures (§RISK-6)."""

from dataclasses import replace

import numpy as np
import pytest

from outhaul.engine.cost import EXPECTED, EngagementTerms, first_price
from outhaul.engine.risk.cubics import first_prices


@pytest.mark.parametrize("cap", [17.28, 17.5, 18.0, 40.0, 1e6])
@pytest.mark.parametrize("spread", [0.05, 0.35, 0.8])
def test_cubics_run_through_the_exact_price(cap: float, spread: float, terms: EngagementTerms) -> None:
    some = replace(terms, rate_cap=cap, market_sd=spread)
    market = np.linspace(-6.0, 6.0, 10_007)[None]
    exact = first_price(some, replace(EXPECTED, market=market))
    told = first_prices([some], market.astype(np.float32))
    np.testing.assert_allclose(told, np.broadcast_to(exact, told.shape), rtol=2e-6)


def test_an_engagement_whose_market_is_known_has_one_price(terms: EngagementTerms) -> None:
    told = first_prices([replace(terms, market_sd=0.0), terms], np.zeros((2, 3), np.float32))
    assert told == pytest.approx(terms.rate)
