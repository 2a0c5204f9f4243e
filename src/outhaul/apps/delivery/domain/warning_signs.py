"""Where the warnings of delivery come from: rows of submissions, checkpoints, hours and checks (§RUN-12)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from statistics import fmean, median, stdev
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from outhaul.apps.delivery.domain.days import home_of
from outhaul.apps.delivery.domain.warnings import EarlyWarning, warns
from outhaul.apps.delivery.lifecycles import CheckpointState
from outhaul.apps.delivery.models import Checkpoint, Review
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.work.domain.classifying import Given, result_of
from outhaul.apps.work.domain.load import RUNNING, Outlook, outlook_of
from outhaul.apps.work.domain.training import trained_until
from outhaul.apps.work.models import Classification, Engagement
from outhaul.engine import warnings as engine
from outhaul.engine.answers import answered
from outhaul.engine.classification.questions import yardsticks
from outhaul.engine.schedule import WEEKS
from outhaul.engine.workload import calendar
from outhaul.faults import InputError
from outhaul.reference.tables import load
from outhaul.wording.tongue import later

USUAL_SPREAD = 2.0
"""Days by which deliveries differ where a business has too few of its own to tell (assumption)."""
ENOUGH = 5
LATELY = 200
"""Accepted deliverables by which it is told what is usual."""
MOST_RUNNING = 300
"""Engagements up to which the hours of all managers are worked out for a warning."""
CRITICAL = 3
"""Answer to C6 from which a process cannot stand still: gone, it would take months to run again."""


@warns
def of_deliveries(visit: Visit, engagements: Sequence[Engagement], today: date) -> Iterator[EarlyWarning]:  # noqa: ARG001 -- all are asked alike
    """W1 and W2: too few accepted at first, later and later."""
    firsts: dict[int, list[bool]] = defaultdict(list)
    late: dict[int, list[float]] = defaultdict(list)
    zone = home_of(visit.business).zone
    answers = Review.objects.filter(submission__milestone__engagement__in=engagements).order_by("made_at")
    for engagement, number, decision, days in _told(answers, zone):
        if number == 1:
            firsts[engagement].append(decision == "accepted")
        if decision == "accepted":
            late[engagement].append(days)
    mean, sd = _usual_lateness(visit, zone)
    for row in engagements:
        marks = firsts[row.pk]
        for sign in (
            engine.first_pass(sum(marks), len(marks)),
            engine.lateness(late[row.pk], mean=mean, sd=sd),
        ):
            if sign:
                yield EarlyWarning(row, sign, "run-look", later("Plan a look together"), posts=True)


def _told(answers: QuerySet[Review], zone: ZoneInfo) -> Iterator[tuple[int, int, str, float]]:
    """Give engagement, version, decision and days late of each answer."""
    of = ("submission__milestone__engagement", "submission__number", "decision")
    days = ("submission__made_at", "submission__milestone__due_on")
    for engagement, number, decision, made_at, due_on in answers.values_list(*of, *days):
        yield engagement, number, decision, float((made_at.astimezone(zone).date() - due_on).days)


def _usual_lateness(visit: Visit, zone: ZoneInfo) -> tuple[float, float]:
    """Return mean and standard deviation of the days late of what the business accepted lately."""
    accepted = Review.objects.filter(
        submission__milestone__engagement__business=visit.business, decision="accepted"
    )
    days = [late for *_of, late in _told(accepted.order_by("-made_at")[:LATELY], zone)]
    return (fmean(days), max(stdev(days), 1.0)) if len(days) >= ENOUGH else (0.0, USUAL_SPREAD)


@warns
def of_checkpoints(visit: Visit, engagements: Sequence[Engagement], today: date) -> Iterator[EarlyWarning]:  # noqa: ARG001 -- likewise
    """W3: nobody looked at the work."""
    days: dict[int, list[date]] = defaultdict(list)
    held: dict[int, date] = {}
    rows = Checkpoint.objects.filter(engagement__in=engagements).exclude(state=CheckpointState.CANCELLED)
    for key, on, state in rows.order_by("on").values_list("engagement", "on", "state"):
        days[key].append(on)
        if state == CheckpointState.HELD:
            held[key] = on
    for row in engagements:
        begun = max(row.starts_on, row.activated_at.date() if row.activated_at else row.starts_on)
        sign = engine.unseen((today - held.get(row.pk, begun)).days, _interval(days[row.pk]))
        if sign:
            yield EarlyWarning(row, sign, "run-look", later("Plan a look this week"), posts=True)


def _interval(days: Sequence[date]) -> int:
    """Return the rhythm of checkpoints in days, the nearest to what lies between them; 0 for a single one."""
    between = [(after - before).days for before, after in pairwise(days)]
    if not between:
        return 0
    usual = median(between)
    return min((7 * weeks for weeks in WEEKS.values()), key=lambda rhythm: abs(rhythm - usual))


@warns
def of_people(visit: Visit, engagements: Sequence[Engagement], today: date) -> Iterator[EarlyWarning]:
    """W6 and W7: a manager with too much, a process with one contractor only."""
    if Engagement.objects.filter(business=visit.business, state__in=RUNNING).count() > MOST_RUNNING:
        return
    reference, trained = load(), trained_until(visit.business, today)
    try:
        outlook = outlook_of(visit.business, reference, trained)
    except InputError:
        return
    yield from _overloads(outlook, engagements, today)
    yield from _leanings(outlook, engagements)


def _overloads(outlook: Outlook, engagements: Sequence[Engagement], today: date) -> Iterator[EarlyWarning]:
    newest = {row.manager: row for row in sorted(engagements, key=lambda row: row.pk)}
    before = date(today.year - (today.month == 1), (today.month - 2) % 12 + 1, 1)
    for key, row in newest.items():
        manager = outlook.managers.get(key)
        if manager is None or manager.free_hours_per_month <= 0:
            continue
        months = calendar(outlook.duties[key], before, 2)
        shares = [month.hours / manager.free_hours_per_month for month in months]
        sign = engine.overload(manager.name, shares)
        if sign:
            label = later("See who has hours")
            yield EarlyWarning(row, sign, "managing", label, by_engagement=False, for_owner=True)


def _leanings(outlook: Outlook, engagements: Sequence[Engagement]) -> Iterator[EarlyWarning]:
    processes = outlook.setting.processes
    hours: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for row in engagements:
        hours[row.process][row.contractor_id] += float(row.hours_per_month)
    for row in engagements:
        process, shared = processes.get(row.process), hours[row.process]
        if process is None or process.hours_per_month <= 0:
            continue
        sign = engine.leaning(
            min(1.0, shared[row.contractor_id] / process.hours_per_month),
            is_critical=answered(process).point.get("C6", 0) >= CRITICAL,
            has_backup=len(shared) > 1,
        )
        if sign:
            label = later("Write a brief for a second one")
            yield EarlyWarning(row, sign, "briefs", label, by_engagement=False, for_owner=True)


@warns
def of_checks(visit: Visit, engagements: Sequence[Engagement], today: date) -> Iterator[EarlyWarning]:  # noqa: ARG001 -- likewise
    """W8: what the classification check was answered with."""
    home = home_of(visit.business).country
    latest: dict[int, Classification] = {}
    for check in Classification.objects.filter(engagement__in=engagements).order_by("made_at", "pk"):
        latest[check.engagement_id] = check
    for row in engagements:
        answers = latest[row.pk].answers if row.pk in latest else {}
        sign = engine.flags(_speaking(answers, home, row.contractor.country))
        if sign:
            yield EarlyWarning(
                row, sign, "classification", later("See which, and change them"), for_owner=True
            )


def _speaking(answers: Mapping[str, Mapping[str, object]], home: str, country: str) -> int:
    given = {key: Given(one["answer"], str(one["evidence"])) for key, one in answers.items()}  # type: ignore[arg-type] # yes, no or None
    findings = result_of(given, yardsticks(home, country)).findings
    return max((len(finding.speaking) for finding in findings), default=0)
