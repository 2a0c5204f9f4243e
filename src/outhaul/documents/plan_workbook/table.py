"""What a sheet of a plan's workbook is made of."""

from dataclasses import dataclass
from typing import Any

TEXT, COUNT, HOURS, MONEY, PRICE, SHARE = "General", "0", "#,##0.0", "#,##0", "#,##0.00", "0.0%"
SCORE = "0.00"
NARROW, USUAL, NAME, WIDE = 11, 15, 30, 70
"""Widths of columns in characters."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with a form of its own, where a column holds several kinds."""

    value: Any
    form: str = TEXT


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, how its numbers are written, how wide it is."""

    heading: str
    form: str = TEXT
    width: int = USUAL


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table; the first `frozen` columns stay in view."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    frozen: int = 1
    filtered: bool = True
