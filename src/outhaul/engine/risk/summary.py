"""What thousands of lives of a plan say: each figure with its standard error over the scrambles.

Scrambles are independent of each other, scenarios within one are not: the standard error of a
figure is its spread over scrambles divided by the root of their number (§RISK-9).
"""

from dataclasses import dataclass
from math import floor, log10, sqrt

import numpy as np
from numpy.typing import NDArray

from outhaul.engine.cost import payback_month
from outhaul.engine.engagement.course import Array
from outhaul.engine.report import CashFan, Payback, Spread
from outhaul.engine.risk.paths import Simulation


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure and its standard error."""

    value: float
    se: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """The picture of risk of one plan; money against keeping all work."""

    npv: Spread
    npv_sd: float
    p_loss: Estimate
    """P(NPV < 0)."""
    p_cash_short: Estimate
    """P(cumulative money falls below minus the liquidity in some month)."""
    payback: Payback
    cvar90: Estimate
    """Mean loss of the worst 10 % of scenarios, positive = money lost."""
    cvar95: Estimate
    owner_hours: Spread
    """Owner hours freed a month."""
    overload_months: dict[str, Estimate]
    """Manager -> months of the horizon in which more hours were needed than are free."""


def estimate(by_scramble: Array, scenarios: Array | None = None) -> Estimate:
    """Return the mean of a figure that was computed in each scramble, with its standard error.

    A single scramble has no spread: then the error is that of independent `scenarios`.
    """
    count = by_scramble.size
    if count > 1:
        return Estimate(value=float(by_scramble.mean()), se=float(by_scramble.std(ddof=1)) / sqrt(count))
    if scenarios is None or scenarios.size < 2:  # noqa: PLR2004 -- a spread needs two
        return Estimate(value=float(by_scramble.mean()), se=float("nan"))
    return Estimate(value=float(by_scramble.mean()), se=float(scenarios.std(ddof=1)) / sqrt(scenarios.size))


def probability(happened: NDArray[np.bool_]) -> Estimate:
    """Return the share of True in (R, N)."""
    values = happened.astype(np.float64)
    return estimate(values.mean(axis=-1), values)


def spread(values: Array) -> Spread:
    """Return mean, percentiles and the mean's error of (R, N)."""
    mean = estimate(values.mean(axis=-1), values)
    p5, p50, p95 = np.quantile(values, (0.05, 0.50, 0.95))
    return Spread(mean=mean.value, p5=float(p5), p50=float(p50), p95=float(p95), se=mean.se)


def cvar(npv: Array, level: float) -> Estimate:
    """Return the mean loss of the worst 1-`level` of (R, N), positive = money lost (§RISK-10).

    The tail is averaged exactly: where it ends within a scenario, a part of that scenario counts.
    """

    def tail_mean(values: Array) -> float:
        worst = np.sort(values, axis=None)
        size = (1.0 - level) * worst.size
        whole = floor(size + 1e-9)
        part = max(size - whole, 0.0) * worst[whole] if whole < worst.size else 0.0
        return float(-(worst[:whole].sum() + part) / size)

    by_scramble = np.array([tail_mean(scramble) for scramble in npv])
    return Estimate(value=tail_mean(npv), se=estimate(by_scramble).se)


def payback(cumulative: Array) -> Payback:
    """Return the distribution of the payback month (§COST-9); None where that many never get there."""
    return paid_back(payback_month(cumulative).astype(np.int16))


def paid_back(months: NDArray[np.int16]) -> Payback:
    """Return the distribution of payback months, -1 = never."""
    reached = np.where(months < 0, np.inf, months)

    def quantile(share: float) -> float | None:
        month = float(np.quantile(reached, share, method="inverted_cdf"))
        return month if np.isfinite(month) else None

    return Payback(p50=quantile(0.5), p90=quantile(0.9), never=float(np.mean(months < 0)))


def summarise(simulation: Simulation, *, liquidity: float = np.inf) -> Risk:
    """Tell the risk of a simulated plan; `liquidity` is what the business can bridge."""
    npv = simulation.npv
    return Risk(
        npv=spread(npv),
        npv_sd=float(npv.std(ddof=1)) if npv.size > 1 else 0.0,
        p_loss=probability(npv < 0.0),
        p_cash_short=probability(simulation.lowest < -liquidity),
        payback=paid_back(simulation.payback),
        cvar90=cvar(npv, 0.90),
        cvar95=cvar(npv, 0.95),
        owner_hours=spread(simulation.owner_hours),
        overload_months={
            name: estimate(months.mean(axis=-1), months.astype(np.float64))
            for name, months in simulation.overload.items()
        },
    )


def probability_better(one: Simulation, other: Simulation) -> Estimate:
    """P(`one` beats `other`) in NPV; both must have been lived on the same draws (§RISK-2)."""
    return probability(one.npv > other.npv)


def difference(one: Simulation, other: Simulation) -> Spread:
    """NPV of `one` less that of `other`, scenario by scenario on the same draws."""
    return spread(one.npv - other.npv)


def fan(simulation: Simulation) -> CashFan:
    """Cumulative cash against keeping the work, as percentiles by month 0..horizon."""
    months = simulation.cumulative.reshape(simulation.cumulative.shape[0], -1)
    bands = np.quantile(months, (0.05, 0.25, 0.50, 0.75, 0.95), axis=1).tolist()
    return CashFan(**dict(zip(("p5", "p25", "p50", "p75", "p95"), map(tuple, bands), strict=True)))


def rounded(value: float, se: float) -> float:
    """Round `value` to the place of its standard error's first digit; whole where that is unknown.

    >>> rounded(94112.3, 305.4), rounded(0.0612, 0.0021), rounded(8.4, 0.0)
    (94100.0, 0.061, 8.4)
    """
    if not np.isfinite(se):
        return float(round(value))
    return value if se <= 0.0 else float(round(value, -floor(log10(se))))
