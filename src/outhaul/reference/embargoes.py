"""Measures of law against whole countries, a short list with provenance (§MATCH-8)."""

from collections.abc import Mapping
from typing import Literal

import msgspec

Scope = Literal["comprehensive", "broad", "regional"]
"""Nearly everything is forbidden; much is, or cannot be paid; only a part of the country."""


class Measure(msgspec.Struct, frozen=True):
    """What one lawgiver forbids against one country."""

    country: str
    by: str
    """Country code of the lawgiver, a union of `Embargoes.unions`, or UN, which binds everybody."""
    scope: Scope
    since: int
    year: int
    """Year in which the entry was last checked."""
    source: str
    what: str


class Embargoes(msgspec.Struct, frozen=True):
    """The list, the month of its last check, and which countries each union's law binds."""

    as_of: str
    grade: Literal["D"]
    note: str
    unions: Mapping[str, tuple[str, ...]]
    measures: tuple[Measure, ...]

    def against(self, country: str) -> tuple[Measure, ...]:
        """Return every measure against `country` (ISO 3166-1 alpha-2)."""
        return tuple(measure for measure in self.measures if measure.country == country)

    def binds(self, measure: Measure, home: str) -> bool:
        """Tell whether a business of country `home` falls under `measure`."""
        return measure.by in {"UN", home} or home in self.unions.get(measure.by, ())
