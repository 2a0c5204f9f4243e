"""Countries so wide that people of another of their time zones can be sought (§MATCH-2)."""

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Literal

import msgspec


class WideCountries(msgspec.Struct, frozen=True):
    """Country -> its zones with a city of more than a million people."""

    year: int
    grade: Literal["D"]
    source: str
    zones: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def wide_countries() -> WideCountries:
    """Load the built-in list."""
    text = (files("outhaul.reference") / "data" / "wide_countries.json").read_bytes()
    return msgspec.json.decode(text, type=WideCountries)
