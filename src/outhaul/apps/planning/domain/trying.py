"""Try what-ifs: which plan they are held against, how they stand, and the asking for their plans."""

import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import msgspec
from django.db.models import Case, OuterRef, Q, Subquery, When

from outhaul.apps.jobs.models import ENDED
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.access import access_scenarios
from outhaul.apps.planning.domain.asking import ask_for_plan
from outhaul.apps.planning.domain.content import (
    Change,
    Document,
    document_of,
    hash_of,
    quote_keys,
    with_changes,
)
from outhaul.apps.planning.models import Plan, Scenario
from outhaul.engine.report import Headline
from outhaul.faults import InputError
from outhaul.reference.tables import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """The figures of a plan that a list shows; read without the rest of the report."""

    currency: str
    country: str
    horizon_months: int
    headline: Headline | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a business says now, and the plan that what-ifs are held against."""

    document: Document
    quotes: tuple[str, ...]
    checksum: str
    """Of the reference tables that are in use."""
    base: Plan | None
    """A plan of just what the business says now; else its newest one; None where there is none."""

    @property
    def is_base_stale(self) -> bool:
        """Whether the business says, or the reference tables know, something else than its plan."""
        return self.base is not None and self.is_stale(self.base, ())

    def is_stale(self, plan: Plan, changes: Sequence[Change]) -> bool:
        """Whether `plan`, made with `changes`, would come out otherwise if it were made now."""
        now = hash_of(with_changes(self.document, changes, self.quotes))
        return plan.inputs_hash != now or plan.reference_checksum != self.checksum


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A what-if and how it stands."""

    scenario: Scenario
    made: Plan | None
    """Its newest plan that is made."""
    newest: Plan | None
    """Its newest plan, made or not."""
    is_stale: bool
    """Whether its newest plan is not of what it says now."""

    @property
    def is_under_way(self) -> bool:
        """Whether a plan is being made."""
        job = self.newest.job if self.newest else None
        return job is not None and job.state not in ENDED


def standing_of(visit: Visit, reference: Reference) -> Standing:
    """Return what the business says now and the plan to hold what-ifs against; three queries."""
    document = document_of(visit.business)
    return Standing(
        document=document,
        quotes=quote_keys(visit.business) if document["quotes"] else (),
        checksum=reference.checksum,
        base=_base(visit, hash_of(document), reference.checksum),
    )


def _base(visit: Visit, inputs_hash: str, checksum: str) -> Plan | None:
    """Return a made plan of just these inputs, whoever asked for it; else the business's newest one."""
    current = Q(inputs_hash=inputs_hash, reference_checksum=checksum)
    made = Plan.objects.filter(business=visit.business, report__isnull=False)
    return (
        made.filter(current | Q(scenario=None))
        .annotate(rank=Case(When(current & Q(scenario=None), then=0), When(current, then=1), default=2))
        .order_by("rank", "-asked_at", "-pk")
        .select_related("job")
        .defer("inputs", "page")
        .first()
    )


def tried(visit: Visit, standing: Standing, scenarios: Sequence[Scenario] | None = None) -> tuple[Tried, ...]:
    """Return how each what-if stands, newest first; two queries, however many there are."""
    newest = Plan.objects.filter(scenario=OuterRef("pk")).order_by("-asked_at", "-pk").values("pk")
    found = access_scenarios(visit).annotate(
        newest=Subquery(newest[:1]), made=Subquery(newest.filter(report__isnull=False)[:1])
    )
    if scenarios is not None:
        found = found.filter(pk__in=[scenario.pk for scenario in scenarios])
    rows = list(found)
    wanted = {pk for row in rows for pk in (row.newest, row.made) if pk}
    plans = Plan.objects.filter(pk__in=wanted).select_related("job").defer("inputs", "page")
    by_key = {plan.pk: plan for plan in plans}
    return tuple(_tried(standing, row, by_key.get(row.made), by_key.get(row.newest)) for row in rows)


def _tried(standing: Standing, scenario: Scenario, made: Plan | None, newest: Plan | None) -> Tried:
    stale = made is not None and standing.is_stale(made, changes_of(scenario))
    return Tried(scenario=scenario, made=made, newest=newest, is_stale=stale)


def changes_of(scenario: Scenario) -> tuple[Change, ...]:
    """Return the changes of a what-if."""
    return tuple((table, key, field, value) for table, key, field, value in scenario.changes)


def glance(plan: Plan) -> Glance:
    """Return the figures of a plan that is made."""
    if plan.report is None:
        raise ValueError(f"{plan.key} is not made yet")
    return msgspec.json.decode(zlib.decompress(plan.report), type=Glance)


def try_scenario(
    visit: Visit, scenario: Scenario, *, reference: Reference, standing: Standing, scenarios: int = 4096
) -> Plan:
    """Ask for the plan of a what-if, and for that of the business where there is none of today.

    So both are made from the same business, on the same random numbers. Records `asked for`.

    Raises:
        InputError: something is missing or wrong, in the business or in the changes.
    """
    plan = ask_for_plan(visit, reference=reference, scenario=scenario, scenarios=scenarios)
    if standing.base is None or standing.is_base_stale:
        with suppress(InputError):  # the what-if may be what mends the business
            ask_for_plan(visit, reference=reference, scenarios=scenarios)
    return plan
