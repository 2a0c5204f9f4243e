"""Find engagements: by words, by state, by who answers for them, by process; sorted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from outhaul.apps.paging import Order, in_order
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.work.domain.access import access_engagements
from outhaul.apps.work.models import Engagement

A_PAGE = 50
NOBODY = "nobody"
"""In place of the key of a manager: nobody answers for it yet."""
MOST_WORDS = 6
ORDERS: Mapping[str, Order] = {
    "newest": Order("made_at", datetime, descending=True),
    "name": Order("name", str),
    "start": Order("starts_on", date),
    "changed": Order("changed_at", datetime, descending=True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is wanted of the engagements; what is left out does not matter."""

    text: str = ""
    """Every word of it stands in the name or in that of the contractor."""
    state: str = ""
    manager: str = ""
    """Key of the accountable manager, or NOBODY."""
    process: str = ""


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
