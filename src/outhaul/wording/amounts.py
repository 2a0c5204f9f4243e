"""Amounts of money as CLDR writes them: the one place where a currency gets its sign."""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from babel import Locale

MINUS = "\N{MINUS SIGN}"
PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "-": MINUS})
"""No-break spaces are set where a page is laid out; a minus is a minus."""
_AT: ContextVar[str] = ContextVar("at", default="")


@contextmanager
def at_home_in(country: str) -> "Iterator[None]":
    """Write amounts in English sentences as in `country`, from here to the end of the block."""
    before = _AT.set(country)
    try:
        yield
    finally:
        _AT.reset(before)


def english() -> "Locale":
    """Return the English of the country that is at home here, or English without one."""
    return locale_of(_AT.get())


@lru_cache(maxsize=4096)
def in_currency(amount: "float | Decimal", currency: str, locale: "Locale", *, is_whole: bool) -> str:
    """Return an amount as it is written there; pages write the same amounts again and again."""
    from babel.numbers import format_currency  # noqa: PLC0415 -- slow to import

    if not is_whole:
        return format_currency(amount, currency, locale=locale).translate(PLAIN)
    shown = format_currency(amount, currency, locale=locale, currency_digits=False, format=_whole(locale))
    return shown.translate(PLAIN)


def _whole(locale: "Locale") -> str:
    pattern: str = locale.currency_formats["standard"].pattern
    return ";".join(part.replace("0.00", "0") for part in pattern.split(";"))


@cache
def locale_of(country: str) -> "Locale":
    """Return English as written in `country`; plain English where its marks are not those of English.

    A sentence with "2.5 hours" and "1.380 €" would leave open what a point means.
    """
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 -- slow to import

    try:
        there = Locale.parse(f"en_{country}")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
    return there if there.number_symbols["latn"]["decimal"] == "." else Locale("en")
