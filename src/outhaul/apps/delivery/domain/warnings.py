"""Early warnings of the engagements that run, each with its remedy, an owner and a first step (§RUN-12).

They are computed from what is kept, never stored. Apps that lie above add theirs by `warns`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.delivery.models import Snooze
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.models import Engagement
from outhaul.engine.warnings import Sign
from outhaul.faults import Fault, InputError

SHORTEST_REASON = 3


@dataclass(frozen=True, slots=True)
class EarlyWarning:
    """One early warning of one engagement."""

    engagement: Engagement
    sign: Sign
    route: str
    """Name of the page (or, with `posts`, of the form) that starts the remedy; its arguments are business
    and, where `by_engagement`, engagement."""
    label: str
    """What the button says, to be translated where it is shown."""
    by_engagement: bool = True
    posts: bool = False
    for_owner: bool = False
    """Whether an owner has to act, and not the manager."""


Warn = Callable[[Visit, Sequence[Engagement], date], Iterable[EarlyWarning]]
WARNERS: list[Warn] = []
"""What looks for warnings, in the order in which it was registered."""


def warns(warn: Warn) -> Warn:
    """Register a function that finds warnings among running engagements of a business."""
    WARNERS.append(warn)
    return warn


def warnings_of(visit: Visit, engagements: Sequence[Engagement], today: date) -> list[EarlyWarning]:
    """Return the warnings of `engagements` that nobody put off, in order of their codes."""
    found = [one for warn in WARNERS for one in warn(visit, engagements, today)] if engagements else []
    put_off = set(
        Snooze.objects.filter(
            engagement__in=[one.engagement.pk for one in found], until__gte=today
        ).values_list("engagement_id", "code", "basis")
    )
    left = (one for one in found if (one.engagement.pk, one.sign.code, one.sign.basis) not in put_off)
    return sorted(left, key=lambda one: (one.sign.code, one.engagement.pk))


@transaction.atomic
def snooze(  # noqa: PLR0913 -- which warning, how long, and why
    visit: Visit, engagement: Engagement, *, code: str, basis: str, reason: str, until: date
) -> Snooze:
    """Put a warning off until a day, with a reason; records `put off`. It comes back when its figures change.

    Raises:
        PermissionDenied: the role may not run work.
        InputError: there is no reason, or the day is not ahead.
    """
    if not visit.may(Power.RUN):
        raise PermissionDenied
    reason, faults = " ".join(reason.split())[:300], []
    if len(reason) < SHORTEST_REASON:
        faults.append(Fault("reason", _("The reason is missing"), _("Say in a few words why.")))
    if until <= timezone.localdate():
        faults.append(Fault("until", _("That day has passed"), _("Choose one that lies ahead.")))
    if faults:
        raise InputError(faults)
    told = {"reason": reason, "until": until, "made_by": visit.user}
    row, is_new = Snooze.objects.get_or_create(engagement=engagement, code=code, basis=basis, defaults=told)
    if is_new or (row.reason, row.until) != (reason, until):
        row.reason, row.until, row.made_by = reason, until, visit.user
        row.save(update_fields=["reason", "until", "made_by"])
        record(
            scope=visit.business.key,
            actor=visit.user,
            verb="put off",
            thing="warning",
            name=engagement.name,
            changes={"warning": (None, code), "until": (None, until.isoformat()), "reason": (None, reason)},
        )
    return row
