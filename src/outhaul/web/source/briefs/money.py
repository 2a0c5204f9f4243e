"""Money of a brief, in its own currency and the form of the person's language."""

from babel import Locale
from babel.numbers import format_currency
from django.utils import translation
from django.utils.translation import gettext as _

from outhaul.engine.brief import Brief


def amount_text(amount: float, currency: str, *, whole: bool = False) -> str:
    """Return an amount with its currency."""
    locale = Locale.parse(translation.get_language() or "en", sep="-")
    if whole:
        return str(format_currency(amount, currency, locale=locale, format="#,##0 ¤¤", currency_digits=False))
    return str(format_currency(amount, currency, locale=locale))


def band_text(content: Brief) -> str:
    """Return the fair band of a brief; "" where the plan gave none."""
    if content.rate_low is None or content.rate_high is None:
        return ""
    low, high = (amount_text(rate, content.currency) for rate in (content.rate_low, content.rate_high))
    return _("%(low)s to %(high)s an hour") % {"low": low, "high": high}


def budget_text(content: Brief) -> str:
    """Return the budget of a brief; "" where none is set."""
    return "" if content.budget is None else amount_text(content.budget, content.currency, whole=True)
