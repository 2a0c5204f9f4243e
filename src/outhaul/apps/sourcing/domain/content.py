"""What a brief says, as the engine knows it, in and out of its row."""

from dataclasses import replace

import msgspec

from outhaul.apps.sourcing.models import Brief as Row
from outhaul.engine.brief import Brief, Deliverable

MOST_DELIVERABLES, MOST_CRITERIA, MOST_LINES = 20, 20, 30
LONGEST_TITLE, LONGEST_LINE, LONGEST_PURPOSE = 200, 400, 4000


def content_of(row: Row) -> Brief:
    """Return what the brief says."""
    return msgspec.convert(row.content, Brief)


def plain(brief: Brief) -> dict[str, object]:
    """Return `brief` as its row keeps it: lists, as JSON reads them, so that equal briefs are equal."""
    kept: dict[str, object] = msgspec.json.decode(msgspec.json.encode(brief))
    return kept


def tidy(brief: Brief) -> Brief:
    """Return `brief` without outer blanks, empty lines, and checkpoints of nothing; never longer than kept.

    Two deliverables never have one name: the checkpoints name what they look at.
    """
    deliverables = _named(brief.deliverables[:MOST_DELIVERABLES])
    names = {item.name for item in deliverables}
    looks = (
        replace(look, name=_line(look.name), deliverable=_line(look.deliverable))
        for look in brief.checkpoints
    )
    return replace(
        brief,
        title=_line(brief.title)[:LONGEST_TITLE],
        purpose=brief.purpose.strip()[:LONGEST_PURPOSE],
        deliverables=deliverables,
        checkpoints=tuple(look for look in looks if look.name and look.deliverable in names),
        skills=_lines(brief.skills),
        tools=_lines(brief.tools),
    )


def _named(items: tuple[Deliverable, ...]) -> tuple[Deliverable, ...]:
    seen: dict[str, Deliverable] = {}
    for item in items:
        name = _line(item.name)
        if not name:
            continue
        number = 2
        while name in seen:
            name = f"{_line(item.name)} ({number})"
            number += 1
        seen[name] = replace(item, name=name, criteria=_lines(item.criteria)[:MOST_CRITERIA])
    return tuple(seen.values())


def _line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_LINE]


def _lines(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(filter(None, map(_line, texts)))[:MOST_LINES]
