"""What own figures say: assumptions updated each month, to be taken over by the owner (§PERFORM-9)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import Business
from outhaul.apps.planning.domain.entries import set_field, single
from outhaul.apps.planning.domain.scenarios import keep_scenario
from outhaul.apps.planning.domain.trying import standing_of, try_scenario
from outhaul.apps.planning.models import Plan
from outhaul.apps.review.domain.delivered import Delivery
from outhaul.apps.review.domain.home import Home, home_of
from outhaul.apps.review.domain.looking_back import ENDED_BY
from outhaul.apps.review.domain.months import last_day, later, month_of
from outhaul.apps.review.domain.portfolio import Portfolio, begins_on, ended_on, portfolio_of
from outhaul.apps.review.domain.worked import monthly_load, monthly_productivity
from outhaul.apps.review.models import Learned, Retrospective
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Engagement
from outhaul.engine.assumptions import Assumptions
from outhaul.engine.performance.learning import Lesson, attrition, lognormal
from outhaul.lifecycle import NotNow
from outhaul.reference.tables import Reference

REWORK, LEAVING, DAYS, SKILL, LOAD = "rho0", "lambda0", "days_to_accept", "skill", "mu0"
TAKEN = frozenset({REWORK, LEAVING, SKILL, LOAD})
"""Assumptions of the plan; the days until an answer are shown, the plan does not use them."""
DIGITS = 4
A_YEAR = 365.25
HOURS_SPREAD = 0.3
"""Deviation, in logarithms, of one month's accepted hours around what is true (assumption, 0.2 to 0.5)."""


@dataclass(frozen=True, slots=True)
class Range:
    """An assumption as the engine declares it."""

    value: float
    low: float
    high: float


RANGES: Mapping[str, Range] = {
    item.name: Range(float(item.default), item.metadata["low"], item.metadata["high"])  # type: ignore[arg-type] # a number
    for item in fields(Assumptions)
    if item.name in TAKEN
} | {DAYS: Range(2.0, 0.5, 8.0)}
"""Name -> what is assumed before anything is known."""


def learn_from_months() -> int:
    """Learn from every month that is over, for every business with work handed out. Returns how many rows."""
    businesses = Business.objects.filter(engagements__activated_at__isnull=False).distinct()
    return sum(learn_from_month(business) for business in businesses)


@transaction.atomic
def learn_from_month(business: Business) -> int:
    """Keep what own figures say up to the end of the last month; once a month. Returns how many rows."""
    home = home_of(business)
    month = later(month_of(home.today), -1)
    if Learned.objects.filter(business=business, month=month).exists():
        return 0
    portfolio = portfolio_of(business)
    rows = [
        Learned(
            business=business,
            month=month,
            name=name,
            prior=lesson.prior,
            posterior=lesson.posterior,
            low=lesson.low,
            high=lesson.high,
            seen=lesson.seen,
        )
        for name, lesson in lessons(portfolio, month).items()
        if lesson.seen > 0
    ]
    Learned.objects.bulk_create(rows)
    return len(rows)


def lessons(portfolio: Portfolio, until: date) -> Mapping[str, Lesson]:
    """Return what own figures say up to the end of the month `until`."""
    rework, days = RANGES[REWORK], RANGES[DAYS]
    leaving, skill, load = RANGES[LEAVING], RANGES[SKILL], RANGES[LOAD]
    productivity = monthly_productivity(portfolio, until, usual=skill.value, name=SKILL)
    return {
        REWORK: lognormal(rework.value, rework.low, rework.high, monthly_rework(portfolio, until)),
        LEAVING: attrition(
            leaving.value,
            leaving.low,
            leaving.high,
            left=left_by_own_will(portfolio.rows),
            years=contractor_years(portfolio.rows, portfolio.home, until),
        ),
        DAYS: lognormal(days.value, days.low, days.high, monthly_days(portfolio, until)),
        SKILL: lognormal(skill.value, skill.low, skill.high, productivity, spread=HOURS_SPREAD),
        LOAD: lognormal(load.value, load.low, load.high, monthly_load(portfolio, until, name=LOAD)),
    }


def monthly_rework(portfolio: Portfolio, until: date) -> list[float]:
    """Return hours of rework for each accepted hour, month by month, where something was accepted."""
    found = []
    for those in _by_month(portfolio, until).values():
        share = sum(row.rework for row in those) / len(those)
        found.append(share / (1 - share) if share < 1 else 1.0)
    return found


