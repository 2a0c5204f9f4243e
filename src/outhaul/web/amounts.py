"""Hours, shares and rates as a person reads them, in the form of the person's language."""

from babel import Locale
from babel.numbers import format_decimal
from django.utils import translation

from outhaul.wording.numbers import Numbers, plain_hours, share

ENGLISH = "en"


def hours_text(value: float) -> str:
    """Return hours as finely as they are known."""
    return plain_hours(value)


def share_text(value: float) -> str:
    """Return a share in per cent; what is nearly none or nearly all is told as that."""
    return share(value)


def rate_text(amount: float | None, numbers: Numbers | None) -> str:
    """Return an amount an hour; without a currency as a bare number."""
    if amount is None:
        return ""
    return (
        numbers.rate(amount) if numbers else str(format_decimal(amount, format="#,##0.00", locale=_locale()))
    )


def _locale() -> Locale:
    return Locale.parse(translation.get_language() or ENGLISH, sep="-")
