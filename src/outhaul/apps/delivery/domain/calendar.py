"""What of the work stands in a person's calendar: checkpoints, times to answer, days off."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from outhaul.apps.delivery.lifecycles import CheckpointState
from outhaul.apps.delivery.models import Absence, Checkpoint, Submission
from outhaul.apps.notices.domain.calendar import collects
from outhaul.apps.notices.domain.readers import zone_of
from outhaul.apps.people.models import User
from outhaul.apps.planning.domain.content import rows_of
from outhaul.apps.work.domain.calendar import Part, parts_of
from outhaul.documents.calendar.entries import Entry, days

A_LOOK = timedelta(minutes=30)
"""How long a time to answer stands in a calendar, so that it can be seen there."""


@collects
def checkpoints(user: User, first: date, last: date) -> Iterator[Entry]:
    """Give the checkpoints, by the clock of the client's place; cancelled ones as cancelled."""
    parts = parts_of(user)
    zones = _zones(parts.values())
    found = Checkpoint.objects.filter(engagement__in=parts, on__range=(first, last))
    for checkpoint in found.select_related("milestone").order_by("starts_at", "pk"):
        part = parts[checkpoint.engagement_id]
        starts = checkpoint.starts_at.astimezone(zones[part.engagement.business_id])
        yield Entry(
            name=f"checkpoint-{checkpoint.key}",
            title=_("Checkpoint: %(what)s, %(engagement)s")
            % {"what": checkpoint.name, "engagement": part.title},
            starts=starts,
            ends=_after(starts, timedelta(minutes=checkpoint.minutes)),
            version=checkpoint.moved,
            changed_at=checkpoint.changed_at,
            text=checkpoint.milestone.name if checkpoint.milestone else "",
            address=part.page("run-checkpoint", checkpoint=checkpoint.key),
            is_cancelled=checkpoint.state == CheckpointState.CANCELLED,
            is_busy=True,
        )


@collects
def answers(user: User, first: date, last: date) -> Iterator[Entry]:
    """Give until when the client has promised to answer what was handed in."""
    parts = {pk: part for pk, part in parts_of(user).items() if not part.is_contractor}
    zones = _zones(parts.values())
    waiting = Submission.objects.filter(
        milestone__engagement__in=parts,
        review=None,
        withdrawn_at=None,
        answer_by__range=_moments(first, last),
    )
    for submission in waiting.select_related("milestone").order_by("answer_by", "pk"):
        part = parts[submission.milestone.engagement_id]
        starts = submission.answer_by.astimezone(zones[part.engagement.business_id])
        yield Entry(
            name=f"answer-{submission.key}",
            title=_("Answer by now: %(what)s, %(engagement)s")
            % {"what": submission.milestone.name, "engagement": part.title},
            starts=starts,
            ends=_after(starts, A_LOOK),
            changed_at=submission.made_at,
            address=part.page("run-submission", submission=submission.key),
        )


@collects
def absences(user: User, first: date, last: date) -> Iterator[Entry]:
    """Give the days off of who works with the person, and of contractors their own."""
    parts = list(parts_of(user).values())
    own = [part.engagement.contractor_id for part in parts if part.is_contractor]
    others = [part.engagement.contractor_id for part in parts if not part.is_contractor]
    managers = Q()
    for part in parts:
        if not part.is_contractor:
            keys = [part.engagement.manager, part.engagement.deputy]
            managers |= Q(business=part.engagement.business_id, manager__in=[key for key in keys if key])
    wanted = Q(contractor__in=[*own, *others]) | managers
    if not parts:
        return
    found = Absence.objects.filter(wanted, removed_at=None, first_on__lte=last, last_on__gte=first)
    for absence in found.select_related("contractor", "business").order_by("first_on", "pk"):
        yield Entry(
            name=f"absence-{absence.key}",
            title=_("Away: %(name)s") % {"name": _who(absence)},
            **days(absence.first_on, absence.last_on),
            changed_at=absence.made_at,
        )


def _who(absence: Absence) -> str:
    if absence.contractor is not None:
        return absence.contractor.name
    rows = rows_of(absence.business, "managers")
    return next((str(row.get("name") or "") for row in rows if row["id"] == absence.manager), absence.manager)


def _zones(parts: Iterable[Part]) -> dict[int, ZoneInfo]:
    """Return the zone of each business, as it told of itself."""
    businesses = {part.engagement.business_id: part.engagement.business for part in parts}
    return {pk: ZoneInfo(zone_of(business) or "UTC") for pk, business in businesses.items()}


def _after(starts: datetime, span: timedelta) -> datetime:
    """Return the moment `span` later, by the same clock, whatever the clock does meanwhile."""
    return (starts.astimezone(UTC) + span).astimezone(starts.tzinfo)


def _moments(first: date, last: date) -> tuple[datetime, datetime]:
    return datetime.combine(first, clock(), UTC), datetime.combine(last + timedelta(days=1), clock(), UTC)
