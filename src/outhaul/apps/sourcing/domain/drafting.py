"""What a brief is written from: the process, the plan in force and its line."""

from dataclasses import dataclass

from django.http import Http404

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.access import access_plans
from outhaul.apps.planning.domain.content import business_of, document_of
from outhaul.apps.planning.domain.plans import report_of
from outhaul.apps.planning.domain.work import Item, WorkList, work_of
from outhaul.apps.planning.models import Plan
from outhaul.apps.sourcing.domain.content import content_of
from outhaul.apps.sourcing.models import Brief as Row
from outhaul.engine.brief import Brief
from outhaul.engine.briefing.draft import draft
from outhaul.engine.briefing.publishing import verdicts
from outhaul.engine.report import PlanReport, ProcessReport
from outhaul.engine.verdict import Verdict
from outhaul.reference.tables import Reference
from outhaul.wording.briefs import told_brief


def plan_in_force(visit: Visit) -> Plan | None:
    """Return the business's own plan, else the newest that is made; None where there is none."""
    made = access_plans(visit).exclude(report_hash="")
    chosen = made.filter(chosen_at__isnull=False).order_by("-chosen_at", "-pk").first()
    return chosen or made.filter(scenario=None).first()


def line_of(report: PlanReport, process: str) -> ProcessReport | None:
    """Return what a plan says of one process; None where it does not know it."""
    return next((line for line in report.processes if line.id == process), None)


def drafted(visit: Visit, process: str, plan: Plan | None, reference: Reference) -> Brief:
    """Return a brief for `process` in the language spoken, with the band of its line in `plan`.

    Raises:
        InputError: the business has not told enough yet to say what its work needs.
        Http404: it does no such work.
    """
    business = business_of(document_of(visit.business), reference)
    told = next((item for item in business.processes if item.id == process), None)
    if told is None:
        raise Http404
    line = line_of(report_of(plan), process) if plan and plan.is_made else None
    return told_brief(draft(told, business.home, reference, line))


def judged(
    visit: Visit, process: str, content: Brief, reference: Reference, *, work: WorkList | None = None
) -> tuple[Verdict, ...]:
    """Return what guard scope says of publishing `content` for `process` as the business tells it now."""
    work = work or work_of(visit, reference)
    item = _item(work, process)
    return verdicts(
        content,
        item.process if item else None,
        item.verdict if item else None,
        work.setting.assumptions,
    )


def _item(work: WorkList, process: str) -> Item | None:
    return next((item for item in work.items if item.entry.key == process), None)


@dataclass(frozen=True, slots=True)
class Band:
    """The fair band of one line of a plan, an hour."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Behind:
    """A brief is behind the plan in force, which has another band for its process, or none any more."""

    plan: Plan
    band: Band | None


def behind(visit: Visit, brief: Row) -> Behind | None:
    """Return how a brief differs from the plan in force; None where it does not, or there is none."""
    if brief.plan_id is None:
        return None
    plan = plan_in_force(visit)
    if plan is None or plan.pk == brief.plan_id:
        return None
    line = line_of(report_of(_whole(plan)), brief.process)
    band = Band(*line.rate.band) if line and line.rate and line.country else None
    content = content_of(brief)
    if band and (content.rate_low, content.rate_high) == (band.low, band.high):
        return None
    return Behind(plan, band)


def _whole(plan: Plan) -> Plan:
    """Return the plan with its report, which lists leave out."""
    plan.refresh_from_db(fields=["report"])
    return plan
