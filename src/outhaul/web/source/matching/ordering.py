"""In which order candidates are ranked: by a column, either way; blocked ones last, the untold behind.

A page begins behind the last candidate of the one before: `after` tells whether that one is blocked, what
stands in the column, and the number of the row.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outhaul.apps.sourcing.models import Candidacy


@dataclass(frozen=True, slots=True)
class Column:
    """A column that can be sorted by: its heading, its field, and which way it is sorted first."""

    label: Promise
    field: str
    kind: type
    descending: bool = False


COLUMNS: Mapping[str, Column] = {
    "name": Column(_("Candidate"), "candidate__name", str),
    "match": Column(_("Match"), "score", float, descending=True),
    "rate": Column(_("Asks an hour"), "asked", float),
    "hours": Column(_("Shared hours"), "overlap", float, descending=True),
    "newest": Column(_("Since"), "applied_at", datetime, descending=True),
}
FIRST = "match"
BACKWARDS = "-"
"""Stands before the name of a column that is sorted the other way."""


@dataclass(frozen=True, slots=True)
class Order:
    """A column, and which way."""

    key: str
    is_turned: bool = False

    @property
    def name(self) -> str:
        """How an address calls it."""
        return f"{BACKWARDS if self.is_turned else ''}{self.key}"

    @property
    def turned(self) -> str:
        """How an address calls the other way."""
        return Order(self.key, not self.is_turned).name

    @property
    def column(self) -> Column:
        """What is sorted by."""
        return COLUMNS[self.key]

    @property
    def descending(self) -> bool:
        """Whether the greatest come first."""
        return self.column.descending != self.is_turned


@dataclass(frozen=True, slots=True)
class Place:
    """The last candidate of a page."""

    blocked: bool
    value: Any
    pk: int


def order_named(name: str) -> Order:
    """Return the order that an address asks for; the best match first where there is none such."""
    key = name.removeprefix(BACKWARDS)
    return Order(key, name.startswith(BACKWARDS)) if key in COLUMNS else Order(FIRST)


def place_of(after: str, order: Order) -> Place | None:
    """Return the place that `after` tells; None where it tells none."""
    column: Any = order.column.kind
    try:
        told = msgspec.json.decode(urlsafe_b64decode(after + "=="), type=tuple[bool, column | None, int])
    except (ValueError, msgspec.DecodeError):
        return None
    return Place(*told)


def ranked(
    rows: QuerySet[Candidacy], order: Order, place: Place | None, size: int
) -> tuple[list[Candidacy], str]:
    """Return the `size` candidates behind `place`, and what `after` is for the next ones, "" for none."""
    field = order.column.field
    if place is not None:
        rows = rows.filter(Q(blocked__gt=place.blocked) | Q(blocked=place.blocked) & _behind(order, place))
    found = list(everybody(rows, order)[: size + 1])
    if len(found) <= size:
        return found, ""
    last: Any = found[size - 1]
    value = last
    for name in field.split("__"):
        value = getattr(value, name)
    told = msgspec.json.encode((last.blocked, value, last.pk))
    return found[:size], urlsafe_b64encode(told).decode().rstrip("=")


def everybody(rows: QuerySet[Candidacy], order: Order) -> QuerySet[Candidacy]:
    """Return all of `rows`, in `order`."""
    by = F(order.column.field)
    way = by.desc(nulls_last=True) if order.descending else by.asc(nulls_last=True)
    return rows.order_by("blocked", way, "pk")


def _behind(order: Order, place: Place) -> Q:
    field = order.column.field
    if place.value is None:
        return Q(**{f"{field}__isnull": True, "pk__gt": place.pk})
    side = "lt" if order.descending else "gt"
    return (
        Q(**{f"{field}__{side}": place.value})
        | Q(**{field: place.value, "pk__gt": place.pk})
        | Q(**{f"{field}__isnull": True})
    )
