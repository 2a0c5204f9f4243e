"""One thing has one word in German, too: the catalogue keeps to the glossary of the reference."""

import re
from functools import lru_cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from outhaul import web
from outhaul.web.audit.labels import VERBS

DOCS = Path(__file__).parents[2] / "docs" / "reference" / "glossary.md"
CATALOGUE = Path(web.__file__).parent / "locale" / "de" / "LC_MESSAGES" / "django.po"
PRETERITE = r"^%\(who\)s (?!hat|ist)\w+(te|nahm|gab|las|hielt|schlug|schrieb|zog|wies|erbat|erwog)\b"


@lru_cache
def texts() -> tuple[tuple[str, str], ...]:
    """Every English text with its German one; those of one and of many together."""
    with CATALOGUE.open("rb") as file:
        return tuple(_pair(message) for message in read_po(file) if message.id)


def _pair(message: Message) -> tuple[str, str]:
    return _one(message.id), _one(message.string)


def _one(text: str | list[str] | tuple[str, ...] | None) -> str:
    return text if isinstance(text, str) else " ".join(text or ())


def bare(text: str) -> str:
    """A text without what is set into it."""
    return re.sub(r"%\(\w+\)s|\{[^}]*\}", "", text)


def rows() -> list[tuple[str, str, tuple[str, ...]]]:
    """English word, German word, and what it is never translated by."""
    lines = [line.strip("|").split("|") for line in DOCS.read_text().splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line] for line in lines[1:]]
    return [(english, german, tuple(never.split(", "))) for english, german, never in cells]


def wrong(english: str, never: tuple[str, ...]) -> list[tuple[str, str]]:
    term = re.compile(rf"\b{re.escape(english)}", re.IGNORECASE)
    rejected = re.compile(rf"\b({'|'.join(never)})", re.IGNORECASE)
    return [pair for pair in texts() if term.search(bare(pair[0])) and rejected.search(bare(pair[1]))]


@pytest.mark.parametrize(("english", "german", "never"), rows(), ids=lambda value: str(value)[:24])
def test_no_text_uses_another_word(english: str, german: str, never: tuple[str, ...]) -> None:
    assert german not in never
    assert wrong(english, never) == []


@pytest.mark.parametrize(("english", "german", "_never"), rows(), ids=lambda value: str(value)[:24])
def test_every_word_of_the_glossary_is_used(english: str, german: str, _never: tuple[str, ...]) -> None:
    stem = german.removeprefix("sich hinweg")[:8]
    assert any(english in told.casefold() and stem.casefold() in text.casefold() for told, text in texts())


def test_the_trail_tells_in_the_perfect_tense() -> None:
    told = {german for english, german in texts() if english.startswith("%(who)s ")}
    assert [german for german in told if re.search(PRETERITE, german)] == []


def test_its_short_words_are_participles() -> None:
    german = dict(texts())
    shown = {german[str(word)] for word in VERBS.values()}
    assert [
        word for word in shown if re.match(r"(hat|ist|nahm|gab|hielt|schlug|schrieb|erbat|erwog) ", word)
    ] == []
