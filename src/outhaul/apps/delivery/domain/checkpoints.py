"""Checkpoints: planned from the statement, moved, cancelled, held with notes (§RUN-6, §RUN-7)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.delivery.domain.days import ONE_DAY, Side, after_working_days, home_of
from outhaul.apps.delivery.domain.meeting import MINUTES, Both, both_sides, next_free
from outhaul.apps.delivery.domain.telling import tell_checkpoint
from outhaul.apps.delivery.lifecycles import CHECKPOINT, CheckpointState
from outhaul.apps.delivery.models import Checkpoint, Message, Submission
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.work.domain.consequences import follows
from outhaul.apps.work.domain.milestones import WORKED_ON
from outhaul.apps.work.domain.versions import in_force
from outhaul.apps.work.lifecycles import MilestoneState
from outhaul.apps.work.models import Engagement, Milestone
from outhaul.documents.statement import content
from outhaul.documents.statement.canonical import statement_of
from outhaul.engine.saying import say
from outhaul.engine.schedule import days_of
from outhaul.faults import Fault, InputError
from outhaul.lifecycle import NotNow

MISSED_AFTER = 2
"""Working days of the client after which a look without notes counts as missed."""
DONE = frozenset({MilestoneState.ACCEPTED, MilestoneState.INVOICED, MilestoneState.PAID})
LONGEST_NOTES = 8000


@follows("engagement activate", "engagement change")
def plan_checkpoints(engagement: Engagement) -> None:
    """Plan every look that the statement in force names, from today or its start on.

    Each falls on its day, or on the next on which both sides work and nobody is away; never two on one.
    Looks that are there already stay, so that asked again nothing doubles; what hung on a dropped
    milestone is cancelled.
    """
    statement = in_force(engagement)
    if statement is None:
        return
    said = statement_of(statement.content)
    _cancel_dropped(engagement)
    kept = Checkpoint.objects.filter(engagement=engagement)
    taken = taken_days(engagement)
    known = _latest(kept)
    milestones = list(Milestone.objects.filter(engagement=engagement, dropped_at=None))
    both, today = both_sides(engagement), timezone.localdate()
    made = []
    for name, deliverable, wanted in sorted(_wanted(said), key=lambda one: one[2]):
        if wanted < today or wanted <= known.get(name, date.min):
            continue
        day = next_free(both, wanted, taken)
        if day is not None:
            taken.add(day)
            made.append(_planned(engagement, name, day, both, _milestone(milestones, deliverable, day)))
    Checkpoint.objects.bulk_create(made)


def taken_days(engagement: Engagement) -> set[date]:
    """Return the days on which a look is planned or was held."""
    rows = Checkpoint.objects.filter(engagement=engagement).exclude(state=CheckpointState.CANCELLED)
    return set(rows.values_list("on", flat=True))


def _latest(rows: QuerySet[Checkpoint]) -> dict[str, date]:
    """Return name -> the last day for which a look of that name was ever planned."""
    found: dict[str, date] = {}
    for row in rows:
        found[row.name] = max(row.on, found.get(row.name, row.on))
    return found


def _wanted(said: content.Statement) -> list[tuple[str, str, date]]:
    """Return name, deliverable and day of each look that the statement names."""
    until = max([*(item.due_on for item in said.milestones), said.terms.starts_on])
    return [
        (one.name, one.deliverable, day)
        for place, one in enumerate(said.checkpoints)
        for day in days_of(one, place, said.terms.starts_on, until)
    ]


def _milestone(milestones: Sequence[Milestone], deliverable: str, day: date) -> Milestone | None:
    """Return the milestone that a look on `day` is about: the next due one of its deliverable."""
    same = [row for row in milestones if deliverable in {row.deliverable, row.name}] or list(milestones)
    same.sort(key=lambda row: row.due_on)
    return next((row for row in same if row.due_on >= day), same[-1] if same else None)


def _planned(
    engagement: Engagement, name: str, day: date, both: Both, milestone: Milestone | None
) -> Checkpoint:
    return Checkpoint(
        engagement=engagement,
        milestone=milestone,
        name=name,
        on=day,
        starts_at=both.starts(day),
        minutes=MINUTES,
    )


def _cancel_dropped(engagement: Engagement) -> None:
    _ahead(engagement).filter(milestone__dropped_at__isnull=False).update(
        state=CheckpointState.CANCELLED, changed_at=timezone.now()
    )


def _ahead(engagement: Engagement) -> QuerySet[Checkpoint]:
    return Checkpoint.objects.filter(
        engagement=engagement, state=CheckpointState.PLANNED, starts_at__gt=timezone.now()
    )


@follows("engagement end")
def cancel_rest(engagement: Engagement) -> None:
    """Cancel the looks that lie ahead: the work ends."""
    _ahead(engagement).update(state=CheckpointState.CANCELLED, changed_at=timezone.now())


@transaction.atomic
def add_checkpoint(
    visit: Visit, engagement: Engagement, *, name: str, milestone: Milestone | None = None
) -> Checkpoint:
    """Plan one more look on the next day from tomorrow on which both work; records `planned`.

    Its milestone is `milestone`, else the next that is due. Where a look of that name is ahead, that is it.

    Raises:
        PermissionDenied: the role may not run work.
        NotNow: the engagement does not run.
        InputError: no day is free in the days ahead.
    """
    if not visit.may(Power.RUN):
        raise PermissionDenied
    row = Engagement.objects.select_for_update(of=("self",)).get(pk=engagement.pk)
    if row.state not in WORKED_ON:
        raise NotNow("engagement", row.state, "be looked at")
    there = _ahead(row).filter(name=name).first()
    if there is not None:
        return there
    both = both_sides(engagement)
    tomorrow = timezone.now().astimezone(both.home.zone).date() + ONE_DAY
    day = next_free(both, tomorrow, taken_days(row))
    if day is None:
        remedy = _("Move one of those that are planned.")
        raise InputError([Fault("on", _("No day is free in the days ahead"), remedy)])
    left = Milestone.objects.filter(engagement=row, dropped_at=None).exclude(state__in=DONE)
    about = milestone or left.order_by("due_on").first()
    made = _planned(engagement, name, day, both, about)
    made.save()
    _record(visit, "planned", made)
    tell_checkpoint(made, say("“{what}” is planned.", what=name))
    return made


@transaction.atomic
def move_checkpoint(visit: Visit, checkpoint: Checkpoint, *, on: date, at: time) -> Checkpoint:
    """Move a look to another day and hour of the client's clock; records `moved`, tells the contractor.

    Raises:
        PermissionDenied: the role may not run work.
        NotNow: it was held or cancelled.
        InputError: that moment has passed, or there is a look on that day.
    """
    row = _held(visit, checkpoint)
    CHECKPOINT.after(CheckpointState(row.state), "move")
    home = home_of(visit.business)
    starts_at = datetime.combine(on, at, home.zone).astimezone(UTC)
    if (row.on, row.starts_at) == (on, starts_at):
        return row
    if starts_at <= timezone.now():
        raise InputError([Fault("on", _("That moment has passed"), _("Choose one that lies ahead."))])
    before = row.starts_at
    row.on, row.starts_at, row.moved = on, starts_at, row.moved + 1
    _save(row)
    _record(visit, "moved", row, {"starts_at": (before.isoformat(), starts_at.isoformat())})
    tell_checkpoint(row, say("“{what}” is moved: look at the new day.", what=row.name))
    return row


@transaction.atomic
def cancel_checkpoint(visit: Visit, checkpoint: Checkpoint) -> Checkpoint:
    """Cancel a look; records `cancelled`, tells the contractor. Raises as `move_checkpoint`."""
    row = _held(visit, checkpoint)
    row.state = CHECKPOINT.after(CheckpointState(row.state), "cancel")
    row.moved += 1
    _save(row)
    _record(visit, "cancelled", row)
    tell_checkpoint(row, say("“{what}” is cancelled.", what=row.name))
    return row


@transaction.atomic
def restore_checkpoint(visit: Visit, checkpoint: Checkpoint) -> Checkpoint:
    """Undo a cancellation; records `restored`, tells the contractor.

    Raises:
        PermissionDenied: the role may not run work.
        NotNow: it is not cancelled.
        InputError: another look is on that day by now.
    """
    row = _held(visit, checkpoint)
    row.state = CHECKPOINT.after(CheckpointState(row.state), "restore")
    row.moved += 1
    _save(row)
    _record(visit, "restored", row)
    tell_checkpoint(row, say("“{what}” takes place after all.", what=row.name))
    return row


@transaction.atomic
def hold_checkpoint(
    visit: Visit, checkpoint: Checkpoint, *, notes: str, decisions: Sequence[str] = ()
) -> Checkpoint:
    """Keep what was seen and decided at a look; records `held`, tells the contractor.

    Sent twice it is held once, with what was written first.

    Raises:
        PermissionDenied: the role may not run work.
        NotNow: it was cancelled.
        InputError: nothing is written, or it lies on a day ahead.
    """
    row = _held(visit, checkpoint)
    notes = notes.strip()[:LONGEST_NOTES]
    decided = [text.strip() for text in decisions if text.strip()]
    if row.state == CheckpointState.HELD and (row.notes, row.decisions) == (notes, decided):
        return row
    row.state = CHECKPOINT.after(CheckpointState(row.state), "hold")
    if not notes and not decided:
        remedy = _("A sentence is enough: what was seen, what was decided.")
        raise InputError([Fault("notes", _("Nothing is written"), remedy)])
    if row.on > timezone.now().astimezone(home_of(visit.business).zone).date():
        raise InputError([Fault("notes", _("It lies ahead"), _("Hold it on its day, or move it to today."))])
    row.notes, row.decisions = notes, decided
    row.held_by, row.held_at = visit.user, timezone.now()
    _save(row)
    _record(visit, "held", row, {"decisions": (None, len(decided))})
    tell_checkpoint(row, say("There are notes on “{what}”.", what=row.name))
    return row


def is_missed(checkpoint: Checkpoint, home: Side, now: datetime) -> bool:
    """Whether a look was neither held nor cancelled two working days after its own."""
    if checkpoint.state != CheckpointState.PLANNED:
        return False
    return after_working_days(home, checkpoint.on, MISSED_AFTER) < now.astimezone(home.zone).date()


def agenda(checkpoint: Checkpoint) -> list[str]:
    """Return what there is to look at: criteria of its milestone not met yet, then open questions."""
    milestone = checkpoint.milestone
    if milestone is None or milestone.state in DONE:
        return []
    answered = Submission.objects.filter(milestone=milestone, review__isnull=False).select_related("review")
    latest = answered.first()
    met = {one["criterion"] for one in latest.review.findings if one["met"]} if latest else set()
    asked = Message.objects.filter(milestone=milestone, kind="question", answered_at=None)
    return [*(text for text in milestone.criteria if text not in met), *(row.text for row in asked)]


def _held(visit: Visit, checkpoint: Checkpoint) -> Checkpoint:
    if not visit.may(Power.RUN):
        raise PermissionDenied
    found = Checkpoint.objects.select_for_update(of=("self",))
    return found.select_related("engagement__business", "engagement__contractor__user").get(pk=checkpoint.pk)


def _save(row: Checkpoint) -> None:
    row.changed_at = timezone.now()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        remedy = _("One a working day is the most: choose another day.")
        raise InputError([Fault("on", _("There is a checkpoint on that day"), remedy)]) from error


def _record(
    visit: Visit, verb: str, row: Checkpoint, changes: dict[str, tuple[object, object]] | None = None
) -> None:
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb=verb,
        thing="checkpoint",
        name=f"{row.engagement.name}: {row.name}",
        changes=changes,
    )
