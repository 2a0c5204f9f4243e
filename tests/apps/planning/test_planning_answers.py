"""One answer changes at a time, and nobody's answer is lost."""

import pytest

from outhaul.apps.audit.domain.trail import broken_at
from outhaul.apps.audit.models import Event
from outhaul.apps.planning.domain.access import access_entry
from outhaul.apps.planning.domain.answers import agree_with_catalogue, finish_second, set_answer
from outhaul.apps.planning.domain.content import business_of, document_of
from outhaul.apps.planning.domain.entries import Conflict
from outhaul.apps.planning.models import Entry
from outhaul.engine.business import QUESTIONS
from outhaul.faults import InputError
from outhaul.reference.tables import Reference
from tests.people import People


@pytest.fixture
def web_shop(people: People) -> Entry:
    """A process of the catalogue with three answers of the owner's own: C1 2, C6 2, M5 3."""
    return access_entry(people.olivia, "processes", "web-shop")


def test_an_answer_changes_and_the_others_stay(people: People, web_shop: Entry, reference: Reference) -> None:
    saved = set_answer(people.olivia, web_shop, "C1", 4, reference=reference, was=2)
    assert saved.told["answers"] == {"C1": 4, "C6": 2, "M5": 3}
    event = Event.objects.filter(scope=people.bakery.key).latest("number")
    assert (event.verb, event.name, event.changes) == (
        "answered",
        "Web shop upkeep",
        '{"answers.C1": [2, 4]}',
    )


def test_two_people_may_answer_different_questions_at_once(
    people: People, web_shop: Entry, reference: Reference
) -> None:
    set_answer(people.olivia, web_shop, "C1", 4, reference=reference, was=2)
    saved = set_answer(people.marco, web_shop, "C6", 0, reference=reference, was=2)
    assert saved.told["answers"] == {"C1": 4, "C6": 0, "M5": 3}


def test_the_second_to_answer_the_same_question_is_told(
    people: People, web_shop: Entry, reference: Reference
) -> None:
    set_answer(people.olivia, web_shop, "C1", 4, reference=reference, was=2)
    with pytest.raises(Conflict) as caught:
        set_answer(people.marco, web_shop, "C1", 0, reference=reference, was=2)
    assert (caught.value.theirs, caught.value.mine) == (4, 0)
    web_shop.refresh_from_db()
    assert web_shop.told["answers"]["C1"] == 4


def test_answering_twice_the_same_is_one_event(people: People, web_shop: Entry, reference: Reference) -> None:
    set_answer(people.olivia, web_shop, "C1", 4, reference=reference, was=2)
    before = Event.objects.count()
    set_answer(people.olivia, web_shop, "C1", 4, reference=reference, was=2)
    assert Event.objects.count() == before


@pytest.mark.parametrize(
    ("question", "answer"), [("C1", 5), ("C1", -1), ("C1", True), ("M7", 1), ("C1", "yes"), ("X1", 1)]
)
def test_what_is_no_answer_is_refused(
    people: People, web_shop: Entry, reference: Reference, question: str, answer: int | str
) -> None:
    with pytest.raises(InputError):
        set_answer(people.olivia, web_shop, question, answer, reference=reference)
    web_shop.refresh_from_db()
    assert web_shop.told["answers"] == {"C1": 2, "C6": 2, "M5": 3}


def test_taking_an_answer_out_lets_the_catalogue_answer_again(
    people: People, web_shop: Entry, reference: Reference
) -> None:
    set_answer(people.olivia, web_shop, "C1", None, reference=reference, was=2)
    kept = business_of(document_of(people.bakery), reference)
    process = next(process for process in kept.processes if process.id == "web-shop")
    assert process.answers["C1"] == reference.catalogue["website-upkeep"].answers["C1"]


def test_dont_know_keeps_a_question_open_that_the_catalogue_answers(
    people: People, web_shop: Entry, reference: Reference
) -> None:
    set_answer(people.olivia, web_shop, "C2", "?", reference=reference)
    kept = business_of(document_of(people.bakery), reference)
    process = next(process for process in kept.processes if process.id == "web-shop")
    assert "C2" not in process.answers


def test_agreeing_takes_over_what_the_owner_left_to_the_catalogue(
    people: People, web_shop: Entry, reference: Reference
) -> None:
    saved = agree_with_catalogue(people.olivia, web_shop, reference=reference)
    ready = reference.catalogue["website-upkeep"].answers
    assert saved.told["answers"] == {**ready, "C1": 2, "C6": 2, "M5": 3}
    assert list(saved.told["answers"]) == list(QUESTIONS)
    before = Event.objects.count()
    agree_with_catalogue(people.olivia, web_shop, reference=reference)
    assert Event.objects.count() == before


def test_the_second_persons_answers_lie_apart(people: People, web_shop: Entry, reference: Reference) -> None:
    set_answer(people.marco, web_shop, "C1", 0, reference=reference, rater=2)
    saved = finish_second(
        people.marco, access_entry(people.marco, "processes", "web-shop"), reference=reference
    )
    assert saved.told["answers"] == {"C1": 2, "C6": 2, "M5": 3}
    assert saved.told["second_answers"] == {key: 0 if key == "C1" else "?" for key in QUESTIONS}
    assert broken_at(people.bakery.key) is None
