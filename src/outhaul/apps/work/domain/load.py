"""What each manager answers for, kept and handed out, and how many hours that takes (§MANAGE-17)."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Count, QuerySet, Window
from django.db.models.functions import RowNumber

from outhaul.apps.composed import Composed
from outhaul.apps.people.models import Business
from outhaul.apps.planning.domain.content import business_of, document_of
from outhaul.apps.planning.domain.plans import chosen_plan, report_of
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Engagement
from outhaul.engine import business as engine
from outhaul.engine import manage, match
from outhaul.engine.answers import answered
from outhaul.engine.assumptions import Assumptions, with_own
from outhaul.engine.workload import Duty
from outhaul.reference.tables import Reference

RUNNING = (
    EngagementState.SIGNING,
    EngagementState.ACTIVE,
    EngagementState.PAUSED,
    EngagementState.CLOSING,
)
"""States in which an engagement takes hours of its manager, or soon will."""
PILOT_SHARE = 0.5
"""What of a piloted process stays at home (§SCOPE-7)."""


ALIKE = ("manager", "process", "contractor__country", "hours_per_month", "starts_on", "ends_on")
"""Engagements with the same of these take the same hours of their manager, in the same months."""


class Alike(NamedTuple):
    """Running engagements that are the same in ALIKE, and how many they are."""

    manager: str
    process: str
    country: str
    hours: Decimal
    starts_on: date
    ends_on: date | None
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Who answers for what in one business."""

    managers: Mapping[str, engine.Manager]
    assumptions: Assumptions
    duties: Mapping[str, tuple[Duty, ...]]
    """Manager -> what they answer for, engagements alike as one; everybody is among them."""
    setting: "Setting"
    unassigned: tuple[str, ...] = field(default=())
    """Names of kept processes for which nobody is named."""

    def with_engagement(self, row: Engagement, manager: str, *, is_trained: bool) -> tuple[Duty, ...]:
        """Return what `manager` answers for once the engagement `row` is added."""
        duty = duty_of(row, self.setting, is_trained=is_trained)
        return (*self.duties.get(manager, ()), duty)


@dataclass(frozen=True)
class Setting:
    """What the hours of an engagement are worked out from."""

    business: engine.Business
    reference: Reference
    assumptions: Assumptions
    contractors: Mapping[str, int]
    """Process -> how many engagements work on it."""
    known: dict[tuple[str, str, int], tuple[float, bool]] = field(
        default_factory=dict, compare=False, repr=False
    )
    """Process, country and year -> what was worked out of them already: most engagements are alike there."""

    @cached_property
    def processes(self) -> dict[str, engine.Process]:
        """The processes by key."""
        return {process.id: process for process in self.business.processes}


def outlook_of(
    business: Business, reference: Reference, trained: Iterable[str], *, besides: Engagement | None = None
) -> Outlook:
    """Return who answers for what: every running engagement, `besides` left out, and all kept work.

    `besides` is the engagement that is asked about: its process counts as handed out.

    Kept work is that of the plan in force, under the manager whom it names; what it wants to hand out
    is kept until an engagement runs. `trained` are the managers whose load training brings down.

    Raises:
        InputError: what the business told of itself is incomplete or wrong.
    """
    told = business_of(document_of(business), reference)
    groups = [Alike(*row) for row in (_others(business, besides.pk) if besides else _running(business))]
    counted = Counter([besides.process] if besides else [])
    for group in groups:
        counted[group.process] += group.times
    setting = Setting(told, reference, with_own(told.assumptions), counted)
    managers = {manager.id: manager for manager in told.managers}
    duties: dict[str, list[Duty]] = {key: [] for key in managers}
    known = set(trained)
    for group in groups:
        if group.manager in duties:
            duties[group.manager].append(_duty(group, setting, is_trained=group.manager in known))
    unassigned = []
    named, shares = _plan(business)
    out = set(counted)
    for process in told.processes:
        share = shares.get(process.id, 0.0) if process.id in out else 1.0
        if share == 0:
            continue
        owner = named.get(process.id, next(iter(managers)) if len(managers) == 1 else "")
        if owner in duties:
            duties[owner].append(_kept(process, share, setting.assumptions))
        else:
            unassigned.append(process.name)
    return Outlook(
        managers=managers,
        assumptions=setting.assumptions,
        setting=setting,
        duties={key: tuple(found) for key, found in duties.items()},
        unassigned=tuple(unassigned),
    )


def setting_of(business: Business, reference: Reference) -> Setting:
    """Return what the hours of any engagement are worked out from, without reading the engagements.

    Raises:
        InputError: what the business told of itself is incomplete or wrong.
    """
    told = business_of(document_of(business), reference)
    running = Engagement.objects.filter(business=business, state__in=RUNNING).order_by()
    counted = dict(running.values_list("process").annotate(count=Count("pk")))
    return Setting(told, reference, with_own(told.assumptions), counted)


