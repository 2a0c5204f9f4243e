"""Month by month: how much is done in an hour, and what managing takes (§PERFORM-15, §PERFORM-16)."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.db.models import F, Sum

from outhaul.apps.delivery.lifecycles import HoursState
from outhaul.apps.delivery.models import HourEntry
from outhaul.apps.review.domain.costs import START_MONTHS
from outhaul.apps.review.domain.delivered import DONE
from outhaul.apps.review.domain.months import month_of, months_between
from outhaul.apps.review.domain.pausing import share_worked
from outhaul.apps.review.domain.portfolio import Portfolio, begins_on, ended_on
from outhaul.apps.review.domain.timing import steered
from outhaul.apps.review.models import Learned
from outhaul.apps.work.models import Milestone

MOST = 10.0
"""A single month says at most so many times what was reckoned, or so small a part of it."""


def monthly_productivity(portfolio: Portfolio, until: date, *, usual: float, name: str) -> list[float]:
    """Return what contractors get done in an hour, worker at home = 1, month by month (§PERFORM-16).

    Only agreements by hours tell: a milestone's fee is the hours expected of it at the agreed rate, and
    those were reckoned with what was assumed when it was agreed (`usual`, until `name` was taken over).
    """
    by_hours = [pk for pk, terms in portfolio.terms.items() if terms.form == "hours"]
    logged = {
        pk: (float(hours), float(amount))
        for pk, hours, amount in HourEntry.objects.filter(
            engagement__in=by_hours, state__in=[HoursState.ACCEPTED, HoursState.INVOICED]
        )
        .order_by()
        .values_list("milestone")
        .annotate(whole=Sum("hours"), costs=Sum(F("hours") * F("rate")))
    }
    assumed = _assumed(portfolio, name, usual)
    expected: defaultdict[date, float] = defaultdict(float)
    worked: defaultdict[date, float] = defaultdict(float)
    begun = {row.pk: row.activated_at for row in portfolio.rows}
    done = Milestone.objects.filter(
        engagement__in=by_hours,
        state__in=DONE,
        accepted_at__isnull=False,
        dropped_at=None,
        split_from=None,
        splits=None,
        fee__gt=0,
    )
    for pk, engagement, fee, at in done.values_list("pk", "engagement", "fee", "accepted_at"):
        hours, amount = logged.get(pk, (0.0, 0.0))
        month = month_of(portfolio.home.day_of(at)) if at else None
        if month is None or month > until or not amount:
            continue
        expected[month] += float(fee) / amount * hours * assumed(begun.get(engagement))
        worked[month] += hours
    return [_bounded(expected[month] / worked[month]) for month in sorted(worked)]


def _assumed(portfolio: Portfolio, name: str, usual: float) -> Callable[[datetime | None], float]:
    """Return what was assumed of a figure at a moment: as taken over last before it, or what was there."""
    rows = Learned.objects.filter(business=portfolio.home.business, name=name, taken_at__isnull=False)
    taken = list(rows.order_by("taken_at").values_list("taken_at", "posterior", "before"))
    before = taken[0][2] if taken else float(getattr(portfolio.assumptions, name))
    first = usual if before is None else before

    def at(moment: datetime | None) -> float:
        earlier = [value for taken_at, value, _before in taken if taken_at and moment and taken_at <= moment]
        return earlier[-1] if earlier else first

    return at


def monthly_load(portfolio: Portfolio, until: date, *, name: str) -> list[float]:
    """Return manager hours for each contractor hour, month by month, where enough was noted (§PERFORM-15).

    What steering took is held against what was reckoned for the same month without the fixed hours of an
    engagement; the assumption is moved by the same factor.
    """
    reckoned = _reckoned(portfolio, until)
    if not reckoned:
        return []
    home, assumed = portfolio.home, float(getattr(portfolio.assumptions, name))
    took = steered(home.business, home.zone, min(reckoned), until)
    return [
        assumed * _bounded(took[month].hours / hours)
        for month, hours in sorted(reckoned.items())
        if month in took and took[month].is_known and hours > 0
    ]


def _reckoned(portfolio: Portfolio, until: date) -> Mapping[date, float]:
    home, fixed = portfolio.home, portfolio.assumptions.fixed_hours
    found: defaultdict[date, float] = defaultdict(float)
    for row in portfolio.rows:
        duty = portfolio.duties.get(row.pk)
        if duty is None:
            continue
        begins, ended = begins_on(row, home), ended_on(row, home)
        for count, month in enumerate(months_between(begins, min(until, ended or until))):
            hours = duty.start_hours if count < START_MONTHS else duty.hours
            share = share_worked(month, begins, ended, portfolio.pauses.get(row.pk, ()))
            found[month] += share * max(0.0, hours - fixed)
    return found


def _bounded(factor: float) -> float:
    return min(MOST, max(1 / MOST, factor))
