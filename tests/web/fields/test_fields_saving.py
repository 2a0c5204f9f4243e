"""A field is saved by itself, by who may, and never over somebody else's word."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from outhaul.apps.audit.models import Event
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.planning.domain.entries import set_field, single
from outhaul.reference.tables import Reference
from tests.people import People

SignIn = Callable[[Visit], Client]
HX = {"HX-Request": "true"}


def post(
    client: Client, visit: Visit, table: str, name: str, value: object, was: object, entry: str = ""
) -> object:
    entry = entry or table
    param = f"{table}.{entry}.{name}"
    address = f"/b/{visit.business.key}/field/{table}/{entry}/{name}/"
    return client.post(address, {param: value, f"was.{param}": json.dumps(was)}, headers=HX)


def told(visit: Visit, table: str = "business") -> dict[str, object]:
    return dict(single(visit, table).told)


def test_what_is_typed_is_saved_and_told(people: People, signed_in: SignIn) -> None:
    answer = post(signed_in(people.olivia), people.olivia, "business", "capital_budget", "9,500", 8000)
    assert (answer.status_code, told(people.olivia)["capital_budget"]) == (200, 9500)
    assert 'value="9,500"' in answer.content.decode()
    event = Event.objects.filter(scope=people.bakery.key).first()
    assert event is not None
    assert (event.verb, json.loads(event.changes)) == ("changed", {"capital_budget": [8000, 9500]})
