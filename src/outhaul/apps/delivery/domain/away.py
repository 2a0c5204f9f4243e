"""Days on which a manager of the client is away: checkpoints avoid them (§RUN-6)."""

from datetime import date, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.delivery.domain.evading import make_way
from outhaul.apps.delivery.models import Absence
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.engagements import manager_names
from outhaul.faults import Fault, InputError

LONGEST = timedelta(days=366)


def access_away(visit: Visit) -> QuerySet[Absence]:
    """Return when managers of the business are away from today on, those taken out left out."""
    found = Absence.objects.filter(business=visit.business, contractor=None, removed_at=None)
    return found.filter(last_on__gte=timezone.localdate())


def access_away_row(visit: Visit, key: str) -> Absence:
    """Return one of them, also one that was taken out. Raises Http404 where there is none."""
    row = Absence.objects.filter(business=visit.business, contractor=None, key=key).first()
    if row is None:
        raise Http404
    return row


@transaction.atomic
def be_away(visit: Visit, *, manager: str, first_on: date, last_on: date) -> Absence:
    """Say that a manager is away; records `told of`. The same days sent twice are told once.

    Checkpoints make way.

    Raises:
        PermissionDenied: the role may not run work.
        InputError: there is no such manager, or the days end before they begin, lie behind, or are too many.
    """
    if not visit.may(Power.RUN):
        raise PermissionDenied
    names, faults = manager_names(visit), []
    if manager not in names:
        faults.append(Fault("manager", _("There is no such manager"), _("Choose one of your people")))
    if last_on < first_on:
        faults.append(Fault("last_on", _("It ends before it begins"), _("Look at both days.")))
    elif last_on < timezone.localdate():
        faults.append(Fault("last_on", _("That day has passed"), _("Choose one that lies ahead.")))
    elif last_on - first_on > LONGEST:
        faults.append(Fault("last_on", _("It lasts longer than a year"), _("Look at both days.")))
    if faults:
        raise InputError(faults)
    row, is_new = Absence.objects.get_or_create(
        business=visit.business, removed_at=None, manager=manager, first_on=first_on, last_on=last_on
    )
    if is_new:
        _record(visit, "told of", row)
        make_way(row, actor=visit.user)
    return row


@transaction.atomic
def be_here(visit: Visit, absence: Absence, *, is_here: bool = True) -> Absence:
    """Take an absence out, or put it back; records `removed` or `restored`. Raises as `be_away`."""
    if not visit.may(Power.RUN):
        raise PermissionDenied
    row = Absence.objects.select_for_update().get(pk=absence.pk)
    if (row.removed_at is not None) != is_here:
        row.removed_at = timezone.now() if is_here else None
        row.save(update_fields=["removed_at"])
        _record(visit, "removed" if is_here else "restored", row)
        if not is_here:
            make_way(row, actor=visit.user)
    return row


def _record(visit: Visit, verb: str, row: Absence) -> None:
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb=verb,
        thing="absence",
        name=manager_names(visit).get(row.manager, row.manager),
        changes={"days": (None, f"{row.first_on.isoformat()} to {row.last_on.isoformat()}")},
    )
