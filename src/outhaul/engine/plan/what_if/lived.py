"""A plan lived through so that the next one, which shares most of it, need not be lived as a whole.

Money and hours of a plan are sums over its commitments, scenario by scenario. So a plan that differs in
a few of them is the old one without these, and with them as they are now.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from outhaul.engine.cost import discounts, payback_month
from outhaul.engine.engagement.course import Array
from outhaul.engine.plan.what_if.adding import Added, added
from outhaul.engine.risk.draws import Draws
from outhaul.engine.risk.paths import Portfolio
from outhaul.engine.risk.summary import probability, spread

SCENARIOS: Final = 2048
"""Scenarios in which plans are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a plan comes to on the scenarios of the comparison; money in the business's currency."""

    npv_mean: float
    npv_p5: float
    npv_p95: float
    p_loss: float
    true_saving: float
    """Share of today's cost of what is handed out."""
    owner_hours_freed_per_month: float
    monthly_cost_now: float
    monthly_cost_planned: float
    capital_needed: float
    payback_p50: float | None
    """Month; None where half of the runs never get there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """A plan lived through, kept so that what does not change need not be lived through again."""

    portfolio: Portfolio
    draws: Draws
    npv: Array
    """(N,) in each scenario."""
    cumulative: Array
    """(T+1, N) cash."""
    owner_hours: Array
    """(N,) freed a month."""
    costs_now: dict[str, float]


def all_lived(own: Portfolio, draws: Draws) -> Lived:
    """Live through a whole plan."""
    return each_lived([own], draws)[0]


def each_lived(plans: Sequence[Portfolio], draws: Draws) -> tuple[Lived, ...]:
    """Live through several plans; what they have in common is lived through once."""
    more = added([[(one, 1.0) for one in plan.commitments] for plan in plans], draws)
    return tuple(_with(_bare(plan, draws), more, number) for number, plan in enumerate(plans))


def _bare(own: Portfolio, draws: Draws) -> Lived:
    """Return what a plan shares, without its commitments."""
    nothing = Lived(
        portfolio=Portfolio(commitments=(), discount_rate=own.discount_rate),
        draws=draws,
        npv=np.zeros(draws.size),
        cumulative=np.zeros((draws.horizon + 1, draws.size)),
        owner_hours=np.zeros(draws.size),
        costs_now={},
    )
    return _shared(nothing, own)


def lived_again(known: Lived, own: Portfolio, draws: Draws) -> Lived:
    """Live through a plan; what it has in common with the known one counts as it was lived.

    Money and hours of a plan are the sums over its commitments, in every scenario.
    """
    before = known.portfolio
    if draws != known.draws or own.discount_rate != before.discount_rate:
        return all_lived(own, draws)
    changed = [pair for pair in zip(before.commitments, own.commitments, strict=True) if pair[0] != pair[1]]
    if 2 * len(changed) > len(own.commitments):
        return all_lived(own, draws)
    if not changed:
        return _shared(known, own)
    signed = [(one, sign) for pair in changed for one, sign in zip(pair, (-1.0, 1.0), strict=True)]
    return _with(_shared(known, own), added([signed], draws), 0)


def _with(known: Lived, more: Added, number: int) -> Lived:
    """Return a life with what one of the lists of commitments adds."""
    factors = discounts(known.portfolio.discount_rate, known.draws.horizon)
    cash = more.cash[number]
    return replace(
        known,
        npv=known.npv + factors @ cash,
        cumulative=known.cumulative + cash.cumsum(axis=0),
        owner_hours=known.owner_hours + more.owner_hours[number],
        costs_now=known.costs_now | more.costs_now[number],
    )


def _shared(known: Lived, own: Portfolio) -> Lived:
    """Return the known life with what its commitments share as it is in another plan."""
    months = np.arange(known.cumulative.shape[0])
    once, monthly = own.once - known.portfolio.once, own.monthly - known.portfolio.monthly
    annuity = float(discounts(own.discount_rate, months.size - 1)[1:].sum())
    return replace(
        known,
        portfolio=own,
        npv=known.npv - once - monthly * annuity,
        cumulative=known.cumulative - once - monthly * months[:, None],
    )


def outcome(lived: Lived, capital: float) -> Outcome:
    """Return the figures of a plan that was lived through."""
    months = lived.cumulative.shape[0] - 1
    npv, now = spread(lived.npv[None]), sum(lived.costs_now.values()) + lived.portfolio.kept_monthly
    saved = float(lived.cumulative[-1].mean()) / months
    outside = sum(
        float(one.terms.share) * lived.costs_now[one.process] for one in lived.portfolio.commitments
    )
    reached = payback_month(lived.cumulative)
    middle = float(np.quantile(np.where(reached < 0, np.inf, reached), 0.5, method="inverted_cdf"))
    return Outcome(
        npv_mean=npv.mean,
        npv_p5=npv.p5,
        npv_p95=npv.p95,
        p_loss=probability(lived.npv[None] < 0.0).value,
        true_saving=saved / outside if outside else 0.0,
        owner_hours_freed_per_month=float(lived.owner_hours.mean()),
        monthly_cost_now=now,
        monthly_cost_planned=now - saved,
        capital_needed=capital,
        payback_p50=middle if np.isfinite(middle) else None,
    )
