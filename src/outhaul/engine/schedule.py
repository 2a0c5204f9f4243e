"""Days on which checkpoints look at deliverables, spread so that no two of them share a day (§MANAGE-9)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from outhaul.engine import manage
from outhaul.engine.brief import Checkpoint

WORKING_DAYS = 5
WEEKS = {"week": 1, "fortnight": 2, "month": 4}
LONGEST = timedelta(days=366)
"""No checkpoint is planned further ahead."""


def planned(
    checkpoints: Sequence[Checkpoint], starts_on: date, ends_on: date, known: Sequence[str]
) -> Iterator[manage.Checkpoint]:
    """Give each look of `checkpoints` from `starts_on` to `ends_on` with its day.

    The first of them falls on the first working day of the week, the next on the second, and so on;
    a sixth one has to share a day. A checkpoint on something else than the `known` deliverables looks
    at none.
    """
    for place, checkpoint in enumerate(checkpoints):
        deliverable = checkpoint.deliverable if checkpoint.deliverable in known else None
        for day in days_of(checkpoint, place, starts_on, ends_on):
            yield manage.Checkpoint(day=day, deliverable=deliverable)


def days_of(checkpoint: Checkpoint, place: int, starts_on: date, ends_on: date) -> Iterator[date]:
    """Give the days of one checkpoint, which is number `place`, from 0, of all."""
    last = min(ends_on, starts_on + LONGEST)
    first = starts_on + timedelta(days=-starts_on.weekday() % 7)
    day = first + timedelta(days=place % WORKING_DAYS)
    weeks = WEEKS.get(checkpoint.every)
    yield day
    while weeks and (day := day + timedelta(weeks=weeks)) <= last:
        yield day
