"""How both sides of the sample felt about it, what was decided, and what the won hours went into."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from outhaul.apps.review.domain.looking_back import ENDED_BY
from outhaul.apps.review.domain.months import later, month_of
from outhaul.apps.review.domain.sample_agreements import Agreed
from outhaul.apps.review.domain.sample_works import ORDERS, PICTURES, POSTS, SHOP
from outhaul.apps.review.domain.sample_year import Year
from outhaul.apps.review.models import FocusNote, PulseAnswer, Rating, Retrospective, Step
from outhaul.apps.work.lifecycles import ENGAGEMENT, EngagementState
from outhaul.engine.performance.pulse import ITEMS
from outhaul.engine.verdict import Guard

ENDS, CLOSES = -165, -112
"""Days from today on which the first engagement was ended, and closed."""
WHY_BACK = "Olivia's sister takes the posts over: they live from what happens in the shop that day."
MOODS: Mapping[str, tuple[int, ...]] = {
    POSTS.process: (4, 4, 3, 3, 3, 3),
    SHOP.process: (5, 4, 5, 5),
    PICTURES.process: (4, 4, 4),
    ORDERS.process: (4, 5, 4, 5),
}
"""Process -> what its contractor answers on the whole, month after month, again and again."""
LEARNT: Mapping[Guard, str] = {
    Guard.SCOPE: "Posts need somebody in the shop: this was nearer to the heart of it than we thought.",
    Guard.MATCH: "Three shared hours a day were enough.",
    Guard.PAY: "The rate was fair; nobody complained.",
    Guard.COST: "Corrections cost more hours than the plan had said.",
    Guard.MANAGE: "Criteria as short as these leave too much to taste.",
}
FOCUS: Sequence[tuple[str, str]] = (
    ("5", "New bread for the autumn"),
    ("4.5", "Talks with the hotel about breakfast"),
    ("6", "A plan for the second oven"),
    ("3", ""),
    ("5.5", "Tasted with the mill what next year's flour will be"),
    ("4", "Talks with the bank"),
    ("6.5", "Recipes for the market stand"),
    ("2", "A week with two people ill"),
)
A_YEAR = (
    ("renew", 7100.0),
    ("raise", 7460.0),
    ("bring back", 14500.0),
    ("replace", 9200.0),
)
"""What each way would have cost a year."""


def end_first(year: Year, several: Sequence[Agreed]) -> None:
    """End and close the first engagement, whose process comes back; look back on it, and on the renewal."""
    by_process = {agreed.work.process: agreed for agreed in several}
    posts, shop = by_process[POSTS.process], by_process[SHOP.process]
    row = posts.engagement
    for verb, told, days in (("end", "ended", ENDS), ("close", "closed", CLOSES)):
        at = year.calendar.at(year.calendar.day(days))
        before = row.state
        row.state = ENGAGEMENT.after(EngagementState(row.state), verb)
        row.changed_at = at
        state: dict[str, tuple[object, object]] = {"state": (before, row.state)}
        year.trail.note(at, year.owner, told, "engagement", row.name, state)
    row.reason, row.closed_at = WHY_BACK, row.changed_at
    _decide(year, posts, "bring back", WHY_BACK, year.calendar.at(year.calendar.day(ENDS - 1)))
    _look_back(year, posts, LEARNT, "client")
    signed = shop.milestones[8].due_on - timedelta(days=40)
    _decide(
        year,
        shop,
        "renew",
        "It costs half of what the agency took.",
        year.calendar.at(year.calendar.working(signed)),
    )


def _decide(year: Year, agreed: Agreed, kind: str, reason: str, at: datetime) -> None:
    year.rows.add(
        Step(
            engagement=agreed.engagement,
            kind=kind,
            figures={"year": dict(A_YEAR)},
            reason=reason,
            made_by=year.owner,
            made_at=at,
        )
    )
    name = agreed.engagement.name
    year.trail.note(at, year.owner, "decided", "next step", name, {"step": (None, kind)})


def _look_back(year: Year, agreed: Agreed, learnt: Mapping[Guard, str], ended_by: str) -> None:
    at = year.calendar.at(year.calendar.day(CLOSES + 5))
    year.rows.add(
        Retrospective(
            engagement=agreed.engagement,
            answers={guard.value: text for guard, text in learnt.items()} | {ENDED_BY: ended_by},
            made_by=year.owner,
            made_at=at,
            changed_at=at,
        )
    )
    year.trail.note(at, year.owner, "noted", "retrospective", agreed.engagement.name)


def add_hearing(year: Year, agreed: Agreed) -> None:
    """Add the pulse of each month since two weeks after the start, and how both sides rated each other."""
    moods = MOODS[agreed.work.process]
    month = later(month_of(agreed.terms.starts_on + timedelta(days=14)), 1)
    last = min(month_of(year.calendar.today), month_of(agreed.milestones[-1].due_on))
    if agreed.engagement.closed_at:
        last = later(month_of(year.calendar.day(ENDS)), -1)
    count = 0
    while month <= last:
        is_now = month == month_of(year.calendar.today)
        _hear(year, agreed, month, moods[count % len(moods)], is_now=is_now)
        month, count = later(month, 1), count + 1


def _hear(year: Year, agreed: Agreed, month: date, mood: int, *, is_now: bool) -> None:
    asked_at = min(year.calendar.at(year.calendar.working(month)), year.calendar.now)
    pulse = year.rows.add(PulseAnswer(engagement=agreed.engagement, month=month, asked_at=asked_at))
    answered = year.calendar.at(year.calendar.after(year.calendar.day_of(asked_at), 2))
    waits = is_now and agreed.work in {ORDERS, SHOP}
    if waits or not year.calendar.has_come(answered):
        return
    pulse.items = dict.fromkeys(ITEMS, mood)
    if is_now or agreed.work is POSTS:
        pulse.items["workload"] = 2
        pulse.text = "Too much comes at the end of the month." if is_now else ""
    pulse.answered_at = answered
    actor = year.of(agreed.engagement.contractor)
    year.trail.note(answered, actor, "answered", "pulse", agreed.engagement.name)
    _rate(year, agreed, month, mood, answered)


def _rate(year: Year, agreed: Agreed, month: date, mood: int, at: datetime) -> None:
    user, contractor = year.answers(agreed.work.manager), agreed.engagement.contractor
    for by, scores, who, actor in (
        ("client", {"communication": max(2, mood)}, user, user),
        (
            "contractor",
            {"clear_brief": mood, "answers": min(5, mood + 1), "own_way": 5},
            contractor.user,
            year.of(contractor),
        ),
    ):
        year.rows.add(
            Rating(engagement=agreed.engagement, by=by, month=month, scores=scores, made_by=who, made_at=at)
        )
        year.trail.note(at, actor, "rated", "rating", agreed.engagement.name)


def add_focus(year: Year) -> None:
    """Add what Olivia wrote of her weeks: one in each, the present one left open."""
    monday = year.calendar.today - timedelta(days=year.calendar.today.weekday())
    for count in range(1, 27):
        week = monday - timedelta(days=7 * count)
        hours, text = FOCUS[count % len(FOCUS)]
        year.rows.add(
            FocusNote(
                business=year.business,
                user=year.owner,
                week=week,
                hours=Decimal(hours),
                text=text,
                made_at=year.calendar.at(year.calendar.working(week + timedelta(days=4))),
            )
        )
