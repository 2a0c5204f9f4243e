"""What both sides of the sample said, proposed and logged, and Ana's own board."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from outhaul.apps.delivery.domain.hours import rate_on
from outhaul.apps.delivery.lifecycles import HOURS, HoursState
from outhaul.apps.delivery.models import HourEntry, Message, Proposal, Task
from outhaul.apps.money.domain.cents import rounded
from outhaul.apps.review.domain.sample_agreements import Agreed
from outhaul.apps.review.domain.sample_works import ORDERS, PICTURES, SHOP
from outhaul.apps.review.domain.sample_year import Year
from outhaul.apps.work.models import Milestone

TUESDAY, THURSDAY, FRIDAY = 1, 3, 4
HOURS_A_DAY = Decimal("1.75")
DISPUTED = -16
"""Day from today about which hours were rejected."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a deliverable: who asked, on which day from today, and what came back."""

    process: str
    place: int
    side: str
    day: int
    text: str
    answer: str = ""
    kind: str = "question"


QUESTIONS: Sequence[Asked] = (
    Asked(
        SHOP.process, 2, "contractor", -290, "May the shop be closed on a Sunday night?", "Yes, from ten on."
    ),
    Asked(SHOP.process, 7, "contractor", -140, "Who gets the report when Marco is away?", "Olivia does."),
    Asked(SHOP.process, 9, "client", -85, "Is the backup kept in another place?", "Yes, in two."),
    Asked(PICTURES.process, 3, "contractor", -76, "White or grey background?", "White, as in the brief."),
    Asked(PICTURES.process, 6, "client", -33, "How far are the pictures?", "Two are left.", "status request"),
    Asked(PICTURES.process, 9, "contractor", -1, "The seasonal boxes are not here yet. When do they come?"),
    Asked(
        ORDERS.process, 3, "contractor", -120, "Is the dairy to be ordered weekly?", "Twice a week, please."
    ),
    Asked(ORDERS.process, 7, "client", -3, "Can the nuts come from the second supplier?"),
)
PROPOSED = "The boxes come late: may I hand in a week later?"
BOARD: Sequence[tuple[str, str, int | None]] = (
    ("Ask the packaging house for new prices", "to do", 3),
    ("Compare the two nut suppliers", "to do", 5),
    ("Order flour for next week", "doing", 1),
    ("Chase the late butter delivery", "doing", 0),
    ("Send the list of open orders", "done", None),
    ("Order yeast", "done", None),
)


def add_talk(year: Year, several: Sequence[Agreed]) -> None:
    """Add questions with their answers, one open proposal, and Ana's board."""
    by_process = {agreed.work.process: agreed for agreed in several}
    for asked in QUESTIONS:
        _ask(year, by_process[asked.process], asked)
    _propose(year, by_process[PICTURES.process])
    for place, (title, column, days) in enumerate(BOARD, 1):
        year.rows.add(
            Task(
                engagement=by_process[ORDERS.process].engagement,
                user=year.ana,
                title=title,
                column=column,
                position=place,
                due_on=None if days is None else year.calendar.day(days),
            )
        )


def _ask(year: Year, agreed: Agreed, asked: Asked) -> None:
    milestone = agreed.milestones[asked.place - 1]
    client, contractor = year.answers(agreed.work.manager), agreed.engagement.contractor
    users = {"client": client, "contractor": contractor.user}
    actors = {"client": client, "contractor": year.of(contractor)}
    day = year.calendar.day(asked.day)
    at = year.calendar.at(day)
    verb = "asked for the state of" if asked.kind == "status request" else "asked"
    question = year.rows.add(
        Message(
            milestone=milestone,
            side=asked.side,
            kind=asked.kind,
            text=asked.text,
            made_by=users[asked.side],
            made_at=at,
        )
    )
    year.trail.note(at, actors[asked.side], verb, "milestone", milestone.name)
    if not asked.answer:
        return
    other = "contractor" if asked.side == "client" else "client"
    back = year.calendar.at(year.calendar.after(day, 1))
    question.answered_at = back
    year.rows.add(
        Message(
            milestone=milestone,
            side=other,
            kind="answer",
            text=asked.answer,
            answers=question,
            made_by=users[other],
            made_at=back,
        )
    )
    year.trail.note(back, actors[other], "answered", "milestone", milestone.name)


def _propose(year: Year, agreed: Agreed) -> None:
    milestone = agreed.milestones[8]
    at = year.calendar.at(year.calendar.day(-1))
    year.rows.add(
        Proposal(
            engagement=agreed.engagement,
            milestone=milestone,
            text=PROPOSED,
            due_on=year.calendar.working(milestone.due_on + timedelta(days=7)),
            by_client=True,
            made_at=at,
        )
    )
    year.trail.note(at, year.of(agreed.engagement.contractor), "proposed", "proposal", milestone.name)


def add_hours(year: Year, agreed: Agreed) -> None:
    """Let the contractor log two days a week within the cap; each Friday they are answered."""
    months: dict[tuple[int, int], Decimal] = {}
    cap, disputed = Decimal(str(agreed.terms.hours_per_month)), year.calendar.day(DISPUTED)
    day = agreed.terms.starts_on
    while day <= year.calendar.today:
        month = (day.year, day.month)
        left = cap - months.get(month, Decimal(0))
        if day.weekday() in {TUESDAY, THURSDAY} and year.calendar.home.works_on(day) and left >= HOURS_A_DAY:
            months[month] = months.get(month, Decimal(0)) + HOURS_A_DAY
            _log(year, agreed, day, is_disputed=_week(day) == _week(disputed) and day.weekday() == THURSDAY)
        day += timedelta(days=1)


def _week(day: date) -> tuple[int, int]:
    return day.isocalendar()[:2]


def _log(year: Year, agreed: Agreed, day: date, *, is_disputed: bool) -> None:
    at = year.calendar.at(day)
    if not year.calendar.has_come(at):
        return
    milestone = _of(agreed, day)
    entry = year.rows.add(
        HourEntry(
            engagement=agreed.engagement,
            milestone=milestone,
            on=day,
            hours=HOURS_A_DAY,
            rate=rate_on(agreed.terms, day),
            note="Orders and confirmations",
            made_by=agreed.engagement.contractor.user,
            made_at=at,
        )
    )
    hours: Mapping[str, tuple[object, object]] = {"hours": (None, str(entry.hours))}
    year.trail.note(at, year.of(agreed.engagement.contractor), "logged", "hours", milestone.name, hours)
    friday = year.calendar.at(year.calendar.working(day + timedelta(days=FRIDAY - day.weekday())))
    if not year.calendar.has_come(friday):
        return
    user = year.answers(agreed.work.manager)
    verb = "reject" if is_disputed else "accept"
    entry.state = HOURS.after(HoursState(entry.state), verb)
    entry.answered_by, entry.answered_at = user, friday
    entry.reason = "That day is in the list of the week before already." if is_disputed else ""
    year.trail.note(friday, user, f"{verb}ed", "hours", milestone.name, hours)
    if not is_disputed:
        amount = rounded(entry.hours * entry.rate, agreed.engagement.currency)
        year.books.move(friday, "world", "accepted", amount, entry, "accepted", agreed.engagement)


def _of(agreed: Agreed, day: date) -> Milestone:
    """Return the deliverable of the month in which a day lies."""
    due = [one for one in agreed.milestones if one.due_on > day + timedelta(days=4)]
    return due[0] if due else agreed.milestones[-1]
