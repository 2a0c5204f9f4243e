"""The pulse: asked once, answered by the contractor alone, read by owners alone (§PERFORM-6, §PERFORM-7)."""

import json
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from outhaul.apps.audit.models import Event
from outhaul.apps.notices.models import Notice
from outhaul.apps.review.domain.access import access_pulses
from outhaul.apps.review.domain.pulses import answer_pulse, ask_for_pulse, ask_for_pulses, heard, together
from outhaul.apps.review.models import PulseAnswer
from outhaul.apps.work.domain.access import Assignment
from outhaul.engine.performance.pulse import ITEMS
from outhaul.faults import InputError
from outhaul.lifecycle import NotNow
from tests.delivery_made import running
from tests.people import People
from tests.review_made import began, pulse
from tests.signing_made import last_letter

NOVEMBER = date(2026, 11, 1)
FINE = dict.fromkeys(ITEMS, 5)


@pytest.fixture
def ana(people: People) -> Assignment:
    assignment = running(people)
    began(assignment, date(2026, 9, 1))
    return assignment


@pytest.mark.usefixtures("people")
def test_everybody_is_asked_once_a_month_after_two_weeks(ana: Assignment) -> None:
    assert ask_for_pulses() == 1
    assert ask_for_pulses() == 0
    asked = PulseAnswer.objects.get()
    assert (asked.engagement, asked.month, asked.answered_at) == (ana.engagement, NOVEMBER, None)
    notice = Notice.objects.get(kind="pulse")
    assert (notice.user, notice.acts) == (ana.user, True)
    began(ana, date(2026, 11, 20))
    PulseAnswer.objects.all().delete()
    assert ask_for_pulses() == 0


@pytest.mark.usefixtures("people")
def test_who_has_no_account_yet_gets_a_letter(ana: Assignment) -> None:
    ana.contractor.user = None
    ana.contractor.save()
    assert ask_for_pulse(ana.engagement)
    assert f"/portal/{ana.engagement.key}/pulse/" in last_letter()


def test_an_answer_is_kept_settled_and_its_words_stay_out_of_the_trail(
    people: People, ana: Assignment
) -> None:
    ask_for_pulses()
    answer_pulse(ana, PulseAnswer.objects.get(), items=FINE, text=" All well. ")
    kept = PulseAnswer.objects.get()
    assert (kept.items, kept.text) == (FINE, "All well.")
    assert Notice.objects.get(kind="pulse").settled_at is not None
    event = Event.objects.filter(scope=people.bakery.key).order_by("-number")[0]
    assert (event.verb, event.thing, json.loads(event.changes)) == ("answered", "pulse", {})
    assert not Notice.objects.filter(kind="warning").exists()


def test_a_low_item_tells_the_owners_and_nobody_else(people: People, ana: Assignment) -> None:
    ask_for_pulses()
    answer_pulse(ana, PulseAnswer.objects.get(), items=FINE | {"workload": 2})
    assert [notice.user for notice in Notice.objects.filter(kind="warning")] == [people.olivia.user]
    answer_pulse(ana, PulseAnswer.objects.get(), items=FINE)
    assert Notice.objects.get(kind="warning").settled_at is not None


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("items", [{}, FINE | {"respect": 0}, FINE | {"respect": 6}])
def test_each_item_wants_one_of_five(ana: Assignment, items: dict[str, int]) -> None:
    ask_for_pulses()
    with pytest.raises(InputError):
        answer_pulse(ana, PulseAnswer.objects.get(), items=items)
    assert PulseAnswer.objects.get().answered_at is None


@pytest.mark.usefixtures("people")
def test_a_month_that_is_over_is_not_answered(ana: Assignment) -> None:
    october = pulse(ana.engagement, date(2026, 10, 1), None)
    with pytest.raises(NotNow):
        answer_pulse(ana, october, items=FINE)


def test_only_owners_hear_it(people: People, ana: Assignment) -> None:
    pulse(ana.engagement, date(2026, 10, 1), 5)
    assert len(access_pulses(people.olivia)) == 1
    assert len(access_pulses(people.charlie)) == 0
    for visit in (people.marco, people.fatima, people.viktor):
        with pytest.raises(PermissionDenied):
            access_pulses(visit)


def test_a_trend_and_who_to_talk_to(people: People, ana: Assignment) -> None:
    for month, points in ((8, 5), (9, 5), (10, 4), (11, 4)):
        pulse(ana.engagement, date(2026, month, 1), points)
    (found,) = heard(people.olivia, [ana.engagement.pk])
    assert found.trend == tuple(
        (date(2026, month, 1), mean) for month, mean in ((8, 5), (9, 5), (10, 4), (11, 4))
    )
    assert found.trigger.fall == 1.0
    assert found.trigger.is_on


def test_a_group_of_fewer_than_five_has_no_figure(people: People, ana: Assignment) -> None:
    pulse(ana.engagement, date(2026, 10, 1), 5)
    found = together(heard(people.olivia, [ana.engagement.pk]) * 4)
    assert (found.people, found.mean, found.change) == (4, None, None)
    assert together(heard(people.olivia, [ana.engagement.pk]) * 5).mean == 5
