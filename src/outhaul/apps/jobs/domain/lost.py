"""Take up again what a worker left undone that was killed, or cut off."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from outhaul.apps.jobs.domain.running import LEASE
from outhaul.apps.jobs.models import Job, State

MOST_ATTEMPTS = 3
INTERRUPTED = "The work was interrupted again and again. Try again."


@transaction.atomic
def take_up_lost(*, everything: bool = False) -> int:
    """Put jobs back into the queue whose worker was lost, and return how many.

    Lost is a running job whose lease has run out, and a waiting one that a worker took out of the queue
    without ever beginning it; with `everything` whatever was taken out, as when the one worker of an
    embedded database starts. A job that was lost `MOST_ATTEMPTS` times fails.
    """
    count = 0
    for job in _lost(everything=everything):
        if job.attempts >= MOST_ATTEMPTS:
            Job.objects.filter(pk=job.pk).update(
                state=State.FAILED, fault=INTERRUPTED, ended_at=timezone.now(), leased_until=None
            )
            continue
        Job.objects.filter(pk=job.pk).update(state=State.WAITING, leased_until=None, share=0.0)
        DBTaskResult.objects.filter(id=job.task_id).update(status=TaskResultStatus.READY)
        count += 1
    return count


def _lost(*, everything: bool) -> Iterator[Job]:
    now = timezone.now()
    running = Job.objects.select_for_update().filter(state=State.RUNNING)
    yield from running if everything else running.filter(leased_until__lt=now)
    taken = DBTaskResult.objects.exclude(status=TaskResultStatus.READY)
    if not everything:
        taken = taken.filter(started_at__lt=now - LEASE)
    for job in Job.objects.select_for_update().filter(state=State.WAITING).exclude(task_id=""):
        if taken.filter(id=job.task_id).exists():
            job.attempts += 1
            job.save(update_fields=["attempts"])
            yield job
