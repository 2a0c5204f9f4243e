"""Scorecards of both sides, computed from what happened; nothing of them is kept (§PERFORM-4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from statistics import median

from django.utils import timezone

from outhaul.apps.delivery.domain.days import holiday, side_of
from outhaul.apps.delivery.models import Message
from outhaul.apps.money.lifecycles import InvoiceState
from outhaul.apps.money.models import Invoice
from outhaul.apps.review.domain.delivered import Delivery, deliveries
from outhaul.apps.review.domain.home import Home
from outhaul.apps.review.domain.weighing import AS_USUAL, Weighed, weights_of
from outhaul.apps.review.models import Rating
from outhaul.apps.work.models import Engagement
from outhaul.engine.performance import scorecard as engine
from outhaul.engine.performance.shares import chance_below, share
from outhaul.engine.performance.waiting import Workday, waited, working_days

ALARM = 0.90
"""Chance from which first-pass acceptance warns (§PERFORM-3)."""
LEAST_FIRST_PASS = 0.8
QUICK_DAYS = 2
"""Working days within which the client answers (§PERFORM-4)."""
HALVES = 4
"""Answered deliverables from which an earlier and a later half can be told apart."""
UNPAID = (InvoiceState.SUBMITTED, InvoiceState.APPROVED, InvoiceState.SCHEDULED, InvoiceState.FAILED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """So many of so many."""

    kept: int
    seen: int

    @property
    def warns(self) -> bool:
        """Whether first-pass acceptance of these is very likely too low (§PERFORM-3)."""
        return _is_too_low(self.kept, self.seen)


NOTHING = Count(kept=0, seen=0)


@lru_cache(maxsize=4096)
def _is_too_low(kept: int, seen: int) -> bool:
    return chance_below(LEAST_FIRST_PASS, kept, seen) > ALARM


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaviour:
    """What the client's own score is made of."""

    quick: Count
    """How often the client answered within two working days."""
    paid_on_time: Count
    """How many invoices were paid by their day."""
    stable: Count
    """How many milestones stayed as they were agreed."""
    clear_brief: tuple[int, ...]
    """How contractors rated the brief, month by month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What both scores of some engagements are made of."""

    deliveries: tuple[Delivery, ...]
    contractor_waits: tuple[float, ...]
    """Shared working hours until the contractor answered a question."""
    client_answers: tuple[bool, ...]
    """Whether the client answered within two working days, for each submission and question."""
    paid: tuple[bool, ...]
    """Whether each invoice was paid by its day."""
    communication: tuple[int, ...]
    """How the client rated it, month by month."""
    clear_brief: tuple[int, ...]
    """How the contractor rated it."""
    today: date

    @property
    def counted(self) -> tuple[Delivery, ...]:
        """What counts: without what the client changed or took out."""
        return tuple(row for row in self.deliveries if not row.is_changed)

    @property
    def first_pass(self) -> Count:
        """How often the first version was accepted."""
        return count_of(row.first_pass for row in self.counted)

    @property
    def on_time(self) -> Count:
        """How often it came in time."""
        return count_of(row.was_on_time(self.today) for row in self.counted)

    @property
    def stable(self) -> Count:
        """How many milestones stayed as they were agreed."""
        return count_of(not row.is_changed for row in self.deliveries)

    @property
    def quick(self) -> Count:
        """How often the client answered within two working days."""
        return count_of(self.client_answers)

    @property
    def paid_on_time(self) -> Count:
        """How many invoices were paid by their day."""
        return count_of(self.paid)

    @property
    def as_client(self) -> Behaviour:
        """What the client's own score is made of."""
        return Behaviour(
            quick=self.quick,
            paid_on_time=self.paid_on_time,
            stable=self.stable,
            clear_brief=self.clear_brief,
        )

    @property
    def rework(self) -> float | None:
        """Share of all work that was done again; None while nothing was handed in."""
        tried = [row.rework for row in self.counted if row.versions]
        return sum(tried) / len(tried) if tried else None

    @property
    def warns(self) -> bool:
        """Whether first-pass acceptance is very likely too low (§PERFORM-3)."""
        return self.first_pass.warns


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Both scores of one engagement, or of several; None where nothing was seen."""

    facts: Facts
    contractor: engine.Score | None
    client: engine.Score | None
    weights: Weighed = AS_USUAL


def count_of(found: Iterable[bool | None]) -> Count:
    """Return how often it was so, of those times that can be told."""
    known = [one for one in found if one is not None]
    return Count(kept=sum(known), seen=len(known))


def cards(engagements: Sequence[Engagement], home: Home) -> Mapping[int, Card]:
    """Return the scorecard of each engagement; nine queries, however many there are."""
    weights = weights_of(home.business)
    return {pk: card_of([facts], weights) for pk, facts in facts_of(engagements, home).items()}


def facts_of(engagements: Sequence[Engagement], home: Home) -> Mapping[int, Facts]:
    """Return what the scores of each engagement are made of."""
    rows = {row.pk: row for row in engagements}
    went = deliveries(rows.values(), home)
    asked, answers = _talk(rows, home)
    ratings = list(Rating.objects.filter(engagement__in=rows).order_by("month"))
    paid = _paid(rows, home)
    return {
        pk: Facts(
            deliveries=went[pk],
            contractor_waits=tuple(asked.get(pk, ())),
            client_answers=(*_quick(went[pk], home), *answers.get(pk, ())),
            paid=tuple(paid.get(pk, ())),
            communication=_points(ratings, pk, "client", "communication"),
            clear_brief=_points(ratings, pk, "contractor", "clear_brief"),
            today=home.today,
        )
        for pk in rows
    }


def card_of(those: Iterable[Facts], weights: Weighed = AS_USUAL) -> Card:
    """Return the scores of several engagements taken together."""
    facts = _together(tuple(those))
    return Card(
        facts=facts,
        contractor=engine.score(_contractor(facts), weights.contractor),
        client=client_score(facts.as_client, weights),
        weights=weights,
    )


def client_score(seen: Behaviour, weights: Weighed = AS_USUAL) -> engine.Score | None:
    """Return the client's own score; None where nothing was seen."""
    return engine.score(_client(seen), weights.client)


