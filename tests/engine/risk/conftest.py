"""Two engagements of Olivia's: bookkeeping for Marco, support for herself."""

import pytest

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.cost import EngagementTerms
from outhaul.engine.risk.draws import Draws, Spreads
from outhaul.engine.risk.paths import Commitment, Portfolio

TERMS = EngagementTerms(
    hours=80,
    home_rate=45,
    mu_home=0.06,
    rate=17.28,
    productivity=0.92,
    rework=0.12,
    mu=0.0615,
    fixed_hours=1.5,
    start_load=2,
    T0=3,
    R0=0.5,
    fee=0.05,
    tool=40,
    setup=600,
    internal_hours=44,
    hazard=0.28,
    replacement_weeks=7.5,
    failure=0.1,
    rate_growth=0.03,
    rate_cap=40,
    market_sd=0.35,
    fx_sd=0.02,
)


@pytest.fixture(scope="session")
def terms() -> EngagementTerms:
    return TERMS


@pytest.fixture(scope="session")
def books() -> Commitment:
    return Commitment(
        process="books",
        terms=TERMS,
        country="PH",
        currency="PHP",
        manager="marco",
        manager_cost=42,
        owner_share=0.5,
    )


@pytest.fixture(scope="session")
def support() -> Commitment:
    return Commitment(
        process="support",
        terms=TERMS,
        country="PL",
        currency="PLN",
        manager="olivia",
        manager_cost=75,
        owner_share=0.25,
        owner_manages=True,
    )


@pytest.fixture(scope="session")
def portfolio(books: Commitment, support: Commitment) -> Portfolio:
    return Portfolio(
        commitments=(books, support), once=1000, monthly=25, capacity={"marco": 12, "olivia": 1000}
    )


@pytest.fixture(scope="session")
def draws() -> Draws:
    return Draws(
        processes=("books", "support", "recipes"),
        currencies=("PHP", "PLN"),
        correlation=lambda one, other: 1.0 if one == other else 0.5,
        spreads=Spreads.of(Assumptions()),
        scenarios=1024,
        replicates=8,
    )
