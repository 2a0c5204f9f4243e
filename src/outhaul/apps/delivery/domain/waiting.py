"""What waits for the client's people: one line and one verb each, the oldest promise first (§RUN-13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.db.models import Count, Min, Q, Sum

from outhaul.apps.delivery.domain.days import Side, after_working_days
from outhaul.apps.delivery.domain.silence import waiting
from outhaul.apps.delivery.lifecycles import CheckpointState, HoursState, ProposalState
from outhaul.apps.delivery.models import ChecklistItem, Checkpoint, HourEntry, Message, Proposal
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.work.domain.milestones import WORKED_ON
from outhaul.apps.work.models import Engagement, Seat

MOST = 100
"""Lines of a kind that are shown."""
REPLY_DAYS = 2
"""Working days in which a question should be answered (assumption, as in the client's score)."""
AHEAD = timedelta(days=3)
"""Before its day a line of a checklist waits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One thing that somebody of the client has to do."""

    kind: str
    """submission, checkpoint, question, proposal, hours or line."""
    key: str
    """Of the row; of the engagement for hours."""
    what: str
    engagement: Engagement
    until: datetime
    """The promise: when it should be done."""
    asks_since: datetime | None = None
    count: int = 0
    hours: Decimal = Decimal(0)

    def is_broken(self, now: datetime) -> bool:
        """Whether the promise is broken."""
        return self.until < now


def seat_of(visit: Visit) -> str:
    """Return which manager of the business file the visitor is; empty for none."""
    found = Seat.objects.filter(business=visit.business, user=visit.user).first()
    return found.manager if found else ""


def waits(visit: Visit, home: Side, now: datetime, *, manager: str = "") -> list[Wait]:
    """Return what waits in the business, or for one `manager`, the oldest promise first."""
    mine = Q(engagement__manager=manager) if manager else Q()
    own = Q(engagement__business=visit.business, engagement__state__in=WORKED_ON) & mine
    found = [
        *_submissions(visit, manager),
        *_checkpoints(own, home, now),
        *_questions(visit, manager, home),
        *_proposals(own, home),
        *_hours(own, home),
        *_lines(own, home, now),
    ]
    return sorted(found, key=lambda wait: (wait.until, wait.kind, wait.key))


def _submissions(visit: Visit, manager: str) -> Iterator[Wait]:
    rows = waiting().filter(milestone__engagement__business=visit.business)
    if manager:
        mine = Q(milestone__engagement__manager=manager)
        told = Q(milestone__engagement__deputy=manager, escalated_at__isnull=False)
        rows = rows.filter(mine | told)
    first = list(rows.select_related(None).values_list("pk", flat=True)[:MOST])
    for row in waiting().filter(pk__in=first):
        yield Wait(
            kind="submission",
            key=row.key,
            what=row.milestone.name,
            engagement=row.milestone.engagement,
            until=row.answer_by,
            asks_since=row.made_at,
            count=row.number,
        )


def _checkpoints(own: Q, home: Side, now: datetime) -> Iterator[Wait]:
    """Those of today, and those that have no notes yet."""
    tonight = datetime.combine(now.astimezone(home.zone).date(), time.max, home.zone)
    rows = Checkpoint.objects.filter(own, state=CheckpointState.PLANNED, starts_at__lte=tonight)
    for row in rows.select_related("engagement__contractor")[:MOST]:
        yield Wait(
            kind="checkpoint", key=row.key, what=row.name, engagement=row.engagement, until=row.starts_at
        )


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
    for row in rows.select_related("milestone__engagement__contractor")[:MOST]:
        yield Wait(
            kind="question",
            key=row.key,
            what=row.milestone.name,
            engagement=row.milestone.engagement,
            until=_reply_by(row.made_at, home),
            asks_since=row.made_at,
        )


def _proposals(own: Q, home: Side) -> Iterator[Wait]:
    rows = Proposal.objects.filter(own, state=ProposalState.OPEN).select_related("milestone")
    for row in rows.select_related("milestone", "engagement__contractor").order_by("made_at")[:MOST]:
        yield Wait(
            kind="proposal",
            key=row.key,
            what=row.milestone.name if row.milestone else row.engagement.name,
            engagement=row.engagement,
            until=_reply_by(row.made_at, home),
            asks_since=row.made_at,
        )


def _hours(own: Q, home: Side) -> Iterator[Wait]:
    """Hours to accept: one line for each engagement."""
    rows = HourEntry.objects.filter(own, state=HoursState.LOGGED).order_by().values("engagement")
    sums = list(rows.annotate(since=Min("made_at"), count=Count("pk"), hours=Sum("hours"))[:MOST])
    known = Engagement.objects.select_related("contractor").in_bulk([row["engagement"] for row in sums])
    for row in sums:
        engagement = known[row["engagement"]]
        yield Wait(
            kind="hours",
            key=engagement.key,
            what=engagement.name,
            engagement=engagement,
            until=_reply_by(row["since"], home),
            asks_since=row["since"],
            count=row["count"],
            hours=row["hours"],
        )


def _lines(own: Q, home: Side, now: datetime) -> Iterator[Wait]:
    rows = ChecklistItem.objects.filter(
        own,
        side="client",
        done_at=None,
        removed_at=None,
        due_on__lte=(now + AHEAD).astimezone(home.zone).date(),
    )
    for row in rows.select_related("engagement__contractor").order_by("due_on", "position")[:MOST]:
        if row.due_on is not None:
            until = datetime.combine(row.due_on, time.max, home.zone)
            yield Wait(kind="line", key=row.key, what=row.text, engagement=row.engagement, until=until)


def _reply_by(since: datetime, home: Side) -> datetime:
    day = after_working_days(home, since.astimezone(home.zone).date(), REPLY_DAYS)
    return datetime.combine(day, home.hours[1], home.zone)
