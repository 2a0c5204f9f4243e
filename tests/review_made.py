"""A year of work of Ana's for the bakery, told row by row: what reviews are computed from."""

import zlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from hashlib import sha256

import msgspec
from django.utils import timezone

from outhaul.apps.delivery.models import Message, Review, Submission
from outhaul.apps.money.models import Invoice, Payment
from outhaul.apps.planning.domain.asking import ask_for_plan
from outhaul.apps.planning.models import Plan
from outhaul.apps.review.models import PulseAnswer, Rating
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.models import Engagement, Milestone
from outhaul.engine.performance.pulse import ITEMS
from outhaul.engine.report import PlanReport
from outhaul.reference.tables import load
from tests.people import People

TODAY_OF_REVIEWS = date(2026, 11, 27)
NOON = time(20)
"""Noon at the bakery in Portland, Oregon, by UTC."""


def at(day: date, hour: time = NOON) -> datetime:
    return datetime.combine(day, hour, UTC)


def delivered(  # noqa: PLR0913 -- how one deliverable went
    engagement: Engagement,
    key: str,
    *,
    due_on: date,
    versions: Iterable[tuple[date, date | None, bool]],
    fee: str = "400.00",
    name: str = "",
) -> Milestone:
    """A milestone with versions: handed in on, answered on (None: not yet), whether accepted."""
    told = list(versions)
    done = next((answered for _made, answered, is_good in told if is_good), None)
    milestone, _ = Milestone.objects.update_or_create(
        engagement=engagement,
        key=key,
        defaults={
            "name": name or key.title(),
            "deliverable": "Books",
            "criteria": ["The trial balance balances"],
            "due_on": due_on,
            "fee": Decimal(fee),
            "state": "accepted" if done else "submitted" if told else "ready",
            "submitted_at": at(told[-1][0]) if told else None,
            "accepted_at": at(done) if done else None,
        },
    )
    for number, (made, answered, is_good) in enumerate(told, 1):
        submission = Submission.objects.create(
            milestone=milestone, number=number, made_at=at(made), answer_by=at(made + timedelta(days=7))
        )
        if answered is not None:
            Review.objects.create(
                submission=submission,
                decision="accepted" if is_good else "changes requested",
                findings=[
                    {
                        "criterion": "The trial balance balances",
                        "met": is_good,
                        "reason": "" if is_good else "It is off by 12.",
                    }
                ],
                made_at=at(answered),
            )
    return milestone


def asked(milestone: Milestone, side: str, made: datetime, answered: datetime | None) -> Message:
    return Message.objects.create(
        milestone=milestone, side=side, text="Which account?", made_at=made, answered_at=answered
    )


def invoiced(engagement: Engagement, number: str, *, on: date, due: date, paid: date | None) -> Invoice:
    invoice = Invoice.objects.create(
        business=engagement.business,
        contractor=engagement.contractor,
        engagement=engagement,
        number=number,
        source="made",
        state="paid" if paid else "approved",
        currency=engagement.currency,
        issued_on=on,
        due_on=due,
        net=Decimal("400.00"),
        total=Decimal("400.00"),
        submitted_at=at(on),
        paid_at=at(paid) if paid else None,
    )
    if paid:
        Payment.objects.create(
            business=engagement.business,
            invoice=invoice,
            amount=Decimal("400.00"),
            state="paid",
            paid_on=paid,
            fee=Decimal("4.00"),
        )
    return invoice


def pulse(
    engagement: Engagement, month: date, points: int | None, text: str = "", **items: int
) -> PulseAnswer:
    """What was answered in a month; None: asked, and not answered."""
    return PulseAnswer.objects.create(
        engagement=engagement,
        month=month,
        items=dict.fromkeys(ITEMS, points) | items if points else {},
        text=text,
        asked_at=at(month),
        answered_at=at(month) if points else None,
    )


def rated(engagement: Engagement, by: str, month: date, **scores: int) -> Rating:
    return Rating.objects.create(engagement=engagement, by=by, month=month, scores=scores)


def began(assignment: Assignment, on: date) -> Engagement:
    """Let the engagement have begun on a day in the past."""
    engagement = assignment.engagement
    engagement.starts_on, engagement.activated_at = on, at(on)
    engagement.save(update_fields=["starts_on", "activated_at"])
    return engagement


def a_year(assignment: Assignment, today: date) -> Engagement:
    """Eight months of monthly books up to `today`, mostly right at once, paid within the fortnight."""
    first = (today.replace(day=1) - timedelta(days=240)).replace(day=1)
    engagement = began(assignment, first)
    month = first
    for number in range(1, 9):
        due = month + timedelta(days=20)
        handed_in = due + timedelta(days=3 if number == 3 else -1)
        versions: list[tuple[date, date | None, bool]] = [(handed_in, handed_in + timedelta(days=1), True)]
        if number in {2, 5}:
            versions = [
                (handed_in - timedelta(days=4), handed_in - timedelta(days=3), False),
                (handed_in, handed_in + timedelta(days=1), True),
            ]
        row = delivered(engagement, f"m{number}", due_on=due, versions=versions, name=f"Books of {month:%B}")
        asked(row, "client", at(month + timedelta(days=8), time(1)), at(month + timedelta(days=8), time(4)))
        if due + timedelta(days=16) < today:
            day = due + timedelta(days=3)
            invoiced(
                engagement,
                f"2026-{number}",
                on=day,
                due=day + timedelta(days=14),
                paid=day + timedelta(days=9),
            )
        pulse(engagement, month, 5 if number < 6 else 4, workload=4 if number < 7 else 2)
        rated(engagement, "client", month, communication=4)
        rated(engagement, "contractor", month, clear_brief=4, answers=5, own_way=5)
        month = (month + timedelta(days=32)).replace(day=1)
    return engagement


def planned(people: People, report: PlanReport) -> Plan:
    """The bakery's own plan, chosen; its page is left out, because drawing takes seconds."""
    plan = ask_for_plan(people.olivia, reference=load())
    encoded = msgspec.json.encode(report)
    plan.report, plan.report_hash = zlib.compress(encoded), sha256(encoded).hexdigest()
    plan.chosen_at = timezone.now()
    plan.save()
    return plan
