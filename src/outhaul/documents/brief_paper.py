"""A brief as candidates read it: one content for the page, the PDF and the text to paste.

The words come from whoever renders it, in the language in which it is read. What the business alone
knows, its band and its budget, is not in it.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

COLUMNS = 78


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One deliverable: when it comes, when it is accepted, who looks before."""

    name: str
    when: str
    criteria: tuple[str, ...]
    looks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """What stands above the parts."""

    deliverables: str
    accepted: str
    looks: str
    facts: str
    skills: str
    tools: str
    page: str
    """"Page {page} of {pages}" in the language of the paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A brief with all its words."""

    title: str
    business: str
    kicker: str
    purpose: str
    pieces: tuple[Piece, ...]
    facts: tuple[tuple[str, str], ...]
    """Label and value, such as hours a week."""
    skills: tuple[str, ...]
    tools: tuple[str, ...]
    closing: str
    headings: Headings
    language: str
    size: str = "a4"


def text(paper: Paper) -> str:
    """Return the brief as plain text, to paste where no form is taken."""
    return "\n".join(_lines(paper)).strip() + "\n"


def _lines(paper: Paper) -> Iterator[str]:
    yield from (paper.title.upper(), paper.kicker, "")
    yield from (*_wrapped(paper.purpose), "")
    if paper.pieces:
        yield from _heading(paper.headings.deliverables)
    for number, piece in enumerate(paper.pieces, 1):
        yield from _piece(number, piece, paper.headings)
    yield from _heading(paper.headings.facts)
    for label, value in paper.facts:
        yield from _wrapped(f"{label}: {value}", "  ")
    yield ""
    for heading, items in ((paper.headings.skills, paper.skills), (paper.headings.tools, paper.tools)):
        if items:
            yield from _wrapped(f"{heading}: {', '.join(items)}", "  ")
    yield from ("", *_wrapped(paper.closing))


def _piece(number: int, piece: Piece, headings: Headings) -> Iterator[str]:
    yield from _wrapped(f"{number}. {piece.name} ({piece.when})", "   ")
    for label, items in ((headings.accepted, piece.criteria), (headings.looks, piece.looks)):
        if items:
            yield f"   {label}"
        for item in items:
            yield from _wrapped(f"   - {item}", "     ")
    yield ""


def _heading(words: str) -> Iterator[str]:
    yield from (words, "-" * len(words))


def _wrapped(words: str, further: str = "") -> list[str]:
    lines = []
    for part in words.splitlines():
        lines += textwrap.wrap(part, COLUMNS, subsequent_indent=further, break_long_words=False) or [""]
    return lines
