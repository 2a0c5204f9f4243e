"""What a premium over market earns back, peers' pay, and raises: the money that keeps people (§PAY-9..11)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from outhaul.engine.assumptions import Assumptions
from outhaul.engine.pay import TOLERANCE, Band
from outhaul.engine.saying import say
from outhaul.engine.verdict import Answer, Guard, Verdict

NEUTRAL_PULSE = 3.5
PULSE_EFFECT = 0.35
"""How ln turnover falls for each point of the pulse (Griffeth, Hom & Gaertner 2000; size by judgement)."""
FAILURE_EXPONENT = 0.30
"""How failures fall with pay (Jorgensen 2013: bids 25 % lower fail 9 % more)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise:
    """A planned raise: the rate until then, the rate from then on, and the day."""

    first_rate: float
    full_rate: float
    day: date


def turnover(premium: float, assumptions: Assumptions, pulse: float = NEUTRAL_PULSE) -> float:
    """Return departures a year at a premium over market (§PAY-9).

    `lambda(a) = lambda0 (1 + a)^-eps exp(.35 (3.5 - pulse))`, with the pulse on a scale of 1 to 5.
    """
    happier = PULSE_EFFECT * (NEUTRAL_PULSE - pulse)
    return assumptions.lambda0 * math.exp(happier - assumptions.eps * math.log1p(premium))


def marginal_gain(assumptions: Assumptions, replacement_share: float) -> float:
    """Return what one unit of pay above market earns back at the market rate (§PAY-9).

    `lambda0 rho_R (eps - 1) + eta + .30 pi0 F`: fewer departures, more achieved, fewer failures.

    Args:
        assumptions: The named assumptions lambda0, eps, effort (eta), pi0 and failure_loss (F).
        replacement_share: rho_R, cost of replacing somebody as a share of yearly pay.
    """
    kept = assumptions.lambda0 * replacement_share * (assumptions.eps - 1)
    return kept + assumptions.effort + FAILURE_EXPONENT * assumptions.pi0 * assumptions.failure_loss


def spread(rates: Sequence[float]) -> float:
    """Return how far the highest rate lies above the lowest, as a share; 0 for fewer than two."""
    return max(rates) / min(rates) - 1 if len(rates) > 1 else 0.0


def guard_spread(rates: Sequence[float], assumptions: Assumptions, *, process: str | None = None) -> Verdict:
    """Warn where people of one role in one country are paid too differently (§PAY-10)."""
    found = spread(rates)
    figures = {"spread": found, "limit": assumptions.pay_spread}
    if found <= assumptions.pay_spread * (1 + TOLERANCE):
        reason = say("People in the same role and country are paid alike.")
        return Verdict(
            guard=Guard.PAY,
            answer=Answer.PASS,
            rule="PAY-10",
            reason=reason,
            figures=figures,
            process=process,
        )
    return Verdict(
        guard=Guard.PAY,
        answer=Answer.WARN,
        rule="PAY-10",
        reason=say(
            "The best paid gets {more:.0f} % more than the least paid in the same role.", more=100 * found
        ),
        fix=say(
            "Raise the lower rates until the difference is at most {most:.0f} %.",
            most=100 * assumptions.pay_spread,
        ),
        figures=figures,
        process=process,
    )


def planned_raise(rate: float, band: Band, start: date, assumptions: Assumptions) -> Raise | None:
    """Suggest to start slightly below the fair `rate` and to raise to it on a day promised (§PAY-11).

    The first rate never leaves the band; None where the band leaves no room for a raise.
    """
    first = max(rate * (1 - assumptions.raise_size), band.low)
    if first >= rate * (1 - TOLERANCE):
        return None
    return Raise(first_rate=first, full_rate=rate, day=months_later(start, round(assumptions.raise_month)))


def catch_up(rate: float, band: Band, today: date, assumptions: Assumptions) -> Raise | None:
    """Return the dated raise of a running contract that lies below the band, or None (§PAY-11)."""
    if rate >= band.low or not band.open:
        return None
    return Raise(first_rate=rate, full_rate=band.low, day=months_later(today, round(assumptions.raise_month)))


def months_later(day: date, months: int) -> date:
    """Return the first of the month in which `months` whole months have passed since `day`."""
    later = day.month - 1 + months + (day.day > 1)
    return date(day.year + later // 12, later % 12 + 1, 1)
