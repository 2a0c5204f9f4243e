"""Two versions of a deliverable side by side: notes, criteria, files, and text files line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from outhaul.apps.delivery.models import Attachment, Submission
from outhaul.web.run.previews import is_text, text_of

MOST_LINES = 2000
"""Of a file; beyond, only that it differs is told."""
AROUND = 3
"""Lines that are shown around what differs."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A line of both versions; what is not in one of them is None."""

    kind: str
    """same, changed, added, removed or skipped."""
    left: str | None = None
    right: str | None = None


@dataclass(frozen=True, slots=True)
class FilePair:
    """A file of both versions."""

    name: str
    kind: str
    """same, changed, added or removed."""
    lines: tuple[Pair, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionPair:
    """What the contractor said of a criterion in both versions."""

    text: str
    left: dict[str, object] | None
    right: dict[str, object] | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions side by side, the older one left."""

    left: Submission
    right: Submission
    note: tuple[Pair, ...]
    criteria: tuple[CriterionPair, ...]
    files: tuple[FilePair, ...]


def compared(left: Submission, right: Submission) -> Comparison:
    """Return `left` beside `right`."""
    return Comparison(
        left=left,
        right=right,
        note=tuple(paired(left.note.splitlines(), right.note.splitlines())),
        criteria=tuple(_criteria(left, right)),
        files=tuple(_files(left, right)),
    )


def _criteria(left: Submission, right: Submission) -> Iterator[CriterionPair]:
    was = {str(one["criterion"]): one for one in left.remarks}
    now = {str(one["criterion"]): one for one in right.remarks}
    for text in dict.fromkeys([*now, *was]):
        yield CriterionPair(text, was.get(text), now.get(text))


def _files(left: Submission, right: Submission) -> Iterator[FilePair]:
    was = {item.name: item for item in left.attachments.all()}
    now = {item.name: item for item in right.attachments.all()}
    for name in dict.fromkeys([*now, *was]):
        before, after = was.get(name), now.get(name)
        if before is None or after is None:
            yield FilePair(name, "removed" if after is None else "added")
        elif before.file_id == after.file_id:
            yield FilePair(name, "same")
        else:
            yield FilePair(name, "changed", tuple(_lines(before, after)))


def _lines(before: Attachment, after: Attachment) -> Iterator[Pair]:
    if is_text(before) and is_text(after):
        was, now = text_of(before).splitlines(), text_of(after).splitlines()
        if max(len(was), len(now)) <= MOST_LINES:
            yield from folded(list(paired(was, now)))


def paired(left: Sequence[str], right: Sequence[str]) -> Iterator[Pair]:
    """Give the lines of both sides beside each other.

    >>> [(pair.kind, pair.left, pair.right) for pair in paired(["a", "b"], ["a", "c", "d"])]
    [('same', 'a', 'a'), ('changed', 'b', 'c'), ('added', None, 'd')]
    """
    for kind, first, last, start, end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        for place in range(max(last - first, end - start)):
            one = left[first + place] if first + place < last else None
            other = right[start + place] if start + place < end else None
            yield Pair(_kind(kind, one, other), one, other)


def _kind(kind: str, one: str | None, other: str | None) -> str:
    if kind == "equal":
        return "same"
    if one is None:
        return "added"
    return "removed" if other is None else "changed"


def folded(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Give the pairs with what lies far from any difference left out.

    >>> same = [Pair("same", "x", "x")] * 9
    >>> [pair.kind for pair in folded([*same, Pair("added", None, "y")])]
    ['skipped', 'same', 'same', 'same', 'added']
    """
    differs = [place for place, pair in enumerate(pairs) if pair.kind != "same"]
    near = {place + shift for place in differs for shift in range(-AROUND, AROUND + 1)}
    was_left_out = False
    for place, pair in enumerate(pairs):
        if place in near:
            yield pair
        elif not was_left_out:
            yield Pair("skipped")
        was_left_out = place not in near
