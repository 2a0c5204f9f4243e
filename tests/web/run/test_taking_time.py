"""One tap says how long an answer or a look took; nobody has to, and the page says what it comes to."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from outhaul.apps.delivery.models import Checkpoint
from outhaul.apps.review.models import TimeNote
from tests.delivery_made import handed_in, running
from tests.people import People
from tests.review_made import TODAY_OF_REVIEWS, at
from tests.web.agree.reading import plain


@pytest.fixture
def marco(people: People) -> Client:
    client = Client()
    client.force_login(people.marco.user)
    return client


def test_a_tap_at_an_answer_is_kept_through_the_question_whether_it_is_accepted(
    people: People, marco: Client
) -> None:
    submission = handed_in(running(people))
    address = reverse("run-submission", args=[people.bakery.key, submission.key])
    asked = marco.post(address, {"decision": "accept", "took": "15"})
    assert 'name="took" value="15"' in asked.content.decode()
    page = plain(marco.post(address, {"decision": "accept", "confirmed": "yes", "took": "15"}, follow=True))
    note = TimeNote.objects.get()
    assert (note.about, note.key, note.minutes) == ("answer", submission.key, 15)
    assert "Noted for 1 of 1 answers and checkpoints this month" in page


@pytest.mark.parametrize("took", ["", "7", "soon"])
def test_without_a_tap_nothing_is_kept(people: People, marco: Client, took: str) -> None:
    submission = handed_in(running(people))
    address = reverse("run-submission", args=[people.bakery.key, submission.key])
    marco.post(address, {"decision": "accept", "confirmed": "yes", "took": took})
    assert not TimeNote.objects.exists()


def test_a_tap_at_a_checkpoint_is_kept_with_its_notes(people: People, marco: Client) -> None:
    with time_machine.travel(datetime(2026, 11, 27, 20, tzinfo=UTC)):
        engagement = running(people).engagement
        row = Checkpoint.objects.create(
            engagement=engagement, name="A look", on=TODAY_OF_REVIEWS, starts_at=at(TODAY_OF_REVIEWS)
        )
        address = reverse("run-checkpoint", args=[people.bakery.key, row.key])
        assert 'name="took"' in marco.get(address).content.decode()
        marco.post(address, {"notes": "All is well.", "took": "30"})
    note = TimeNote.objects.get()
    assert (note.about, note.minutes, note.on) == ("look", 30, TODAY_OF_REVIEWS)
