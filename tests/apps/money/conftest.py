"""It is the end of January 2027: Ana works for the bakery, and has handed in her first deliverables."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from outhaul.apps.work.domain.access import Assignment
from tests.delivery_made import running
from tests.people import People


@pytest.fixture(autouse=True)
def late_november() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 11, 27, 12, tzinfo=UTC), tick=True) as traveller:
        yield traveller


@pytest.fixture
def ana(people: People) -> Assignment:
    return running(people)
