"""What running engagements pay, for equal pay in one role and country."""

from collections.abc import Iterator

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.domain.peers import Paid, tells_pay
from outhaul.apps.work.domain.access import access_engagements
from outhaul.apps.work.lifecycles import EngagementState

ENDED = frozenset({EngagementState.CLOSED, EngagementState.CANCELLED})


@tells_pay
def pay_of_engagements(visit: Visit) -> Iterator[Paid]:
    """Give what each engagement pays an hour; those that ended do not count, nor drafts of no offer."""
    columns = ("process", "contractor__country", "rate", "currency", "contractor__name", "offer", "state")
    for process, country, rate, currency, name, offer, state in access_engagements(visit).values_list(
        *columns
    ):
        yield Paid(
            process=process,
            country=country,
            rate=float(rate),
            currency=currency,
            name=name,
            offer=offer,
            counts=state not in ENDED and (offer is not None or state != EngagementState.DRAFT),
        )
