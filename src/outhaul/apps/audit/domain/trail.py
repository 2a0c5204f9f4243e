"""Record an event; prove that a trail is whole."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from django.db import transaction
from django.utils import timezone

from outhaul.apps.audit.models import Chain, Event

NOBODY = "Outhaul"


class Actor(Protocol):
    """Somebody who acts."""

    pk: Any


@dataclass(slots=True)
class Outsider:
    """Somebody without an account who acts through a link, as the trail names them."""

    name: str
    pk: Any = None

    def __str__(self) -> str:
        """Return the name."""
        return self.name


@transaction.atomic
def record(  # noqa: PLR0913 -- the columns of an event
    *,
    scope: str,
    actor: Actor | None,
    verb: str,
    thing: str,
    name: str = "",
    changes: Mapping[str, tuple[object, object]] | None = None,
) -> Event:
    """Add an event to the trail of `scope`; it stands or falls with the transaction around it.

    `changes` is field -> (before, after), in values that JSON knows.
    """
    Chain.objects.get_or_create(scope=scope)
    chain = Chain.objects.select_for_update().get(scope=scope)
    event = Event(
        scope=scope,
        number=chain.length + 1,
        at=timezone.now(),
        actor_id=actor.pk if actor else None,
        actor=str(actor)[:254] if actor else NOBODY,
        verb=verb,
        thing=thing,
        name=name[:254],
        changes=json.dumps(changes or {}, ensure_ascii=False),
        previous_hash=chain.hash,
    )
    event.hash = fingerprint(event)
    event.save()
    chain.length, chain.hash = event.number, event.hash
    chain.save(update_fields=["length", "hash"])
    return event


def length_of(scope: str) -> int:
    """Return how many events a trail has; one query."""
    return Chain.objects.filter(scope=scope).values_list("length", flat=True).first() or 0


TOLD = ("scope", "number", "at", "actor_id", "actor", "verb", "thing", "name", "changes", "previous_hash")
"""Fields of all that an event says, and the hash before it."""


def fingerprint(event: Event) -> str:
    """Return the SHA-256 of all that an event says, and of the hash before it."""
    return _fingerprint([getattr(event, name) for name in TOLD])


def _fingerprint(told: Sequence[Any]) -> str:
    """Return the fingerprint of the values of the fields `TOLD`."""
    said = [_exact(value) if isinstance(value, datetime) else value for value in told]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _exact(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def broken_at(scope: str) -> int | None:
    """Return the number of the first event of `scope` at which the trail is not whole; None if it is.

    An event that was changed, left out, added later or cut off at the end breaks it.
    """
    hash_before, number = "", 0
    events = Event.objects.filter(scope=scope).order_by("number").values_list(*TOLD, "hash")
    for *told, hash_here in events.iterator():
        number += 1
        if told[1] != number or told[-1] != hash_before or hash_here != _fingerprint(told):
            return number
        hash_before = hash_here
    chain = Chain.objects.filter(scope=scope).first()
    length, end = (chain.length, chain.hash) if chain else (0, "")
    return None if (length, end) == (number, hash_before) else number + 1