def monthly_days(portfolio: Portfolio, until: date) -> list[float]:
    """Return the mean days until a version was answered, month by month."""
    found = []
    for those in _by_month(portfolio, until).values():
        waits = [
            (version.answered_at - version.made_at).total_seconds() / 86_400
            for row in those
            for version in row.versions
            if version.answered_at is not None
        ]
        if waits:
            found.append(max(0.1, sum(waits) / len(waits)))
    return found


def _by_month(portfolio: Portfolio, until: date) -> Mapping[date, list[Delivery]]:
    found: dict[date, list[Delivery]] = {}
    for facts in portfolio.facts.values():
        for row in facts.counted:
            if row.accepted_at is None or not row.versions:
                continue
            month = month_of(portfolio.home.day_of(row.accepted_at))
            if month <= until:
                found.setdefault(month, []).append(row)
    return dict(sorted(found.items()))


def contractor_years(rows: Iterable[Engagement], home: Home, until: date) -> float:
    """Return how many years contractors worked, all together, up to the end of the month `until`."""
    end = last_day(until)
    days = 0
    for row in rows:
        last = min(end, ended_on(row, home) or end)
        days += max(0, (last - begins_on(row, home)).days + 1)
    return days / A_YEAR


def left_by_own_will(rows: Sequence[Engagement]) -> int:
    """Return how many contractors left of their own will, as it was told when looking back (§PERFORM-10)."""
    over = [row.pk for row in rows if row.state in {EngagementState.CLOSING, EngagementState.CLOSED}]
    told = Retrospective.objects.filter(engagement__in=over).values_list("answers", flat=True)
    return sum(answers.get(ENDED_BY) == "contractor" for answers in told)


@transaction.atomic
def take_lesson_over(visit: Visit, lesson: Learned, *, reference: Reference) -> Learned:
    """Let the business assume what its own figures say; records `took over` and the change of the field.

    Raises:
        NotNow: the plan does not use it, or it was taken over already.
    """
    row = Learned.objects.select_for_update().get(pk=lesson.pk, business=visit.business)
    if row.name not in TAKEN or row.taken_at is not None:
        raise NotNow("lesson", "not to be taken over", "take over")
    entry = single(visit, "assumptions")
    row.before = entry.told.get(row.name)
    set_field(visit, entry, row.name, value_to_take(row), reference=reference)
    row.taken_at, row.taken_by = timezone.now(), visit.user
    row.save(update_fields=["before", "taken_at", "taken_by"])
    _record(visit, row, "took over")
    return row


@transaction.atomic
def give_lesson_back(visit: Visit, lesson: Learned, *, reference: Reference) -> Learned:
    """Undo it: let the assumption be what it was; records `gave back`.

    Raises:
        NotNow: it is not taken over.
        Conflict: somebody changed the assumption meanwhile; nothing is written then.
    """
    row = Learned.objects.select_for_update().get(pk=lesson.pk, business=visit.business)
    if row.taken_at is None:
        raise NotNow("lesson", "not taken over", "give back")
    entry = single(visit, "assumptions")
    set_field(visit, entry, row.name, row.before, reference=reference, was=value_to_take(row))
    row.taken_at, row.taken_by, row.before = None, None, None
    row.save(update_fields=["taken_at", "taken_by", "before"])
    _record(visit, row, "gave back")
    return row


def value_to_take(row: Learned) -> float:
    """Return what is taken over: within the range that is possible, to four digits."""
    known = RANGES[row.name]
    return round(min(known.high, max(known.low, row.posterior)), DIGITS)


def _record(visit: Visit, row: Learned, verb: str) -> None:
    record(scope=visit.business.key, actor=visit.user, verb=verb, thing="lesson", name=row.name)


def try_lessons(visit: Visit, rows: Iterable[Learned], *, name: str, reference: Reference) -> Plan:
    """Ask for the plan that would come out with these lessons, as a what-if.

    Raises:
        InputError: something is missing or wrong in what the business told.
    """
    changes = [
        ("assumptions", "assumptions", row.name, value_to_take(row)) for row in rows if row.name in TAKEN
    ]
    scenario = keep_scenario(visit, name=name, changes=changes)
    return try_scenario(visit, scenario, reference=reference, standing=standing_of(visit, reference))
