"""Pages without a server, in late November 2026; Ana can sign in."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from outhaul.apps.work.domain.access import Assignment
from tests.delivery_made import running
from tests.people import People
from tests.web.pay.signing_in import signed_in
from tests.web.plain import olivia, plain_files

__all__ = ["olivia", "plain_files"]


@pytest.fixture(autouse=True)
def late_november() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 27, 12, tzinfo=UTC), tick=True):
        yield


@pytest.fixture(autouse=True)
def _without_server(plain_files: None) -> None:
    """Every test here asks Django itself."""


@pytest.fixture
def ana(people: People) -> Assignment:
    return running(people)


@pytest.fixture
def fatima(people: People) -> Client:
    return signed_in(people.fatima.user)


@pytest.fixture
def contractor(ana: Assignment) -> Client:
    return signed_in(ana.user)
