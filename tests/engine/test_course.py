"""The built-in course (§MANAGE-16): a lesson and two questions a guard, passed at 80 %."""

from collections import Counter

import pytest

from outhaul.engine.course import LESSONS, QUESTIONS, mark
from outhaul.engine.verdict import Guard

RIGHT = {question.id: question.right for question in QUESTIONS}


def test_there_is_a_lesson_and_two_questions_for_each_guard() -> None:
    assert [lesson.guard for lesson in LESSONS] == list(Guard)
    assert Counter(question.guard for question in QUESTIONS) == dict.fromkeys(Guard, 2)


def test_lessons_teach_check_and_name_their_sources() -> None:
    thin = [
        lesson.title
        for lesson in LESSONS
        if not (len(lesson.text) >= 3 and len(lesson.checks) == 2 and lesson.sources)
    ]
    assert thin == []


def test_the_right_answer_is_not_always_in_the_same_place() -> None:
    assert {question.right for question in QUESTIONS} == {0, 1, 2}


@pytest.mark.parametrize(("wrong", "share", "passed"), [(0, 1.0, True), (2, 0.8, True), (3, 0.7, False)])
def test_it_is_passed_from_eight_right_answers_on(wrong: int, share: float, passed: bool) -> None:  # noqa: FBT001
    missed = [question.id for question in QUESTIONS[:wrong]]
    marked = mark({key: place for key, place in RIGHT.items() if key not in missed})
    assert marked.share == pytest.approx(share)
    assert marked.is_passed is passed
    assert [question.id for question in marked.wrong] == missed
