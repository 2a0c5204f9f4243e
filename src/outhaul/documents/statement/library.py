"""The clause library, and how a clause's braces are filled with the words of a statement."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal, get_args

import msgspec

from outhaul.documents.statement.content import Language, Statement

PERSONAL_DATA = 2
"""Least answer to G1 of work that touches data of people."""
INDEPENDENCE, ACCEPTANCE = "independence", "acceptance"
"""Clauses that answer questions of the classification check."""
ENGLISH: Final = "en"
FILES: Mapping[str, str] = {ENGLISH: "clauses.toml", "de": "clauses.de.toml"}
"""The library in each language in which an agreement can be written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryClause:
    """One version of a clause of the library."""

    key: str
    version: int
    title: str
    why: str
    text: str
    when: Literal["always", "personal data"] = "always"

    def applies(self, data: int) -> bool:
        """Whether statements begin with it for work whose answer to G1 is `data`."""
        return self.when == "always" or data >= PERSONAL_DATA


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What stands for {silence}: where it counts as acceptance, and where it does not."""

    accepts: str
    waits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All texts of one language."""

    silence: Silence
    clauses: tuple[LibraryClause, ...]


@cache
def library(language: str) -> Library:
    """Return the library in a language."""
    text = (files("outhaul.documents.statement") / FILES[language]).read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Library)


def every_version(language: str = ENGLISH) -> tuple[LibraryClause, ...]:
    """Return all versions of all clauses in a language, in the order of the library."""
    return library(language).clauses


def written_in(language: str) -> Language:
    """Return the language in which somebody who reads `language` writes an agreement.

    >>> written_in("de"), written_in("fr")
    ('de', 'en')
    """
    short = language.partition("-")[0]
    return next((known for known in get_args(Language) if known == short), ENGLISH)


def latest(language: str = ENGLISH) -> Mapping[str, LibraryClause]:
    """Return the latest version of each clause in a language, in the order of the library."""
    found: dict[str, LibraryClause] = {}
    for clause in every_version(language):
        if clause.key not in found or clause.version > found[clause.key].version:
            found[clause.key] = clause
    return found


def filled(text: str, statement: Statement) -> str:
    """Return `text` with its braces filled; braces that mean nothing here stay as they are."""
    words = {
        "client": statement.client.name,
        "contractor": statement.contractor.name,
        "review_days": str(statement.review_days),
        "payment_days": str(statement.terms.payment_days),
        "currency": statement.terms.currency,
        "law": statement.law,
    }
    silence = library(statement.language).silence
    told = silence.accepts if statement.silence_accepts else silence.waits
    silent = text.replace("{silence}", told).strip()
    return re.sub(r"\{(\w+)\}", lambda found: words.get(found[1], found[0]), silent)
