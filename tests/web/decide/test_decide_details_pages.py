"""What a plan knows besides: the pages of tools."""

import html
import re
from collections.abc import Callable

from django.test import Client

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.models import Entry
from tests.people import People

SignedIn = Callable[[Visit], Client]


def heading(page: str) -> str:
    return " ".join(html.unescape(re.findall("<h1>(.*?)</h1>", page, re.DOTALL)[0]).split())


def test_without_tools_the_page_says_what_is_assumed_of_them(people: People, signed_in: SignedIn) -> None:
    client = signed_in(people.olivia)
    Entry.objects.filter(business=people.bakery, table="tools").delete()
    address = f"/b/{people.bakery.key}/tools/"
    said = "No tool is told; the plan reckons with {} a month for each contractor, which is assumed."
    assert heading(client.get(address).content.decode()) == said.format("$40")
    Entry.objects.filter(business=people.bakery, table="assumptions").delete()
    Entry.objects.create(
        business=people.bakery, table="assumptions", key="assumptions", told={"tool_seat": 55}
    )
    assert heading(client.get(address).content.decode()) == said.format("$55")
