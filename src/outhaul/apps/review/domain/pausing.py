"""When an engagement stood still: kept as it is paused and goes on, so that no hours count meanwhile."""

from collections.abc import Iterable
from datetime import date, timedelta

from outhaul.apps.review.domain.home import home_of
from outhaul.apps.review.domain.months import share_of_month
from outhaul.apps.review.models import Pause
from outhaul.apps.work.domain.consequences import follows
from outhaul.apps.work.models import Engagement


@follows("engagement pause")
def begin_pause(engagement: Engagement) -> None:
    """Keep the day on which an engagement was paused."""
    today = home_of(engagement.business).today
    Pause.objects.get_or_create(engagement=engagement, ended_on=None, defaults={"began_on": today})


@follows("engagement resume", "engagement end", "engagement close")
def end_pause(engagement: Engagement) -> None:
    """Keep the day on which it went on, or came to its end."""
    today = home_of(engagement.business).today
    Pause.objects.filter(engagement=engagement, ended_on=None).update(ended_on=today)


def share_worked(month: date, first: date, last: date | None, pauses: Iterable[Pause]) -> float:
    """Return how much of a month an engagement from `first` to `last` did not stand still, 0..1."""
    whole = share_of_month(month, first, last)
    still = 0.0
    for pause in pauses:
        over = pause.ended_on - timedelta(days=1) if pause.ended_on else None
        ends = min((day for day in (over, last) if day is not None), default=None)
        still += share_of_month(month, max(first, pause.began_on), ends)
    return max(0.0, whole - still)
