"""The owner's page: hours freed, true cost, guards, renewals, days to pay, in one reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, QuerySet, Sum
from django.utils import translation

from outhaul.apps.delivery.models import Equipment
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import Business
from outhaul.apps.planning.models import Plan
from outhaul.apps.review.domain.access import access_notes, access_pulse_times
from outhaul.apps.review.domain.agreed import Due
from outhaul.apps.review.domain.costs import Compared
from outhaul.apps.review.domain.figures import MOST, Figures, Planned, figures_of, is_large, kept_figures
from outhaul.apps.review.domain.home import Home, home_of
from outhaul.apps.review.domain.lights import Light
from outhaul.apps.review.domain.months import month_of
from outhaul.apps.review.domain.portfolio import RUNS, Portfolio, begun, portfolio_of
from outhaul.apps.review.models import FocusNote
from outhaul.apps.work.models import Engagement
from outhaul.engine.report import PlanReport

RENEWALS = timedelta(days=90)
"""How far ahead ends of engagements are shown."""
NOTES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The pulse of this month as everybody may see it: asked and answered."""

    asked: int
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """All that the owner's page shows."""

    home: Home
    plan: Plan | None
    report: PlanReport | None
    figures: Figures
    whole: Compared
    lights: tuple[Light, ...]
    renewals: tuple[Engagement, ...]
    """The first of them."""
    renewals_in_all: int
    raises: tuple[Due, ...]
    """Likewise."""
    pulse: Asked
    capital_spent: float
    """On equipment, in the business's currency, over all years."""
    notes: tuple[FocusNote, ...]


def dashboard_of(visit: Visit) -> Dashboard:
    """Return the page of the business of `visit` as of today; of a large one as its figures were kept."""
    business = visit.business
    if is_large(business):
        portfolio = Portfolio(home_of(business), ())
        figures = kept_figures(business)
    else:
        portfolio = portfolio_of(business)
        figures = figures_of(portfolio)
    today = portfolio.home.today
    renewals = ending(business, today)
    first = tuple(renewals[:MOST])
    language = translation.get_language() or settings.LANGUAGE_CODE
    return Dashboard(
        home=portfolio.home,
        plan=portfolio.plan,
        report=portfolio.report,
        figures=figures,
        whole=figures.whole,
        lights=figures.lights.get(language) or next(iter(figures.lights.values())),
        renewals=first,
        renewals_in_all=renewals.count() if len(first) == MOST else len(first),
        raises=_named(business, figures.raises),
        pulse=asked_of(visit, month_of(today)),
        capital_spent=spent_on_equipment(business),
        notes=tuple(access_notes(visit)[:NOTES]),
    )


def _named(business: Business, raises: Sequence[Planned]) -> tuple[Due, ...]:
    """Return planned raises with their engagements; no query where there are none."""
    rows = begun(business).in_bulk([one.engagement for one in raises]) if raises else {}
    return tuple(Due(rows[one.engagement], one.planned) for one in raises if one.engagement in rows)


def ending(business: Business, today: date) -> QuerySet[Engagement]:
    """Return the engagements that end within three months, or should have; the earliest first."""
    rows = begun(business).filter(state__in=RUNS, ends_on__lte=today + RENEWALS)
    return rows.order_by("ends_on", "pk")


def asked_of(visit: Visit, month: date) -> Asked:
    """Return how many were asked for the pulse of a month, and how many answered."""
    rows = access_pulse_times(visit).filter(month=month).order_by()
    counted = rows.aggregate(asked=Count("pk"), answered=Count("answered_at"))
    return Asked(asked=counted["asked"], answered=counted["answered"])


def spent_on_equipment(business: Business) -> float:
    """Return what the things of the capital register cost when they were bought."""
    rows = Equipment.objects.filter(business=business)
    return float(rows.aggregate(price=Sum("price"))["price"] or 0)
