"""Which assumptions the result hangs on: one at a time, on the same luck (§RISK-11)."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from math import sqrt
from typing import Final

import numpy as np

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.cost import discounts, stacked
from outhaul.engine.engagement.course import Array
from outhaul.engine.report import TornadoBar
from outhaul.engine.risk.coefficients import coefficients
from outhaul.engine.risk.draws import Draws, Spreads
from outhaul.engine.risk.paths import Commitment, Portfolio

SCENARIOS: Final = 256
"""Enough for the order of the widest swings: all are lived through on the same ones."""
DRIVERS: Final = (
    *("mu0", "mu_language", "mu_overlap", "mu_home", "fixed_hours", "start_load", "training_effect"),
    *("dL", "dT", "dK", "skill", "rho0", "gL", "gM", "T0", "R0", "pi0", "effort_bias"),
    *("kappa_mean", "contractor_factor", "home_sd", "lambda0", "eps"),
    *("search_hours", "transfer_hours", "tool_seat", "equipment", "fee", "payment_fee"),
    *("replacement_weeks", "rate_growth", "vacancy_max", "country_shock", "fx_pass_through"),
)
"""Assumptions that move the mean of a plan's money."""

Rebuild = Callable[[Assumptions], Portfolio]
"""Returns the same decisions priced under other assumptions."""


def quantile(low: float, mode: float, high: float, share: float) -> float:
    """Return the `share` quantile of the triangle from `low` over `mode` to `high`.

    >>> quantile(0.0, 1.0, 2.0, 0.5), quantile(1.0, 1.0, 1.0, 0.1)
    (1.0, 1.0)
    """
    width = high - low
    if width <= 0.0:
        return mode
    if share * width <= mode - low:
        return low + sqrt(share * width * (mode - low))
    return high - sqrt((1.0 - share) * width * (high - mode))


def tornado(
    rebuild: Rebuild,
    assumptions: Assumptions,
    draws: Draws,
    *,
    names: Sequence[str] = DRIVERS,
    bars: int = 10,
) -> tuple[TornadoBar, ...]:
    """Return the `bars` assumptions with the widest swing of the mean NPV, the widest first.

    Each is set to the 10 % and to the 90 % value of its range, all others stay. Assumptions without
    effect are left out.
    """
    ends = [_ends(assumptions, name) for name in names]
    variants = [
        replace(assumptions, **{name: end}) for name, pair in zip(names, ends, strict=True) for end in pair
    ]
    npvs = iter(_npvs(rebuild, variants, draws.first(SCENARIOS)))
    meanings = {item.name: item.metadata["meaning"] for item in fields(assumptions)}
    told = [
        TornadoBar(
            name=name,
            meaning=meanings[name],
            low_value=low,
            high_value=high,
            npv_at_low=next(npvs),
            npv_at_high=next(npvs),
        )
        for name, (low, high) in zip(names, ends, strict=True)
    ]
    swings = [bar for bar in told if bar.npv_at_high != bar.npv_at_low]
    return tuple(sorted(swings, key=lambda bar: (-abs(bar.npv_at_high - bar.npv_at_low), bar.name))[:bars])


def _ends(assumptions: Assumptions, name: str) -> tuple[float, float]:
    """Return the 10 % and the 90 % value of an assumption."""
    known = next(item.metadata for item in fields(assumptions) if item.name == name)
    value = getattr(assumptions, name)
    low, high = (quantile(known["low"], value, known["high"], share) for share in (0.10, 0.90))
    return low, high


def _npvs(rebuild: Rebuild, variants: Sequence[Assumptions], draws: Draws) -> list[float]:
    """Return the mean NPV under each variant; variants of equal spreads are lived through together."""
    spreads = [Spreads.of(variant) for variant in variants]
    npvs = [0.0] * len(variants)
    for same in dict.fromkeys(spreads):
        places = [place for place, one in enumerate(spreads) if one == same]
        portfolios = [rebuild(variants[place]) for place in places]
        for place, npv in zip(places, mean_npvs(portfolios, draws.assuming(same)), strict=True):
            npvs[place] = float(npv)
    return npvs


def mean_npvs(portfolios: Sequence[Portfolio], draws: Draws) -> Array:
    """Return the mean NPV of each of several pricings of the same decisions, as `simulate` has it.

    The pricings of a process are lived through side by side, as if they were its options.
    """
    factors = [discounts(one.discount_rate, draws.horizon) for one in portfolios]
    total = np.array(
        [-one.once - one.monthly * d[1:].sum() for one, d in zip(portfolios, factors, strict=True)]
    )
    pricings = [sorted(one.commitments, key=lambda commitment: commitment.process) for one in portfolios]
    for same in zip(*pricings, strict=True):
        total += _process_npvs(same, portfolios[0].discount_rate, draws)
    return total


def _process_npvs(pricings: Sequence[Commitment], discount_rate: float, draws: Draws) -> Array:
    """Return the mean NPV against keeping of each pricing of one process."""
    priced = coefficients(
        stacked([one.terms for one in pricings]),
        pricings[0].process,
        [one.country for one in pricings],
        [one.currency for one in pricings],
        draws,
        discount_rate=discount_rate,
    )
    hour = np.array([one.manager_cost for one in pricings])
    home_hour = np.array([one.home_hour for one in pricings])
    home = (priced.home_money + home_hour * priced.home_hours) * discounts(discount_rate, draws.horizon)[
        1:
    ].sum()
    npvs: Array = home - priced.cost.mean(axis=-1) - hour * priced.hours.mean(axis=-1)
    return npvs
