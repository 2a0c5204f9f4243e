"""A page of a list at a time: each begins behind the last row of the one before, however long the list."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec
from django.db.models import F, Model, Q, QuerySet

Row = TypeVar("Row")
Sorted = TypeVar("Sorted", bound=Model)


@dataclass(frozen=True, slots=True)
class Order:
    """One way to sort: what by, and whether the greatest come first; rows alike by their number."""

    by: str
    kind: type
    descending: bool = False

    @property
    def place(self) -> Any:  # noqa: ANN401 -- a type, made of another
        """The type of a place in the list: the value there, and the row's number."""
        return tuple[self.kind, int]  # type: ignore[name-defined] # a type that is known only now


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows, and where the next ones begin."""

    rows: list[Row]
    next: str
    """What `after` has to be for them; "" where there are none."""


def in_order(found: QuerySet[Sorted], order: Order) -> QuerySet[Sorted]:
    """Return the rows sorted by `order`."""
    by = F(order.by).desc() if order.descending else F(order.by).asc()
    return found.order_by(by, "-pk" if order.descending else "pk")


def page_of(found: "QuerySet[Any, Row]", order: Order, after: str, size: int) -> Page[Row]:
    """Return the `size` rows after the place that `after` tells; a place that is none is the start.

    `found` is sorted as `in_order` does. Its rows are models, or named values with `pk` among them.
    """
    return page_from(part_of(found, order, place_of(after, order), size), order, size)


def part_of(
    found: "QuerySet[Any, Row]", order: Order, place: tuple[Any, ...], size: int
) -> "QuerySet[Any, Row]":
    """Return the query of those rows, and of one more, after a `place`: its value and number, or ()."""
    if place:
        value, pk = place
        side = "lt" if order.descending else "gt"
        found = found.filter(Q(**{f"{order.by}__{side}": value}) | Q(**{order.by: value, f"pk__{side}": pk}))
    return found[: size + 1]


def page_from(found: Iterable[Row], order: Order, size: int) -> Page[Row]:
    """Return what `part_of` has found as a page."""
    rows = list(found)
    more = len(rows) > size
    rows = rows[:size]
    return Page(rows, _after(rows[-1], order) if more else "")


def _after(row: Any, order: Order) -> str:  # noqa: ANN401 -- a model, or named values
    value = getattr(row, order.by)
    return urlsafe_b64encode(msgspec.json.encode([value, row.pk])).decode().rstrip("=")


def place_of(after: str, order: Order) -> tuple[Any, ...]:
    """Return the value and the number that `after` tells; () where it tells no place."""
    if not after:
        return ()
    try:
        place: tuple[Any, int] = msgspec.json.decode(urlsafe_b64decode(after + "=="), type=order.place)
    except (ValueError, msgspec.DecodeError):
        return ()
    return place
