"""Access that contractors are given, what it costs a month, and taking it back (§RUN-9)."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.delivery.domain.checklists import tick_by_text
from outhaul.apps.delivery.domain.templates import all_seats, revoking
from outhaul.apps.delivery.models import Access
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.planning.domain.languages import in_language_of
from outhaul.apps.work.domain.milestones import WORKED_ON
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Engagement
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow

LONGEST = 200
MOST = Decimal(1_000_000)
GRANTS = frozenset({*WORKED_ON, EngagementState.PAUSED, EngagementState.SIGNING})


@transaction.atomic
def grant(  # noqa: PLR0913 -- what is given, and what it costs
    visit: Visit,
    engagement: Engagement,
    *,
    name: str = "",
    tool: str = "",
    monthly_cost: Decimal | None = None,
    granted_on: date | None = None,
) -> Access:
    """Keep that a seat or a right was given; records `granted`. The same one standing is given once.

    Name and cost of a seat are those of the tool in the business file, where nothing else is told.

    Raises:
        PermissionDenied: the role may not run work.
        NotNow: the engagement is over, or not begun.
        InputError: it has no name, its cost is below none, or its day lies ahead.
    """
    _may(visit)
    row = Engagement.objects.select_for_update(of=("self",)).select_related("business").get(pk=engagement.pk)
    if row.state not in GRANTS:
        raise NotNow("engagement", row.state, "give access")
    seat = next((one for one in all_seats(visit.business) if one.tool == tool), None)
    name = " ".join(name.split())[:LONGEST] or (seat.name if seat else "")
    cost = monthly_cost if monthly_cost is not None else (seat.monthly_cost if seat else Decimal(0))
    day = granted_on or timezone.localdate()
    _check(name, cost, day)
    there = Access.objects.filter(engagement=row, name=name, revoked_on=None).first()
    if there is not None:
        return there
    access = Access.objects.create(
        engagement=row,
        name=name,
        tool=seat.tool if seat else "",
        monthly_cost=cost,
        granted_on=day,
        granted_by=visit.user,
    )
    _record(visit, "granted", access, {"monthly_cost": (None, str(cost))})
    return access


def _check(name: str, cost: Decimal, day: date) -> None:
    faults = []
    if not name:
        faults.append(Fault("name", _("It has no name"), _("Choose a tool, or say what it is.")))
    if not 0 <= cost < MOST:
        faults.append(Fault("monthly_cost", _("That is no cost of a month"), _("Give 0 or more.")))
    if day > timezone.localdate():
        faults.append(Fault("granted_on", _("That day lies ahead"), _("Give the day on which it was given.")))
    if faults:
        raise InputError(faults)


@transaction.atomic
def revoke(visit: Visit, access: Access) -> Access:
    """Keep that an access was taken back, today; records `revoked`, and ticks the line that asked for it.

    Raises:
        PermissionDenied: the role may not run work.
    """
    row = _held(visit, access)
    if row.revoked_on is None:
        row.revoked_on, row.revoked_by = timezone.localdate(), visit.user
        row.save(update_fields=["revoked_on", "revoked_by"])
        _record(visit, "revoked", row)
        _tick(visit, row, is_done=True)
    return row


@transaction.atomic
def unrevoke(visit: Visit, access: Access) -> Access:
    """Undo that it was taken back: it stands; records `restored`. Raises as `revoke`."""
    row = _held(visit, access)
    if row.revoked_on is not None:
        row.revoked_on, row.revoked_by = None, None
        row.save(update_fields=["revoked_on", "revoked_by"])
        _record(visit, "restored", row)
        _tick(visit, row, is_done=False)
    return row


def monthly_cost(business_pk: int) -> Decimal:
    """Return what all seats that stand cost the business a month."""
    standing = Access.objects.filter(engagement__business=business_pk, revoked_on=None)
    return standing.aggregate(sum=Sum("monthly_cost"))["sum"] or Decimal(0)


def _tick(visit: Visit, row: Access, *, is_done: bool) -> None:
    with in_language_of(visit.business):
        text = revoking(row)
    tick_by_text(row.engagement, text, visit.user, is_done=is_done)


def _may(visit: Visit) -> None:
    if not visit.may(Power.RUN):
        raise PermissionDenied


def _held(visit: Visit, access: Access) -> Access:
    _may(visit)
    found = Access.objects.select_for_update(of=("self",)).select_related("engagement__business")
    return found.get(pk=access.pk)


def _record(
    visit: Visit, verb: str, row: Access, changes: dict[str, tuple[object, object]] | None = None
) -> None:
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb=verb,
        thing="access",
        name=f"{row.engagement.name}: {row.name}",
        changes=changes,
    )
