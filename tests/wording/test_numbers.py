"""Figures as an owner reads them."""

import doctest

import pytest

from outhaul.wording import faults, numbers, places, summary
from outhaul.wording.numbers import Numbers, rounded


@pytest.mark.parametrize("module", [faults, numbers, places, summary])
def test_the_examples_in_the_words_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("country", "currency", "shown"),
    [
        ("US", "USD", "$23,100"),
        ("DE", "EUR", "€23,100"),
        ("KE", "KES", "Ksh23,100"),
        ("IN", "INR", "₹23,100"),
        ("CA", "CAD", "$23,100"),
        ("BR", "BRL", "R$23,100"),
    ],
)
def test_money_has_the_sign_of_the_country_and_the_marks_of_english(
    country: str, currency: str, shown: str
) -> None:
    assert Numbers(country, currency).money(23144.7, se=61) == shown


@pytest.mark.parametrize(
    ("value", "se", "shown"),
    [
        (23144.7, 0, 23100),
        (23144.7, 61, 23100),
        (23144.7, 440, 23000),
        (23144.7, 4400, 20000),
        (-1873, 30, -1900),
        (12.0, 400, 0),
        (0.0, 5, 0),
    ],
)
def test_a_figure_is_no_finer_than_its_standard_error(value: float, se: float, shown: float) -> None:
    assert rounded(value, se) == shown


def test_a_loss_carries_a_real_minus() -> None:
    assert Numbers("US", "USD").money(-1873) == "−$1,870"  # noqa: RUF001 -- it is one


def test_a_rate_keeps_its_cents_below_a_hundred() -> None:
    assert (Numbers("US", "USD").rate(9.4), Numbers("KE", "KES").rate(673.33)) == ("$9.40", "Ksh673")


def test_the_bounds_of_a_half_hour_are_said() -> None:
    assert [numbers.hours(value) for value in (0, 0.1, 0.6, 9.8, 30.6)] == [
        "0 hours",
        "less than half an hour",
        "0.5 hours",
        "10 hours",
        "31 hours",
    ]
