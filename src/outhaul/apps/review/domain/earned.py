"""Earned value of each engagement: what was due, what was accepted, what it came to (§PERFORM-8)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from outhaul.apps.delivery.lifecycles import HoursState
from outhaul.apps.delivery.models import HourEntry
from outhaul.apps.review.domain.delivered import DONE
from outhaul.apps.review.domain.portfolio import Portfolio
from outhaul.apps.work.models import Milestone
from outhaul.engine.performance.earned_value import EarnedValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How one engagement stands against what was agreed, in its own currency."""

    value: EarnedValue
    by_hours: bool
    hours_logged: float
    hours_agreed: float
    """Of the months so far."""

    @property
    def at_completion(self) -> float | None:
        """What the whole is expected to cost; None for a fixed price, where that is agreed."""
        return self.value.at_completion() if self.by_hours and self.value.budget else None


def courses(portfolio: Portfolio) -> Mapping[int, Course]:
    """Return how each engagement stands; two queries, however many there are."""
    pks = [row.pk for row in portfolio.rows]
    today = portfolio.home.today
    planned: defaultdict[int, float] = defaultdict(float)
    earned: defaultdict[int, float] = defaultdict(float)
    budget: defaultdict[int, float] = defaultdict(float)
    milestones = Milestone.objects.filter(engagement__in=pks, dropped_at=None)
    for pk, due_on, fee, state in milestones.values_list("engagement", "due_on", "fee", "state"):
        budget[pk] += float(fee)
        planned[pk] += float(fee) if due_on <= today else 0.0
        earned[pk] += float(fee) if state in DONE else 0.0
    spent, logged = _hours(pks)
    found = {}
    for row in portfolio.rows:
        terms = portfolio.terms.get(row.pk)
        by_hours = terms is not None and terms.form == "hours"
        months = max(0.0, (today - row.starts_on).days / 30.44)
        found[row.pk] = Course(
            value=EarnedValue(
                planned=planned[row.pk],
                earned=earned[row.pk],
                spent=spent[row.pk] if by_hours else earned[row.pk],
                budget=budget[row.pk],
            ),
            by_hours=by_hours,
            hours_logged=logged[row.pk],
            hours_agreed=months * float(row.hours_per_month),
        )
    return found


def _hours(pks: list[int]) -> tuple[defaultdict[int, float], defaultdict[int, float]]:
    """Return what logged hours come to, and how many they are."""
    spent: defaultdict[int, float] = defaultdict(float)
    logged: defaultdict[int, float] = defaultdict(float)
    counted = HourEntry.objects.filter(engagement__in=pks).exclude(
        state__in=[HoursState.REMOVED, HoursState.REJECTED]
    )
    for pk, hours, rate in counted.values_list("engagement", "hours", "rate"):
        spent[pk] += float(hours * rate)
        logged[pk] += float(hours)
    return spent, logged
