"""Figures as an owner reads them: in the own currency, rounded to what is known, ranges in words.

Marks and words are those of the language spoken (`wording.tongue`); English has the signs of the country.
"""

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from outhaul.wording.amounts import MINUS, PLAIN, in_currency, locale_of
from outhaul.wording.tongue import ENGLISH, figures, locale, said, several, spoken

if TYPE_CHECKING:
    from babel import Locale

TWO_DIGITS = 2
LEAST = 0.5
"""An amount up to this is written as zero, which has no sign."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How figures are written: in a currency, with the sign of its country and the marks of its reader."""

    country: str
    """ISO 3166-1 alpha-2."""
    currency: str
    """ISO 4217."""

    @property
    def _locale(self) -> "Locale":
        return locale_of(self.country) if spoken() == ENGLISH else locale()

    def money(self, amount: float, *, se: float = 0.0) -> str:
        """Return a whole amount: at most three digits of it, and no finer than `se` allows."""
        told = rounded(amount, se)
        shown = told if abs(told) > LEAST else 0.0
        return in_currency(shown, self.currency, self._locale, is_whole=True)

    def exact_money(self, amount: float) -> str:
        """Return an amount to the unit, for tables whose columns add up."""
        return in_currency(float(round(amount)) + 0.0, self.currency, self._locale, is_whole=True)

    def rate(self, amount: float) -> str:
        """Return an hourly rate, with the currency's minor units below a hundred."""
        if abs(amount) >= 100:  # noqa: PLR2004 -- a rate in a currency of small units
            return self.money(amount)
        return in_currency(amount + 0.0, self.currency, self._locale, is_whole=False)

    def change(self, amount: float, *, se: float = 0.0) -> str:
        """Return an amount with its sign; what rounds to zero has none."""
        return f"+{self.money(amount, se=se)}" if rounded(amount, se) > LEAST else self.money(amount, se=se)

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
        return said("less than 1 %")
    if 0.995 < value < 1:  # noqa: PLR2004 -- likewise
        return said("more than 99 %")
    per_cent = _whole_steps(100 * value, 5) if se > 0.02 else round(100 * value)  # noqa: PLR2004 -- two points
    return f"{per_cent:.0f} %".replace("-", MINUS)


def hours(value: float) -> str:
    """Return hours: whole from ten on, else to the half.

    >>> hours(31.2), hours(3.6), hours(0.2), hours(1)
    ('31 hours', '3.5 hours', 'less than half an hour', '1 hour')
    """
    if 0 < value < 0.25:  # noqa: PLR2004 -- rounds to nothing
        return said("less than half an hour")
    count = 1 if rounded_hours(value) == 1 else 2
    return several(count, "{hours} hour", "{hours} hours", hours=plain_hours(value))


def plain_hours(value: float) -> str:
    """Return the figure of `hours` alone."""
    return figures(f"{rounded_hours(value):.15g}")


def rounded_hours(value: float) -> float:
    """Return hours as finely as they are told: whole from ten on, else to the half."""
    return float(round(value)) if abs(value) >= 10 else round(2 * value) / 2 + 0.0  # noqa: PLR2004 -- ten


def months(first: float | None, last: float | None, horizon: int) -> str:
    """Return a range of months in words, of `horizon` months that were looked at.

    >>> months(8, 14, 36), months(8, 8, 36), months(8, None, 36), months(None, None, 36)
    ('8 to 14 months', '8 months', '8 months or more', 'not within 36 months')
    """
    if first is None:
        return said("not within {months}", months=months_long(horizon))
    if last is None:
        return said("{first} months or more", first=round(first))
    low, high = round(first), round(last)
    return said("{low} to {high} months", low=low, high=high) if low != high else months_long(low)


def months_long(count: int) -> str:
    """Return a number of months.

    >>> months_long(1), months_long(36)
    ('1 month', '36 months')
    """
    return several(count, "{count} month", "{count} months")


def from_to(low: str, high: str) -> str:
    """Return a range, or the one figure that both ends round to.

    >>> from_to("2", "2.5"), from_to("4", "4")
    ('2 to 2.5', '4')
    """
    return low if low == high else said("{low} to {high}", low=low, high=high)


def listed(items: tuple[str, ...]) -> str:
    """Return names as a list in a sentence.

    >>> listed(("Marco",)), listed(("a", "b", "c"))
    ('Marco', 'a, b and c')
    """
    if len(items) < 2:  # noqa: PLR2004 -- nothing to join
        return "".join(items)
    return said("{first} and {last}", first=", ".join(items[:-1]), last=items[-1])
