"""The market rate of any occupation in any country (§PAY-1 to §PAY-4), on the real reference tables."""

from dataclasses import replace
from itertools import pairwise
from math import exp, log, sqrt
from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.business import Quote
from outhaul.engine.wages.levels import local_pay, pay_level, us_pay
from outhaul.engine.wages.market import (
    MarketRate,
    gross_up,
    market_rate,
    yearly_hours,
)
from outhaul.faults import InputError
from outhaul.reference.tables import BUILT_IN, Reference

DEVELOPER, BOOKKEEPER, SUPPORT, WAITER = "15-1252.00", "43-3031.00", "43-4051.00", "35-3031.00"
DEFAULTS = Assumptions()
REFERENCE = Reference(BUILT_IN)


def rate(occupation: str, country: str, **options: object) -> MarketRate:
    return market_rate(REFERENCE, occupation, country, assumptions=DEFAULTS, **options)  # type: ignore[arg-type]


def test_a_small_job_rate_carries_charges_unpaid_hours_and_fees() -> None:
    assert gross_up(20_000, social=0.2, paid_hours=1800, utilisation=0.7, fees=0.10) == pytest.approx(
        22.65, abs=5e-3
    )


def test_a_long_contract_needs_a_lower_rate_for_the_same_pay() -> None:
    assert gross_up(20_000, social=0.2, paid_hours=1800, utilisation=0.9, fees=0.03) == pytest.approx(
        16.34, abs=5e-3
    )


def test_a_salary_over_all_hours_is_far_below_both() -> None:
    naive = gross_up(20_000, social=0, overhead=0, paid_hours=2080, utilisation=1)
    assert naive == pytest.approx(9.62, abs=5e-3)


def test_support_in_the_philippines_costs_about_five_dollars() -> None:
    found = rate(SUPPORT, "PH")
    assert 4.0 < found.hourly < 6.5
    assert found.quantiles["p5"] == pytest.approx(2.6, abs=0.5)


@pytest.mark.parametrize(
    ("country", "low", "high"),
    [
        ("IN", 12_000, 22_000),
        ("NG", 7_000, 18_000),
        ("KE", 10_000, 24_000),
        ("VN", 11_000, 23_000),
        ("UA", 18_000, 45_000),
        ("PL", 40_000, 65_000),
        ("MX", 28_000, 48_000),
        ("JP", 38_000, 62_000),
        ("IL", 65_000, 120_000),
        ("SE", 60_000, 90_000),
        ("NL", 68_000, 98_000),
        ("CA", 75_000, 110_000),
        ("US", 120_000, 150_000),
    ],
)
def test_developer_pay_is_what_people_who_know_the_country_would_expect(
    country: str, low: float, high: float
) -> None:
    assert low < rate(DEVELOPER, country).annual_p50 < high


def test_the_united_states_get_their_own_figure() -> None:
    wage = REFERENCE.occupations[BOOKKEEPER].us_wages["p50"].value
    assert rate(BOOKKEEPER, "US").annual_p50 == pytest.approx(wage)


def test_the_united_kingdom_gets_its_own_factor_for_the_occupation() -> None:
    occupation = REFERENCE.occupations[BOOKKEEPER]
    abroad, home = (local_pay(REFERENCE, occupation, REFERENCE.countries[code]) for code in ("DE", "GB"))
    assert home.layers["within group"] == pytest.approx(abroad.layers["within group"] / 4)


def test_remote_work_moves_from_local_to_us_pay_by_the_pass_through() -> None:
    occupation, country = REFERENCE.occupations[SUPPORT], REFERENCE.countries["PH"]
    local, there = local_pay(REFERENCE, occupation, country).ln_annual, us_pay(REFERENCE, occupation)
    plain = replace(DEFAULTS, level_transfer=0.0)
    found = pay_level(REFERENCE, occupation, country, plain).ln_annual
    assert found == pytest.approx(local + 0.35 * (there - local))


def test_work_bound_to_a_place_keeps_local_pay() -> None:
    occupation, country = REFERENCE.occupations[WAITER], REFERENCE.countries["PH"]
    level = pay_level(REFERENCE, occupation, country, DEFAULTS)
    assert level.ln_annual == level.local.ln_annual
    assert level.sd == pytest.approx(level.local.sd)


def test_where_an_embargo_keeps_foreign_clients_away_local_pay_stays() -> None:
    level = pay_level(REFERENCE, REFERENCE.occupations[DEVELOPER], REFERENCE.countries["IR"], DEFAULTS)
    assert level.ln_annual == level.local.ln_annual
    assert level.sd > level.local.sd


