"""The clause library, and how a clause's braces are filled with the words of a statement."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from outhaul.documents.statement.content import Statement

PERSONAL_DATA = 2
"""Least answer to G1 of work that touches data of people."""
INDEPENDENCE, ACCEPTANCE = "independence", "acceptance"
"""Clauses that answer questions of the classification check."""
SILENCE = {
    True: "If {client} says nothing in these days, {client} is reminded; if nothing is said within as many "
    "days again, the milestone counts as accepted.",
    False: "Silence is no acceptance: if {client} says nothing in these days, {client} is reminded, and "
    "then the deputy answers.",
}


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


@cache
def every_version() -> tuple[LibraryClause, ...]:
    """Return all versions of all clauses, in the order of the library."""
    text = (files("outhaul.documents.statement") / "clauses.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text)["clauses"], tuple[LibraryClause, ...])


def latest() -> Mapping[str, LibraryClause]:
    """Return the latest version of each clause, in the order of the library."""
    found: dict[str, LibraryClause] = {}
    for clause in every_version():
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
    silent = text.replace("{silence}", SILENCE[statement.silence_accepts]).strip()
    return re.sub(r"\{(\w+)\}", lambda found: words.get(found[1], found[0]), silent)