def _together(those: tuple[Facts, ...]) -> Facts:
    if len(those) == 1:
        return those[0]
    names = (
        "deliveries",
        "contractor_waits",
        "client_answers",
        "paid",
        "communication",
        "clear_brief",
    )
    joined = {name: tuple(one for facts in those for one in getattr(facts, name)) for name in names}
    return Facts(today=those[0].today if those else timezone.localdate(), **joined)


def _contractor(facts: Facts) -> dict[str, engine.Part]:
    parts = {
        "first_pass": _share(facts.first_pass),
        "on_time": _share(facts.on_time),
    }
    handed_in = [row for row in facts.counted if row.versions]
    if handed_in:
        again = sum(row.rework for row in handed_in)
        parts["little_rework"] = engine.little_rework(again, len(handed_in), len(handed_in))
    if facts.contractor_waits:
        waits = facts.contractor_waits
        parts["responsive"] = engine.responsiveness(median(waits), len(waits))
    if facts.communication:
        parts["communication"] = _rated(facts.communication)
    answered = [row for row in facts.counted if row.first_pass is not None]
    if len(answered) >= HALVES:
        parts["improvement"] = _improvement(answered)
    return parts


def _client(seen: Behaviour) -> dict[str, engine.Part]:
    parts = {
        "quick_answers": _share(seen.quick),
        "pays_on_time": _share(seen.paid_on_time),
        "stable_scope": _share(seen.stable),
    }
    if seen.clear_brief:
        parts["clear_brief"] = _rated(seen.clear_brief)
    return parts


def _share(count: Count) -> engine.Part:
    return engine.of_share(share(count.kept, count.seen))


def _rated(points: Sequence[int]) -> engine.Part:
    return engine.rated(sum(points) / len(points), len(points))


def _improvement(answered: Sequence[Delivery]) -> engine.Part:
    ordered = sorted(answered, key=lambda row: row.versions[0].made_at)
    middle = len(ordered) // 2
    earlier, later = (
        share(sum(bool(row.first_pass) for row in half), len(half))
        for half in (ordered[:middle], ordered[middle:])
    )
    return engine.improvement(earlier, later)


def _talk(
    rows: Mapping[int, Engagement], home: Home
) -> tuple[Mapping[int, list[float]], Mapping[int, list[bool]]]:
    """Return how long each question of the client waited, and whether each of the contractor's was quick."""
    waits: dict[int, list[float]] = {}
    quick: dict[int, list[bool]] = {}
    now = timezone.now()
    asked = Message.objects.filter(milestone__engagement__in=rows).exclude(kind="answer")
    for pk, side, made_at, answered_at in asked.values_list(
        "milestone__engagement", "side", "made_at", "answered_at"
    ):
        if side == "contractor":
            is_quick = in_time(made_at, answered_at, home)
            if is_quick is not None:
                quick.setdefault(pk, []).append(is_quick)
            continue
        other = _workday(rows[pk])
        hours = waited(made_at, answered_at or now, other, home.workday)
        if answered_at is not None or hours > engine.SLOW_HOURS:
            waits.setdefault(pk, []).append(hours)
    return waits, quick


def _workday(row: Engagement) -> Workday:
    side = side_of(row.contractor)
    return Workday(zone=side.zone, opens=side.hours[0], closes=side.hours[1])


def in_time(asked: datetime, answered: datetime | None, home: Home) -> bool | None:
    """Whether the client answered within two working days; None while that can still be."""
    last = home.day_of(answered) if answered else home.today
    is_quick = _is_quick(home.country, home.day_of(asked), last)
    return None if answered is None and is_quick else is_quick


@lru_cache(maxsize=4096)
def _is_quick(country: str, first: date, last: date) -> bool:
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    off = frozenset(day for day in days if holiday(country, day))
    return working_days(first, last, off) <= QUICK_DAYS


def _quick(went: Iterable[Delivery], home: Home) -> Iterable[bool]:
    for row in went:
        for version in row.versions:
            if version.answered_at is None and row.is_done:
                continue
            is_quick = in_time(version.made_at, version.answered_at, home)
            if is_quick is not None:
                yield is_quick and not version.by_silence


def _paid(rows: Mapping[int, Engagement], home: Home) -> Mapping[int, list[bool]]:
    found: dict[int, list[bool]] = {}
    those = Invoice.objects.filter(engagement__in=rows, state__in=[InvoiceState.PAID, *UNPAID])
    for pk, due_on, paid_at in those.values_list("engagement", "due_on", "paid_at"):
        if paid_at is not None:
            found.setdefault(pk, []).append(home.day_of(paid_at) <= due_on)
        elif due_on < home.today:
            found.setdefault(pk, []).append(False)
    return found


def _points(ratings: Iterable[Rating], pk: int, by: str, question: str) -> tuple[int, ...]:
    return tuple(
        int(row.scores[question])
        for row in ratings
        if row.engagement_id == pk and row.by == by and question in row.scores
    )
