"""True cost: what was planned, what it came to, and what keeping the work would have cost (§PERFORM-14)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from outhaul.apps.delivery.lifecycles import HoursState
from outhaul.apps.delivery.models import Access, Equipment, HourEntry
from outhaul.apps.money.lifecycles import PaymentState
from outhaul.apps.money.models import Payment
from outhaul.apps.review.domain.delivered import DONE
from outhaul.apps.review.domain.months import later, month_of, months_between, share_of_month
from outhaul.apps.review.domain.portfolio import Portfolio, begins_on, ended_on
from outhaul.apps.work.models import Engagement, Milestone, Training
from outhaul.engine.report import ProcessReport

START_MONTHS = 3
"""Months in which an engagement takes more of its manager."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Money by line, in the business's currency."""

    contractors: float = 0.0
    fees: float = 0.0
    tools: float = 0.0
    setup: float = 0.0
    """Training, and what lent equipment loses in value."""
    management: float = 0.0

    @property
    def whole(self) -> float:
        """All lines."""
        return self.contractors + self.fees + self.tools + self.setup + self.management

    def plus(self, other: "Costs", share: float = 1.0) -> "Costs":
        """Return both together, `other` by a share."""
        return Costs(
            contractors=self.contractors + share * other.contractors,
            fees=self.fees + share * other.fees,
            tools=self.tools + share * other.tools,
            setup=self.setup + share * other.setup,
            management=self.management + share * other.management,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Plan, actual and keeping of the same work over the same time."""

    planned: Costs = Costs()
    actual: Costs = Costs()
    keeping: float = 0.0
    is_planned: bool = False
    """Whether the plan has a line for any of it."""


NONE = Costs()
By = Mapping[tuple[int, date], Costs]
"""Engagement and month -> money."""


def planned_costs(line: ProcessReport) -> Costs:
    """Return what the plan says that a process costs a month once it is handed out."""
    cost = line.monthly_cost
    return Costs(
        contractors=cost.rate + cost.rework + cost.ramp + cost.turnover,
        fees=cost.fees,
        tools=cost.tools,
        setup=cost.setup,
        management=cost.management,
    )


def out_share(line: ProcessReport) -> float:
    """Return what of a process leaves: half of it where it is piloted (§SCOPE-7)."""
    return 0.5 if line.decision == "pilot" else 1.0


def compare(portfolio: Portfolio, *, until: date | None = None) -> Mapping[int, Mapping[date, Compared]]:
    """Return plan, actual and keeping of each engagement, month by month, up to `until` or today."""
    today = until or portfolio.home.today
    actual = _actual(portfolio, today)
    weights = _weights(portfolio)
    done = {row.process for row in portfolio.rows}
    plans = {key: planned_costs(line) for key, line in portfolio.lines.items() if key in done}
    found: dict[int, dict[date, Compared]] = {}
    for row in portfolio.rows:
        line = portfolio.lines.get(row.process)
        begins, ended = begins_on(row, portfolio.home), ended_on(row, portfolio.home)
        months: dict[date, Compared] = {}
        first = min(begins, portfolio.home.day_of(row.activated_at)) if row.activated_at else begins
        for month in months_between(first, min(today, ended or today)):
            share = share_of_month(month, begins, min(today, ended or today)) * weights.get(row.pk, 0.0)
            months[month] = Compared(
                planned=NONE.plus(plans[row.process], share) if line else NONE,
                actual=actual.get((row.pk, month), NONE),
                keeping=share * out_share(line) * line.cost_now if line else 0.0,
                is_planned=line is not None,
            )
        found[row.pk] = months
    return found


def _weights(portfolio: Portfolio) -> Mapping[int, float]:
    """Return the part of its process that each engagement does, so that two of them do not count twice."""
    found = {}
    for row in portfolio.rows:
        line = portfolio.lines.get(row.process)
        hours = (line.hours_per_month or 0.0) * out_share(line) if line else 0.0
        found[row.pk] = min(1.0, float(row.hours_per_month) / hours) if hours else 1.0
    return found


def all_months(found: Mapping[int, Mapping[date, Compared]]) -> Mapping[date, Compared]:
    """Return the sums of all engagements by month, the first one first."""
    months: defaultdict[date, list[Compared]] = defaultdict(list)
    for those in found.values():
        for month, one in those.items():
            months[month].append(one)
    return {month: together(several) for month, several in sorted(months.items())}


def together(several: Iterable[Compared]) -> Compared:
    """Return several as one."""
    those = tuple(several)
    return Compared(
        planned=_sum(one.planned for one in those),
        actual=_sum(one.actual for one in those),
        keeping=float(sum(one.keeping for one in those)),
        is_planned=any(one.is_planned for one in those),
    )


def _sum(several: Iterable[Costs]) -> Costs:
    those = tuple(several)
    return Costs(
        contractors=float(sum(one.contractors for one in those)),
        fees=float(sum(one.fees for one in those)),
        tools=float(sum(one.tools for one in those)),
        setup=float(sum(one.setup for one in those)),
        management=float(sum(one.management for one in those)),
    )


def _actual(portfolio: Portfolio, today: date) -> By:
    accepted: defaultdict[tuple[int, date], float] = defaultdict(float)
    fees: defaultdict[tuple[int, date], float] = defaultdict(float)
    rows = {row.pk: row for row in portfolio.rows}
    for pk, month, amount in _accepted(portfolio, rows):
        accepted[pk, month] += amount
    paid = Payment.objects.filter(
        invoice__engagement__in=rows, state=PaymentState.PAID, paid_on__isnull=False
    ).exclude(fee=0)
    for pk, paid_on, fee in paid.values_list("invoice__engagement", "paid_on", "fee"):
        assert paid_on is not None, "asked for above"  # noqa: S101 -- for the types alone
        fees[pk, month_of(paid_on)] += float(fee)
    found = {
        place: Costs(contractors=accepted.get(place, 0.0), fees=fees.get(place, 0.0))
        for place in accepted.keys() | fees.keys()
    }
    for place, costs in (*_lent(rows, today), *_managed(portfolio, today)):
        found[place] = found[place].plus(costs) if place in found else costs
    return found


def _accepted(portfolio: Portfolio, rows: Mapping[int, Engagement]) -> Iterable[tuple[int, date, float]]:
    """Give what was accepted: milestones of a fixed price, hours of all others."""
    home, terms = portfolio.home, portfolio.terms
    by_hours = {pk for pk in rows if pk in terms and terms[pk].form == "hours"}
    fixed = Milestone.objects.filter(engagement__in=[pk for pk in rows if pk not in by_hours]).order_by()
    for pk, at, fee, state in fixed.values_list("engagement", "accepted_at", "fee", "state"):
        if at is not None and state in DONE:
            yield pk, month_of(home.day_of(at)), home.at_home(float(fee), rows[pk].currency)
    logged = HourEntry.objects.filter(
        engagement__in=by_hours, state__in=[HoursState.ACCEPTED, HoursState.INVOICED]
    )
    for pk, on, hours, rate in logged.values_list("engagement", "on", "hours", "rate"):
        yield pk, month_of(on), home.at_home(float(hours * rate), rows[pk].currency)


def _lent(rows: Mapping[int, Engagement], today: date) -> Iterable[tuple[tuple[int, date], Costs]]:
    """Give seats by month, and what lent equipment loses in value."""
    for access in Access.objects.filter(engagement__in=rows, monthly_cost__gt=0):
        end = min(today, access.revoked_on or today)
        for month in months_between(access.granted_on, end):
            share = share_of_month(month, access.granted_on, end)
            yield (access.engagement_id, month), Costs(tools=share * float(access.monthly_cost))
    for item in Equipment.objects.filter(engagement__in=rows, lent_on__isnull=False):
        assert item.lent_on is not None, "asked for above"  # noqa: S101 -- for the types alone
        worn_out = later(month_of(item.bought_on), item.life_months)
        end = min(today, item.returned_on or today, worn_out)
        for month in months_between(item.lent_on, end):
            share = share_of_month(month, item.lent_on, end)
            assert item.engagement_id is not None, "asked for above"  # noqa: S101 -- likewise
            yield (
                (item.engagement_id, month),
                Costs(setup=share * float(item.price) / max(1, item.life_months)),
            )


def _managed(portfolio: Portfolio, today: date) -> Iterable[tuple[tuple[int, date], Costs]]:
    """Give the hours of managing at what they cost, reckoned and not measured (§PERFORM-13)."""
    home = portfolio.home
    for row in portfolio.rows:
        duty, rate = portfolio.duties.get(row.pk), home.manager_rates.get(row.manager, 0.0)
        if duty is None:
            continue
        begins = begins_on(row, home)
        end = min(today, ended_on(row, home) or today)
        for count, month in enumerate(months_between(begins, end)):
            hours = duty.start_hours if count < START_MONTHS else duty.hours
            yield (row.pk, month), Costs(management=share_of_month(month, begins, end) * hours * rate)


def training_costs(portfolio: Portfolio, *, until: date | None = None) -> Mapping[date, float]:
    """Return what training of managers cost, by month: its hours, at what an hour of the manager costs."""
    hours, rates = portfolio.assumptions.training_hours, portfolio.home.manager_rates
    found: defaultdict[date, float] = defaultdict(float)
    passed = Training.objects.filter(
        business=portfolio.home.business, removed_at=None, passed_on__lte=until or portfolio.home.today
    )
    for manager, on in passed.values_list("manager", "passed_on"):
        found[month_of(on)] += hours * rates.get(manager, 0.0)
    return found


def months_of(
    portfolio: Portfolio,
    *,
    until: date | None = None,
    found: Mapping[int, Mapping[date, Compared]] | None = None,
) -> Mapping[date, Compared]:
    """Return the sums of all engagements by month, with training; `found` is what `compare` says of them."""
    compared = compare(portfolio, until=until) if found is None else found
    return with_training(all_months(compared), training_costs(portfolio, until=until))


def with_training(months: Mapping[date, Compared], training: Mapping[date, float]) -> Mapping[date, Compared]:
    """Return the sums by month with the training of managers in them, where work was handed out."""
    if not months:
        return months
    first = min(months)
    extra: defaultdict[date, float] = defaultdict(float)
    for month, amount in training.items():
        extra[max(month, first)] += amount
    return {
        month: replace(one, actual=one.actual.plus(Costs(setup=extra.get(month, 0.0))))
        for month, one in months.items()
    }
