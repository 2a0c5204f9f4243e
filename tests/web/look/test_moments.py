"""Days and moments in the form of the reader's language, in the reader's time zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone, translation

from outhaul.apps.planning.domain.shares import share_plan
from outhaul.apps.planning.models import Plan
from outhaul.web.templating import day, moment
from tests.people import People

NOON = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "zone", "shown"),
    [
        ("en", None, ("27 November 2026", "27 November 2026, 23:30 UTC")),
        ("en", "America/New_York", ("27 November 2026", "27 November 2026, 18:30")),
        ("de", "Europe/Berlin", ("28. November 2026", "28. November 2026, 00:30")),
    ],
)
def test_a_day_and_a_moment(language: str, zone: str | None, shown: tuple[str, str]) -> None:
    with translation.override(language), timezone.override(ZoneInfo(zone) if zone else None):
        assert (day(NOON), moment(NOON)) == shown


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("Asia/Tokyo", "28 November 2026, 08:30"), ("../../etc/passwd", "27 November 2026, 23:30 UTC")],
)
def test_the_browser_tells_its_zone(
    people: People, olivia: Client, made: Plan, zone: str, shown: str
) -> None:
    Plan.objects.filter(pk=made.pk).update(asked_at=NOON)
    share_plan(people.olivia, made, note="the bank")
    made.shares.update(seen_at=NOON)
    olivia.cookies["zone"] = zone
    page = olivia.get(f"/b/{made.business.key}/plans/{made.key}/share/").content.decode()
    assert shown in page
