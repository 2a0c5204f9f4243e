"""Hours, shares and rates as a person reads them, in the form of the person's language."""

from datetime import date

from babel import Locale
from babel.numbers import format_currency, format_decimal
from django.utils import formats, translation
from django.utils.translation import gettext as _

from outhaul.wording.numbers import Numbers, plain_hours, rounded, share

ENGLISH = "en"


def hours_text(value: float) -> str:
    """Return hours as finely as they are known."""
    return str(format_decimal(float(plain_hours(value)), locale=_locale()))


def share_text(value: float) -> str:
    """Return a share in per cent; what is nearly none or nearly all is told as that."""
    if 0 < value < 0.005:  # noqa: PLR2004 -- half a per cent
        return _("less than 1 %")
    if 0.995 < value < 1:  # noqa: PLR2004 -- likewise
        return _("more than 99 %")
    return share(value)


def rate_text(amount: float | None, numbers: Numbers | None) -> str:
    """Return an amount an hour; without a currency as a bare number. English follows the country's marks."""
    if amount is None:
        return ""
    if numbers is None:
        return str(format_decimal(amount, format="#,##0.00", locale=_locale()))
    if translation.get_language() == ENGLISH:
        return numbers.rate(amount)
    return str(format_currency(amount, numbers.currency, locale=_locale()))


def money_text(amount: float, numbers: Numbers) -> str:
    """Return a whole amount, no finer than it is known. English follows the country's marks."""
    if translation.get_language() == ENGLISH:
        return numbers.money(amount)
    return str(
        format_currency(
            rounded(amount), numbers.currency, locale=_locale(), currency_digits=False, format="#,##0\u00a0¤"
        )
    )


def day_text(day: date | None) -> str:
    """Return a calendar day in the form of the person's language."""
    return "" if day is None else formats.date_format(day, "DATE_FORMAT")


def _locale() -> Locale:
    return Locale.parse(translation.get_language() or ENGLISH, sep="-")
