"""Until when the client answers: working days of the client, as the statement of work has them (§RUN-1)."""

from datetime import UTC, datetime

from outhaul.apps.delivery.domain.days import Side, after_working_days, home_of
from outhaul.apps.work.domain.versions import in_force
from outhaul.apps.work.models import Engagement
from outhaul.documents.statement.canonical import statement_of

USUAL_DAYS = 5
"""Working days where no statement says otherwise."""


def answer_by(engagement: Engagement, now: datetime) -> datetime:
    """Return when the client's time to answer what is handed in `now` is over.

    It is the end of the client's working day, in the client's own zone, as many working days later as the
    statement in force says. Weekends and the public holidays of the client's country do not count, nor
    does the day on which it was handed in.
    """
    return end_of_review(home_of(engagement.business), review_days(engagement), now)


def end_of_review(home: Side, days: int, now: datetime) -> datetime:
    """Return the end of the working day of `home` that is `days` working days after `now`."""
    day = after_working_days(home, now.astimezone(home.zone).date(), max(1, days))
    return datetime.combine(day, home.hours[1], home.zone).astimezone(UTC)


def review_days(engagement: Engagement) -> int:
    """Return in how many working days the client answers, as signed."""
    statement = in_force(engagement)
    return statement_of(statement.content).review_days if statement else USUAL_DAYS


def silence_accepts(engagement: Engagement) -> bool:
    """Whether both signed that a submission counts as accepted where the client stays silent."""
    statement = in_force(engagement)
    return statement is not None and statement_of(statement.content).silence_accepts
