"""Where a business stands: how far it is on the way to a plan, and whether its plan still holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from outhaul.apps.jobs.models import Job
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.access import access_plans, access_scenarios, access_shares
from outhaul.apps.planning.domain.content import Document, document_of, hash_of, with_changes
from outhaul.apps.planning.domain.plans import is_stale
from outhaul.apps.planning.models import Plan, Scenario
from outhaul.documents.business_file.tables import BUSINESS, MANAGERS, PROCESSES, Table
from outhaul.reference.tables import Reference

NOTHING: tuple[object, ...] = (None, "", [], {})
"""What stands in a field that nobody has filled in."""


class Step(StrEnum):
    """The steps on the way from nothing to a plan that is shared."""

    BUSINESS = "business"
    PEOPLE = "people"
    WORK = "work"
    CORE = "core"
    PLAN = "plan"
    SHARE = "share"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How much a business has told so far."""

    missing: tuple[str, ...]
    """Fields of the business itself that a plan cannot do without."""
    managers: int
    """Managers of whom everything needed is told."""
    processes: int
    answered: int
    """Processes for which somebody has answered a question of the scope questionnaire."""

    @property
    def done(self) -> frozenset[Step]:
        """The steps of telling that are done."""
        enough = {
            Step.BUSINESS: not self.missing,
            Step.PEOPLE: self.managers > 0,
            Step.WORK: self.processes > 0,
            Step.CORE: 0 < self.processes == self.answered,
        }
        return frozenset(step for step, is_done in enough.items() if is_done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a business stands."""

    told: Told
    plan: Plan | None
    """Its own plan, else the newest that is made."""
    newer: Plan | None
    """A plan that was made after the chosen one."""
    job: Job | None
    """The making of a plan that is under way."""
    stale: bool
    """True if something that `plan` was made from has changed since."""
    waiting: tuple[Scenario, ...]
    """What-ifs that nobody has planned as they are now."""
    shared: bool

    @property
    def done(self) -> frozenset[Step]:
        """The steps that are done."""
        also = {Step.PLAN: self.plan is not None, Step.SHARE: self.shared}
        return self.told.done | frozenset(step for step, is_done in also.items() if is_done)

    @property
    def next(self) -> Step | None:
        """The first step that is not done."""
        return next((step for step in Step if step not in self.done), None)


def told_of(document: Document, name: str = "") -> Told:
    """Return how much of what a plan needs stands in `document`; `name` is the one the business came with."""
    return Told(
        missing=_missing(BUSINESS, document["business"][0] if document["business"] else {"name": name}),
        managers=sum(not _missing(MANAGERS, row) for row in document["managers"]),
        processes=sum(not _missing(PROCESSES, row) for row in document["processes"]),
        answered=sum(bool(row.get("answers")) for row in document["processes"]),
    )


def _missing(table: Table, row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in table.required() if row.get(name) in NOTHING)


def standing_of(visit: Visit, reference: Reference) -> Standing:
    """Return where the business of `visit` stands now."""
    document = document_of(visit.business)
    plans = access_plans(visit)
    job = _under_way(plans.filter(scenario=None).first())  # first, so that one that ends meanwhile is made
    made = plans.filter(scenario=None).exclude(report_hash="").first()
    chosen = plans.filter(chosen_at__isnull=False).order_by("-chosen_at", "-pk").first()
    plan = chosen or made
    return Standing(
        told=told_of(document, visit.business.name),
        plan=plan,
        newer=made if made and chosen and made.asked_at > chosen.asked_at else None,
        job=job,
        stale=plan is not None and is_stale(plan, _inputs(document, plan.scenario), reference),
        waiting=tuple(_waiting(visit, document, reference)),
        shared=plan is not None and access_shares(visit, plan).filter(revoked_at=None).exists(),
    )


def _inputs(document: Document, scenario: Scenario | None) -> Document:
    return with_changes(document, [tuple(change) for change in scenario.changes] if scenario else ())


def _under_way(newest: Plan | None) -> Job | None:
    return newest.job if newest and newest.job and not newest.job.is_over else None


def _waiting(visit: Visit, document: Document, reference: Reference) -> Iterable[Scenario]:
    """Return the what-ifs of which no plan is made from just what they say now."""
    scenarios = list(access_scenarios(visit))
    made = access_plans(visit).filter(scenario__in=scenarios).exclude(report_hash="")
    fresh = set(made.values_list("scenario", "inputs_hash", "reference_checksum")) if scenarios else set()
    for scenario in scenarios:
        now = hash_of(_inputs(document, scenario))
        if (scenario.pk, now, reference.checksum) not in fresh:
            yield scenario
