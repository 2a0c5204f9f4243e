"""How likely each contractor leaves, what that would cost, and what a raise would cost (§PERFORM-11)."""

from collections.abc import Iterable
from dataclasses import dataclass

from outhaul.apps.review.domain.portfolio import Portfolio
from outhaul.apps.work.models import Engagement
from outhaul.engine.assumptions import Stated, stated
from outhaul.engine.performance.retention import NAMES, Loss, Pay, leaving, loss, raise_cost

A_RAISE = 0.05
"""The raise that is shown where none is planned (assumption, 3 % to 10 %)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """One contractor's risk of leaving, in money of the business."""

    engagement: Engagement
    chance: float
    """To leave within a year."""
    premium: float | None
    """Pay above (or below) the market's median, as a share; None where the plan knows no market."""
    loss: Loss
    raise_size: float
    raise_year: float
    """What such a raise costs a year."""
    chance_after: float
    """With the raise."""

    @property
    def expected(self) -> float:
        """Chance times loss: what not knowing it costs a year."""
        return self.chance * self.loss.whole

    @property
    def is_worth_it(self) -> bool:
        """Whether the raise saves more than it costs, leaving alone counted."""
        return (self.chance - self.chance_after) * self.loss.whole > self.raise_year


def risk_of(
    portfolio: Portfolio, row: Engagement, *, pulse: float | None = None, raise_size: float = A_RAISE
) -> Risk:
    """Return the risk of one engagement; `pulse` is the mean of its newest answer, where it may be read."""
    line = portfolio.lines.get(row.process)
    rate = portfolio.rate_at_home(row)
    median = line.rate.market_median if line and line.rate else None
    premium = rate / median - 1 if median else None
    pay = Pay(
        rate=rate,
        hours_per_month=float(row.hours_per_month),
        home_rate=portfolio.home_rate(row.process) or rate,
    )
    here = premium or 0.0
    return Risk(
        engagement=row,
        chance=leaving(portfolio.assumptions, premium=here, pulse=pulse),
        premium=premium,
        loss=loss(portfolio.assumptions, pay),
        raise_size=raise_size,
        raise_year=raise_cost(pay, raise_size),
        chance_after=leaving(portfolio.assumptions, premium=(1 + here) * (1 + raise_size) - 1, pulse=pulse),
    )


def sources_of(portfolio: Portfolio) -> Iterable[Stated]:
    """Return the assumptions behind it, with their sources."""
    own = portfolio.setting.business.assumptions if portfolio.setting else {}
    known = {item.name: item for item in stated(portfolio.assumptions, own)}
    return [known[name] for name in NAMES]
