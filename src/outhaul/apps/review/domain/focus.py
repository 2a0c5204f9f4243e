"""What the won hours went into: the owner's half minute each week."""

from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.review.models import FocusNote
from outhaul.faults import Fault, InputError

MOST_HOURS = Decimal(100)
OLDEST = timedelta(weeks=8)
"""How far back a week can still be noted."""


def week_of(day: date) -> date:
    """Return the Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


@transaction.atomic
def note_focus(visit: Visit, *, week: date, hours: Decimal, text: str = "", today: date) -> FocusNote:
    """Keep how many hours of a week went into what only the owner can do, and into what.

    Noted again, the same week says the newer answer. Records `noted`.

    Raises:
        PermissionDenied: somebody who is no owner.
        InputError: the hours are no number of hours of a week, or the week is not over or too long ago.
    """
    if not visit.may(Power.DECIDE):
        raise PermissionDenied
    faults = []
    if not 0 <= hours <= MOST_HOURS:
        faults.append(Fault("hours", _("A week has no such number of hours"), _("Tell 0 to 100 hours.")))
    if not week_of(today) - OLDEST <= week <= week_of(today) or week != week_of(week):
        faults.append(Fault("week", _("That week cannot be noted"), _("Choose one of the last eight weeks.")))
    if faults:
        raise InputError(faults)
    note, _is_new = FocusNote.objects.update_or_create(
        business=visit.business,
        user=visit.user,
        week=week,
        defaults={"hours": hours, "text": " ".join(text.split())},
    )
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="noted",
        thing="focus",
        name=week.isoformat(),
        changes={"hours": (None, float(hours))},
    )
    return note
