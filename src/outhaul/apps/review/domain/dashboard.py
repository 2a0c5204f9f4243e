"""The owner's page: hours freed, true cost, guards, renewals, days to pay, in one reading."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum

from outhaul.apps.delivery.models import Equipment
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.review.domain.access import access_notes, access_pulse_times
from outhaul.apps.review.domain.agreed import Due, raises_due
from outhaul.apps.review.domain.costs import (
    Compared,
    all_months,
    compare,
    together,
    training_costs,
    with_training,
)
from outhaul.apps.review.domain.freed import Freed, freed_in
from outhaul.apps.review.domain.lights import Light, lights_of
from outhaul.apps.review.domain.months import month_of
from outhaul.apps.review.domain.paid import Days, days_to_pay
from outhaul.apps.review.domain.portfolio import Portfolio, portfolio_of
from outhaul.apps.review.models import FocusNote
from outhaul.apps.work.models import Engagement

RENEWALS = timedelta(days=90)
"""How far ahead ends of engagements are shown."""
NOTES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class InCountry:
    """What is handed out to one country."""

    country: str
    engagements: int
    hours: float
    """A month."""
    pay: float
    """A month, in the business's currency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The pulse of this month as everybody may see it: asked and answered."""

    asked: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """All that the owner's page shows."""

    portfolio: Portfolio
    freed: Freed
    months: Mapping[date, Compared]
    whole: Compared
    lights: tuple[Light, ...]
    countries: tuple[InCountry, ...]
    renewals: tuple[Engagement, ...]
    raises: tuple[Due, ...]
    days: Days
    pulse: Asked
    capital_spent: float
    """On equipment, in the business's currency, over all years."""
    notes: tuple[FocusNote, ...]


def dashboard_of(visit: Visit) -> Dashboard:
    """Return the page of the business of `visit` as of today."""
    portfolio = portfolio_of(visit.business)
    today = portfolio.home.today
    months = with_training(all_months(compare(portfolio)), training_costs(portfolio))
    whole = together(months.values())
    days = days_to_pay(portfolio.home)
    return Dashboard(
        portfolio=portfolio,
        freed=freed_in(portfolio, month_of(today)),
        months=months,
        whole=whole,
        lights=lights_of(portfolio, whole, days),
        countries=countries_of(portfolio),
        renewals=renewals_of(portfolio),
        raises=raises_due(portfolio.running, portfolio.terms, today),
        days=days,
        pulse=asked_of(visit, month_of(today)),
        capital_spent=spent_on_equipment(portfolio),
        notes=tuple(access_notes(visit)[:NOTES]),
    )


def countries_of(portfolio: Portfolio) -> tuple[InCountry, ...]:
    """Return what is handed out by country, the most hours first."""
    by: defaultdict[str, list[Engagement]] = defaultdict(list)
    for row in portfolio.running:
        by[row.contractor.country].append(row)
    found = [
        InCountry(
            country=country,
            engagements=len(rows),
            hours=sum(float(row.hours_per_month) for row in rows),
            pay=sum(portfolio.rate_at_home(row) * float(row.hours_per_month) for row in rows),
        )
        for country, rows in by.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.hours, one.country)))


def renewals_of(portfolio: Portfolio) -> tuple[Engagement, ...]:
    """Return the engagements that end within three months, or should have; the earliest first."""
    last = portfolio.home.today + RENEWALS
    found = [row for row in portfolio.running if row.ends_on is not None and row.ends_on <= last]
    return tuple(sorted(found, key=lambda row: (row.ends_on or last, row.pk)))


def asked_of(visit: Visit, month: date) -> Asked:
    """Return how many were asked for the pulse of a month, and how many answered."""
    rows = access_pulse_times(visit).filter(month=month).values_list("answered_at", flat=True)
    times = list(rows)
    return Asked(asked=len(times), answered=sum(at is not None for at in times))


def spent_on_equipment(portfolio: Portfolio) -> float:
    """Return what the things of the capital register cost when they were bought."""
    rows = Equipment.objects.filter(business=portfolio.home.business)
    return float(rows.aggregate(price=Sum("price"))["price"] or 0)
