"""A file that was handed in, looked at on the page: pictures, texts, tables; all else is downloaded."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from outhaul.apps.delivery.models import Attachment, StoredFile

PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
TEXTS = frozenset({"text/plain", "text/csv", "text/markdown", "application/json"})
MOST_BYTES = 200_000
MOST_LINES = 200
MOST_ROWS = 50
MOST_COLUMNS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A file with what can be shown of it."""

    item: Attachment
    kind: str
    """picture, text, table, or empty where it is only downloaded."""
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    is_cut: bool = False


def is_text(item: Attachment) -> bool:
    """Whether a file is read as text."""
    return item.media_type in TEXTS


def text_of(item: Attachment) -> str:
    """Return the beginning of a text file; what is no UTF-8 is shown as a mark."""
    content = StoredFile.objects.values_list("content", flat=True).get(pk=item.file_id)
    return bytes(content)[:MOST_BYTES].decode(errors="replace").replace("\x00", "")


def previews(items: Sequence[Attachment]) -> list[Preview]:
    """Return each file with what can be shown of it."""
    return [_preview(item) for item in items]


def _preview(item: Attachment) -> Preview:
    if item.media_type in PICTURES:
        return Preview(item=item, kind="picture")
    if not is_text(item):
        return Preview(item=item, kind="")
    text = text_of(item)
    if item.media_type == "text/csv":
        rows = _rows(text)
        return Preview(item=item, kind="table", rows=rows[:MOST_ROWS], is_cut=len(rows) > MOST_ROWS)
    lines = text.splitlines()
    is_cut = len(lines) > MOST_LINES or item.file.size > MOST_BYTES
    return Preview(item=item, kind="text", text="\n".join(lines[:MOST_LINES]), is_cut=is_cut)


def _rows(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the first rows of a table, one more than is shown; a table that cannot be read has none."""
    separator = max(",;\t", key=text[:2000].count)
    try:
        found = csv.reader(StringIO(text, newline=""), delimiter=separator)
        return tuple(tuple(row[:MOST_COLUMNS]) for row in islice(found, MOST_ROWS + 1))
    except csv.Error:
        return ()
