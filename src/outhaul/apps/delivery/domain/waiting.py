"""What waits for the client's people: one line and one verb each, the oldest promise first (§RUN-13)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from outhaul.apps.delivery.domain.days import Side, after_working_days
from outhaul.apps.delivery.domain.silence import waiting
from outhaul.apps.delivery.lifecycles import CheckpointState, HoursState, ProposalState
from outhaul.apps.delivery.models import ChecklistItem, Checkpoint, HourEntry, Message, Proposal, Submission
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.work.domain.milestones import WORKED_ON
from outhaul.apps.work.models import Seat

MOST = 100
"""Lines of a kind that are shown."""
REPLY_DAYS = 2
"""Working days in which a question should be answered (assumption, as in the client's score)."""
AHEAD = timedelta(days=3)
"""Before its day a line of a checklist waits."""


@dataclass(frozen=True, slots=True)
class Wait:
    """One thing that somebody of the client has to do."""

    kind: str
    """submission, checkpoint, question, proposal, hours or line."""
    key: str
    """Of the row; of the engagement for hours."""
    what: str
    engagement: str
    """Its key."""
    name: str
    """Of the engagement."""
    contractor: str
    until: datetime
    """The promise: when it should be done."""
    asks_since: datetime | None = None
    count: int = 0
    hours: Decimal = Decimal(0)

    def is_broken(self, now: datetime) -> bool:
        """Whether the promise is broken."""
        return self.until < now


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """What waits, the oldest promise first, and how much of it there is."""

    lines: tuple[Wait, ...]
    submissions: int
    """How many deliverables wait; more than there are lines of them where there are very many."""


def seat_of(visit: Visit) -> str:
    """Return which manager of the business file the visitor is; empty for none."""
    found = Seat.objects.filter(business=visit.business, user=visit.user).first()
    return found.manager if found else ""


def waits(visit: Visit, home: Side, now: datetime, *, manager: str = "") -> Waits:
    """Return what waits in the business, or for one `manager`: of each kind the first `MOST`."""
    mine = Q(engagement__manager=manager) if manager else Q()
    own = Q(engagement__business=visit.business, engagement__state__in=WORKED_ON) & mine
    submitted = list(_submitted(visit, manager).values_list("pk", flat=True))
    found = [
        *_submissions(submitted[:MOST]),
        *_checkpoints(own, home, now),
        *_questions(visit, manager, home),
        *_proposals(own, home),
        *_hours(own, home),
        *_lines(own, home, now),
    ]
    found.sort(key=lambda wait: (wait.until, wait.kind, wait.key))
    return Waits(lines=tuple(found), submissions=len(submitted))


def _of(engagement: str = "engagement") -> tuple[str, str, str]:
    """Name the columns that tell whose a row is."""
    return f"{engagement}__key", f"{engagement}__name", f"{engagement}__contractor__name"


def _submitted(visit: Visit, manager: str) -> QuerySet[Submission]:
    rows = waiting().filter(milestone__engagement__business=visit.business).select_related(None)
    if not manager:
        return rows
    mine = Q(milestone__engagement__manager=manager)
    told = Q(milestone__engagement__deputy=manager, escalated_at__isnull=False)
    return rows.filter(mine | told)


def _submissions(first: Sequence[int]) -> Iterator[Wait]:
    columns = ("key", "milestone__name", *_of("milestone__engagement"), "answer_by", "made_at", "number")
    for row in Submission.objects.filter(pk__in=first).values_list(*columns):
        yield Wait("submission", *row)


def _checkpoints(own: Q, home: Side, now: datetime) -> Iterator[Wait]:
    """Those of today, and those that have no notes yet."""
    tonight = datetime.combine(now.astimezone(home.zone).date(), time.max, home.zone)
    rows = Checkpoint.objects.filter(own, state=CheckpointState.PLANNED, starts_at__lte=tonight)
    for row in rows.values_list("key", "name", *_of(), "starts_at")[:MOST]:
        yield Wait("checkpoint", *row)


def _questions(visit: Visit, manager: str, home: Side) -> Iterator[Wait]:
    rows = Message.objects.filter(
        milestone__engagement__business=visit.business,
        milestone__engagement__state__in=WORKED_ON,
        milestone__dropped_at=None,
        side="contractor",
        kind="question",
        answered_at=None,
    )
    if manager:
        rows = rows.filter(milestone__engagement__manager=manager)
    columns = ("key", "milestone__name", *_of("milestone__engagement"), "made_at")
    for *told, since in rows.values_list(*columns)[:MOST]:
        yield Wait("question", *(*told, _reply_by(since, home), since))


def _proposals(own: Q, home: Side) -> Iterator[Wait]:
    rows = Proposal.objects.filter(own, state=ProposalState.OPEN).order_by("made_at")
    what = Coalesce("milestone__name", "engagement__name")
    for *told, since in rows.values_list("key", what, *_of(), "made_at")[:MOST]:
        yield Wait("proposal", *(*told, _reply_by(since, home), since))


def _hours(own: Q, home: Side) -> Iterator[Wait]:
    """Hours to accept: one line for each engagement."""
    rows = HourEntry.objects.filter(own, state=HoursState.LOGGED).order_by().values_list(*_of())
    sums = rows.annotate(since=Min("made_at"), entries=Count("pk"), logged=Sum("hours"))
    for key, name, contractor, since, *much in sums[:MOST]:
        yield Wait("hours", key, name, key, name, contractor, _reply_by(since, home), since, *much)


def _lines(own: Q, home: Side, now: datetime) -> Iterator[Wait]:
    rows = ChecklistItem.objects.filter(
        own,
        side="client",
        done_at=None,
        removed_at=None,
        due_on__lte=(now + AHEAD).astimezone(home.zone).date(),
    )
    rows = rows.order_by("due_on", "position")
    for *told, due_on in rows.values_list("key", "text", *_of(), "due_on")[:MOST]:
        yield Wait("line", *(*told, datetime.combine(due_on, time.max, home.zone)))


def _reply_by(since: datetime, home: Side) -> datetime:
    day = after_working_days(home, since.astimezone(home.zone).date(), REPLY_DAYS)
    return datetime.combine(day, home.hours[1], home.zone)
