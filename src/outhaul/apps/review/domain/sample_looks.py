"""Checkpoints of the sample year, held and to come, and the days on which somebody was away."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from outhaul.apps.delivery.domain.days import side_of
from outhaul.apps.delivery.domain.meeting import MINUTES, Both, next_free
from outhaul.apps.delivery.lifecycles import CHECKPOINT, CheckpointState
from outhaul.apps.delivery.models import Absence, Checkpoint
from outhaul.apps.people.models import User
from outhaul.apps.review.domain.sample_agreements import Agreed
from outhaul.apps.review.domain.sample_people import MATEO
from outhaul.apps.review.domain.sample_year import Year
from outhaul.apps.review.domain.timing import CHOICES
from outhaul.apps.review.models import TimeNote
from outhaul.apps.review.models.steering import LOOK
from outhaul.apps.work.models import Milestone

FORTNIGHT = timedelta(days=14)
TAPPED_FOR = timedelta(days=150)
"""How long the manager has been tapping how long a look took."""
NOTES: Sequence[tuple[str, tuple[str, ...]]] = (
    ("Went through the list together; nothing open.", ()),
    ("Two questions about wording, answered on the spot.", ("Prices are written without the currency sign",)),
    ("Looked at the draft: the direction is right.", ("The last page comes first",)),
    ("A supplier was late; the date of the deliverable holds.", ("Tell at once when a second one is late",)),
    ("Short: all is on its way.", ()),
)


def add_absences(year: Year, several: Sequence[Agreed]) -> None:
    """Add days off: of the manager in spring, of one contractor soon."""
    by_name = {one.work.who: one.engagement.contractor for one in several}
    for contractor, first, days, note in (
        (None, -96, 8, "Holiday"),
        (by_name[MATEO], 17, 4, "Family"),
    ):
        first_on = year.calendar.day(first)
        year.rows.add(
            Absence(
                business=year.business,
                contractor=contractor,
                manager="" if contractor else "marco",
                first_on=first_on,
                last_on=first_on + timedelta(days=days),
                note=note,
                made_at=min(year.calendar.now, year.calendar.at(year.calendar.day(first - 30))),
            )
        )


def add_looks(year: Year, agreed: Agreed) -> None:
    """Add a look every two weeks, on a day on which both work: held where it lies behind."""
    both = Both(year.calendar.home, side_of(agreed.engagement.contractor), _away(year, agreed))
    taken: set[date] = set()
    for wanted in _wanted(agreed):
        day = next_free(both, wanted, taken)
        if day is None:
            continue
        taken.add(day)
        look = Checkpoint(
            engagement=agreed.engagement,
            milestone=_about(agreed, day),
            name=f"Look at: {agreed.work.name}",
            on=day,
            starts_at=both.starts(day),
            minutes=MINUTES,
        )
        year.rows.add(look)
        if year.calendar.has_come(look.starts_at + timedelta(days=1)):
            _hold(year, agreed, look)


def _wanted(agreed: Agreed) -> Iterator[date]:
    assert agreed.terms.ends_on is not None, "the sample's terms end"  # noqa: S101 -- made so
    last = min(agreed.terms.ends_on, agreed.milestones[-1].due_on)
    day = agreed.terms.starts_on + FORTNIGHT
    while day <= last:
        yield day
        day += FORTNIGHT


def _away(year: Year, agreed: Agreed) -> frozenset[date]:
    who = agreed.engagement.contractor
    found = [
        row
        for row in year.rows.of(Absence)
        if row.contractor is who or (row.manager and row.manager == agreed.work.manager)
    ]
    return frozenset(
        row.first_on + timedelta(days=count)
        for row in found
        for count in range((row.last_on - row.first_on).days + 1)
    )


def _about(agreed: Agreed, day: date) -> Milestone:
    return next((one for one in agreed.milestones if one.due_on >= day), agreed.milestones[-1])


def _hold(year: Year, agreed: Agreed, look: Checkpoint) -> None:
    notes, decisions = year.calendar.chance.choice(NOTES)
    user = year.answers(agreed.work.manager)
    look.state = CHECKPOINT.after(CheckpointState(look.state), "hold")
    look.notes, look.decisions = notes, list(decisions)
    look.held_by = user
    look.held_at = look.changed_at = look.starts_at + timedelta(minutes=MINUTES + 5)
    year.trail.note(look.held_at, user, "held", "checkpoint", look.name)
    _tap(year, agreed, look, user)


def _tap(year: Year, agreed: Agreed, look: Checkpoint, user: User) -> None:
    """Let the manager tap how long the look took; in the first weeks nobody thought of it."""
    assert look.held_at is not None, "told above"  # noqa: S101 -- for the types alone
    if year.calendar.today - look.on > TAPPED_FOR:
        return
    minutes = CHOICES[look.on.toordinal() // FORTNIGHT.days % 3]
    year.rows.add(
        TimeNote(
            engagement=agreed.engagement,
            about=LOOK,
            key=look.key,
            on=look.on,
            minutes=minutes,
            made_by=user,
            made_at=look.held_at,
        )
    )
    changes: Mapping[str, tuple[object, object]] = {"minutes": (None, minutes)}
    year.trail.note(look.held_at, user, "noted", "time", agreed.engagement.name, changes)
