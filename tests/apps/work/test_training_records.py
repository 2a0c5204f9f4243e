"""Trainings of managers, the built-in test, and who is which manager."""

from datetime import date, timedelta

import pytest
import time_machine
from django.http import Http404
from django.utils import timezone

from outhaul.apps.audit.models import Event
from outhaul.apps.planning.domain.access import access_entry
from outhaul.apps.work.domain.classifying import Given, answer_check, latest_check
from outhaul.apps.work.domain.training import (
    add_training,
    remove_training,
    restore_training,
    sit_test,
    take_seat,
    trained_until,
)
from outhaul.apps.work.models import Classification, Seat, Training
from outhaul.engine.course import QUESTIONS
from outhaul.faults import InputError
from outhaul.reference.tables import Reference
from tests.agreement_made import begun, harmless, train
from tests.people import People

RIGHT = {question.id: question.right for question in QUESTIONS}
TODAY = date(2026, 11, 27)


def test_passing_the_test_trains_the_manager_for_two_years_and_tells_the_file(
    people: People, reference: Reference
) -> None:
    with time_machine.travel(TODAY):
        marked, training = sit_test(people.marco, "marco", RIGHT, reference=reference)
        sit_test(people.marco, "marco", RIGHT, reference=reference)
    assert (marked.share, Training.objects.count()) == (1.0, 1)
    assert training is not None
    assert (training.passed_on, training.expires_on, training.score) == (TODAY, date(2028, 11, 27), 1.0)
    assert access_entry(people.olivia, "managers", "marco").told["trained"] is True
    verbs = Event.objects.filter(thing="managers").values_list("verb", "name")
    assert list(verbs.order_by("number")) == [("trained", "Marco"), ("changed", "Marco")]


def test_failing_it_keeps_nothing(people: People, reference: Reference) -> None:
    few = dict(list(RIGHT.items())[:7])
    marked, training = sit_test(people.marco, "marco", few, reference=reference)
    assert (training, len(marked.wrong)) == (None, 3)
    assert not Training.objects.exists()
    assert not access_entry(people.olivia, "managers", "marco").told.get("trained")


def test_only_managers_of_the_business_are_trained(people: People, reference: Reference) -> None:
    with pytest.raises(Http404):
        sit_test(people.charlie, "marco", RIGHT, reference=reference)


def test_the_longest_training_counts_until_its_last_day(people: People, reference: Reference) -> None:
    def passed(course: str, until: date) -> None:
        add_training(
            people.olivia,
            "marco",
            course=course,
            evidence="Certificate",
            passed_on=date(2026, 1, 1),
            expires_on=until,
            reference=reference,
        )

    passed("Short", date(2026, 12, 31))
    passed("Long", date(2027, 6, 30))
    assert trained_until(people.bakery, TODAY) == {"marco": date(2027, 6, 30)}
    assert trained_until(people.bakery, date(2027, 6, 30)) == {"marco": date(2027, 6, 30)}
    assert trained_until(people.bakery, date(2027, 7, 1)) == {}
    Training.objects.filter(course="Short").update(expires_on=None)
    assert trained_until(people.bakery, TODAY) == {"marco": None}


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"course": " "}, "course"),
        ({"evidence": ""}, "evidence"),
        ({"passed_on": date(2999, 1, 1)}, "passed_on"),
        ({"expires_on": date(2020, 1, 1)}, "expires_on"),
    ],
)
def test_a_training_that_shows_nothing_is_refused(
    people: People, reference: Reference, told: dict[str, object], field: str
) -> None:
    whole: dict[str, object] = {
        "course": "Steering",
        "evidence": "Certificate",
        "passed_on": date(2026, 1, 1),
        "expires_on": None,
    }
    with pytest.raises(InputError) as wrong:
        add_training(people.olivia, "marco", **whole | told, reference=reference)  # type: ignore[arg-type]
    assert field in [fault.where for fault in wrong.value.faults]
    assert not Training.objects.exists()


def test_a_training_taken_out_counts_no_more_and_can_be_put_back(people: People) -> None:
    train(people.olivia)
    row = Training.objects.get()
    remove_training(people.olivia, row)
    assert trained_until(people.bakery, timezone.localdate()) == {}
    restore_training(people.olivia, row)
    assert list(trained_until(people.bakery, timezone.localdate())) == ["marco"]


def test_a_member_sits_in_one_seat(people: People) -> None:
    take_seat(people.olivia, "marco", people.marco.user)
    take_seat(people.olivia, "olivia", people.marco.user)
    assert list(Seat.objects.values_list("manager", "user__name")) == [("olivia", "Marco")]
    take_seat(people.olivia, "olivia", None)
    assert not Seat.objects.exists()
    with pytest.raises(InputError):
        take_seat(people.olivia, "marco", people.charlie.user)


def test_a_check_is_kept_with_its_evidence_and_older_ones_stay(people: People) -> None:
    engagement = begun(people.olivia)
    given = harmless(engagement)
    answer_check(people.olivia, engagement, given)
    answer_check(people.olivia, engagement, given)
    changed = given | {"place": Given(answer=True, evidence="In our office on Mondays")}
    check = answer_check(people.marco, engagement, changed)
    assert latest_check(engagement) == check
    assert (check.result, Classification.objects.count()) == ("moderate", 2)
    assert check.answers["place"] == {"answer": True, "evidence": "In our office on Mondays"}
    assert check.recheck_on == timezone.localdate() + timedelta(days=182)
    event = Event.objects.filter(verb="checked").latest("number")
    assert (event.actor, event.changes) == ("Marco", '{"result": ["low", "moderate"]}')


def test_questions_of_other_countries_are_not_kept(people: People) -> None:
    engagement = begun(people.olivia)
    check = answer_check(
        people.olivia, engagement, harmless(engagement) | {"abc_course": Given(answer=False)}
    )
    assert "abc_course" not in check.answers
