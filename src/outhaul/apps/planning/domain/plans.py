"""What a plan is made from, its report and its page, and which plan is the business's own."""

import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256

import msgspec
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from outhaul import __version__
from outhaul.apps.audit.domain.trail import record
from outhaul.apps.composed import Composed
from outhaul.apps.jobs.domain.running import Report
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import Business
from outhaul.apps.planning.domain.content import (
    Change,
    Document,
    business_of,
    document_of,
    hash_of,
    quote_keys,
    with_changes,
)
from outhaul.apps.planning.models import Plan, Scenario
from outhaul.documents import plan_html
from outhaul.engine.glossary import recalled
from outhaul.engine.report import PlanReport
from outhaul.reference.tables import Reference, load
from outhaul.wording.sentences import with_names
from outhaul.wording.summary import headline
from outhaul.wording.tongue import ENGLISH, English, speaking, spoken

REPLICATES = 8
LAYOUT = f"{__version__} by language"
"""Which version laid out the pages of a plan, and that they are kept by language."""


@transaction.atomic
def keep_made_plan(visit: Visit, report: PlanReport, *, reference: Reference) -> Plan:
    """Keep a plan that was made elsewhere from just what the business says now, and choose it."""
    inputs = inputs_of(visit.business)
    plan = Plan.objects.create(
        business=visit.business,
        inputs=inputs,
        inputs_hash=hash_of(inputs),
        seed=report.seed,
        scenarios=report.scenarios // REPLICATES,
        engine=__version__,
        reference_checksum=reference.checksum,
        asked_by=visit.user,
    )
    keep_report(plan, report)
    choose_plan(visit, plan)
    return plan


def inputs_of(business: Business, scenario: Scenario | None = None) -> Document:
    """Return what a plan asked for now would be made from."""
    changes: Sequence[Change] = [tuple(change) for change in scenario.changes] if scenario else ()
    quotes = quote_keys(business) if any(change[0] == "quotes" for change in changes) else ()
    return with_changes(document_of(business), changes, quotes)


def is_stale(plan: Plan, now: Document, reference: Reference) -> bool:
    """Whether what `plan` was made from is no longer what the business (or its what-if) says, or knows.

    `now` is `inputs_of` the business and the plan's what-if.
    """
    return plan.inputs_hash != hash_of(now) or plan.reference_checksum != reference.checksum


def make_report(plan: Plan, reference: Reference, report_progress: Report) -> PlanReport:
    """Make the report that `plan` stands for; equal plans give equal reports."""
    from outhaul.engine.plan.make import make_plan  # noqa: PLC0415 -- the solver: whoever plans waits for it

    return make_plan(
        business_of(plan.inputs, reference),
        reference,
        seed=plan.seed,
        scenarios=plan.scenarios,
        replicates=REPLICATES,
        progress=report_progress,
    )


def keep_report(plan: Plan, report: PlanReport) -> None:
    """Keep the report of a plan, its headline in English, and its page in the language spoken."""
    encoded = msgspec.json.encode(report)
    plan.report, plan.report_hash = zlib.compress(encoded), sha256(encoded).hexdigest()
    with speaking(English()):
        plan.headline = headline(report)
    plan.save(update_fields=["report", "report_hash", "headline"])
    _lay_out(plan, {})


def report_of(plan: Plan) -> PlanReport:
    """Return the report of a plan that is made, to be told in the language spoken.

    Raises ValueError where it is not made.
    """
    if plan.report is None:
        raise ValueError(f"{plan.key} is not made yet")
    return with_names(_read(plan.report))


@lru_cache(maxsize=8)
def _read(kept: bytes) -> PlanReport:
    """Return the report that is kept as `kept`; pages ask for it again and again."""
    return recalled(msgspec.json.decode(zlib.decompress(kept), type=PlanReport))


def page_of(plan: Plan) -> str:
    """Return the page of a plan that is made, in the language spoken.

    It is laid out when it is first read in a language, or first read with another version.
    """
    pages: dict[str, str] = {}
    if plan.page is not None and plan.page_of == LAYOUT:
        pages = msgspec.json.decode(zlib.decompress(plan.page), type=dict[str, str])
    return pages.get(spoken()) or _lay_out(plan, pages)


def _lay_out(plan: Plan, others: Mapping[str, str]) -> str:
    """Lay out the page of a plan in the language spoken, and keep it beside those in `others`."""
    laid_out = plan_html.body(report_of(plan))
    pages = {**others, spoken(): laid_out}
    plan.page, plan.page_of = zlib.compress(msgspec.json.encode(pages)), LAYOUT
    plan.save(update_fields=["page", "page_of"])
    return laid_out


def headline_of(plan: Plan) -> str:
    """Return the headline of a plan in the language spoken; nothing where it is not made."""
    if not plan.is_made or spoken() == ENGLISH:
        return plan.headline
    return headline(report_of(plan))


def is_reproducible(plan: Plan) -> bool:
    """Make the report of `plan` once more and say whether it is the same, bit for bit."""
    return report_hash_of(plan, load(), lambda _share, _doing: None) == plan.report_hash


def report_hash_of(plan: Plan, reference: Reference, report_progress: Report) -> str:
    """Make the report of `plan` once more and return its SHA-256."""
    report = make_report(plan, reference, report_progress)
    return sha256(msgspec.json.encode(report)).hexdigest()


@transaction.atomic
def choose_plan(visit: Visit, plan: Plan) -> None:
    """Let `plan` be the business's own from now on; records `chose`, with the headline."""
    plan.chosen_by, plan.chosen_at = visit.user, timezone.now()
    plan.save(update_fields=["chosen_by", "chosen_at"])
    record(scope=visit.business.key, actor=visit.user, verb="chose", thing="plan", name=plan.headline)


def chosen_plan(business: Business) -> Plan | None:
    """Return the business's own plan: the one chosen last."""
    return next(iter(_chosen(business)), None)


@Composed
def _chosen(business: Business) -> QuerySet[Plan]:
    found = Plan.objects.filter(business=business, chosen_at__isnull=False).defer("inputs", "page")
    return found.order_by("-chosen_at", "-pk")[:1]
