"""The day that a pay run proposes is one on which banks settle (§MONEY-11)."""

from datetime import date

import pytest

from outhaul.apps.money.domain.bank_days import bank_day


@pytest.mark.parametrize(
    ("currency", "country", "since", "expected"),
    [
        pytest.param("USD", "US", date(2026, 11, 27), date(2026, 11, 27), id="a Friday"),
        pytest.param("USD", "US", date(2026, 11, 28), date(2026, 11, 30), id="a Saturday"),
        pytest.param("USD", "US", date(2026, 11, 26), date(2026, 11, 27), id="Thanksgiving, for dollars"),
        pytest.param("EUR", "DE", date(2026, 11, 26), date(2026, 11, 26), id="Thanksgiving, for euros"),
        pytest.param("EUR", "DE", date(2027, 3, 26), date(2027, 3, 30), id="Good Friday to Easter Monday"),
        pytest.param("EUR", "DE", date(2026, 10, 3), date(2026, 10, 5), id="a holiday of Germany alone"),
        pytest.param("KES", "KE", date(2026, 12, 12), date(2026, 12, 14), id="a weekend in Kenya"),
        pytest.param("KES", "KE", date(2026, 10, 20), date(2026, 10, 21), id="a public holiday in Kenya"),
        pytest.param("XAF", "", date(2026, 12, 25), date(2026, 12, 25), id="nobody knows the holidays"),
        pytest.param("EUR", "DE", date(2026, 12, 31), date(2026, 12, 31), id="the last day of a year"),
        pytest.param("EUR", "DE", date(2027, 1, 1), date(2027, 1, 4), id="the first day of a year"),
    ],
)
def test_a_pay_run_proposes_the_next_day_on_which_banks_settle(
    currency: str, country: str, since: date, expected: date
) -> None:
    assert bank_day(currency, country, since) == expected
