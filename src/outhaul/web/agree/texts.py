"""Days, amounts and hours of agreements, in the form of the person's language."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import format_currency
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import DjangoTranslation, catalog


def day_text(when: date | None) -> str:
    """Return a day; "" for none."""
    return _day(when, translation.get_language()) if when else ""


@lru_cache(maxsize=4096)
def _day(when: date, _language: str | None) -> str:
    return formats.date_format(when, "DATE_FORMAT")


def period_text(starts_on: date, ends_on: date | None) -> str:
    """Return from when to when, or from when on."""
    return _period(starts_on, ends_on, catalog())


@lru_cache(maxsize=4096)
def _period(starts_on: date, ends_on: date | None, _catalog: DjangoTranslation) -> str:
    if ends_on is None:
        return _("from %(start)s on, without a set end") % {"start": day_text(starts_on)}
    return _("%(start)s to %(end)s") % {"start": day_text(starts_on), "end": day_text(ends_on)}


def money_text(amount: Decimal | float, currency: str) -> str:
    """Return an amount to the currency's last digit; nothing has no sign."""
    return _money(amount + 0, currency, translation.get_language() or "en")


@lru_cache(maxsize=4096)
def _money(amount: Decimal | float, currency: str, language: str) -> str:
    return str(format_currency(amount, currency, locale=Locale.parse(language, sep="-")))


TEXTS = {"day_text": day_text, "period_text": period_text, "money_text": money_text}
"""What templates of agreements are given besides."""
