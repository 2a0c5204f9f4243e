"""Which terms an offer may have at all, before any guard is asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite

from django.utils.translation import gettext as _

from outhaul.engine.terms import Terms
from outhaul.faults import Fault, InputError
from outhaul.reference.tables import Reference

MOST_RATE = 100_000_000
"""Absurd in any currency."""
MOST_HOURS = 744
"""Hours of the longest month."""
MOST_DAYS = 120
"""Days until payment beyond which nobody waits."""
MOST_FEES = 0.5
MOST_RAISES = 12
FAR = timedelta(days=3 * 366)
"""How far ahead a start may lie."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """What somebody wants to offer."""

    terms: Terms
    good_until: date | None
    """Last day on which it can be accepted."""
    message: str = ""


def check_offered(offered: Offered, *, today: date, reference: Reference) -> None:
    """Return if this can be offered at all.

    Raises:
        InputError: each fault at the field that it is about: `rate`, `starts_on`, `raises` …
    """
    faults = [*_amounts(offered.terms, reference), *_days(offered.terms, offered.good_until, today)]
    if faults:
        raise InputError(faults)


def _amounts(terms: Terms, reference: Reference) -> Iterator[Fault]:
    if terms.currency not in reference.currencies:
        yield Fault("currency", _("This currency is not known"), _("Choose one of the list"))
    if not (isfinite(terms.rate) and 0 < terms.rate <= MOST_RATE):
        yield Fault("rate", _("The rate cannot be that"), _("Give what an hour is paid, above zero"))
    if not (isfinite(terms.hours_per_month) and 0 < terms.hours_per_month <= MOST_HOURS):
        yield Fault(
            "hours_per_month",
            _("A month has no such number of hours"),
            _("Give up to %(most)s") % {"most": MOST_HOURS},
        )
    if not 0 <= terms.payment_days <= MOST_DAYS:
        yield Fault(
            "payment_days",
            _("Nobody can wait for pay that long"),
            _("Give 0 to %(most)s days") % {"most": MOST_DAYS},
        )
    if not 0 <= terms.fee_share <= MOST_FEES:
        yield Fault("fee_share", _("Fees cannot be that high"), _("Give 0 to 50 %"))


def _days(terms: Terms, good_until: date | None, today: date) -> Iterator[Fault]:
    if terms.starts_on < today:
        yield Fault("starts_on", _("This day is past"), _("Choose today or a day to come"))
    elif terms.starts_on > today + FAR:
        yield Fault("starts_on", _("This day is more than three years away"), _("Choose an earlier one"))
    if terms.ends_on is not None and terms.ends_on <= terms.starts_on:
        yield Fault("ends_on", _("The work would end before it begins"), _("Choose a later day, or none"))
    if good_until is None:
        yield Fault("good_until", _("The offer has no last day"), _("Choose until when it can be accepted"))
    elif good_until < today:
        yield Fault("good_until", _("This day is past"), _("Choose today or a day to come"))
    if len(terms.raises) > MOST_RAISES:
        yield Fault(
            "raises", _("These are too many raises"), _("Plan up to %(most)s") % {"most": MOST_RAISES}
        )
    if any(not (isfinite(planned.rate) and 0 < planned.rate <= MOST_RATE) for planned in terms.raises):
        yield Fault(
            "raises", _("The rate of a raise cannot be that"), _("Give what an hour is paid from then on")
        )