def test_each_layer_keeps_its_variance() -> None:
    found = rate(SUPPORT, "PH")
    assert set(found.layers) == {"local level", "major group", "within group", "pass-through", "residual"}
    assert found.sd_median == pytest.approx(sqrt(sum(found.layers.values())))


def test_a_country_without_a_wage_survey_is_less_certain() -> None:
    assert rate(SUPPORT, "CA").grade == "C"
    assert rate(SUPPORT, "CA").sd_median > rate(SUPPORT, "DE").sd_median


def test_the_yearly_interval_holds_the_middle_80_percent_of_the_median() -> None:
    found = rate(DEVELOPER, "PL")
    half = NormalDist().inv_cdf(0.9) * found.sd_median
    assert found.median_interval_80 == pytest.approx(
        (found.annual_p50 * exp(-half), found.annual_p50 * exp(half))
    )


def test_an_hour_is_a_year_over_full_time_hours_times_the_contractor_factor() -> None:
    found = rate(DEVELOPER, "PL")
    assert found.hourly == pytest.approx(
        found.annual_p50 / yearly_hours(REFERENCE.countries["PL"]) * DEFAULTS.contractor_factor
    )


def test_a_part_time_national_week_does_not_raise_the_hourly_rate() -> None:
    assert yearly_hours(REFERENCE.countries["NL"]) == 52 * 36


def test_quantiles_rise_and_centre_on_the_hourly_median() -> None:
    found = rate(SUPPORT, "KE")
    assert found.quantiles["p50"] == pytest.approx(found.hourly)
    assert all(low < high for low, high in pairwise(found.quantiles.values()))


def test_each_figure_names_its_parent() -> None:
    found = rate(DEVELOPER, "PL")
    assert [figure.figure for figure in found.sources] == [
        "mean yearly pay of all employees, USD of 2024",
        "pay of the major group / all employees",
        "pay of the occupation / its major group",
        "hours a week",
        "minimum wage, USD an hour",
        "median yearly pay of software developers, predicted, USD",
    ]
    assert all(figure.source and figure.licence and figure.year > 2000 for figure in found.sources)


@pytest.mark.parametrize("occupation", [DEVELOPER, SUPPORT, WAITER])
def test_nearly_every_country_has_an_estimate(occupation: str) -> None:
    found = [
        rate(occupation, code) for code, row in REFERENCE.countries.items() if "annual_wage" in row.figures
    ]
    assert len(found) >= 190
    assert all(0 < item.hourly < 1000 and 0 < item.sd_median < 1.0 for item in found)


def test_every_occupation_has_an_estimate() -> None:
    rates = [rate(code, "PH").hourly for code in REFERENCE.occupations]
    assert len(rates) >= 800
    assert all(0.3 < hourly < 100 for hourly in rates)


@pytest.mark.parametrize(("occupation", "country"), [("99-9999.00", "PH"), (SUPPORT, "XX")])
def test_an_unknown_code_is_wrong_input(occupation: str, country: str) -> None:
    with pytest.raises(InputError, match="has the code"):
        rate(occupation, country)


def test_quotes_for_the_cell_draw_the_median_towards_them() -> None:
    before = rate(BOOKKEEPER, "PH")
    quoted = [Quote(occupation=BOOKKEEPER, country="PH", rate_per_hour=9.5) for _ in range(20)]
    after = rate(BOOKKEEPER, "PH", quotes=quoted)
    assert after.hourly == pytest.approx(9.5 * (1 - DEFAULTS.negotiation), rel=0.02)
    assert after.sd_median < before.sd_median / 4


def test_quotes_in_another_currency_say_the_same() -> None:
    per_usd = REFERENCE.currencies["EUR"].per_usd.value
    dollars = rate(BOOKKEEPER, "PH", quotes=[Quote(occupation=BOOKKEEPER, country="PH", rate_per_hour=9.5)])
    quote = Quote(occupation=BOOKKEEPER, country="PH", rate_per_hour=9.5 * per_usd)
    euros = rate(BOOKKEEPER, "PH", quotes=[quote], currency="EUR")
    assert euros.hourly == pytest.approx(dollars.hourly * per_usd)
    assert euros.sd_median == pytest.approx(dollars.sd_median)


@given(st.sampled_from(sorted(REFERENCE.currencies)), st.sampled_from(["PH", "PL", "US", "NG"]))
@settings(deadline=None, max_examples=40)
def test_the_currency_changes_the_unit_and_nothing_else(currency: str, country: str) -> None:
    per_usd = REFERENCE.currencies[currency].per_usd.value
    dollars, other = rate(SUPPORT, country), rate(SUPPORT, country, currency=currency)
    assert log(other.hourly / dollars.hourly) == pytest.approx(log(per_usd), abs=1e-9)
    assert other.sd_median == dollars.sd_median
    assert other.grade == dollars.grade
