"""It is late November 2026; what was delivered lies in the months before."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine


@pytest.fixture(autouse=True)
def late_november() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 27, 20, tzinfo=UTC), tick=True):
        yield
