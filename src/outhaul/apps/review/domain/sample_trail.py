"""The trail and the ledger of the sample year: noted in any order, written in order of time."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from outhaul.apps.audit.domain.trail import NOBODY, Actor, fingerprint
from outhaul.apps.audit.models import Chain, Event
from outhaul.apps.delivery.models import HourEntry
from outhaul.apps.money.domain.cents import cents_of
from outhaul.apps.money.models import Invoice, LedgerEntry, Payment
from outhaul.apps.people.models import Business
from outhaul.apps.review.domain.sample_days import Calendar
from outhaul.apps.review.domain.sample_rows import AT_ONCE
from outhaul.apps.work.models import Engagement, Milestone

Changes = Mapping[str, tuple[object, object]]


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that somebody did."""

    at: datetime
    actor: Actor | None
    verb: str
    thing: str
    name: str
    changes: Changes = field(default_factory=dict)


class Trail:
    """Events of the year, to be bound into the audit trail of the business."""

    def __init__(self, scope: str) -> None:
        self._scope = scope
        self._noted: list[Happened] = []

    def note(  # noqa: PLR0913, PLR0917 -- the columns of an event
        self,
        at: datetime,
        actor: Actor | None,
        verb: str,
        thing: str,
        name: str,
        changes: Changes | None = None,
    ) -> None:
        """Note an event."""
        self._noted.append(Happened(at, actor, verb, thing, name, changes or {}))

    def keep(self) -> None:
        """Bind all events to the end of the trail, each to the one before it."""
        chain, _ = Chain.objects.get_or_create(scope=self._scope)
        events = []
        for one in sorted(self._noted, key=lambda one: one.at):
            event = Event(
                scope=self._scope,
                number=chain.length + 1,
                at=one.at,
                actor_id=one.actor.pk if one.actor else None,
                actor=str(one.actor)[:254] if one.actor else NOBODY,
                verb=one.verb,
                thing=one.thing,
                name=one.name[:254],
                changes=json.dumps(one.changes, ensure_ascii=False),
                previous_hash=chain.hash,
            )
            event.hash = fingerprint(event)
            chain.length, chain.hash = event.number, event.hash
            events.append(event)
        Event.objects.bulk_create(events, batch_size=AT_ONCE)
        chain.save(update_fields=["length", "hash"])


Thing = Milestone | HourEntry | Invoice | Payment
NAMES: Mapping[type[Thing], str] = {
    Milestone: "milestone",
    HourEntry: "hours",
    Invoice: "invoice",
    Payment: "payment",
}


@dataclass(frozen=True, slots=True)
class Moved:
    """An amount that went from one account to another."""

    at: datetime
    source: str
    target: str
    amount: Decimal
    currency: str
    thing: Thing
    verb: str
    engagement: Engagement
    worth: Decimal | None
    """In the business's own currency."""


class Books:
    """Moves of the year, to be written into the ledger of the business."""

    def __init__(self, business: Business, calendar: Calendar, currency: str) -> None:
        self._business, self._calendar, self._currency = business, calendar, currency
        self._noted: list[Moved] = []

    def move(  # noqa: PLR0913, PLR0917 -- the columns of an entry
        self,
        at: datetime,
        source: str,
        target: str,
        amount: Decimal,
        thing: Thing,
        verb: str,
        engagement: Engagement,
        *,
        currency: str = "",
        worth: Decimal | None = None,
    ) -> None:
        """Note a move; one of nothing is left out, one of less than nothing goes the other way."""
        if amount < 0:
            source, target, amount = target, source, -amount
        if amount:
            currency = currency or engagement.currency
            worth = amount if currency == self._currency else worth
            self._noted.append(Moved(at, source, target, amount, currency, thing, verb, engagement, worth))

    def keep(self) -> None:
        """Write all entries in order of time; what they are about is kept already."""
        LedgerEntry.objects.bulk_create(
            [
                self._entry(number, one)
                for number, one in enumerate(sorted(self._noted, key=lambda one: one.at), 1)
            ],
            batch_size=AT_ONCE,
        )

    def _entry(self, number: int, one: Moved) -> LedgerEntry:
        return LedgerEntry(
            business=self._business,
            number=number,
            at=one.at,
            on=self._calendar.day_of(one.at),
            engagement=one.engagement,
            thing=NAMES[type(one.thing)],
            thing_key=str(one.thing.pk) if isinstance(one.thing, Milestone | HourEntry) else one.thing.key,
            verb=one.verb,
            source=one.source,
            target=one.target,
            cents=cents_of(one.amount, one.currency),
            currency=one.currency,
            home_cents=None if one.worth is None else cents_of(one.worth, self._currency),
        )
