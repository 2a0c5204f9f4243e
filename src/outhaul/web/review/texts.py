"""Months, amounts, shares and weeks of the review, in the form of the person's language."""

from datetime import date
from functools import lru_cache

from django.utils import formats, translation
from django.utils.translation import gettext as _

from outhaul.apps.review.domain.home import Home
from outhaul.web.agree.texts import TEXTS as AGREED
from outhaul.web.amounts import hours_text, share_text
from outhaul.wording.numbers import Numbers, hours
from outhaul.wording.places import country_name


def numbers_of(home: Home) -> Numbers:
    """Return how figures of a business are written."""
    return Numbers(home.country or "US", home.currency)


def month_text(month: date) -> str:
    """Return a month with its year."""
    return _month(month, translation.get_language())


@lru_cache(maxsize=1024)
def _month(month: date, _language: str | None) -> str:
    return str(formats.date_format(month, "F Y"))


def month_short(month: date) -> str:
    """Return a month with its year, in short."""
    return str(formats.date_format(month, "M Y"))


def day_short(day: date | None) -> str:
    """Return a day without its year; "" for none."""
    return str(formats.date_format(day, "MONTH_DAY_FORMAT")) if day else ""


def interval_text(low: float, high: float) -> str:
    """Return a range of shares in per cent."""
    return _("%(low)s to %(high)s") % {"low": f"{100 * low:.0f}", "high": f"{share_text(high)}"}


TEXTS = {
    **AGREED,
    "month_text": month_text,
    "month_short": month_short,
    "day_short": day_short,
    "hours_text": hours_text,
    "hours_long": hours,
    "share_text": share_text,
    "interval_text": interval_text,
    "country_name": country_name,
}
"""What templates of the review are given besides."""
