"""Start a job, run it under a lease, cancel it, take it up again when its worker was lost.

The queue is django-tasks-db: a job is enqueued in the caller's transaction, so it exists only if what
asked for it does. The queue alone forgets a task whose worker is killed; the lease remembers it.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import structlog
from django.db import connection, transaction
from django.utils import timezone
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from outhaul.apps.jobs.models import ENDED, Job, State
from outhaul.faults import InputError

LEASE = timedelta(seconds=30)
BEAT = 8.0
"""Seconds between two renewals of a lease."""
MOST_ATTEMPTS = 3

log = structlog.get_logger()

Report = Callable[[float, str], None]
"""Told the share done, 0..1, and what is being done; raises `Cancelled` when that is wanted."""


class Cancelled(Exception):  # noqa: N818 -- a wish, not an error
    """Somebody wants the job to stop."""


@transaction.atomic
def start(task: Task[Any, Any], *, scope: str, **arguments: object) -> Job:
    """Keep a new job and put `task(job_key, **arguments)` into the queue, both or neither."""
    job = Job.objects.create(scope=scope)
    job.task_id = str(task.enqueue(job.key, **arguments).id)
    job.save(update_fields=["task_id"])
    return job


@contextmanager
def running(key: str) -> Iterator[Report | None]:
    """Run the job `key` under a lease; what is raised inside ends it as failed or cancelled.

    Gives None where there is nothing to do, because the job has ended or was cancelled before it began.
    Otherwise gives the function to report progress with.
    """
    if not _begin(key):
        yield None
        return
    stop = threading.Event()
    keeper = threading.Thread(target=_keep_lease, args=(key, stop), daemon=True)
    keeper.start()
    try:
        yield _reporter(key)
    except Cancelled:
        _end(key, State.CANCELLED)
    except InputError as error:
        _end(key, State.FAILED, "\n".join(map(str, error.faults)))
    except Exception:
        log.exception("job failed", job=key)
        _end(key, State.FAILED, "Something broke here, and it is not your doing. Try again.")
    else:
        _end(key, State.DONE)
    finally:
        stop.set()
        keeper.join()


def _begin(key: str) -> bool:
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(key=key).first()
        if job is None or job.is_over:
            return False
        if job.cancel_wanted:
            _end(key, State.CANCELLED)
            return False
        job.state, job.attempts, job.leased_until = State.RUNNING, job.attempts + 1, timezone.now() + LEASE
        job.save(update_fields=["state", "attempts", "leased_until"])
    return True


def _keep_lease(key: str, stop: threading.Event) -> None:
    while not stop.wait(BEAT):
        Job.objects.filter(key=key, state=State.RUNNING).update(leased_until=timezone.now() + LEASE)
    connection.close()


def _reporter(key: str) -> Report:
    def report(share: float, doing: str) -> None:
        Job.objects.filter(key=key).update(
            share=share, doing=doing[:200], leased_until=timezone.now() + LEASE
        )
        if Job.objects.filter(key=key, cancel_wanted=True).exists():
            raise Cancelled

    return report


def _end(key: str, state: State, fault: str = "") -> None:
    share = {"share": 1.0} if state == State.DONE else {}
    Job.objects.filter(key=key).update(
        state=state, fault=fault, ended_at=timezone.now(), leased_until=None, **share
    )


@transaction.atomic
def cancel(job: Job) -> None:
    """Stop `job`: at once if it waits, at its next report if it runs; nothing happens if it has ended."""
    Job.objects.filter(pk=job.pk).exclude(state__in=ENDED).update(cancel_wanted=True)
    Job.objects.filter(pk=job.pk, state=State.WAITING).update(state=State.CANCELLED, ended_at=timezone.now())


@transaction.atomic
def take_up_lost(*, everything: bool = False) -> int:
    """Put jobs back into the queue whose worker was lost, and return how many.

    Lost is a running job whose lease has run out; with `everything` any running job, as when the one
    worker of an embedded database starts. A job that was lost `MOST_ATTEMPTS` times fails.
    """
    lost = Job.objects.select_for_update().filter(state=State.RUNNING)
    if not everything:
        lost = lost.filter(leased_until__lt=timezone.now())
    count = 0
    for job in lost:
        if job.attempts >= MOST_ATTEMPTS:
            _end(job.key, State.FAILED, "The work was interrupted again and again. Try again.")
            continue
        Job.objects.filter(pk=job.pk).update(state=State.WAITING, leased_until=None, share=0.0)
        DBTaskResult.objects.filter(id=job.task_id).update(status=TaskResultStatus.READY)
        count += 1
    return count
