"""Find engagements: by words, by state, by who answers for them, by process; sorted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet

from outhaul.apps.composed import Composed
from outhaul.apps.paging import Order, Page, in_order, page_from, page_of, part_of, place_of
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import Business
from outhaul.apps.sourcing.lifecycles import OfferState
from outhaul.apps.sourcing.models import Offer
from outhaul.apps.work.domain.access import access_engagements
from outhaul.apps.work.models import Engagement

A_PAGE = 50
MOST_WAITING = 200
"""Accepted offers that are shown."""
NOBODY = "nobody"
"""In place of the key of a manager: nobody answers for it yet."""
MOST_WORDS = 6
ORDERS: Mapping[str, Order] = {
    "newest": Order("made_at", datetime, descending=True),
    "name": Order("name", str),
    "start": Order("starts_on", date),
    "changed": Order("changed_at", datetime, descending=True),
}


COLUMNS = (
    "pk",
    "key",
    "name",
    "contractor__name",
    "state",
    "manager",
    "rate",
    "currency",
    "starts_on",
    "ends_on",
)
"""What the table shows; objects with all that is kept would take it three times as long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is wanted of the engagements; what is left out does not matter."""

    text: str = ""
    """Every word of it stands in the name or in that of the contractor."""
    state: str = ""
    manager: str = ""
    """Key of the accountable manager, or NOBODY."""
    process: str = ""


def engagements_page(visit: Visit, wanted: Wanted, order: str, after: str) -> Page[Any]:
    """Return a page of the engagements that are wanted, as values of COLUMNS, after the place `after`.

    All of them, as most ask for, are found by a query that is composed already.
    """
    if wanted == Wanted():
        place = place_of(after, ORDERS[order])
        return page_from(
            _all_of_them(visit.business, *place, order=order, size=A_PAGE), ORDERS[order], A_PAGE
        )
    found = find_engagements(visit, wanted, order)
    return page_of(found.values_list(*_columns(order), named=True), ORDERS[order], after, A_PAGE)


@Composed
def _all_of_them(business: Business, *place: object, order: str, size: int) -> QuerySet[Engagement, Any]:
    found = in_order(Engagement.objects.filter(business=business), ORDERS[order])
    return part_of(found.values_list(*_columns(order), named=True), ORDERS[order], place, size)


def _columns(order: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*COLUMNS, ORDERS[order].by)))


def counts_by_state(visit: Visit) -> dict[str, int]:
    """Return how many engagements are in each state that any is in."""
    return dict(_counted(visit.business))


@Composed
def _counted(business: Business) -> QuerySet[Engagement, Any]:
    found = Engagement.objects.filter(business=business).order_by().values_list("state")
    return found.annotate(count=Count("pk"))


def find_engagements(visit: Visit, wanted: Wanted, order: str = "newest") -> QuerySet[Engagement]:
    """Return the engagements that are wanted, with their contractors, in one of ORDERS."""
    found = access_engagements(visit)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.manager:
        found = found.filter(manager="" if wanted.manager == NOBODY else wanted.manager)
    if wanted.process:
        found = found.filter(process=wanted.process)
    for word in wanted.text.split()[:MOST_WORDS]:
        found = found.filter(Q(name__icontains=word) | Q(contractor__name__icontains=word))
    return in_order(found, ORDERS[order])


def offers_that_wait(visit: Visit) -> list[Offer]:
    """Return the accepted offers of which no engagement was made, the newest first, at most MOST_WAITING.

    Raises:
        PermissionDenied: the role may not see offers.
    """
    if not visit.may(Power.SOURCE):
        raise PermissionDenied
    return _accepted(visit.business)


@Composed
def _accepted(business: Business) -> QuerySet[Offer]:
    found = Offer.objects.filter(
        candidacy__brief__business=business, state=OfferState.ACCEPTED, engagement=None
    )
    return found.select_related("candidacy", "candidacy__brief", "candidacy__candidate")[:MOST_WAITING]
