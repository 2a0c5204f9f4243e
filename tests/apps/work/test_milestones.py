"""Milestones take the steps of their life, and only those."""

import pytest

from outhaul.apps.audit.models import Event
from outhaul.apps.work.domain.engagements import take_step
from outhaul.apps.work.domain.milestones import step
from outhaul.lifecycle import NotNow
from tests.delivery_made import milestone, running
from tests.people import People


def test_a_milestone_goes_from_ready_to_paid_and_each_step_is_in_the_trail(people: People) -> None:
    assignment = running(people)
    row = milestone(assignment)
    for verb in ("start", "submit", "request changes", "submit", "accept", "invoice", "pay"):
        row = step(row, verb, actor=people.marco.user)
    assert row.state == "paid"
    trail = Event.objects.filter(scope=people.bakery.key, thing="milestone").order_by("number")
    assert list(trail.values_list("verb", flat=True)) == [
        "started",
        "submitted",
        "requested changes to",
        "submitted",
        "accepted",
        "invoiced",
        "paid",
    ]


def test_nothing_is_handed_in_while_the_engagement_rests(people: People) -> None:
    assignment = running(people)
    take_step(people.olivia, assignment.engagement, "pause", reason="A quiet month")
    with pytest.raises(NotNow):
        step(milestone(assignment), "start", actor=assignment.user)


def test_what_was_not_accepted_is_not_invoiced(people: People) -> None:
    assignment = running(people)
    for verb in ("invoice", "pay", "accept"):
        with pytest.raises(NotNow):
            step(milestone(assignment), verb, actor=people.marco.user)
    assert milestone(assignment).state == "ready"
