"""What recurs is done when it is due, once among all workers, whatever else fails."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from structlog.testing import capture_logs

from outhaul.apps.jobs.domain.recurring import ROUNDS, do_what_is_due, every

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _only_these() -> Iterator[None]:
    kept = dict(ROUNDS)
    ROUNDS.clear()
    yield
    ROUNDS.clear()
    ROUNDS.update(kept)


def test_it_is_done_at_once_and_then_each_hour() -> None:
    done: list[int] = []
    every(HOUR, "count")(lambda: done.append(1))
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        assert do_what_is_due() == ["count"]
        assert do_what_is_due() == []
        clock.shift(timedelta(minutes=59))
        assert do_what_is_due() == []
        clock.shift(timedelta(minutes=1))
        assert do_what_is_due() == ["count"]
    assert len(done) == 2


def test_what_fails_keeps_nothing_else_from_being_done() -> None:
    done: list[int] = []
    every(HOUR, "fails")(lambda: 1 / 0)
    every(HOUR, "works")(lambda: done.append(1))
    with capture_logs() as logs:
        assert do_what_is_due() == ["fails", "works"]
    assert done == [1]
    assert [(line["event"], line["name"]) for line in logs] == [("what recurs failed", "fails")]


def test_a_name_that_does_not_fit_into_its_column_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="has more than 64 letters"):
        every(timedelta(hours=1), "l" * 65)
