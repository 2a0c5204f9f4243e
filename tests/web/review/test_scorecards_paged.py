"""Scorecards come fifty at a time; the business's own score is of all of them on each page."""

import re

from django.test import Client
from django.urls import reverse

from outhaul.apps.work.models import Engagement
from tests.delivery_made import running
from tests.people import People
from tests.review_made import a_year
from tests.web.review.test_review_pages import TODAY


def test_the_rest_comes_on_a_page_of_its_own_below_the_same_headline(people: People) -> None:
    engagement = a_year(running(people), TODAY)
    client = Client()
    client.force_login(people.viktor.user)
    address = reverse("review-scorecards", args=[people.bakery.key])
    alone = client.get(address).content.decode()
    for number in range(50):
        row = Engagement.objects.get(pk=engagement.pk)
        row.pk, row.key, row.offer = None, f"copy{number}", None
        row.save()
    first = client.get(address).content.decode()
    further = re.search(r'href="([^"]+after=[^"]+)"', first)
    assert further is not None
    second = client.get(further[1]).content.decode()
    headline = re.compile(r"As a client you score \d+ of 100")
    assert headline.findall(alone) == headline.findall(first) == headline.findall(second) != []
    assert (first.count("scorecards/copy"), second.count("scorecards/copy")) == (50, 0)
    assert f"scorecards/{engagement.key}/" in second
    assert "after=" not in second
