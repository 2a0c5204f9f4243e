"""Figures as an owner reads them: in the own currency, rounded to what is known, ranges in words."""

from dataclasses import dataclass, field
from functools import cache
from math import ceil, floor, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

TWO_DIGITS = 2
MINUS = "\N{MINUS SIGN}"
PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "-": MINUS})
"""No-break spaces are set where a page is laid out; a minus is a minus."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How figures are written for a business: English words, its country's marks, its currency."""

    country: str
    """ISO 3166-1 alpha-2."""
    currency: str
    """ISO 4217."""
    _locale: "Locale" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Find the locale of the country."""
        object.__setattr__(self, "_locale", locale_of(self.country))

    def money(self, amount: float, *, se: float = 0.0) -> str:
        """Return a whole amount: at most three digits of it, and no finer than `se` allows."""
        from babel.numbers import format_currency  # noqa: PLC0415 -- slow to import

        whole = self._whole()
        shown = format_currency(
            rounded(amount, se), self.currency, locale=self._locale, currency_digits=False, format=whole
        )
        return shown.translate(PLAIN)

    def exact_money(self, amount: float) -> str:
        """Return an amount to the unit, for tables whose columns add up."""
        from babel.numbers import format_currency  # noqa: PLC0415 -- slow to import

        whole = float(round(amount)) + 0.0
        shown = format_currency(
            whole, self.currency, locale=self._locale, currency_digits=False, format=self._whole()
        )
        return shown.translate(PLAIN)

    def rate(self, amount: float) -> str:
        """Return an hourly rate, with the currency's minor units below a hundred."""
        from babel.numbers import format_currency  # noqa: PLC0415 -- slow to import

        if abs(amount) >= 100:  # noqa: PLR2004 -- a rate in a currency of small units
            return self.money(amount)
        return format_currency(amount, self.currency, locale=self._locale).translate(PLAIN)

    def change(self, amount: float, *, se: float = 0.0) -> str:
        """Return an amount with its sign."""
        return f"+{self.money(amount, se=se)}" if rounded(amount, se) > 0 else self.money(amount, se=se)

    def number(self, value: float, digits: int = 3) -> str:
        """Return a plain number with at most `digits` significant digits."""
        from babel.numbers import format_decimal  # noqa: PLC0415 -- slow to import

        return format_decimal(significant(value, digits), locale=self._locale, format="#,##0.####").translate(
            PLAIN
        )

    def whole(self, amount: float) -> str:
        """Return an amount to the unit without its currency, which the table's title names."""
        from babel.numbers import format_decimal  # noqa: PLC0415 -- slow to import

        return format_decimal(float(round(amount)) + 0.0, locale=self._locale, format="#,##0").translate(
            PLAIN
        )

    def _whole(self) -> str:
        pattern: str = self._locale.currency_formats["standard"].pattern
        return ";".join(part.replace("0.00", "0") for part in pattern.split(";"))


def rounded(value: float, se: float = 0.0) -> float:
    """Round `value` to three significant digits, or to the size of its standard error if that is larger."""
    coarse = significant(value, 3)
    if se <= 0 or not value:
        return coarse
    step = 10.0 ** ceil(log10(se))
    return coarse if step <= 10.0 ** (magnitude(value) - TWO_DIGITS) else _whole_steps(value, step)


def significant(value: float, digits: int) -> float:
    """Round `value` to `digits` significant digits; never a negative zero."""
    return round(value, digits - 1 - magnitude(value)) + 0.0 if value else 0.0


def magnitude(value: float) -> int:
    """Return the power of ten of the first digit of `value`, which is not zero."""
    return floor(log10(abs(value)))


def _whole_steps(value: float, step: float) -> float:
    return round(value / step) * step + 0.0


def share(value: float, se: float = 0.0) -> str:
    """Return a share as per cent: "18 %", "less than 1 %", in steps of 5 % when it is no surer than that.

    >>> share(0.1812), share(0.004), share(0.062, se=0.03)
    ('18 %', 'less than 1 %', '5 %')
    """
    if 0 < value < 0.005:  # noqa: PLR2004 -- half a per cent
        return "less than 1 %"
    if 0.995 < value < 1:  # noqa: PLR2004 -- likewise
        return "more than 99 %"
    per_cent = _whole_steps(100 * value, 5) if se > 0.02 else round(100 * value)  # noqa: PLR2004 -- two points
    return f"{per_cent:.0f} %".replace("-", MINUS)


def hours(value: float) -> str:
    """Return hours: whole from ten on, else to the half.

    >>> hours(31.2), hours(3.6), hours(0.2), hours(1)
    ('31 hours', '3.5 hours', 'less than half an hour', '1 hour')
    """
    if 0 < value < 0.25:  # noqa: PLR2004 -- rounds to nothing
        return "less than half an hour"
    shown = f"{plain_hours(value)}"
    return f"{shown} hour" if shown == "1" else f"{shown} hours"


def plain_hours(value: float) -> str:
    """Return the figure of `hours` alone."""
    return f"{round(value)}" if abs(value) >= 10 else f"{round(2 * value) / 2 + 0.0:g}"  # noqa: PLR2004 -- ten


def months(first: float | None, last: float | None) -> str:
    """Return a range of months in words.

    >>> months(8, 14), months(8, 8), months(8, None), months(None, None)
    ('8 to 14 months', '8 months', '8 months or more', 'not within the horizon')
    """
    if first is None:
        return "not within the horizon"
    if last is None:
        return f"{round(first)} months or more"
    low, high = round(first), round(last)
    return f"{low} to {high} months" if low != high else plural(low, "month")


def from_to(low: str, high: str) -> str:
    """Return a range, or the one figure that both ends round to.

    >>> from_to("2", "2.5"), from_to("4", "4")
    ('2 to 2.5', '4')
    """
    return low if low == high else f"{low} to {high}"


def plural(count: int, noun: str, several: str = "") -> str:
    """Return a count with its noun.

    >>> plural(1, "process", "processes"), plural(4, "process", "processes")
    ('1 process', '4 processes')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {several or noun + 's'}"


def listed(items: tuple[str, ...]) -> str:
    """Return names as a list in a sentence.

    >>> listed(("Marco",)), listed(("a", "b", "c"))
    ('Marco', 'a, b and c')
    """
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


@cache
def locale_of(country: str) -> "Locale":
    """Return English as written in `country` where CLDR knows that, else the country's own language."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 -- slow to import

    for name in (f"en_{country}", f"und_{country}"):
        try:
            return Locale.parse(name)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")
