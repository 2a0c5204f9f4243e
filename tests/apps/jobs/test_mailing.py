"""Mail goes out if what it tells of was kept, and once."""

from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from outhaul.apps.jobs.domain.mailing import MOST_TRIES, WAIT, forget, post
from outhaul.apps.jobs.models import Job, State
from tests.postbox import Postbox, postbox

__all__ = ["postbox"]

pytestmark = pytest.mark.django_db(transaction=True)
LETTER: Any = {"to": "ana@example.org", "subject": "An\noffer", "text": "Hello Ana\n"}


def run_queue() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


def test_a_letter_reaches_the_mail_server(postbox: Postbox) -> None:
    post(scope="bakery", **LETTER, reply_to="olivia@example.org", once="offer:3f2a:1")
    run_queue()
    (letter,) = postbox.letters
    told = {name: letter[name] for name in ("To", "Subject", "Reply-To", "Auto-Submitted")}
    assert told == {
        "To": "ana@example.org",
        "Subject": "An offer",
        "Reply-To": "olivia@example.org",
        "Auto-Submitted": "auto-generated",
    }
    assert letter["Message-ID"].startswith("<offer.3f2a.1@")
    assert letter.get_content().splitlines() == ["Hello Ana"]


def test_what_was_not_kept_sends_no_letter(postbox: Postbox) -> None:
    with transaction.atomic():
        post(scope="bakery", **LETTER)
        transaction.set_rollback(True)
    run_queue()
    assert (postbox.letters, Job.objects.count()) == ([], 0)


def test_a_server_that_refuses_is_asked_again_later(postbox: Postbox) -> None:
    postbox.is_closed = True
    job = post(scope="bakery", **LETTER)
    run_queue()
    job.refresh_from_db()
    assert (job.state, postbox.letters) == (State.WAITING, [])
    waits_until = DBTaskResult.objects.get(id=job.task_id).run_after
    assert timezone.now() < waits_until <= timezone.now() + WAIT
    postbox.is_closed = False
    with time_machine.travel(waits_until, tick=False):
        run_queue()
    job.refresh_from_db()
    assert (job.state, len(postbox.letters)) == (State.DONE, 1)


def test_it_is_given_up_in_the_end(postbox: Postbox) -> None:
    postbox.is_closed = True
    job = post(scope="bakery", **LETTER)
    Job.objects.update(attempts=MOST_TRIES - 1)
    run_queue()
    job.refresh_from_db()
    assert job.state == State.FAILED


def test_letters_that_tell_of_somebody_are_forgotten_and_not_sent(postbox: Postbox) -> None:
    sent = post(scope="bakery", **LETTER)
    run_queue()
    waits = post(scope="bakery", to="olivia@example.org", subject="Somebody applied", text="Ana applied.")
    others = post(scope="bakery", to="kai@example.org", subject="Hello", text="Hello Kai")
    elsewhere = post(scope="office", **LETTER)
    forget(scope="bakery", words=("ana", ""))
    kept = {str(pk) for pk in DBTaskResult.objects.values_list("pk", flat=True)}
    assert kept == {others.task_id, elsewhere.task_id}
    run_queue()
    assert [letter["To"] for letter in postbox.letters[1:]] == ["kai@example.org", "ana@example.org"]
    for job, state in ((sent, State.DONE), (waits, State.CANCELLED)):
        job.refresh_from_db()
        assert job.state == state


def test_a_paper_goes_with_it_byte_by_byte(postbox: Postbox) -> None:
    post(scope="bakery", **LETTER, papers={"agreement.pdf": b"%PDF-1.7 \xff\x00"})
    run_queue()
    (paper,) = postbox.letters[0].iter_attachments()
    told = (paper.get_filename(), paper.get_content_type(), paper.get_content())
    assert told == ("agreement.pdf", "application/pdf", b"%PDF-1.7 \xff\x00")
