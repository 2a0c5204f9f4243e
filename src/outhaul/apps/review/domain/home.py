"""The business at home: its day, its hours, its money, and its managers, as far as they are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils import timezone

from outhaul.apps.people.models import Business
from outhaul.apps.planning.domain.content import Document, document_of
from outhaul.engine.performance.waiting import Workday
from outhaul.reference.tables import Reference, load

HOURS = ("09:00", "17:00")


@dataclass(frozen=True)
class Home:
    """What pages of the review know of a business; one query, however much is asked."""

    business: Business
    document: Document
    reference: Reference

    @cached_property
    def told(self) -> Mapping[str, object]:
        """What the business told of itself."""
        rows = self.document["business"]
        return rows[0] if rows else {}

    @property
    def currency(self) -> str:
        """Currency of the business; US dollars while none is told."""
        return str(self.told.get("currency") or "USD")

    @property
    def country(self) -> str:
        """Country of the business; "" while none is told."""
        return str(self.told.get("country") or "")

    @cached_property
    def zone(self) -> ZoneInfo:
        """Time zone of the business; UTC while none is told."""
        return zone_of(str(self.told.get("time_zone") or ""))

    @cached_property
    def workday(self) -> Workday:
        """When people at home can be reached."""
        opens, closes = (time.fromisoformat(str(hour)) for hour in self.told.get("working_hours") or HOURS)  # type: ignore[attr-defined] # two texts
        return Workday(zone=self.zone, opens=opens, closes=closes)

    @property
    def today(self) -> date:
        """The day that it is there."""
        return timezone.now().astimezone(self.zone).date()

    @cached_property
    def manager_rates(self) -> Mapping[str, float]:
        """Manager -> what an hour costs."""
        rows = self.document["managers"]
        return {str(row["id"]): float(row.get("cost_per_hour") or 0) for row in rows}

    @cached_property
    def owners(self) -> frozenset[str]:
        """The managers who own the business."""
        return frozenset(str(row["id"]) for row in self.document["managers"] if row.get("is_owner"))

    def day_of(self, moment: datetime) -> date:
        """Return the day of a moment there."""
        return moment.astimezone(self.zone).date()

    def at_home(self, amount: float, currency: str) -> float:
        """Return an amount in the business's currency, by the rates of the reference tables."""
        if currency == self.currency:
            return amount
        known = self.reference.currencies
        if currency not in known or self.currency not in known:
            return amount
        return amount / known[currency].per_usd.value * known[self.currency].per_usd.value


def home_of(business: Business, reference: Reference | None = None) -> Home:
    """Return what a business told of itself."""
    return Home(business, document_of(business), reference or load())


def zone_of(name: str) -> ZoneInfo:
    """Return a time zone; UTC for what is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
