"""Silence reminds, then tells the deputy, then is a broken promise; it accepts only where signed (§RUN-5)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
import time_machine

from outhaul.apps.delivery.domain.reviewing import accept
from outhaul.apps.delivery.domain.silence import Promises, promises, watch_silence
from outhaul.apps.delivery.models import Review, Submission
from outhaul.apps.notices.models import Notice
from outhaul.apps.work.domain.engagements import take_step
from outhaul.documents.statement.content import Statement
from tests.delivery_made import milestone, running
from tests.handed_in import handed_in
from tests.people import People
from tests.statement_told import STATEMENT

FRIDAY = datetime(2026, 12, 18, 22, tzinfo=UTC)
"""The end of a working day in Portland."""


def told(submission: Submission) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(once=f"submission:{submission.key}").order_by("made_at")
    return [(str(row.user), row.said["text"]) for row in rows]


def at(moment: datetime) -> None:
    with time_machine.travel(moment, tick=False):
        watch_silence()
        watch_silence()


def test_a_day_before_and_at_the_end_the_manager_is_reminded_then_the_deputy(people: People) -> None:
    submission = handed_in(running(people), answer_by=FRIDAY)
    at(datetime(2026, 12, 17, 21, 59, tzinfo=UTC))
    assert told(submission) == []
    at(datetime(2026, 12, 17, 22, tzinfo=UTC))
    assert told(submission) == [("Marco", "“December closed” waits for your answer until tomorrow.")]
    at(FRIDAY)
    assert told(submission) == [("Marco", "The time to answer “December closed” is over.")]
    at(datetime(2026, 12, 21, 21, 59, tzinfo=UTC))  # Monday: the working day after is not over
    assert len(told(submission)) == 1
    at(datetime(2026, 12, 21, 22, tzinfo=UTC))
    assert told(submission)[1] == (
        "Olivia",
        "Nobody answered “December closed” in time: please step in.",
    )
    submission.refresh_from_db()
    assert submission.escalated_at == datetime(2026, 12, 21, 22, tzinfo=UTC)
    assert Review.objects.count() == 0


def test_silence_accepts_only_where_both_signed_that_it_does(people: People) -> None:
    ana = running(people, replace(STATEMENT, silence_accepts=True))
    submission = handed_in(ana, answer_by=FRIDAY)
    at(datetime(2026, 12, 18, 21, 59, tzinfo=UTC))
    assert milestone(ana).state == "submitted"
    at(FRIDAY)
    review = Review.objects.get()
    assert (review.submission, review.by_silence, review.made_by) == (submission, True, None)
    assert milestone(ana).state == "accepted"


@pytest.mark.parametrize("content", [STATEMENT, replace(STATEMENT, silence_accepts=True)])
def test_nobody_is_reminded_and_nothing_accepted_while_the_work_rests(
    people: People, content: Statement
) -> None:
    ana = running(people, content)
    submission = handed_in(ana, answer_by=FRIDAY)
    take_step(people.olivia, ana.engagement, "pause", reason="Holidays")
    at(datetime(2027, 1, 20, tzinfo=UTC))
    assert told(submission) == []
    assert Review.objects.count() == 0


def test_a_promise_is_broken_by_a_late_answer_by_none_and_by_silence(people: People) -> None:
    ana = running(people, replace(STATEMENT, silence_accepts=True))
    handed_in(ana, answer_by=FRIDAY)
    year = handed_in(ana, "year", answer_by=FRIDAY)
    with time_machine.travel(datetime(2026, 12, 18, 12, tzinfo=UTC), tick=False):
        accept(people.marco, year)
    assert promises([ana.engagement], datetime(2026, 12, 18, 13, tzinfo=UTC)) == Promises(1, 0)
    at(FRIDAY)
    assert promises([ana.engagement], FRIDAY) == Promises(1, 1)
