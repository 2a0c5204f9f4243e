"""Checkpoints make way for somebody who will be away (§RUN-6)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from django.urls import reverse
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.delivery.domain.days import ONE_DAY
from outhaul.apps.delivery.domain.meeting import Both, both_sides, next_free
from outhaul.apps.delivery.domain.telling import tell_checkpoint
from outhaul.apps.delivery.lifecycles import CHECKPOINT, CheckpointState
from outhaul.apps.delivery.models import Absence, Checkpoint
from outhaul.apps.notices.domain.telling import tell
from outhaul.apps.notices.models import Kind
from outhaul.apps.people.models import User
from outhaul.apps.work.domain.persons import manager_of
from outhaul.apps.work.models import Engagement
from outhaul.engine.saying import Saying, day, say


def make_way(absence: Absence, *, actor: User) -> None:
    """Move each look that falls on an absence to the next day on which both sides can meet; tell both.

    The hour by the client's clock stays where both work at it. A look that would come on or after the next
    one of its name is left out instead: two in a row see the same. Where no day is free it stays, and
    whoever manages is told to move it. Records `moved` or `cancelled`.
    """
    rows = Engagement.objects.filter(business=absence.business).select_related(
        "business", "contractor__user", "contractor__candidate"
    )
    whose = {"contractor": absence.contractor} if absence.contractor_id else {"manager": absence.manager}
    for engagement in rows.filter(**whose):
        _clear(engagement, absence, actor)


def _clear(engagement: Engagement, absence: Absence, actor: User) -> None:
    held = Checkpoint.objects.select_for_update().filter(engagement=engagement)
    planned = list(held.filter(state=CheckpointState.PLANNED, starts_at__gt=timezone.now()))
    both = both_sides(engagement)
    hit = [row for row in planned if _falls_on(row, absence, both)]
    if not hit:
        return
    taken = set(held.exclude(state=CheckpointState.CANCELLED).values_list("on", flat=True))
    for row in reversed(hit):
        row.engagement = engagement
        to = next_free(both, absence.last_on + ONE_DAY, taken - {row.on})
        following = min((one.on for one in planned if one.name == row.name and one.on > row.on), default=None)
        if to is not None and following is not None and to >= following:
            _leave_out(row, actor)
            taken.discard(row.on)
            planned.remove(row)
        elif to is not None:
            taken = (taken - {row.on}) | {to}
            _move(row, to, both, actor)
        else:
            said = say("“{what}” falls on a day off, and no day near it is free: move it.", what=row.name)
            _tell_managers(row, said, acts=True)


def _falls_on(row: Checkpoint, absence: Absence, both: Both) -> bool:
    """Whether a look is on a day of the absence, by the calendar of either side."""
    days = (row.on, row.starts_at.astimezone(both.theirs.zone).date())
    return any(absence.first_on <= one <= absence.last_on for one in days)


def _move(row: Checkpoint, to: date, both: Both, actor: User) -> None:
    before = row.starts_at
    same_hour = datetime.combine(to, before.astimezone(both.home.zone).time(), both.home.zone).astimezone(UTC)
    row.on, row.moved = to, row.moved + 1
    row.starts_at = same_hour if both.shares_hours(same_hour) else both.starts(to)
    _keep(row, actor, "moved", {"starts_at": (before.isoformat(), row.starts_at.isoformat())})
    _tell_both(row, say("“{what}” is moved to {day}: somebody is away.", what=row.name, day=day(to)))


def _leave_out(row: Checkpoint, actor: User) -> None:
    row.state = CHECKPOINT.after(CheckpointState(row.state), "cancel")
    row.moved += 1
    _keep(row, actor, "cancelled")
    said = say(
        "“{what}” of {day} is left out: somebody is away, and the next one comes soon after.",
        what=row.name,
        day=day(row.on),
    )
    _tell_both(row, said)


def _keep(
    row: Checkpoint, actor: User, verb: str, changes: dict[str, tuple[object, object]] | None = None
) -> None:
    row.changed_at = timezone.now()
    row.save(update_fields=["on", "starts_at", "moved", "state", "changed_at"])
    record(
        scope=row.engagement.business.key,
        actor=actor,
        verb=verb,
        thing="checkpoint",
        name=f"{row.engagement.name}: {row.name}",
        changes=changes,
    )


def _tell_both(row: Checkpoint, said: Saying) -> None:
    tell_checkpoint(row, said)
    _tell_managers(row, said)


def _tell_managers(row: Checkpoint, said: Saying, *, acts: bool = False) -> None:
    users: Iterable[User] = manager_of(row.engagement)
    tell(
        users,
        business=row.engagement.business,
        kind=Kind.CHECKPOINT,
        once=f"checkpoint:{row.key}",
        said=said,
        address=reverse("run-checkpoint", args=[row.engagement.business.key, row.key]),
        acts=acts,
    )
