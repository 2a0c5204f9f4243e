"""The processes of a plan in the order in which a person wants to see them."""

import zlib
from collections.abc import Callable, Mapping

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from outhaul.apps.planning.models import Plan


class Seen(msgspec.Struct, frozen=True):
    """What of a process it is sorted by."""

    id: str
    name: str
    cost_now: float
    monthly_cost: Mapping[str, float]
    owner_hours_freed_per_month: float

    @property
    def saving(self) -> float:
        """What it saves a month."""
        return self.cost_now - sum(self.monthly_cost.values())


class Glance(msgspec.Struct, frozen=True):
    """The little of a report that is needed to sort: the rest is not even read."""

    processes: tuple[Seen, ...]


ORDERS: Mapping[str, tuple[Promise, Callable[[Seen], object]]] = {
    "saving": (_("saving"), lambda seen: -seen.saving),
    "hours": (_("hours freed"), lambda seen: -seen.owner_hours_freed_per_month),
    "cost": (_("cost today"), lambda seen: -seen.cost_now),
    "name": (_("name"), lambda seen: seen.name.casefold()),
}
"""Name of an order -> how it is called, and by what it sorts."""


def order_of(plan: Plan, by: str) -> tuple[str, ...]:
    """Return the ids of the processes of a made plan, sorted by one of `ORDERS`."""
    glance = msgspec.json.decode(zlib.decompress(plan.report or b""), type=Glance)
    key = ORDERS[by][1]
    return tuple(seen.id for seen in sorted(glance.processes, key=key))  # type: ignore[arg-type] # all of one kind
