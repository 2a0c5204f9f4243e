"""What states of invoices, payments and pay runs are called, and amounts as a person reads them."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from outhaul.apps.money.domain.cents import amount_of
from outhaul.apps.money.lifecycles import InvoiceState, PaymentState, PayRunState
from outhaul.engine.lateness import Clock
from outhaul.web.agree.texts import day_text, money_text

INVOICE_STATES: Mapping[str, Promise] = {
    InvoiceState.DRAFT: later("draft"),
    InvoiceState.SUBMITTED: later("waits for an answer"),
    InvoiceState.APPROVED: later("approved"),
    InvoiceState.REJECTED: later("rejected"),
    InvoiceState.SCHEDULED: later("in a pay run"),
    InvoiceState.PAID: later("paid"),
    InvoiceState.FAILED: later("payment failed"),
    InvoiceState.VOID: later("void"),
}
PAYMENT_STATES: Mapping[str, Promise] = {
    PaymentState.PLANNED: later("planned"),
    PaymentState.SENT: later("sent to the bank"),
    PaymentState.PAID: later("paid"),
    PaymentState.FAILED: later("failed"),
    PaymentState.VOID: later("void"),
}
RUN_STATES: Mapping[str, Promise] = {
    PayRunState.DRAFT: later("draft"),
    PayRunState.SENT: later("sent to the bank"),
    PayRunState.DONE: later("done"),
    PayRunState.VOID: later("given up"),
}
ACCOUNTS: Mapping[str, Promise] = {
    "accepted": later("Accepted, not yet invoiced"),
    "invoiced": later("Invoiced, not yet approved"),
    "approved": later("Approved, not yet paid"),
    "on the way": later("On the way to the bank"),
    "paid": later("Paid"),
    "tax": later("Tax on invoices"),
    "fees": later("Fees of transfers"),
    "exchange": later("Exchange differences"),
    "world": later("Outside"),
}
THINGS: Mapping[str, Promise] = {
    "milestone": later("Milestone"),
    "hours": later("Hours"),
    "invoice": later("Invoice"),
    "payment": later("Payment"),
}


def cents_text(cents: int, currency: str) -> str:
    """Return whole units of the smallest coin as an amount."""
    return cents_in(cents, currency, get_language())


@lru_cache(maxsize=4096)
def cents_in(cents: int, currency: str, _language: str | None) -> str:
    """Return whole units of the smallest coin as an amount; the language must be the one that is spoken."""
    return money_text(amount_of(cents, currency), currency)


def sums_text(sums: tuple[tuple[str, Decimal], ...]) -> str:
    """Return amounts in several currencies as one text."""
    return " + ".join(money_text(amount, currency) for currency, amount in sums)


def clock_text(clock: Clock | None) -> str:
    """Return how far an amount is from its due day; "" where nothing is owed."""
    if clock is None:
        return ""
    days = abs(clock.days_late)
    if clock.days_late > 0:
        return ngettext("%(days)s day late", "%(days)s days late", days) % {"days": days}
    if clock.days_late == 0:
        return _("due today")
    return ngettext("due in %(days)s day", "due in %(days)s days", days) % {"days": days}


TEXTS = {
    "day_text": day_text,
    "money_text": money_text,
    "cents_text": cents_text,
    "clock_text": clock_text,
    "invoice_states": INVOICE_STATES,
    "payment_states": PAYMENT_STATES,
    "run_states": RUN_STATES,
}
"""What templates of money are given besides."""
