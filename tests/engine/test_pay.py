"""Guard pay: the fair band and what it lets pass (§PAY-5 to §PAY-8, §PAY-12)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Home, Policy, Process
from outhaul.engine.pay import (
    Band,
    Step,
    fair_band,
    guard,
    home_price,
    home_rate,
    percentile,
    rate_grid,
    remaining,
)
from outhaul.engine.verdict import Answer, Guard
from outhaul.engine.wages.market import MarketRate
from outhaul.reference.tables import BUILT_IN, Reference

DEFAULTS, POLICY = Assumptions(), Policy()
REFERENCE = Reference(BUILT_IN)
money = st.floats(0.5, 500)
shares = st.floats(0.0, 0.6)


def market(median: float, sd: float = 0.25, floor: float | None = None) -> MarketRate:
    return MarketRate(
        occupation="43-3031.00",
        country="PH",
        currency="USD",
        hourly=median,
        annual_p50=median * 1664,
        median_interval_80=(median * 1200, median * 2300),
        sd_median=sd,
        sd_individual=0.45,
        quantiles={"p50": median},
        floor=floor,
        grade="A",
        layers={"local level": sd**2},
        sources=(),
    )


def band(median: float, home: float = 40.0, *, floor: float | None = None, policy: Policy = POLICY) -> Band:
    return fair_band(market(median, floor=floor), home, 0.10, policy, DEFAULTS)


@pytest.mark.parametrize(("median", "probability"), [(16, 0.9977), (30, 0.690), (36, 0.428)])
def test_the_probability_of_a_band_is_the_published_one(median: float, probability: float) -> None:
    assert band(median).probability == pytest.approx(probability, abs=5e-4)


def test_the_band_runs_from_above_the_market_to_below_home() -> None:
    found = band(16)
    assert (found.low, found.high) == pytest.approx((16.8, 36.0))
    assert (found.empty, found.likely) == (False, True)


def test_at_36_against_36_only_the_premium_is_in_the_way() -> None:
    found = band(36)
    assert (found.empty, found.at_market, found.low, found.high) == (True, True, 36.0, 36.0)


def test_a_market_above_the_cap_leaves_no_band() -> None:
    assert (band(37).empty, band(37).at_market, band(37).open) == (True, False, False)


def test_the_band_begins_at_the_minimum_wage_where_that_is_higher() -> None:
    assert band(16, floor=20.0).low == 20.0


def test_a_minimum_wage_above_the_cap_is_infeasible() -> None:
    found = band(16, floor=36.5)
    assert (found.floor_above_cap, found.open) == (True, False)


def test_the_policy_first_drops_countries_without_a_likely_band() -> None:
    left = remaining({"PH": band(16), "PL": band(30), "DE": band(36), "US": band(50)})
    assert (left.step, left.countries) == (Step.BAND, ("PH",))


def test_the_policy_pays_at_market_where_no_country_has_a_band() -> None:
    left = remaining({"DE": band(36), "US": band(50)})
    assert (left.step, left.countries) == (Step.AT_MARKET, ("DE",))


def test_the_policy_asks_for_another_role_where_even_the_market_is_too_dear() -> None:
    left = remaining({"US": band(50), "CH": band(60)})
    assert (left.step, left.countries) == (Step.NARROW, ())


def test_the_grid_runs_from_the_least_to_the_largest_normal_premium() -> None:
    assert rate_grid(band(16), market(16), POLICY, 3) == pytest.approx((16.8, 17.6, 18.4))


def test_the_grid_has_three_to_five_points() -> None:
    assert [len(rate_grid(band(16), market(16), POLICY, points)) for points in (1, 4, 9)] == [3, 4, 5]


def test_the_grid_ends_at_the_cap() -> None:
    found = band(33)
    assert rate_grid(found, market(33), POLICY)[-1] == pytest.approx(36.0)


def test_at_market_there_is_one_rate() -> None:
    assert rate_grid(band(35.5), market(35.5), POLICY) == (35.5,)


def test_no_band_has_no_rates() -> None:
    assert rate_grid(band(50), market(50), POLICY) == ()


@pytest.mark.parametrize(
    ("premium", "low", "high"), [(0.05, 0.54, 0.56), (0.10, 0.58, 0.61), (0.15, 0.62, 0.66)]
)
@pytest.mark.parametrize("spread", [0.35, 0.45])
def test_a_premium_means_a_percentile(premium: float, low: float, high: float, spread: float) -> None:
    found = percentile(replace(market(20), sd_individual=spread), 20 * (1 + premium))
    assert low - 0.005 <= found <= high + 0.005


def test_an_offer_of_nothing_is_the_lowest_percentile_and_blocked() -> None:
    assert percentile(market(16), 0.0) == 0.0
    assert verdict(16, 0.0) == (Answer.BLOCK, "PAY-5")


def test_work_that_costs_nothing_at_home_has_no_band() -> None:
    found = band(16, home=0.0)
    assert (found.probability, found.open) == (0.0, False)


def test_without_uncertainty_a_band_is_there_or_not() -> None:
    certain = [fair_band(market(m, sd=0.0), 40, 0.0, POLICY, DEFAULTS).probability for m in (30, 36)]
    assert certain == [1.0, 0.0]


def verdict(median: float, rate: float | None, **changes: object) -> tuple[Answer, str]:
    found = guard(replace(market(median), **changes), band(median), rate, DEFAULTS, process="books")  # type: ignore[arg-type]
    assert (found.guard, found.process) == (Guard.PAY, "books")
    assert (found.fix == "") == (found.answer is Answer.PASS)
    return found.answer, found.rule


def test_a_rate_in_the_band_passes() -> None:
    assert verdict(16, 17.0) == (Answer.PASS, "PAY-5")


@pytest.mark.parametrize("rate", [15.99, 16.5, 36.5])
def test_a_rate_below_market_below_the_band_or_above_it_is_blocked(rate: float) -> None:
    assert verdict(16, rate) == (Answer.BLOCK, "PAY-5")


def test_a_missing_band_is_blocked() -> None:
    assert verdict(50, None) == (Answer.BLOCK, "PAY-6")


def test_pay_at_market_carries_a_red_note() -> None:
    assert verdict(35.5, 35.5) == (Answer.WARN, "PAY-6")


def test_an_unlikely_band_is_warned_of() -> None:
    assert verdict(30, 32.0) == (Answer.WARN, "PAY-12")


def test_a_poorly_known_market_is_warned_of() -> None:
    assert verdict(16, 17.0, sd_median=0.5) == (Answer.WARN, "PAY-12")
    assert verdict(16, 17.0, grade="C") == (Answer.WARN, "PAY-12")


def test_a_minimum_wage_above_the_cap_is_blocked() -> None:
    found = guard(market(16, floor=37.0), band(16, floor=37.0), None, DEFAULTS)
    assert (found.answer, found.rule) == (Answer.BLOCK, "PAY-7")


def home(country: str, currency: str) -> Home:
    return Home(
        name="Harbour Bakery",
        country=country,
        currency=currency,
        time_zone="America/New_York",
        languages={"en": "C2"},
    )


def books(cost: float | None = None) -> Process:
    return Process(
        id="books", name="Bookkeeping", occupation="43-3031.00", hours_per_month=40, home_cost_per_hour=cost
    )


def test_the_owners_figure_is_the_home_rate() -> None:
    assert home_rate(REFERENCE, home("US", "USD"), books(38.0), DEFAULTS) == (38.0, DEFAULTS.home_sd)


def test_without_it_the_home_rate_is_the_loaded_wage_over_hours_really_worked() -> None:
    found = home_price(REFERENCE, home("US", "USD"), books(), DEFAULTS)
    country = REFERENCE.countries["US"]
    wage = REFERENCE.occupations["43-3031.00"].us_wages["mean"].value
    hours = 2080 - 8 * (25 + country.figures["weekday_holidays"].value)
    assert found.rate == pytest.approx(wage * (1 + country.figures["on_cost"].value) / hours)
    assert found.sd == pytest.approx(DEFAULTS.home_sd, abs=1e-3)
    assert [figure.figure for figure in found.sources] == [
        "mean yearly pay of the occupation, USD",
        "employer's charges / gross pay",
    ]


def test_the_home_rate_is_in_the_currency_of_the_business() -> None:
    dollars = home_price(REFERENCE, home("DE", "USD"), books(), DEFAULTS)
    euros = home_price(REFERENCE, home("DE", "EUR"), books(), DEFAULTS)
    assert euros.rate / dollars.rate == pytest.approx(REFERENCE.currencies["EUR"].per_usd.value)
    assert euros.sd == dollars.sd


@given(money, money, shares, shares, shares)
def test_no_premium_passes_the_cap_or_falls_below_market(
    median: float, at_home: float, least: float, more: float, discount: float
) -> None:
    policy = Policy(premium_min=least, premium_max=least + more, home_discount_min=discount)
    found = band(median, at_home, policy=policy)
    for rate in rate_grid(found, market(median), policy, 5):
        assert median * (1 - 1e-9) <= rate <= found.high * (1 + 1e-9)


@given(money, money, shares, shares)
def test_a_larger_least_premium_never_lowers_the_rates(
    median: float, at_home: float, least: float, more: float
) -> None:
    low, high = Policy(premium_min=least), Policy(premium_min=least + more)
    one, other = band(median, at_home, policy=low), band(median, at_home, policy=high)
    if one.open and not one.empty and not other.empty:
        assert one.low <= other.low * (1 + 1e-9)
    assert other.probability <= one.probability + 1e-12


@given(money, money, st.floats(0.001, 1000))
def test_the_unit_of_money_changes_nothing(median: float, at_home: float, unit: float) -> None:
    one, other = band(median, at_home), band(median * unit, at_home * unit)
    assert (one.low * unit, one.high * unit) == pytest.approx((other.low, other.high))
    assert one.probability == pytest.approx(other.probability, abs=1e-9)
