"""A job whose worker was lost is taken up again, but not for ever."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from outhaul.apps.jobs.domain.lost import INTERRUPTED, MOST_ATTEMPTS, take_up_lost
from outhaul.apps.jobs.models import Job, State

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(minutes=5)


def job_of(state: State, *, lease: timedelta | None = None, attempts: int = 1) -> Job:
    """A job that a worker took out of the queue five minutes ago."""
    now = timezone.now()
    kept = DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="tests.none",
        backend_name="default",
        run_after=now,
        started_at=now - LONG_AGO,
    )
    until = now + lease if lease is not None else None
    return Job.objects.create(
        scope="bakery", state=state, task_id=str(kept.id), leased_until=until, attempts=attempts
    )


def found(job: Job) -> tuple[str, str, str]:
    job.refresh_from_db()
    return job.state, job.fault, DBTaskResult.objects.get(id=job.task_id).status


def test_a_job_whose_lease_has_run_out_waits_again() -> None:
    job = job_of(State.RUNNING, lease=-LONG_AGO)
    assert (take_up_lost(), found(job)) == (1, (State.WAITING, "", TaskResultStatus.READY))


def test_a_job_whose_lease_runs_is_left_alone() -> None:
    job = job_of(State.RUNNING, lease=LONG_AGO)
    assert (take_up_lost(), found(job)) == (0, (State.RUNNING, "", TaskResultStatus.RUNNING))


def test_the_one_worker_of_an_embedded_database_takes_up_everything_at_its_start() -> None:
    job = job_of(State.RUNNING, lease=LONG_AGO)
    assert (take_up_lost(everything=True), found(job)) == (1, (State.WAITING, "", TaskResultStatus.READY))


def test_a_job_that_a_worker_took_and_never_began_waits_again() -> None:
    job = job_of(State.WAITING, attempts=0)
    assert (take_up_lost(), found(job), job.attempts) == (1, (State.WAITING, "", TaskResultStatus.READY), 1)


def test_a_job_that_waits_its_turn_is_left_alone() -> None:
    job = job_of(State.WAITING, attempts=0)
    DBTaskResult.objects.update(status=TaskResultStatus.READY, started_at=None)
    assert (take_up_lost(everything=True), found(job)) == (0, (State.WAITING, "", TaskResultStatus.READY))


@pytest.mark.parametrize("state", [State.DONE, State.FAILED, State.CANCELLED])
def test_what_has_ended_stays_ended(state: State) -> None:
    job = job_of(state, lease=-LONG_AGO)
    assert (take_up_lost(everything=True), found(job)[0]) == (0, state)


def test_a_job_that_was_lost_three_times_fails_in_a_persons_words() -> None:
    assert MOST_ATTEMPTS == 3
    twice, thrice = (job_of(State.RUNNING, lease=-LONG_AGO, attempts=number) for number in (2, 3))
    assert take_up_lost() == 1
    assert (found(twice)[0], found(thrice)) == (
        State.WAITING,
        (State.FAILED, INTERRUPTED, TaskResultStatus.RUNNING),
    )
    assert thrice.ended_at is not None
