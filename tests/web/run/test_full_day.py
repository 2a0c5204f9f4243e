"""A day of the calendar shows twelve of its checkpoints, says how many more there are, and shows them all."""

from datetime import UTC, datetime, timedelta

from django.test import Client
from django.urls import reverse

from outhaul.apps.delivery.models import Checkpoint
from outhaul.apps.work.models import Engagement
from tests.delivery_made import running
from tests.people import People
from tests.web.agree.reading import plain

NOON = datetime(2027, 3, 10, 20, tzinfo=UTC)


def test_a_full_day_shows_twelve_and_all_where_it_is_asked(people: People) -> None:
    engagement = running(people).engagement
    for number in range(14):
        row = Engagement.objects.get(pk=engagement.pk)
        row.pk, row.key, row.offer = None, f"copy{number}", None
        row.save()
        starts_at = NOON + timedelta(minutes=number)
        Checkpoint.objects.create(
            engagement=row, key=f"look{number:02}", name="A look", on=NOON.date(), starts_at=starts_at
        )
    client = Client()
    client.force_login(people.viktor.user)
    address = reverse("run-calendar", args=[people.bakery.key])
    short = client.get(address, {"month": "2027-03"})
    assert "14 checkpoints are planned in March" in plain(short)
    assert "2 more." in plain(short)
    assert b"/look11/" in short.content
    assert b"/look12/" not in short.content
    whole = client.get(address, {"month": "2027-03", "day": "2027-03-10"})
    assert b"/look13/" in whole.content
    assert "more." not in plain(whole)
