"""Countries so wide that people of another of their time zones can be sought (§MATCH-2)."""

from collections.abc import Mapping
from typing import Literal

import msgspec


class WideCountries(msgspec.Struct, frozen=True):
    """Country -> its zones with a city of more than a million people."""

    year: int
    grade: Literal["D"]
    source: str
    zones: Mapping[str, tuple[str, ...]]
