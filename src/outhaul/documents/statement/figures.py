"""Dates, money and hours of a statement, in the form of the language that is set."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from django.utils import translation


def day(when: date) -> str:
    """Return a date with the month in words, so that nobody takes the day for the month."""
    return format_date(when, "d MMMM y" if _locale().language == "en" else "long", locale=_locale())


def money(amount: Decimal | float, currency: str) -> str:
    """Return an amount with its ISO code, which no two currencies share."""
    return str(
        format_currency(Decimal(str(amount)), currency, format="#,##0.00 ¤¤", locale=_locale())
    ).replace("\N{NO-BREAK SPACE}", " ")


def number(value: float) -> str:
    """Return a number to as many digits as it has."""
    return str(format_decimal(Decimal(str(value)).normalize(), locale=_locale()))


def country(code: str) -> str:
    """Return the name of a country; the code where it has none."""
    return str(_locale().territories.get(code, code))


def total(fees: Iterable[Decimal]) -> Decimal:
    """Return the sum of `fees`."""
    return sum(fees, Decimal(0))


def _locale() -> Locale:
    return Locale.parse(translation.get_language() or "en", sep="-")
