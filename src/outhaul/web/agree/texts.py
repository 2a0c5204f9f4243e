"""Days, amounts and hours of agreements, in the form of the person's language."""

from datetime import date
from decimal import Decimal

from babel import Locale
from babel.numbers import format_currency
from django.utils import formats, translation
from django.utils.translation import gettext as _


def day_text(when: date | None) -> str:
    """Return a day; "" for none."""
    return formats.date_format(when, "DATE_FORMAT") if when else ""


def period_text(starts_on: date, ends_on: date | None) -> str:
    """Return from when to when, or from when on."""
    if ends_on is None:
        return _("from %(start)s on, without a set end") % {"start": day_text(starts_on)}
    return _("%(start)s to %(end)s") % {"start": day_text(starts_on), "end": day_text(ends_on)}


def money_text(amount: Decimal | float, currency: str) -> str:
    """Return an amount to the currency's last digit."""
    locale = Locale.parse(translation.get_language() or "en", sep="-")
    return str(format_currency(amount, currency, locale=locale))


TEXTS = {"day_text": day_text, "period_text": period_text, "money_text": money_text}
"""What templates of agreements are given besides."""
