"""The month on one page: once, kept as it was, mailed to the owners; focus notes and ratings."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from outhaul.apps.review.domain.focus import note_focus, week_of
from outhaul.apps.review.domain.monthly import pdf_of, review_months
from outhaul.apps.review.domain.ratings import rate_client, rate_contractor
from outhaul.apps.review.models import FocusNote, MonthlyReview, Rating
from outhaul.engine.report import PlanReport
from outhaul.faults import InputError
from tests.delivery_made import running
from tests.people import People
from tests.review_made import a_year, planned
from tests.signing_made import last_letter

TODAY = date(2026, 11, 27)
MONDAY = date(2026, 11, 23)


def test_a_month_that_is_over_is_kept_once_and_mailed(people: People, plan: PlanReport) -> None:
    planned(people, plan)
    a_year(running(people), TODAY)
    note_focus(people.olivia, week=MONDAY, hours=Decimal(6), text="A new bread", today=TODAY)
    with time_machine.travel(datetime(2026, 12, 2, 20, tzinfo=UTC)):
        assert review_months() == 1
        assert review_months() == 0
        review = MonthlyReview.objects.get()
        letter = last_letter()
    assert review.month == date(2026, 11, 1)
    assert review.sent_at is not None
    assert "of the 31 hours that the plan frees for you" in review.content["headline"]
    assert "6 hours went into: A new bread" in review.content["lines"]
    assert review.content["headline"] in letter
    assert [row[0] for row in review.content["costs"]][-1] == "In all"
    assert pdf_of(review).startswith(b"%PDF")


def test_a_business_without_work_handed_out_has_no_page(people: People) -> None:
    running(people)  # signed today: nothing ran in October
    assert review_months() == 0


def test_a_week_is_noted_anew_by_the_owner_alone(people: People) -> None:
    note_focus(people.olivia, week=MONDAY, hours=Decimal(3), today=TODAY)
    note_focus(people.olivia, week=MONDAY, hours=Decimal(4), text=" A  talk ", today=TODAY)
    note = FocusNote.objects.get()
    assert (note.hours, note.text) == (Decimal(4), "A talk")
    with pytest.raises(PermissionDenied):
        note_focus(people.marco, week=MONDAY, hours=Decimal(4), today=TODAY)


@pytest.mark.parametrize(
    ("week", "hours"),
    [
        (MONDAY, Decimal(101)),
        (date(2026, 11, 24), Decimal(1)),
        (date(2026, 11, 30), Decimal(1)),
        (date(2026, 8, 3), Decimal(1)),
    ],
    ids=["too many hours", "no Monday", "not begun", "too long ago"],
)
def test_a_note_is_of_hours_and_weeks_that_can_be(people: People, week: date, hours: Decimal) -> None:
    with pytest.raises(InputError):
        note_focus(people.olivia, week=week, hours=hours, today=TODAY)


def test_a_week_begins_on_monday() -> None:
    assert week_of(TODAY) == MONDAY
    assert week_of(MONDAY) == MONDAY


def test_both_sides_rate_a_month_once(people: People) -> None:
    assignment = running(people)
    scores = {"clear_brief": 4, "answers": 5, "own_way": 5}
    rate_client(assignment, scores=scores)
    rate_contractor(people.marco, assignment.engagement, scores={"communication": 3})
    rate_contractor(people.marco, assignment.engagement, scores={"communication": 4}, text="Better")
    found = {row.by: row.scores for row in Rating.objects.all()}
    assert found == {"contractor": scores, "client": {"communication": 4}}


def test_a_rating_is_whole_and_by_who_runs_the_work(people: People) -> None:
    assignment = running(people)
    with pytest.raises(InputError):
        rate_client(assignment, scores={"clear_brief": 4})
    with pytest.raises(PermissionDenied):
        rate_contractor(people.viktor, assignment.engagement, scores={"communication": 3})
