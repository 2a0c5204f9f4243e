"""Each page of the business file says what is missing, and can be told in full without script."""

from collections.abc import Callable

import pytest
from django.test import Client

from outhaul.apps.people.domain.access import Visit
from tests.people import People

SignIn = Callable[[Visit], Client]
PAGES = ("business", "people", "tools", "quotes", "policy", "assumptions")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows(people: People, signed_in: SignIn, page: str) -> None:
    answer = signed_in(people.olivia).get(f"/b/{people.bakery.key}/{page}/")
    assert answer.status_code == 200
