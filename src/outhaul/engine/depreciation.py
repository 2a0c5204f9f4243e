"""What a thing that was bought is worth in the books: written down in equal parts (§RUN-10)."""

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

CENT = Decimal("0.01")
YEAR = 12


def months_between(first: date, last: date) -> int:
    """Return the whole months from `first` to `last`; 0 where `last` is not after it.

    >>> months_between(date(2026, 1, 31), date(2026, 2, 28))
    1
    >>> months_between(date(2026, 1, 15), date(2026, 3, 14))
    1
    """
    next_month = date(last.year + last.month // YEAR, last.month % YEAR + 1, 1)
    length = (next_month - last.replace(day=1)).days
    begun = last.day < min(first.day, length)
    return max(0, YEAR * (last.year - first.year) + last.month - first.month - begun)


def book_value(price: Decimal, bought_on: date, life_months: int, today: date) -> Decimal:
    """Return what is left of a price, to the cent; nothing once the life is over.

    >>> book_value(Decimal("1200.00"), date(2026, 1, 10), 36, date(2026, 7, 10))
    Decimal('1000.00')
    """
    left = max(0, life_months - months_between(bought_on, today))
    return (price * left / life_months).quantize(CENT, rounding=ROUND_HALF_EVEN)


def monthly_part(price: Decimal, life_months: int) -> Decimal:
    """Return what is written down each month, to the cent."""
    return (price / life_months).quantize(CENT, rounding=ROUND_HALF_EVEN)
