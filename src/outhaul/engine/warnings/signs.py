"""When a figure is over its limit, and what helps then (§RUN-12)."""

from collections.abc import Sequence

from outhaul.engine.manage import FLAGS_OF_EMPLOYMENT
from outhaul.engine.performance.shares import chance_below
from outhaul.engine.saying import say
from outhaul.engine.warnings.figures import moving_average, upper_limit
from outhaul.engine.warnings.sign import Sign

GOOD_SHARE, SURE = 0.8, 0.90
"""W1: the share accepted at first that is wanted, and how sure one must be that it is missed."""
FEWEST = 3
"""W2: deliveries before which no lateness is judged."""
TIMES = 1.5
"""W3: how many intervals may pass without a checkpoint."""
CAP, MONTHS = 0.85, 2
"""W6: share of a manager's free hours, and how many months in a row over it."""
MOST = 0.60
"""W7: share of a critical process that one contractor alone may do."""


def first_pass(kept: int, answered: int) -> Sign | None:
    """W1: fewer are accepted at first than should be, as sure as nine in ten.

    >>> first_pass(5, 10).code, first_pass(8, 10), first_pass(1, 4).code
    ('W1', None, 'W1')
    """
    chance = chance_below(GOOD_SHARE, kept, answered)
    if answered == 0 or chance <= SURE:
        return None
    return Sign(
        code="W1",
        reason=say("{kept} of {answered} deliverables were accepted at first.", kept=kept, answered=answered),
        remedy=say("Go through the criteria together: are they clear, and is the time enough?"),
        figures={"kept": float(kept), "answered": float(answered)},
    )


def lateness(days: Sequence[float], *, mean: float, sd: float) -> Sign | None:
    """W2: deliveries come later and later; `days` late, early ones below 0, the oldest first.

    `mean` and `sd` are what is usual in the business.

    >>> lateness([0, 1, 0, 1], mean=0, sd=2) is None, lateness([1, 3, 6, 9], mean=0, sd=2).code
    (True, 'W2')
    """
    average = moving_average(days, mean)
    if len(days) < FEWEST or average <= upper_limit(mean, sd):
        return None
    return Sign(
        code="W2",
        reason=say("Deliveries come {days:.0f} days late by now, and later than usual.", days=average),
        remedy=say("Ask at the next checkpoint what holds the work up, and agree on dates that hold."),
        figures={"average": average, "count": float(len(days))},
    )


def unseen(days: int, interval: int) -> Sign | None:
    """W3: nobody looked at the work for one and a half times the interval of its checkpoints.

    >>> unseen(21, 14), unseen(22, 14).code
    (None, 'W3')
    """
    if interval <= 0 or days <= TIMES * interval:
        return None
    return Sign(
        code="W3",
        reason=say(
            "Nobody looked at the work for {days} days; {interval} were agreed.", **_both(days, interval)
        ),
        remedy=say("Hold the checkpoint that is due, or plan one this week."),
        figures={"weeks": float(days // 7), "interval": float(interval)},
    )


def _both(days: int, interval: int) -> dict[str, int]:
    return {"days": days, "interval": interval}


def below_market(rate: float, median: float) -> Sign | None:
    """W5: the rate is below what the market pays since the yearly update; both an hour, in one currency.

    >>> below_market(10.0, 10.0), below_market(9.5, 10.0).code
    (None, 'W5')
    """
    if rate >= median:
        return None
    return Sign(
        code="W5",
        reason=say("The rate is {share:.0f} % below what the market pays.", share=100 * (1 - rate / median)),
        remedy=say("Offer a raise before somebody else does."),
        figures={"rate": rate, "median": median},
    )


def overload(name: str, shares: Sequence[float]) -> Sign | None:
    """W6: a manager is over the cap two months in a row; `shares` of the free hours, this month last.

    >>> overload("Marco", [0.9, 0.8]), overload("Marco", [0.9, 0.88]).code
    (None, 'W6')
    """
    recent = shares[-MONTHS:]
    if len(recent) < MONTHS or min(recent) <= CAP:
        return None
    return Sign(
        code="W6",
        reason=say(
            "{name} uses {share:.0f} % of the free hours, two months in a row.",
            name=name,
            share=100 * recent[-1],
        ),
        remedy=say("Give an engagement to another manager, or free more hours."),
        figures={"share": round(recent[-1], 2)},
    )


def leaning(share: float, *, is_critical: bool, has_backup: bool) -> Sign | None:
    """W7: one contractor alone does most of a process without which the business stands still.

    >>> leaning(0.6, is_critical=True, has_backup=False)
    >>> leaning(0.7, is_critical=True, has_backup=True), leaning(0.7, is_critical=True, has_backup=False).code
    (None, 'W7')
    """
    if not is_critical or has_backup or share <= MOST:
        return None
    return Sign(
        code="W7",
        reason=say(
            "One contractor does {share:.0f} % of what cannot stand still, and nobody could step in.",
            share=100 * share,
        ),
        remedy=say("Have the work written down, and try out a second contractor."),
        figures={"share": round(share, 2)},
    )


def flags(count: int) -> Sign | None:
    """W8: three or more answers of the classification check speak of employment.

    >>> flags(2), flags(3).code
    (None, 'W8')
    """
    if count < FLAGS_OF_EMPLOYMENT:
        return None
    return Sign(
        code="W8",
        reason=say("{count} answers of the classification check speak of employment.", count=count),
        remedy=say("Change these terms, and ask a lawyer."),
        figures={"flags": float(count)},
    )
