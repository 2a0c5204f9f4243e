"""How long an answer or a look took: kept where somebody tapped it, and what it comes to in words."""

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.review.domain.months import month_of
from outhaul.apps.review.domain.timing import note_time, steered
from outhaul.apps.work.models import Engagement
from outhaul.web.amounts import hours_text


def keep_time(visit: Visit, engagement: Engagement, about: str, key: str, sent: Mapping[str, str]) -> None:
    """Keep how long it took, where a time was tapped."""
    took = sent.get("took", "")
    if took.isdecimal():
        note_time(visit, engagement, about=about, key=key, minutes=int(took))


def steered_text(visit: Visit, today: date, zone: ZoneInfo, manager: str) -> str:
    """Return what answers and looks took this month as far as somebody noted it; "" where nobody did."""
    month = month_of(today)
    found = steered(visit.business, zone, month, month, manager=manager).get(month)
    if found is None or not found.noted:
        return ""
    told = {"noted": found.noted, "matters": found.matters, "hours": hours_text(found.minutes / 60)}
    return (
        _(
            "Noted for %(noted)s of %(matters)s answers and checkpoints this month: %(hours)s h. "
            "It teaches the plan what managing really takes."
        )
        % told
    )
