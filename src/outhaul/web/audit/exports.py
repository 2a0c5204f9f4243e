"""The trail as a file: a table for a spreadsheet, or every event as it is kept, to be proved elsewhere."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC

from outhaul.apps.audit.models import Event
from outhaul.documents.listing import Cell, csv_lines
from outhaul.web.audit.sentences import sentence

COLUMNS = ("number", "at", "who", "verb", "thing", "name", "sentence", "changes", "hash")


def as_csv(events: Iterable[Event]) -> Iterator[str]:
    """Give the lines of a table for a spreadsheet."""
    yield from csv_lines(COLUMNS, map(_row, events))


def _row(event: Event) -> tuple[Cell, ...]:
    return (
        event.number,
        _moment(event),
        event.actor,
        event.verb,
        event.thing,
        event.name,
        sentence(event),
        event.changes,
        event.hash,
    )


def as_json_lines(events: Iterable[Event]) -> Iterator[str]:
    """Give every event as one line of JSON, with all that its hash is made from."""
    for event in events:
        kept = {
            "scope": event.scope,
            "number": event.number,
            "at": _moment(event),
            "actor_id": event.actor_id,
            "actor": event.actor,
            "verb": event.verb,
            "thing": event.thing,
            "name": event.name,
            "changes": event.changes,
            "previous_hash": event.previous_hash,
            "hash": event.hash,
        }
        yield json.dumps(kept, ensure_ascii=False) + "\n"


def _moment(event: Event) -> str:
    return event.at.astimezone(UTC).isoformat(timespec="microseconds")
