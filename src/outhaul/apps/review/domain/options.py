"""What comes next for an engagement: four ways, and what each costs a year."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Sum

from outhaul.apps.delivery.models import Access
from outhaul.apps.review.domain.agreed import SOON
from outhaul.apps.review.domain.keeping import A_RAISE, Risk, risk_of
from outhaul.apps.review.domain.portfolio import Portfolio
from outhaul.apps.work.models import Engagement

MONTHS = 12
A_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way on, in the business's currency."""

    kind: str
    pay: float
    """To the contractor, or for the work at home, a year."""
    around: float
    """Management, tools and fees, a year."""
    once: float = 0.0
    """Search, gap and slow start, or the handing back."""

    @property
    def year(self) -> float:
        """All of the first year."""
        return self.pay + self.around + self.once


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """All four ways, with the rate that a raise would lead to."""

    ways: tuple[Way, ...]
    raise_rate: float
    """In the engagement's currency."""
    risk: Risk

    @property
    def figures(self) -> dict[str, float]:
        """What each costs in the first year, to be kept with what is decided."""
        return {way.kind: round(way.year, 2) for way in self.ways}


def raised_rate(portfolio: Portfolio, row: Engagement) -> float:
    """Return the rate of the planned raise that is due next; without one, 5 % more."""
    terms = portfolio.terms.get(row.pk)
    today = portfolio.home.today
    planned = [one.rate for one in terms.raises if one.on <= today + SOON] if terms else []
    due = [rate for rate in planned if rate > float(row.rate)]
    return min(due) if due else round(float(row.rate) * (1 + A_RAISE), 2)


def options_of(portfolio: Portfolio, row: Engagement, *, pulse: float | None = None) -> Options:
    """Return the four ways on of one engagement; `pulse` where it may be read."""
    line, home, assumed = portfolio.lines.get(row.process), portfolio.home, portfolio.assumptions
    hours, rate = float(row.hours_per_month) * MONTHS, portfolio.rate_at_home(row)
    better = raised_rate(portfolio, row)
    new = home.at_home(better, row.currency)
    duty = portfolio.duties.get(row.pk)
    managing = (duty.hours if duty else 0.0) * MONTHS * home.manager_rates.get(row.manager, 0.0)
    seats = Access.objects.filter(engagement=row, revoked_on=None).aggregate(sum=Sum("monthly_cost"))["sum"]
    fixed = managing + MONTHS * float(seats or 0)
    at_home = portfolio.home_rate(row.process) or rate
    market = line.rate.hourly if line and line.rate else rate
    risk = risk_of(portfolio, row, pulse=pulse)
    kept = assumed.mu_home * hours * home.manager_rates.get(row.manager, 0.0)
    handing_back = assumed.transfer_hours * home.manager_rates.get(row.manager, 0.0)
    ways = (
        Way(kind="renew", pay=rate * hours, around=fixed + assumed.payment_fee * rate * hours),
        Way(kind="raise", pay=new * hours, around=fixed + assumed.payment_fee * new * hours),
        Way(kind="bring back", pay=at_home * hours, around=kept, once=handing_back),
        Way(
            kind="replace",
            pay=market * hours,
            around=fixed + assumed.payment_fee * market * hours,
            once=risk.loss.whole,
        ),
    )
    return Options(ways=ways, raise_rate=better, risk=risk)
