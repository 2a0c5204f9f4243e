"""Nobody answers a submission: reminders, then the deputy, then a broken promise (§RUN-5).

A promise is broken from the moment at which the time to answer is over; that is a time, never a state.
Silence accepts only where the statement in force says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from outhaul.apps.delivery.domain.answering import end_of_review, silence_accepts
from outhaul.apps.delivery.domain.days import home_of
from outhaul.apps.delivery.domain.reviewing import Finding, hold, keep
from outhaul.apps.delivery.domain.telling import tell_answered, tell_waiting
from outhaul.apps.delivery.models import Review, Submission
from outhaul.apps.jobs.domain.recurring import every
from outhaul.apps.people.models import User
from outhaul.apps.work.domain.milestones import WORKED_ON, step
from outhaul.apps.work.domain.persons import manager_of, owners_of
from outhaul.apps.work.lifecycles import MilestoneState
from outhaul.apps.work.models import Engagement, Seat
from outhaul.engine.saying import say
from outhaul.lifecycle import NotNow

AHEAD = timedelta(days=1)
"""Before the time to answer is over, the first reminder goes out."""
UNTIL_DEPUTY = 1
"""Working days of the client that pass after that until the deputy is told."""


def waiting() -> QuerySet[Submission]:
    """Return what waits for an answer of the client, of all businesses, the oldest promise first."""
    return (
        Submission.objects.filter(
            withdrawn_at=None,
            review=None,
            milestone__state=MilestoneState.SUBMITTED,
            milestone__dropped_at=None,
            milestone__engagement__state__in=WORKED_ON,
        )
        .select_related("milestone__engagement__business", "milestone__engagement__contractor__user")
        .order_by("answer_by", "pk")
    )


@every(timedelta(minutes=15), "remind of what was handed in, let silence accept")
def watch_silence() -> None:
    """Do for each submission that waits what its time asks for."""
    now = timezone.now()
    for submission in waiting().filter(answer_by__lte=now + AHEAD):
        break_silence(submission, now=now)


def break_silence(submission: Submission, *, now: datetime) -> None:
    """Remind, tell the deputy, or let silence accept; what was done already is not done again."""
    is_over = submission.answer_by <= now
    if is_over and silence_accepts(submission.milestone.engagement):
        accept_by_silence(submission)
    elif submission.reminded_at is None or (is_over and submission.reminded_at < submission.answer_by):
        _remind(submission, now)
    elif is_over and submission.escalated_at is None and _deputy_is_due(submission, now):
        _tell_deputy(submission, now)


@transaction.atomic
def accept_by_silence(submission: Submission) -> Review | None:
    """Accept, since nobody answered in time and both signed that this accepts; records `accepted`, by nobody.

    None where it was answered or taken back meanwhile, or the work rests.
    """
    try:
        with transaction.atomic():
            row = hold(submission).open_row()
            findings = [Finding(text, met=True) for text in row.milestone.criteria]
            review = keep(row, "accepted", findings, visit=None)
            step(row.milestone, "accept", actor=None, changes={"silence": (None, True)})
    except NotNow:
        return None
    tell_answered(review)
    return review


@transaction.atomic
def _remind(submission: Submission, now: datetime) -> None:
    row = _still(submission)
    if row is None:
        return
    name = row.milestone.name
    said = (
        say("The time to answer “{what}” is over.", what=name)
        if row.answer_by <= now
        else say("“{what}” waits for your answer until tomorrow.", what=name)
    )
    tell_waiting(row, said, manager_of(row.milestone.engagement))
    Submission.objects.filter(pk=row.pk).update(reminded_at=now)


@transaction.atomic
def _tell_deputy(submission: Submission, now: datetime) -> None:
    row = _still(submission)
    if row is None:
        return
    said = say("Nobody answered “{what}” in time: please step in.", what=row.milestone.name)
    tell_waiting(row, said, deputy_of(row.milestone.engagement))
    Submission.objects.filter(pk=row.pk).update(escalated_at=now)


def _still(submission: Submission) -> Submission | None:
    """Return the submission, held, if it waits as it did when it was found."""
    as_found = Q(reminded_at=submission.reminded_at, escalated_at=submission.escalated_at)
    there = waiting().filter(as_found, pk=submission.pk)
    return there.select_for_update(of=("self",)).first()


def _deputy_is_due(submission: Submission, now: datetime) -> bool:
    home = home_of(submission.milestone.engagement.business)
    return end_of_review(home, UNTIL_DEPUTY, submission.answer_by) <= now


def deputy_of(engagement: Engagement) -> list[User]:
    """Return who steps in; the owners where the deputy has no account."""
    seats = Seat.objects.filter(business=engagement.business, manager=engagement.deputy)
    return [seat.user for seat in seats.select_related("user")] or owners_of(engagement)


@dataclass(frozen=True, slots=True)
class Promises:
    """How often the client answered in time, and how often not."""

    kept: int
    broken: int


def promises(engagements: Iterable[Engagement], now: datetime) -> Promises:
    """Return the client's promises to answer that are due: part of the client's own score (§RUN-5).

    What silence accepted was not answered; what waits beyond its time is broken already.
    """
    due = Submission.objects.filter(milestone__engagement__in=list(engagements), withdrawn_at=None)
    in_time = Q(review__made_at__lte=F("answer_by"), review__by_silence=False)
    kept = due.filter(in_time).count()
    late = Q(review__isnull=False) | Q(answer_by__lt=now)
    return Promises(kept, due.filter(late).count() - kept)
