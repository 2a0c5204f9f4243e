"""What was accepted is owed: it goes into the ledger at once, and waits there for an invoice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from outhaul.apps.audit.domain.trail import Actor
from outhaul.apps.delivery.domain.hours import is_by_hours
from outhaul.apps.delivery.lifecycles import HOURS, HoursState
from outhaul.apps.delivery.models import HourEntry
from outhaul.apps.money.domain.cents import rounded
from outhaul.apps.money.domain.ledger import WORLD, Move, move
from outhaul.apps.work.domain.consequences import follows
from outhaul.apps.work.domain.milestones import step
from outhaul.apps.work.lifecycles import MilestoneState
from outhaul.apps.work.models import Engagement, Milestone


@follows("milestone accept")
def owe_milestone(milestone: Milestone) -> None:
    """Let the fee of an accepted milestone be owed; where hours are paid, its hours are owed instead."""
    engagement = milestone.engagement
    if is_by_hours(engagement):
        return
    move(
        engagement.business,
        [
            Move(
                source=WORLD,
                target="accepted",
                amount=milestone.fee,
                currency=engagement.currency,
                thing="milestone",
                thing_key=str(milestone.pk),
                verb="accepted",
                engagement=engagement,
            )
        ],
    )


@follows("hours accept")
def owe_hours(entry: HourEntry) -> None:
    """Let accepted hours be owed, at the rate that was agreed for their day."""
    engagement = entry.engagement
    move(
        engagement.business,
        [
            Move(
                source=WORLD,
                target="accepted",
                amount=amount_of_hours(entry, engagement.currency),
                currency=engagement.currency,
                thing="hours",
                thing_key=str(entry.pk),
                verb="accepted",
                engagement=engagement,
            )
        ],
    )


def amount_of_hours(entry: HourEntry, currency: str) -> Decimal:
    """Return what an entry of hours is worth."""
    return rounded(entry.hours * entry.rate, currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something accepted that no invoice asks for yet."""

    text: str
    quantity: Decimal
    price: Decimal
    amount: Decimal
    accepted_on: date
    milestone: Milestone | None = None
    hours: HourEntry | None = None

    @property
    def key(self) -> str:
        """What a form calls it: "m12" is a milestone, "h7" are hours."""
        return f"m{self.milestone.pk}" if self.milestone else f"h{self.hours.pk if self.hours else 0}"


def accepted_items(engagement: Engagement) -> list[Item]:
    """Return what was accepted and not yet invoiced: milestones, or hours where those are paid."""
    return _hours(engagement) if is_by_hours(engagement) else _milestones(engagement)


def _milestones(engagement: Engagement) -> list[Item]:
    found = Milestone.objects.filter(
        engagement=engagement, state=MilestoneState.ACCEPTED, dropped_at=None, fee__gt=0
    )
    return [
        Item(
            text=row.name,
            quantity=Decimal(1),
            price=row.fee,
            amount=row.fee,
            accepted_on=(row.accepted_at or row.engagement.made_at).date(),
            milestone=row,
        )
        for row in found.select_related("engagement").order_by("accepted_at", "pk")
    ]


def _hours(engagement: Engagement) -> list[Item]:
    found = HourEntry.objects.filter(engagement=engagement, state=HoursState.ACCEPTED)
    return [
        Item(
            text=f"{row.milestone.name}, {row.on.isoformat()}",
            quantity=row.hours,
            price=row.rate,
            amount=amount_of_hours(row, engagement.currency),
            accepted_on=(row.answered_at or row.made_at).date(),
            hours=row,
        )
        for row in found.select_related("milestone", "engagement").order_by("on", "pk")
    ]


def step_items(items: Iterable[Item], verb: str, *, actor: Actor | None) -> None:
    """Let milestones and hours take one step: "invoice", "release", "pay" or "reverse"; hours know but two.

    Raises:
        NotNow: one of them is no longer where the step leads on from.
    """
    for item in items:
        if item.milestone is not None:
            step(item.milestone, verb, actor=actor)
        elif item.hours is not None and verb in HOURS.steps:
            row = HourEntry.objects.select_for_update().get(pk=item.hours.pk)
            row.state = HOURS.after(HoursState(row.state), verb)
            row.save(update_fields=["state"])
