"""Which assumptions the result hangs on: one at a time, on the same luck (§RISK-11)."""

from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from math import sqrt
from typing import Final

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.report import TornadoBar
from outhaul.engine.risk.draws import Draws, Spreads
from outhaul.engine.risk.portfolio import Portfolio
from outhaul.engine.risk.repricing import mean_npvs

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
