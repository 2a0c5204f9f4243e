"""How far the making of a plan is, what it rests on, and the proof that it can be made again."""

from dataclasses import dataclass

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from outhaul import __version__
from outhaul.apps.audit.domain.trail import record
from outhaul.apps.jobs.domain.running import Report
from outhaul.apps.jobs.models import Job, State
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.plans import report_hash_of
from outhaul.apps.planning.models import Plan
from outhaul.reference.tables import Reference, load

SAME, DIFFERENT = "the same, bit for bit", "different"
"""What a proof found, as its job tells it."""


def access_proof(visit: Visit, key: str) -> Job:
    """Return one job of the business. Raises Http404 where there is none."""
    found = Job.objects.filter(scope=visit.business.key, key=key, plan=None).first()
    if found is None:
        raise Http404
    return found


@transaction.atomic
def keep_proof(plan: Plan, *, same: bool) -> str:
    """Record `proved`, with whether `plan` came out the same, and return that in words."""
    changes = {"same": (None, same)}
    record(
        scope=plan.business.key,
        actor=None,
        verb="proved",
        thing="plan",
        name=plan.headline,
        changes=changes,
    )
    return SAME if same else DIFFERENT


def prove_plan(plan: Plan, report_progress: Report) -> None:
    """Make `plan` anew, compare it with what is kept, and report what was found as the last word."""
    same = report_hash_of(plan, load(), report_progress) == plan.report_hash
    report_progress(1.0, keep_proof(plan, same=same))


@dataclass(frozen=True, slots=True)
class Changed:
    """What a plan rests on that is no longer what it was."""

    engine: bool
    reference: bool


def changed_since(plan: Plan, reference: Reference) -> Changed:
    """Return whether the engine or the reference figures have changed since `plan` was made."""
    return Changed(plan.engine != __version__, plan.reference_checksum != reference.checksum)


def seconds_of(job: Job) -> int:
    """Return for how long `job` has been waited for, to its end where it has ended."""
    return round(((job.ended_at or timezone.now()) - job.asked_at).total_seconds())


def is_taken_up_again(job: Job) -> bool:
    """Whether `job` waits for a new worker because an earlier one was lost."""
    return job.state == State.WAITING and job.attempts > 0
