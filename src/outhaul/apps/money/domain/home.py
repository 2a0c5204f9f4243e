"""What money needs to know of the business itself: its currency, its country and its day."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from outhaul.apps.people.models import Business
from outhaul.apps.planning.domain.content import itself

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
    row = itself(business)
    zone = ZoneInfo(str(row.get("time_zone") or "UTC"))
    return Home(
        currency=str(row.get("currency") or UNKNOWN),
        country=str(row.get("country") or ""),
        today=timezone.localdate(timezone=zone),
    )
