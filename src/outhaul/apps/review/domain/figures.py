"""Figures over all engagements: of a small business worked out when asked, of a large one kept (§PERFORM-18).

What is kept is exactly what would be worked out at that moment. A round works it out anew as long as the
audit trail goes on, because nothing changes without an event there.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import msgspec
from django.conf import settings
from django.utils import timezone, translation

from outhaul.apps.audit.domain.trail import length_of
from outhaul.apps.people.models import Business
from outhaul.apps.review.domain.agreed import raises_due
from outhaul.apps.review.domain.behaviour import behaviour_of
from outhaul.apps.review.domain.costs import Compared, months_of, together
from outhaul.apps.review.domain.freed import Freed, freed_in
from outhaul.apps.review.domain.home import Home, home_of
from outhaul.apps.review.domain.lights import Light, lights_of
from outhaul.apps.review.domain.months import month_of
from outhaul.apps.review.domain.paid import Days, days_to_pay
from outhaul.apps.review.domain.portfolio import Portfolio, begun
from outhaul.apps.review.domain.scorecards import Behaviour
from outhaul.apps.review.models import KeptFigures
from outhaul.apps.work.models import Engagement
from outhaul.engine.terms import Raise

LIVE = 100
"""Engagements that began, up to which a page adds everything up itself."""
MOST = 20
"""Raises that are named; the page says how many more there are."""


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
class Planned:
    """A planned raise that is due, of an engagement by its number."""

    engagement: int
    planned: Raise


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What pages over all engagements show."""

    begun: int
    running: int
    is_managed: bool
    """Whether it is known what the engagements take of their managers."""
    months: Mapping[date, Compared]
    freed: Freed
    lights: Mapping[str, tuple[Light, ...]]
    """Language -> the five guards."""
    countries: tuple[InCountry, ...]
    raises: tuple[Planned, ...]
    """The first of them."""
    raises_in_all: int
    days: Days
    behaviour: Behaviour | None = None
    """Of the business as a client; None where a page counts it from what it reads anyhow."""
    made_at: datetime | None = None
    """When they were kept; None where they were worked out just now."""

    @property
    def whole(self) -> Compared:
        """All months together."""
        return together(self.months.values())


def figures_of(portfolio: Portfolio, languages: Iterable[str] = ()) -> Figures:
    """Return the figures of a business as they are now, its guards in `languages` or the one spoken."""
    home = portfolio.home
    months = months_of(portfolio)
    whole, days = together(months.values()), days_to_pay(home)
    lights = {}
    for language in languages or (translation.get_language() or settings.LANGUAGE_CODE,):
        with translation.override(language):
            lights[language] = lights_of(portfolio, whole, days)
    raises = raises_due(portfolio.running, portfolio.terms, home.today)
    return Figures(
        begun=len(portfolio.rows),
        running=len(portfolio.running),
        is_managed=bool(portfolio.duties),
        months=months,
        freed=freed_in(portfolio, month_of(home.today)),
        lights=lights,
        countries=countries_of(portfolio),
        raises=tuple(Planned(engagement=due.engagement.pk, planned=due.planned) for due in raises[:MOST]),
        raises_in_all=len(raises),
        days=days,
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


def is_large(business: Business) -> bool:
    """Whether a business has so many engagements that its figures are kept."""
    return begun(business).count() > LIVE


def kept_figures(business: Business) -> Figures:
    """Return the figures of a large business as they were kept last; kept now where they never were."""
    row = KeptFigures.objects.filter(business=business).first()
    return _read(row.content) if row else keep_figures(business)


def keep_figures(business: Business) -> Figures:
    """Work the figures of a business out, in each language, and keep them."""
    home = home_of(business)
    basis, made_at = _basis(home), timezone.now()  # what changes meanwhile is worked out next time
    rows = begun(business)
    found = figures_of(Portfolio(home, tuple(rows)), [code for code, _name in settings.LANGUAGES])
    found = replace(found, behaviour=behaviour_of(rows, home), made_at=made_at)
    KeptFigures.objects.update_or_create(
        business=business,
        defaults={"content": msgspec.json.encode(found).decode(), "basis": basis, "made_at": made_at},
    )
    return found


def keep_what_changed() -> int:
    """Work out anew what is kept, for every large business in which something happened. Returns how many."""
    count = 0
    for business in Business.objects.filter(engagements__activated_at__isnull=False).distinct():
        if not is_large(business):
            continue
        row = KeptFigures.objects.filter(business=business).only("basis").first()
        if row is None or row.basis != _basis(home_of(business)):
            keep_figures(business)
            count += 1
    return count


def _basis(home: Home) -> str:
    return f"{length_of(home.business.key)} {home.today}"


def _read(content: str) -> Figures:
    return msgspec.json.decode(content, type=Figures)
