"""The page of the business itself, and the first steps after it."""

import re

from django.test import Client
from django.urls import reverse

from outhaul.apps.people.domain.businesses import found_business
from tests.people import People


def test_a_new_business_lacks_four_answers_on_the_overview_and_on_its_page(
    people: People, olivia: Client
) -> None:
    business = found_business(owner=people.olivia.user, name="Bikes")
    overview = olivia.get(reverse("overview", args=[business.key])).content.decode()
    page = olivia.get(reverse("business", args=[business.key])).content.decode()
    assert "4 answers to go" in overview
    assert "4 answers are still missing here." in page
    assert "Where is it? · Currency · Time zone · In which languages can you work?" in page


def test_what_follows_the_currency_stands_on_the_page_under_the_names_it_is_asked_by(
    people: People, olivia: Client
) -> None:
    page = olivia.get(reverse("business", args=[people.bakery.key])).content.decode()
    asked = re.search(r'hx-select-oob="([^"]+)"', page)
    assert asked is not None
    names = asked[1].replace("#", "").split(",")
    assert [name for name in names if f'id="{name}"' not in page] == []
    assert sum(name.endswith("-unit") for name in names) == 3


def test_enter_in_the_search_of_the_catalogue_searches_and_adds_nothing(
    people: People, olivia: Client
) -> None:
    page = olivia.get(reverse("add-work", args=[people.bakery.key])).content.decode()
    form = page[page.index('id="pick"') :]
    first = re.search(r"<button[^>]*>", form)
    assert first is not None
    assert "formaction" not in first[0]
