"""Options priced together cost what each costs by itself: pricing is quick, and says the same."""

from dataclasses import fields, replace

import numpy as np
import pytest

from outhaul.engine import match, pay
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.cost import COMPONENTS, EngagementTerms, discounts, engagement_paths
from outhaul.engine.engagement.terms import kept, stacked
from outhaul.engine.matching.countries import CountriesSeen
from outhaul.engine.plan.choices import Outlook, Survey, choices, look_at
from outhaul.engine.plan.groundwork import Groundwork, draws_of, lay_groundwork
from outhaul.engine.plan.make import YEAR
from outhaul.engine.plan.options import option_at
from outhaul.engine.plan.options import stacked as all_terms
from outhaul.engine.risk.coefficients import coefficients
from outhaul.reference.tables import load
from tests.engine.plan.small_business import BAKERY, BOOKS, FEW, SHOP, with_policy


def assert_agree(found: object, expected: object) -> None:
    """As near as sums in another order come."""
    np.testing.assert_allclose(np.asarray(found), np.asarray(expected), rtol=1e-9, atol=1e-9)


@pytest.fixture(scope="module")
def work() -> Groundwork:
    outlook = Outlook(business=BAKERY, reference=FEW, assumptions=Assumptions(), year=YEAR, seed=1)
    return lay_groundwork(outlook, draws_of(outlook, 256, 1), lambda _share, _what: None)


def test_countries_seen_together_fit_as_each_does_alone(work: Groundwork) -> None:
    outlook = work.outlook
    seen = CountriesSeen(
        reference=load(),
        home=BAKERY.home,
        assumptions=outlook.assumptions,
        year=YEAR,
        exclude_countries=("PH",),
    )
    codes = sorted(load().countries)
    for process in (BOOKS, SHOP, replace(BOOKS, language="es", min_overlap_hours=3.0)):
        alone = [
            match.fit(
                load(),
                BAKERY.home,
                process,
                code,
                outlook.assumptions,
                year=YEAR,
                exclude_countries=("PH",),
            )
            for code in codes
        ]
        assert [_rounded(fit) for fit in seen.fits(process, codes)] == [_rounded(fit) for fit in alone]


def _rounded(fit: match.Fit) -> match.Fit:
    """Without the last digits of what is worked out in arrays."""
    return replace(fit, productivity=round(fit.productivity, 12), rework=round(fit.rework, 12))


def test_a_survey_changes_no_choice(work: Groundwork) -> None:
    outlook = work.outlook
    survey = Survey.of(outlook)
    choices(outlook, SHOP, survey)
    assert choices(outlook, BOOKS, survey) == choices(outlook, BOOKS)


def test_a_survey_serves_other_assumptions_and_other_homes(work: Groundwork) -> None:
    outlook = work.outlook
    survey = Survey.of(outlook)
    choices(outlook, BOOKS, survey)
    poland = replace(BAKERY, home=replace(BAKERY.home, country="PL", currency="PLN"))
    for other in (
        replace(outlook, assumptions=Assumptions(T0=5.0, kappa_mean=0.5, quote_sd=0.4)),
        replace(outlook, assumptions=Assumptions(language_min=0.9, governance_min=0.3)),
        replace(outlook, business=poland),
        replace(outlook, business=with_policy(BAKERY, exclude_countries=("PH",))),
    ):
        assert choices(other, BOOKS, survey.under(other)) == choices(other, BOOKS)


def test_a_place_is_as_it_is_looked_at_alone(work: Groundwork) -> None:
    outlook, books = work.outlook, work.choices[0]
    for place in books.places:
        alone = look_at(outlook, BOOKS, place.country, _home(work))
        assert (place.market, place.band) == (alone.market, alone.band)


def _home(work: Groundwork) -> pay.HomeRate:
    outlook = work.outlook
    return pay.home_price(outlook.reference, outlook.business.home, BOOKS, outlook.assumptions)


def test_an_option_is_the_same_alone_and_among_others(work: Groundwork) -> None:
    for choice, listed in zip(work.choices, work.options, strict=True):
        for option in listed:
            if option.place is not None:
                assert option_at(work.outlook, choice, option.place, option.rate) == option


def test_options_of_many_countries_cost_what_their_paths_add_up_to(work: Groundwork) -> None:
    """One course for all options, with the months taken out in which a country is shut (§COST-1, §RISK-5)."""
    draws = work.draws.first(256)
    listed = work.options[0]
    rows = [0, 1, 2, len(listed) // 2, len(listed) - 1]
    places = [listed[row].country or BAKERY.home.country for row in rows]
    money = [FEW.countries[code].currency for code in places]
    terms = all_terms(tuple(listed[row].terms for row in rows))
    found = coefficients(terms, "books", places, money, draws, discount_rate=0.1)
    paths = engagement_paths(terms, draws.fate("books", places, money))
    factors = discounts(0.1, 36)
    assert_agree(found.cost, np.einsum("t,tos->os", factors, paths.money))
    assert_agree(found.hours, np.einsum("t,tos->os", factors, paths.manager_hours))
    assert_agree(found.money_by_month, paths.money.mean(axis=-1)[:7].T)
    assert_agree(found.hours_by_month, paths.manager_hours.mean(axis=-1)[:7].T)
    for name in COMPONENTS:
        own = paths.components[name].mean(axis=-1).sum(axis=0) / 36
        assert_agree(found.components[name], own)


@pytest.mark.parametrize("horizon", [1, 5, 14, 36])
def test_every_horizon_is_priced_as_its_paths(work: Groundwork, horizon: int) -> None:
    draws = replace(work.draws.first(64), horizon=horizon)
    option = work.options[0][1]
    there = str(option.country)
    terms = stacked([option.terms, kept(40.0, 38.0, 0.06), replace(option.terms, rate=30.0, hazard=2.0)])
    money = FEW.countries[there].currency
    where = ([there, "US", there], [money, "USD", money])
    found = coefficients(terms, "books", *where, draws, discount_rate=0.1)
    paths = engagement_paths(terms, draws.fate("books", *where), horizon=horizon)
    assert_agree(found.cost, np.einsum("t,tos->os", discounts(0.1, horizon), paths.money))
    months = min(horizon, 6) + 1
    assert_agree(found.money_by_month[:, :months], paths.money.mean(axis=-1)[:months].T)


def test_terms_of_some_options_are_theirs(work: Groundwork) -> None:
    terms = all_terms(tuple(option.terms for option in work.options[0]))
    some = terms.take(np.array([3, 1]))
    assert [
        getattr(some, item.name).tolist()
        for item in fields(EngagementTerms)
        if np.ndim(getattr(some, item.name))
    ] == [
        getattr(terms, item.name)[[3, 1]].tolist()
        for item in fields(EngagementTerms)
        if np.ndim(getattr(terms, item.name))
    ]
