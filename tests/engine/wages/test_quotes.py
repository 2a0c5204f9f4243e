"""Real quotes update the market rate (§PAY-4)."""

from dataclasses import replace
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.wages.quotes import Seen, conjugate, predictive_90, update

HERE = ("43-3031.00", "PH")
PRIOR = (log(20_000), 0.40)
DEFAULTS = Assumptions()
rates = st.floats(0.5, 2.0)


def seen(rate: float, occupation: str = HERE[0], country: str = HERE[1]) -> Seen:
    """A quote of `rate` times what the prior of its own cell says."""
    return Seen(occupation, country, PRIOR[0] + log(rate), *PRIOR)


def test_three_quotes_against_a_prior_of_16_give_the_published_posterior() -> None:
    mean, sd = conjugate(log(16), 0.30, [log(20), log(22), log(19)], 0.35)
    assert exp(mean) == pytest.approx(18.844, abs=5e-4)
    assert sd == pytest.approx(0.1676, abs=5e-5)


def test_the_next_quote_lies_within_the_published_90_percent_interval() -> None:
    mean, sd = conjugate(log(16), 0.30, [log(20), log(22), log(19)], 0.35)
    assert predictive_90(mean, sd, 0.35) == pytest.approx((9.95, 35.68), abs=5e-3)


def test_quotes_close_together_are_updated_as_the_conjugate_formula_does() -> None:
    prior = (log(16), 0.30)
    quotes = [Seen(*HERE, log(rate), *prior) for rate in (20, 22, 19)]
    found = update(HERE, prior, quotes, replace(DEFAULTS, quote_sd=0.35))
    assert found == pytest.approx(conjugate(*prior, [quote.ln_pay for quote in quotes], 0.35), abs=1e-9)


def test_no_quote_leaves_the_prior() -> None:
    assert update(HERE, PRIOR, (), DEFAULTS) == pytest.approx(PRIOR)


def test_a_quote_far_off_moves_the_median_less_than_the_conjugate_formula() -> None:
    quotes = [seen(1.0), seen(1.05), seen(0.95), seen(8.0)]
    robust = update(HERE, PRIOR, quotes, DEFAULTS)[0]
    plain = conjugate(*PRIOR, [quote.ln_pay for quote in quotes], DEFAULTS.quote_sd)[0]
    assert PRIOR[0] < robust < PRIOR[0] + (plain - PRIOR[0]) / 2


def test_a_quote_for_other_work_in_the_country_informs_a_little() -> None:
    own = update(HERE, PRIOR, [seen(1.5)], DEFAULTS)
    near = update(HERE, PRIOR, [seen(1.5, occupation="15-1254.00")], DEFAULTS)
    assert PRIOR[0] < near[0] < own[0]
    assert own[1] < near[1] < PRIOR[1]


def test_a_quote_for_the_same_work_elsewhere_informs_less_than_one_from_the_country() -> None:
    country = update(HERE, PRIOR, [seen(1.5, occupation="15-1254.00")], DEFAULTS)
    elsewhere = update(HERE, PRIOR, [seen(1.5, country="KE")], DEFAULTS)
    assert PRIOR[0] < elsewhere[0] < country[0]


def test_a_quote_for_other_work_elsewhere_says_nothing() -> None:
    assert update(HERE, PRIOR, [seen(1.5, "15-1254.00", "KE")], DEFAULTS) == pytest.approx(PRIOR)


@given(rates, rates)
def test_a_higher_quote_gives_a_higher_median(one: float, other: float) -> None:
    low, high = sorted((one, other))
    first, second = (update(HERE, PRIOR, [seen(rate)], DEFAULTS)[0] for rate in (low, high))
    assert first <= second + 1e-9


@given(st.lists(rates, min_size=1, max_size=8))
def test_quotes_shrink_the_uncertainty(quoted: list[float]) -> None:
    assert update(HERE, PRIOR, [seen(rate) for rate in quoted], DEFAULTS)[1] < PRIOR[1]


@given(st.lists(rates, min_size=1, max_size=6))
def test_the_median_stays_between_prior_and_quotes(quoted: list[float]) -> None:
    mean, _ = update(HERE, PRIOR, [seen(rate) for rate in quoted], DEFAULTS)
    assert min(1.0, *quoted) - 1e-9 <= exp(mean - PRIOR[0]) <= max(1.0, *quoted) + 1e-9


@given(st.lists(rates, min_size=2, max_size=6))
def test_the_order_of_quotes_does_not_matter(quoted: list[float]) -> None:
    rising = sorted(quoted)
    one = update(HERE, PRIOR, [seen(rate) for rate in quoted], DEFAULTS)
    assert one == pytest.approx(update(HERE, PRIOR, [seen(rate) for rate in rising], DEFAULTS), abs=1e-9)
