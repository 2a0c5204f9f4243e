"""Start a job, run it under a lease, tell how far it is, cancel it.

The queue is django-tasks-db: a job is enqueued in the caller's transaction, so it exists only if what
asked for it does. The queue alone forgets a task whose worker is killed; the lease remembers it, and
`lost` takes such a job up again. Whoever was taken for lost and comes back finds that the attempt is no
longer his, and writes nothing more.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks.base import Task

from outhaul.apps.jobs.models import ENDED, Job, State
from outhaul.faults import InputError

LEASE = timedelta(seconds=30)
BEAT = 8.0
"""Seconds between two renewals of a lease."""

log = structlog.get_logger()

Report = Callable[[float, str], None]
"""Told the share done, 0..1, and what is being done; raises `Cancelled` when that is wanted."""


class Cancelled(Exception):  # noqa: N818 -- a wish, not an error
    """Somebody wants the job to stop."""


class PutOff(Exception):  # noqa: N818 -- not now, but later
    """The work is to be tried again after a while; `again` puts it into the queue and returns its name."""

    def __init__(self, again: Callable[[datetime], str], after: timedelta) -> None:
        super().__init__(f"again in {after}")
        self.again, self.after = again, after


class TakenOver(Exception):  # noqa: N818 -- nothing went wrong with the work itself
    """The lease ran out, and another worker has the job."""


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
    Otherwise gives the function to report progress with. A worker that is told to stop in the middle
    gives the lease back, so that the job can be taken up at once.
    """
    attempt = _begin(key)
    if attempt is None:
        yield None
        return
    mine = Job.objects.filter(key=key, state=State.RUNNING, attempts=attempt)
    stop = threading.Event()
    keeper = threading.Thread(target=_keep_lease, args=(mine, stop), daemon=True)
    keeper.start()
    try:
        yield _reporter(mine)
    except Cancelled:
        _end(mine, State.CANCELLED)
    except PutOff as wish:
        _put_off(mine, wish)
    except TakenOver:
        log.warning("job was taken over by another worker", job=key, attempt=attempt)
    except InputError as error:
        _end(mine, State.FAILED, "\n".join(map(str, error.faults)))
    except Exception:
        log.exception("job failed", job=key)
        _end(mine, State.FAILED, "Something broke here, and it is not your doing. Try again.")
    except BaseException:
        mine.update(leased_until=timezone.now(), attempts=attempt - 1)
        raise
    else:
        _end(mine, State.DONE)
    finally:
        stop.set()
        keeper.join()


def _begin(key: str) -> int | None:
    """Take the lease and return the number of the attempt; None where there is nothing to do."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(key=key).first()
        if job is None or job.is_over:
            return None
        if job.cancel_wanted:
            _end(Job.objects.filter(key=key), State.CANCELLED)
            return None
        job.state, job.attempts, job.leased_until = State.RUNNING, job.attempts + 1, timezone.now() + LEASE
        job.save(update_fields=["state", "attempts", "leased_until"])
        return job.attempts


def _keep_lease(mine: QuerySet[Job], stop: threading.Event) -> None:
    while not stop.wait(BEAT):
        try:
            mine.update(leased_until=timezone.now() + LEASE)
        except OperationalError:  # the database is away for a moment; the lease outlasts several beats
            log.warning("lease not renewed", exc_info=True)
            connection.close()
    connection.close()


@transaction.atomic
def _put_off(mine: QuerySet[Job], wish: PutOff) -> None:
    job = mine.select_for_update().first()
    if job is not None:
        job.state, job.leased_until = State.WAITING, None
        job.task_id = wish.again(timezone.now() + wish.after)
        job.save(update_fields=["state", "leased_until", "task_id"])


def _reporter(mine: QuerySet[Job]) -> Report:
    def report(share: float, doing: str) -> None:
        now = timezone.now()
        if not mine.update(share=share, doing=doing[:200], leased_until=now + LEASE):
            raise TakenOver
        if mine.filter(cancel_wanted=True).exists():
            raise Cancelled

    return report


def _end(jobs: QuerySet[Job], state: State, fault: str = "") -> None:
    share = {"share": 1.0} if state == State.DONE else {}
    jobs.update(state=state, fault=fault, ended_at=timezone.now(), leased_until=None, **share)


@transaction.atomic
def cancel(job: Job) -> None:
    """Stop `job`: at once if it waits, at its next report if it runs; nothing happens if it has ended."""
    Job.objects.filter(pk=job.pk).exclude(state__in=ENDED).update(cancel_wanted=True)
    Job.objects.filter(pk=job.pk, state=State.WAITING).update(state=State.CANCELLED, ended_at=timezone.now())
