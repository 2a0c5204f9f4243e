"""The terms of an engagement in figures, and the formulas that lead to them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from outhaul.engine.engagement.course import Array


def productivity(  # noqa: PLR0913 -- the symbols of §COST-3
    *,
    skill: float | Array,
    language: float | Array,
    overlap: float | Array,
    overlap_needed: float | Array,
    culture: float | Array,
    sigma: float,
    kappa: float,
    dL: float,
    dT: float,
    dK: float,
) -> float | Array:
    """A: accepted work in an hour, a person at home = 1 (§COST-3)."""
    loss = dL * kappa * (1.0 - language) + dK * kappa * culture
    return skill * np.exp(-loss - dT * sigma * _missing_overlap(overlap, overlap_needed))


def rework(  # noqa: PLR0913 -- the symbols of §COST-4
    *, rho0: float, gL: float, gM: float, kappa: float, language: float | Array, M1: float
) -> float | Array:
    """rho: hours of rework for each accepted hour (§COST-4)."""
    return rho0 * np.exp(gL * kappa * (1.0 - language) + gM * (4.0 - M1) / 4.0)


def hazard(lambda0: float, premium: float | Array, eps: float, pulse: float = 3.5) -> float | Array:
    """lambda: exits a year of a contractor paid `premium` above market (§COST-7).

    `pulse` is the last mean pulse, 1 to 5; 3.5 is neutral.
    """
    return lambda0 * (1.0 + premium) ** -eps * math.exp(0.35 * (3.5 - pulse))


def failure(
    pi0: float, premium: float | Array, *, past_failures: float | Array = 0.10, repeat: bool = False
) -> float | Array:
    """pi: probability that an engagement must be sourced again, at most .5 (§COST-8).

    `past_failures` is the contractor's share of failed engagements, shrunk; `repeat` says that the
    business has worked with this contractor before.
    """
    chance = pi0 * (1.0 + premium) ** -0.30 * (past_failures / 0.10) ** 0.26 * (0.6 if repeat else 1.0)
    return np.minimum(chance, 0.5)


def _missing_overlap(overlap: float | Array, needed: float | Array) -> float | Array:
    """Share of the needed shared hours that are missing; none when none is needed."""
    short = np.maximum(0.0, np.subtract(needed, overlap))
    return short / np.where(np.asarray(needed) > 0.0, needed, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementTerms:
    """What one option for one process means; each field a float or an array (options,).

    Money in the owner's currency. `share` is the part that is handed out: 1, .5 for a pilot whose
    other half stays at home, 0 for kept work. Charges of the engagement itself (`tool`, `setup`,
    `internal_hours`, `fixed_hours`) are those of this option as it stands: 0 for kept work.
    """

    hours: float | Array
    """H, accepted hours a month in all, before `bias`."""
    home_rate: float | Array
    """Cost at home, an hour."""
    mu_home: float | Array = 0.0
    """Manager hours for each hour that is done at home."""
    share: float | Array = 1.0
    rate: float | Array = 0.0
    """Contractor's rate, an hour."""
    productivity: float | Array = 1.0
    """A."""
    rework: float | Array = 0.0
    """rho, hours for each accepted hour."""
    mu: float | Array = 0.0
    """Manager hours for each bought hour."""
    fixed_hours: float | Array = 0.0
    """Manager hours a month of each engagement besides."""
    start_load: float | Array = 1.0
    """Factor of `mu` in the first three months of each engagement."""
    T0: float | Array = 3.0
    R0: float | Array = 1.0
    fee: float | Array = 0.0
    """Share of what is paid: platform, payment, exchange spread."""
    tool: float | Array = 0.0
    """Seats and licences, a month."""
    setup: float | Array = 0.0
    """Cash at month 0."""
    internal_hours: float | Array = 0.0
    """The business's own hours at month 0: search, training, knowledge transfer."""
    hazard: float | Array = 0.0
    """lambda, exits a year."""
    replacement_weeks: float | Array = 0.0
    """Weeks of pay that one exit costs."""
    failure: float | Array = 0.0
    """pi, probability that an engagement fails in its first three months."""
    rate_growth: float | Array = 0.0
    """Real, a year; repriced yearly, never downwards."""
    rate_cap: float | Array = np.inf
    """The rate that the market level's error can never lead past."""
    market_sd: float | Array = 0.0
    """Of ln(market level)."""
    fx_sd: float | Array = 0.0
    """Monthly sd of ln(exchange rate); 0 in the owner's own currency."""
    bias: float | Array = 1.0
    """True hours for each estimated hour; 1 where hours were measured."""
    bias_spread: float | Array = 0.0
    """Half width of the triangle around `bias`."""

    @property
    def options(self) -> int:
        """Number of options."""
        return max(np.size(value) for value in _figures(self))

    def take(self, options: slice | NDArray[np.intp]) -> "EngagementTerms":
        """Return the terms of some of the options."""
        return EngagementTerms(
            **{
                name: value[options] if np.ndim(value) else value
                for name, value in zip(FIGURES, _figures(self), strict=True)
            }
        )


FIGURES: Final = tuple(item.name for item in fields(EngagementTerms))
_figures: Callable[[EngagementTerms], tuple[Any, ...]] = attrgetter(*FIGURES)


def kept(hours: float, home_rate: float, mu_home: float, *, bias: float = 1.0) -> EngagementTerms:
    """Return the terms of work that stays at home: an engagement of share 0."""
    return EngagementTerms(hours=hours, home_rate=home_rate, mu_home=mu_home, bias=bias, share=0.0)


def stacked(terms: Sequence[EngagementTerms]) -> EngagementTerms:
    """Return several single terms as the options of one."""
    figures = np.array(list(map(_figures, terms)), dtype=np.float64).T.copy()
    return EngagementTerms(**dict(zip(FIGURES, figures, strict=True)))
