"""Money of a brief, in its own currency and the form of the person's language."""

from django.utils.translation import gettext as _

from outhaul.engine.brief import Brief
from outhaul.web.agree.texts import money_text
from outhaul.wording.amounts import in_currency
from outhaul.wording.tongue import locale


def amount_text(amount: float, currency: str, *, whole: bool = False) -> str:
    """Return an amount with its currency."""
    return in_currency(amount, currency, locale(), is_whole=True) if whole else money_text(amount, currency)


def band_text(content: Brief) -> str:
    """Return the fair band of a brief; "" where the plan gave none."""
    if content.rate_low is None or content.rate_high is None:
        return ""
    low, high = (amount_text(rate, content.currency) for rate in (content.rate_low, content.rate_high))
    return _("%(low)s to %(high)s an hour") % {"low": low, "high": high}


def budget_text(content: Brief) -> str:
    """Return the budget of a brief; "" where none is set."""
    return "" if content.budget is None else amount_text(content.budget, content.currency, whole=True)
