"""What the queue runs."""

from django_tasks import task

from outhaul.apps.jobs.domain.running import running
from outhaul.apps.planning.domain.making import prove_plan
from outhaul.apps.planning.domain.plans import keep_report, make_report
from outhaul.apps.planning.models import Plan
from outhaul.apps.tongue import told_in
from outhaul.reference.tables import load
from outhaul.wording.tongue import ENGLISH


@task
def make(job: str, plan: str, language: str = ENGLISH) -> None:
    """Make the plan with the key `plan`, telling `job` how far it is; its page is in `language` first."""
    with running(job) as report:
        wanted = Plan.objects.filter(key=plan).first()
        if report is None or wanted is None:
            return
        made = make_report(wanted, load(), report)
        with told_in(language):
            keep_report(wanted, made)


@task
def prove(job: str, plan: str) -> None:
    """Make the plan with the key `plan` anew, to compare it with what is kept."""
    with running(job) as report:
        kept = Plan.objects.select_related("business").filter(key=plan).first()
        if report is not None and kept is not None:
            prove_plan(kept, report)
