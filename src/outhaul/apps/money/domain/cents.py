"""Amounts in the smallest unit of their currency."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

HUNDREDTH = Decimal("0.01")


def cents_of(amount: Decimal, currency: str) -> int:
    """Return an amount as whole units of the smallest coin.

    >>> cents_of(Decimal("12.34"), "EUR"), cents_of(Decimal("1200"), "JPY")
    (1234, 1200)
    """
    return int((amount * 10 ** places_of(currency)).to_integral_value(ROUND_HALF_UP))


def amount_of(cents: int, currency: str) -> Decimal:
    """Return whole units of the smallest coin as an amount.

    >>> amount_of(1234, "EUR"), amount_of(1200, "JPY")
    (Decimal('12.34'), Decimal('1200'))
    """
    return Decimal(cents).scaleb(-places_of(currency))


def rounded(amount: Decimal, currency: str) -> Decimal:
    """Return an amount to the smallest coin, half a coin upwards.

    >>> rounded(Decimal("0.125"), "USD"), rounded(Decimal("12.5"), "JPY")
    (Decimal('0.13'), Decimal('13'))
    """
    return amount.quantize(Decimal(1).scaleb(-places_of(currency)), ROUND_HALF_UP)


@cache
def places_of(currency: str) -> int:
    """Return how many decimal places the currency has; at most the two that are kept."""
    from babel.numbers import get_currency_precision  # noqa: PLC0415 -- slow to import

    return min(2, get_currency_precision(currency))


Amounts = Mapping[str, Decimal]
"""Currency -> amount."""
