"""Warnings are computed from what is kept, and stay away only as long as their figures stay (§RUN-12)."""

from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from outhaul.apps.delivery.domain.reviewing import Finding, request_changes
from outhaul.apps.delivery.domain.warnings import EarlyWarning, snooze, warnings_of
from outhaul.apps.delivery.models import Checkpoint, Review, Submission
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.models import Classification, Engagement, Milestone
from outhaul.faults import InputError
from tests.delivery_made import milestone, running
from tests.handed_in import handed_in
from tests.people import People

BANK, BALANCE = "Every bank line has a booking", "The trial balance balances"
TODAY = date(2026, 12, 8)


def codes(people: People, ana: Assignment, today: date = TODAY) -> list[str]:
    return [one.sign.code for one in found(people, ana, today)]


def found(people: People, ana: Assignment, today: date = TODAY) -> list[EarlyWarning]:
    return warnings_of(
        people.olivia, [Engagement.objects.select_related("contractor").get(pk=ana.engagement.pk)], today
    )


def answered(ana: Assignment, decision: str, late: int) -> None:
    """A deliverable that was answered, handed in `late` days after its date."""
    number = ana.engagement.milestones.count()
    row = Milestone.objects.create(
        engagement=ana.engagement,
        key=f"m{number}",
        name="Books",
        deliverable="Books",
        due_on=TODAY - timedelta(days=40 - number),
        fee=1,
        state="accepted",
    )
    at = datetime.combine(row.due_on, datetime.min.time(), UTC) + timedelta(days=late, hours=15)
    made = Submission.objects.create(milestone=row, number=1, made_at=at, answer_by=at)
    Review.objects.create(submission=made, decision=decision, made_at=at)


def test_w1_first_answers_that_ask_for_changes(people: People) -> None:
    ana = running(people)
    for decision in ("accepted", "changes requested", "part accepted"):
        answered(ana, decision, 0)
    assert codes(people, ana) == []
    answered(ana, "changes requested", 0)
    (warning,) = found(people, ana)
    assert warning.sign.reason == "1 of 4 deliverables were accepted at first."
    assert (warning.route, warning.posts) == ("run-look", True)


def test_w2_later_and_later(people: People) -> None:
    ana = running(people)
    for late in (0, 4, 8, 12):
        answered(ana, "accepted", late)
    assert codes(people, ana) == ["W2"]


def test_w3_nobody_looked_for_one_and_a_half_intervals(people: People) -> None:
    ana = running(people)
    assert codes(people, ana, date(2026, 12, 28)) == []
    assert codes(people, ana, date(2026, 12, 29)) == ["W3"]
    row = Checkpoint.objects.all()[0]
    Checkpoint.objects.filter(pk=row.pk).update(state="held", held_at=timezone.now())
    assert codes(people, ana, date(2026, 12, 28)) == []


def test_w7_one_alone_does_what_cannot_stand_still(people: People) -> None:
    ana = running(people)
    Engagement.objects.filter(pk=ana.engagement.pk).update(hours_per_month=25)
    answer = people.bakery.entries.get(table="processes", key="books")
    answer.told = {**answer.told, "answers": {**answer.told.get("answers", {}), "C6": 3}}
    answer.save()
    assert codes(people, ana) == ["W7"]


def test_w8_three_answers_that_speak_of_employment(people: People) -> None:
    ana = running(people)
    assert codes(people, ana) == []
    check = Classification.objects.filter(engagement=ana.engagement)[0]
    check.answers = {key: {"answer": not one["answer"], "evidence": ""} for key, one in check.answers.items()}
    check.save()
    assert codes(people, ana) == ["W8"]


def test_put_off_it_comes_back_on_its_day_or_when_its_figures_change(people: People) -> None:
    ana = running(people)
    (warning,) = found(people, ana, date(2026, 12, 29))
    with time_machine.travel(datetime(2026, 12, 29, 15, tzinfo=UTC), tick=False):
        for reason, expected in (("Ana is on holiday", nullcontext()), (" ", pytest.raises(InputError))):
            with expected:
                snooze(
                    people.marco,
                    ana.engagement,
                    code="W3",
                    basis=warning.sign.basis,
                    reason=reason,
                    until=date(2026, 12, 30),
                )
    assert codes(people, ana, date(2026, 12, 30)) == []
    assert codes(people, ana, date(2026, 12, 31)) == ["W3"]
    assert codes(people, ana, date(2027, 1, 8)) == ["W3"]


def test_what_was_asked_for_counts_as_the_first_answer(people: People) -> None:
    ana = running(people)
    request_changes(
        people.marco,
        handed_in(ana),
        findings=[Finding(BANK, met=True), Finding(BALANCE, met=False, reason="It is off.")],
    )
    assert milestone(ana).state == "changes requested"
    assert codes(people, ana) == []