@Composed
def _running(business: Business) -> QuerySet[Engagement, Any]:
    """Return the running engagements, those alike as one row with their number: there may be thousands."""
    found = Engagement.objects.filter(business=business, state__in=RUNNING).order_by(*ALIKE)
    return found.values_list(*ALIKE).annotate(times=Count("pk"))


@Composed
def _others(business: Business, besides: int) -> QuerySet[Engagement, Any]:
    found = Engagement.objects.filter(business=business, state__in=RUNNING).order_by(*ALIKE)
    return found.exclude(pk=besides).values_list(*ALIKE).annotate(times=Count("pk"))


def newest_duties(
    business: Business, setting: Setting, trained: Container[str], most: int
) -> Mapping[str, tuple[Duty, ...]]:
    """Return manager -> the newest engagements that take hours of them, each by its own name; one query."""
    found: dict[str, list[Duty]] = {}
    for row in _newest(business, most=most):
        found.setdefault(row.manager, []).append(duty_of(row, setting, is_trained=row.manager in trained))
    return {manager: tuple(duties) for manager, duties in found.items()}


@Composed
def _newest(business: Business, *, most: int) -> QuerySet[Engagement]:
    place = Window(RowNumber(), partition_by="manager", order_by=["-made_at", "-pk"])
    running = Engagement.objects.filter(business=business, state__in=RUNNING).order_by()
    newest = running.annotate(place=place).filter(place__lte=most).values("pk")
    return Engagement.objects.filter(pk__in=newest).select_related("contractor")


def _plan(business: Business) -> tuple[dict[str, str], dict[str, float]]:
    """Return process -> manager and process -> share that stays, as the plan in force has them."""
    plan = chosen_plan(business)
    if plan is None or not plan.is_made:
        return {}, {}
    rows = report_of(plan).processes
    shares = {row.id: PILOT_SHARE for row in rows if row.decision == "pilot"}
    return {row.id: row.manager for row in rows}, shares


def _kept(process: engine.Process, share: float, assumptions: Assumptions) -> Duty:
    hours = manage.home_load(process.hours_per_month * share, assumptions)
    return Duty(name=process.name, hours=hours, start_hours=hours, is_kept=True)


def duty_of(row: Engagement, setting: Setting, *, is_trained: bool) -> Duty:
    """Return what an engagement takes of its manager (§MANAGE-2, §MANAGE-3)."""
    alike = Alike(
        row.manager, row.process, row.contractor.country, row.hours_per_month, row.starts_on, row.ends_on, 1
    )
    return _duty(alike, setting, is_trained=is_trained, name=f"{row.name}: {row.contractor.name}")


def _duty(group: Alike, setting: Setting, *, is_trained: bool, name: str = "") -> Duty:
    mu, is_standardised = _worked_out(group.process, group.country, group.starts_on.year, setting)
    settled, starting = _loads(mu, float(group.hours), setting.assumptions, is_trained=is_trained)
    return Duty(
        name=name or group.process,
        hours=settled,
        start_hours=starting,
        starts_on=group.starts_on,
        ends_on=group.ends_on,
        is_standardised=is_standardised,
        times=group.times,
    )


def _worked_out(process: str, country: str, year: int, setting: Setting) -> tuple[float, bool]:
    """Return manager hours for each hour, and whether the process is standardised; once for all alike."""
    place = (process, country, year)
    if place not in setting.known:
        known = setting.processes.get(process)
        is_standardised = known is not None and manage.is_standardised(answered(known).point)
        setting.known[place] = _mu(known, country, year, setting), is_standardised
    return setting.known[place]


def _loads(mu: float, hours: float, assumptions: Assumptions, *, is_trained: bool) -> Iterator[float]:
    for month in (None, 1):
        yield manage.engagement_load(mu, hours, assumptions, month=month, trained=is_trained)


def _mu(process: engine.Process | None, country: str, year: int, setting: Setting) -> float:
    """Return manager hours for each hour; a process or country that nobody knows takes the base."""
    if process is None or country not in setting.reference.countries:
        return setting.assumptions.mu0
    fit = match.fit(
        setting.reference,
        setting.business.home,
        process,
        country,
        setting.assumptions,
        year=year,
    )
    return manage.load_per_hour(
        language=fit.language_in_use,
        communication=fit.kappa,
        synchronous=fit.sigma,
        overlap=fit.overlap.mean,
        overlap_needed=fit.overlap_useful,
        assumptions=setting.assumptions,
        contractors=max(1, setting.contractors.get(process.id, 1)),
    )
