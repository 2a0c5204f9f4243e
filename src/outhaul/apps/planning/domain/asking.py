"""Ask for a plan, or for the proof of one, and stop what was asked for."""

from django.db import transaction

from outhaul import __version__
from outhaul.apps.audit.domain.trail import record
from outhaul.apps.jobs.domain.running import cancel, start
from outhaul.apps.jobs.models import Job
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import Business
from outhaul.apps.planning.domain.access import hold_business
from outhaul.apps.planning.domain.content import business_of, hash_of
from outhaul.apps.planning.domain.plans import inputs_of
from outhaul.apps.planning.domain.tasks import make, prove
from outhaul.apps.planning.models import Plan, Scenario
from outhaul.reference.tables import Reference
from outhaul.wording.tongue import spoken


@transaction.atomic
def ask_for_plan(
    visit: Visit,
    *,
    reference: Reference,
    scenario: Scenario | None = None,
    scenarios: int = 4096,
    seed: int = 1,
) -> Plan:
    """Check what the business told, keep it as a plan's input, and put the making into the queue.

    A plan of the very same inputs that is made, or on its way, is returned instead of a second one.
    Records `asked for`.

    Raises:
        InputError: something is missing or wrong; the places read `table.key.field`.
    """
    hold_business(visit)
    inputs = inputs_of(visit.business, scenario)
    business_of(inputs, reference)
    twin = _twin(visit.business, scenario, hash_of(inputs), (seed, scenarios), reference)
    if twin is not None:
        return twin
    plan = Plan.objects.create(
        business=visit.business,
        scenario=scenario,
        inputs=inputs,
        inputs_hash=hash_of(inputs),
        seed=seed,
        scenarios=scenarios,
        engine=__version__,
        reference_checksum=reference.checksum,
        asked_by=visit.user,
    )
    plan.job = start(make, scope=visit.business.key, plan=plan.key, language=spoken())
    plan.save(update_fields=["job"])
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="asked for",
        thing="plan",
        name=scenario.name if scenario else "",
    )
    return plan


def _twin(
    business: Business,
    scenario: Scenario | None,
    inputs_hash: str,
    draws: tuple[int, int],
    reference: Reference,
) -> Plan | None:
    seed, scenarios = draws
    same = Plan.objects.filter(
        business=business,
        scenario=scenario,
        inputs_hash=inputs_hash,
        seed=seed,
        scenarios=scenarios,
        engine=__version__,
        reference_checksum=reference.checksum,
    ).exclude(job__state__in=("failed", "cancelled"))
    return same.select_related("job").first()


@transaction.atomic
def stop_plan(visit: Visit, plan: Plan) -> None:
    """Stop the making of `plan`; records `stopped`. Nothing happens where it has ended already."""
    if plan.job is None or plan.job.is_over:
        return
    cancel(plan.job)
    record(scope=visit.business.key, actor=visit.user, verb="stopped", thing="plan")


@transaction.atomic
def ask_for_proof(visit: Visit, plan: Plan) -> Job:
    """Put the making anew of `plan` into the queue, only to compare; records `asked for` a proof."""
    job = start(prove, scope=visit.business.key, plan=plan.key)
    record(scope=visit.business.key, actor=visit.user, verb="asked for", thing="proof", name=plan.headline)
    return job
