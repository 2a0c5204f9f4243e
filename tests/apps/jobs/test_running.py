"""A job tells how far it is, can be cancelled, and fails in a person's words."""

import time
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from structlog.testing import capture_logs

from outhaul.apps.jobs.domain import running as domain
from outhaul.apps.jobs.domain.running import Report, cancel, running, start
from outhaul.apps.jobs.models import Job, State
from outhaul.faults import Fault, InputError

pytestmark = pytest.mark.django_db(transaction=True)

Work = Callable[[Report], None]
given: dict[str, Work] = {}


@task
def do(job: str) -> None:
    """Do what the test has given."""
    with running(job) as report:
        if report is not None:
            given["work"](report)


def started(work: Work) -> Job:
    """Ask for a job that does `work`."""
    given["work"] = work
    return start(do, scope="bakery")


def run_queue() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


def told(job: Job) -> tuple[str, float, str, str]:
    job.refresh_from_db()
    return job.state, job.share, job.doing, job.fault


def test_it_waits_in_the_queue_until_a_worker_takes_it() -> None:
    job = started(lambda _report: None)
    assert told(job) == (State.WAITING, 0.0, "", "")


def test_it_tells_how_far_it_is_and_what_is_being_done() -> None:
    seen: list[tuple[str, float, str, str]] = []

    def work(report: Report) -> None:
        for share in (0.25, 0.5):
            report(share, "choosing")
            seen.append(told(job))

    job = started(work)
    run_queue()
    assert seen == [(State.RUNNING, 0.25, "choosing", ""), (State.RUNNING, 0.5, "choosing", "")]
    assert told(job) == (State.DONE, 1.0, "choosing", "")
    assert (job.ended_at is not None, job.leased_until, job.attempts) == (True, None, 1)


def test_one_that_is_cancelled_while_it_waits_never_begins() -> None:
    done: list[str] = []
    job = started(lambda _report: done.append("something"))
    cancel(job)
    assert told(job)[0] == State.CANCELLED
    run_queue()
    assert (told(job)[0], done) == (State.CANCELLED, [])


def test_one_that_is_cancelled_while_it_runs_stops_at_its_next_report() -> None:
    done: list[str] = []

    def work(report: Report) -> None:
        report(0.1, "choosing")
        cancel(job)
        done.append("still choosing")
        report(0.2, "comparing")
        done.append("comparing")

    job = started(work)
    run_queue()
    assert (told(job), done) == ((State.CANCELLED, 0.2, "comparing", ""), ["still choosing"])


def test_cancelling_what_has_ended_changes_nothing() -> None:
    job = started(lambda _report: None)
    run_queue()
    cancel(job)
    assert (told(job)[0], job.cancel_wanted) == (State.DONE, False)


def test_wrong_input_is_told_as_it_is() -> None:
    faults = [
        Fault("managers", "nobody is there", "Add one"),
        Fault("business.country", "is missing", "Say it"),
    ]

    def work(_report: Report) -> None:
        raise InputError(faults)

    job = started(work)
    run_queue()
    assert told(job) == (
        State.FAILED,
        0.0,
        "",
        "managers: nobody is there. Add one\nbusiness.country: is missing. Say it",
    )


def test_a_failure_of_ours_is_told_in_a_sentence_and_logged_with_the_rest() -> None:
    def work(_report: Report) -> None:
        raise ZeroDivisionError

    job = started(work)
    with capture_logs() as logged:
        run_queue()
    assert told(job)[3] == "Something broke here, and it is not your doing. Try again."
    assert [(line["event"], line["job"], line["log_level"]) for line in logged] == [
        ("job failed", job.key, "error")
    ]
    assert "exc_info" in logged[0]


def test_a_job_exists_only_if_what_asked_for_it_does() -> None:
    with transaction.atomic():
        started(lambda _report: None)
        transaction.set_rollback(True)
    assert (Job.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_its_lease_is_renewed_while_the_engine_works_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(domain, "BEAT", 0.02)
    leases: list[datetime] = []

    def work(_report: Report) -> None:
        deadline = time.monotonic() + 20
        while len(set(leases)) < 3 and time.monotonic() < deadline:
            lease = Job.objects.get(pk=job.pk).leased_until
            if lease:
                leases.append(lease)
            time.sleep(0.02)

    job = started(work)
    run_queue()
    assert (told(job)[0], len(set(leases)), leases == sorted(leases)) == (State.DONE, 3, True)


def test_who_was_taken_for_lost_writes_nothing_more() -> None:
    def work(report: Report) -> None:
        report(0.3, "choosing")
        Job.objects.filter(pk=job.pk).update(attempts=2, share=0.1, doing="begun anew")
        report(0.4, "comparing")

    job = started(work)
    with capture_logs() as logged:
        run_queue()
    assert told(job) == (State.RUNNING, 0.1, "begun anew", "")
    assert [line["event"] for line in logged] == ["job was taken over by another worker"]


def test_a_worker_that_is_told_to_stop_gives_the_lease_back() -> None:
    def work(_report: Report) -> None:
        raise SystemExit

    job = started(work)
    run_queue()
    told(job)
    assert job.leased_until is not None
    assert (job.state, job.attempts, job.leased_until <= timezone.now()) == (State.RUNNING, 0, True)
