"""What was granted and lent in the sample year, and the lists of the first and the last days."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from outhaul.apps.delivery.domain.templates import offboarding, onboarding, returning, revoking, seats_for
from outhaul.apps.delivery.models import Access, ChecklistItem, Equipment
from outhaul.apps.people.models import User
from outhaul.apps.review.domain.sample_agreements import Agreed
from outhaul.apps.review.domain.sample_works import PICTURES, POSTS, SHOP
from outhaul.apps.review.domain.sample_year import Year

THINGS: Sequence[tuple[str, str, str, str, int]] = (
    ("Camera with macro lens", "SMP-0041", "1180.00", PICTURES.process, -110),
    ("Payment terminal for testing", "SMP-0107", "240.00", SHOP.process, -340),
    ("Phone for the shop's accounts", "SMP-0093", "420.00", POSTS.process, -350),
    ("Laptop", "SMP-0120", "960.00", "", -200),
)
"""Name, number, price, who had it, and the day from today on which it was lent."""


def add_lending(year: Year, several: Sequence[Agreed]) -> None:
    """Add seats of tools and the register of equipment; what the first engagement had came back."""
    for agreed in several:
        for seat in seats_for(agreed.engagement):
            day = year.calendar.working(agreed.terms.starts_on)
            user = year.answers(agreed.work.manager)
            access = year.rows.add(
                Access(
                    engagement=agreed.engagement,
                    name=seat.name,
                    tool=seat.tool,
                    monthly_cost=seat.monthly_cost,
                    granted_on=day,
                    granted_by=user,
                )
            )
            year.trail.note(year.calendar.at(day), user, "granted", "access", seat.name)
            closed = _last_day(year, agreed)
            if closed:
                access.revoked_on, access.revoked_by = closed, user
                year.trail.note(year.calendar.at(closed), user, "revoked", "access", seat.name)
    by_process = {agreed.work.process: agreed for agreed in several}
    for name, serial, price, process, lent in THINGS:
        _thing(year, by_process.get(process), Equipment(name=name, serial=serial, price=Decimal(price)), lent)


def _thing(year: Year, agreed: Agreed | None, thing: Equipment, lent: int) -> None:
    bought_on = year.calendar.day(lent - 20)
    thing.business, thing.bought_on = year.business, bought_on
    thing.made_at = year.calendar.at(bought_on)
    year.rows.add(thing)
    year.trail.note(thing.made_at, year.owner, "added", "equipment", thing.name)
    if agreed is None:
        return
    thing.lent_on, closed = year.calendar.day(lent), _last_day(year, agreed)
    year.trail.note(year.calendar.at(thing.lent_on), year.manager, "lent", "equipment", thing.name)
    if closed:
        thing.returned_on = closed
        year.trail.note(year.calendar.at(closed), year.manager, "returned", "equipment", thing.name)
    else:
        thing.engagement = agreed.engagement


def _last_day(year: Year, agreed: Agreed) -> date | None:
    """Return the day on which everything was back; None while the work goes on."""
    ended = agreed.engagement.closed_at
    return year.calendar.day_of(ended) if ended else None


def keep_lists(year: Year, agreed: Agreed) -> None:
    """Keep the lists of an engagement that is kept already: what is due is done."""
    starts = agreed.terms.starts_on
    begun = year.calendar.at(year.calendar.working(starts))
    user = year.answers(agreed.work.manager)
    rows = [
        ChecklistItem(
            engagement=agreed.engagement,
            list="onboarding",
            sort=line.sort,
            text=line.text,
            side=line.side,
            is_needed=line.is_needed,
            position=place,
            due_on=starts,
            done_at=begun,
            done_by=_doer(line.side, user, agreed),
        )
        for place, line in enumerate(onboarding(agreed.engagement), 1)
    ]
    ended = agreed.engagement.closed_at
    rows += _last(agreed, user, ended) if ended else []
    ChecklistItem.objects.bulk_create(rows)


def _last(agreed: Agreed, user: User, ended: datetime) -> list[ChecklistItem]:
    had = [
        *[("access", revoking(row), "client") for row in Access.objects.filter(engagement=agreed.engagement)],
        ("equipment", returning(Equipment(name=THINGS[2][0])), "client"),
        *[(line.sort, line.text, line.side) for line in offboarding(agreed.engagement)],
    ]
    return [
        ChecklistItem(
            engagement=agreed.engagement,
            list="off-boarding",
            sort=sort,
            text=text,
            side=side,
            position=place,
            due_on=ended.date(),
            done_at=ended,
            done_by=_doer(side, user, agreed),
        )
        for place, (sort, text, side) in enumerate(had, 1)
    ]


def _doer(side: str, user: User, agreed: Agreed) -> User | None:
    return user if side == "client" else agreed.engagement.contractor.user
