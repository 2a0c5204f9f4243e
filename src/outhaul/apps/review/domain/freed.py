"""The owner's hours freed for strategic focus: as planned, and as it is (§PERFORM-13)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from outhaul.apps.review.domain.months import month_of
from outhaul.apps.review.domain.pausing import share_worked
from outhaul.apps.review.domain.portfolio import Portfolio, begins_on, ended_on
from outhaul.apps.work.lifecycles import EngagementState


@dataclass(frozen=True, slots=True, kw_only=True)
class Freed:
    """Hours of one month."""

    planned: float
    """What the whole plan would free."""
    won: float
    """The owner's own hours of what engagements do now."""
    managed: float
    """What managing it takes of the owner."""

    @property
    def hours(self) -> float:
        """What is left of it; never less than none."""
        return max(0.0, self.won - self.managed)


def freed_in(portfolio: Portfolio, month: date) -> Freed:
    """Return the hours freed in a month; one that is not over counts as if it went on as today.

    Days on which an engagement stood still do not count.
    """
    home, report = portfolio.home, portfolio.report
    done: defaultdict[str, float] = defaultdict(float)
    managed, is_now = 0.0, month == month_of(home.today)
    for row in portfolio.rows:
        if row.state == EngagementState.PAUSED and is_now:
            continue
        pauses = portfolio.pauses.get(row.pk, ())
        share = share_worked(month, begins_on(row, home), ended_on(row, home), pauses)
        done[row.process] += share * float(row.hours_per_month)
        duty = portfolio.duties.get(row.pk)
        if duty is not None and row.manager in home.owners:
            managed += share * duty.hours
    lines = {line.id: line for line in report.processes} if report else {}
    won = sum(
        min(1.0, hours / (lines[process].hours_per_month or hours)) * (lines[process].owner_hours_now or 0.0)
        for process, hours in done.items()
        if process in lines and hours > 0
    )
    planned = report.headline.owner_hours_freed_per_month if report and report.headline else 0.0
    return Freed(planned=planned, won=won, managed=managed)
