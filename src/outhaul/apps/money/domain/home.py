"""What money needs to know of the business itself: its currency, its country and its day."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from outhaul.apps.composed import Composed
from outhaul.apps.people.models import Business
from outhaul.apps.planning.models import Entry

UNKNOWN = "USD"
"""Currency of a business that has told none, as the engine takes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """Where the business is."""

    currency: str
    country: str
    today: date


def home_of(business: Business) -> Home:
    """Return it as the business told it; one query."""
    row: dict[str, object] = next(iter(_told_by(business)), {})
    zone = ZoneInfo(str(row.get("time_zone") or "UTC"))
    return Home(
        currency=str(row.get("currency") or UNKNOWN),
        country=str(row.get("country") or ""),
        today=timezone.localdate(timezone=zone),
    )


@Composed
def _told_by(business: Business) -> QuerySet[Entry, Any]:
    told = Entry.objects.filter(business=business, table="business", removed_at=None)
    return told.values_list("told", flat=True)[:1]
