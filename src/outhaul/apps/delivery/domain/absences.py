"""Days on which a contractor is away, beside the public holidays of both countries (§PORTAL-7)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.delivery.domain.addresses import client_engagement
from outhaul.apps.delivery.domain.days import holidays_of, home_of
from outhaul.apps.delivery.domain.evading import make_way
from outhaul.apps.delivery.domain.once import key_for
from outhaul.apps.delivery.domain.own import access_own_absences, access_own_checkpoints
from outhaul.apps.delivery.lifecycles import CheckpointState
from outhaul.apps.delivery.models import Absence, Checkpoint
from outhaul.apps.notices.domain.telling import tell
from outhaul.apps.notices.models import Kind
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.domain.persons import manager_of
from outhaul.engine.saying import say
from outhaul.faults import Fault, InputError

LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class DayOff:
    """Days on which one side does not work, and the checkpoints that would fall on them."""

    first_on: date
    last_on: date
    whose: str
    """ "contractor" or "client" for an absence; else the ISO code of the country whose holiday it is."""
    name: str
    key: str = ""
    """Of an absence of the contractor's own."""
    checkpoints: tuple[Checkpoint, ...] = ()

    @property
    def is_holiday(self) -> bool:
        """Whether it is a public holiday."""
        return self.whose not in {"contractor", "client"}


@transaction.atomic
def add_absence(
    assignment: Assignment, *, first_on: date, last_on: date, note: str = "", key: str = ""
) -> Absence:
    """Say that one is away, and let the manager know; records `told of`. Checkpoints make way.

    `key` is the form's: sent twice, it is one absence.

    Raises:
        InputError: it ends before it begins, lies behind, or lasts longer than a year.
    """
    made = access_own_absences(assignment).filter(key=key).first()
    if made:
        return made
    _check(first_on, last_on)
    made = Absence.objects.create(
        business=assignment.business,
        key=key_for(Absence, key),
        contractor=assignment.contractor,
        first_on=first_on,
        last_on=last_on,
        note=note.strip()[:200],
    )
    _record(assignment, made, "told of")
    _tell(assignment, made)
    make_way(made, actor=assignment.user)
    return made


@transaction.atomic
def remove_absence(assignment: Assignment, absence: Absence) -> Absence:
    """Take an absence out; records `removed`. Checkpoints that made way stay where they are."""
    absence.removed_at = timezone.now()
    absence.save(update_fields=["removed_at"])
    _record(assignment, absence, "removed")
    return absence


@transaction.atomic
def restore_absence(assignment: Assignment, absence: Absence) -> Absence:
    """Put an absence back that was taken out; records `restored`. Checkpoints make way."""
    absence.removed_at = None
    absence.save(update_fields=["removed_at"])
    _record(assignment, absence, "restored")
    make_way(absence, actor=assignment.user)
    return absence


def days_off(assignment: Assignment, first: date, last: date) -> tuple[DayOff, ...]:
    """Return absences and holidays of both sides from `first` to `last`, in order."""
    planned = access_own_checkpoints(assignment).filter(
        state=CheckpointState.PLANNED, on__range=(first, last)
    )
    checkpoints = tuple(planned)
    found = [*_absences(assignment, first, last), *_holidays(assignment, first, last)]
    return tuple(
        DayOff(
            off.first_on,
            off.last_on,
            off.whose,
            off.name,
            off.key,
            tuple(point for point in checkpoints if off.first_on <= point.on <= off.last_on),
        )
        for off in sorted(found, key=lambda off: (off.first_on, off.whose))
    )


def _absences(assignment: Assignment, first: date, last: date) -> Iterator[DayOff]:
    there = {"first_on__lte": last, "last_on__gte": first}
    for row in access_own_absences(assignment).filter(**there):
        yield DayOff(row.first_on, row.last_on, "contractor", row.note, row.key)
    engagement = assignment.engagement
    managers = Absence.objects.filter(
        business=assignment.business, manager=engagement.manager, contractor=None, removed_at=None, **there
    )
    for row in managers if engagement.manager else ():
        yield DayOff(row.first_on, row.last_on, "client", "")


def _holidays(assignment: Assignment, first: date, last: date) -> Iterator[DayOff]:
    countries = dict.fromkeys((assignment.contractor.country, home_of(assignment.business).country))
    for country in filter(None, countries):
        for year in range(first.year, last.year + 1):
            for on, name in holidays_of(country, year).items():
                if first <= on <= last:
                    yield DayOff(on, on, country, name)


def _check(first_on: date, last_on: date) -> None:
    if last_on < first_on:
        raise InputError([Fault("last_on", _("It ends before it begins"), _("Look at both days."))])
    if last_on < timezone.localdate():
        raise InputError([Fault("last_on", _("It lies behind"), _("Only days to come change anything."))])
    if last_on - first_on > LONGEST:
        raise InputError(
            [Fault("last_on", _("It lasts longer than a year"), _("Tell your manager instead."))]
        )


def _record(assignment: Assignment, absence: Absence, verb: str) -> None:
    days = [absence.first_on.isoformat(), absence.last_on.isoformat()]
    record(
        scope=assignment.business.key,
        actor=assignment.user,
        verb=verb,
        thing="absence",
        name=str(assignment.contractor),
        changes={"days": (None, days)},
    )


def _tell(assignment: Assignment, absence: Absence) -> None:
    tell(
        manager_of(assignment.engagement),
        business=assignment.business,
        kind=Kind.CHECKPOINT,
        once=f"absence:{absence.key}",
        said=say(
            "{who} is away from {first} to {last}.",
            who=str(assignment.contractor),
            first=absence.first_on.isoformat(),
            last=absence.last_on.isoformat(),
        ),
        address=client_engagement(assignment.engagement),
    )
