"""A statement as plain text, for mail and for reading by a machine."""

from collections.abc import Iterator

from outhaul.documents.statement.parts import Item, Laid, Part


def as_text(laid: Laid) -> str:
    """Return the whole document as lines of text."""
    return "\n".join(_lines(laid)).strip() + "\n"


def _lines(laid: Laid) -> Iterator[str]:
    yield from (f"{laid.kind}: {laid.title}", "", laid.summary)
    for part in laid.parts:
        yield from _part(part)


def _part(part: Part) -> Iterator[str]:
    yield from ("", f"{part.number}. {part.title}")
    yield from part.texts
    yield from (f"{label}: {value}" for label, value in part.facts)
    for item in part.items:
        yield from _item(item)
    if part.note:
        yield f"({part.note})"


def _item(item: Item) -> Iterator[str]:
    yield from ("", f"{item.number} {item.title}")
    if item.text:
        yield item.text
    if item.points:
        yield f"{item.points_title}:"
        yield from (f"- {point}" for point in item.points)
    yield from (f"{label}: {value}" for label, value in item.facts)
