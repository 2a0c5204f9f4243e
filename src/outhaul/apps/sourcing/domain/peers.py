"""Who else is paid for the same work in the same country: by open offers, and by running work."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.sourcing.lifecycles import OfferState
from outhaul.apps.sourcing.models import Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """What somebody is paid, or offered, an hour."""

    process: str
    country: str
    rate: float
    currency: str
    name: str
    """Whom it is paid to."""
    offer: int | None = None
    """Row of the offer that it came from."""
    counts: bool = True
    """False for work that has ended: then its offer no longer counts, either."""


Telling = Callable[[Visit], Iterable[Paid]]
TELLERS: list[Telling] = []
"""Whoever knows of running work registers here, as this app lies below it."""


def tells_pay(telling: Telling) -> Telling:
    """Register a function that tells what a business pays for work that was agreed on."""
    TELLERS.append(telling)
    return telling


def peers_of(visit: Visit, offer: Offer | None, processes: Iterable[str], country: str) -> tuple[Paid, ...]:
    """Return who else is paid, or offered pay, for one of `processes` in `country`; not `offer` itself."""
    wanted = frozenset(processes)
    agreed = [paid for telling in TELLERS for paid in telling(visit)]
    through = {paid.offer for paid in agreed} | {offer.pk if offer else None}
    running = [paid for paid in agreed if paid.counts and (offer is None or paid.offer != offer.pk)]
    return tuple(
        paid
        for paid in (*running, *(paid for paid in _offered(visit) if paid.offer not in through))
        if paid.process in wanted and paid.country == country
    )


def _offered(visit: Visit) -> Iterator[Paid]:
    found = Offer.objects.filter(
        candidacy__brief__business=visit.business, state__in=(OfferState.SENT, OfferState.ACCEPTED)
    )
    columns = (
        "pk",
        "rate",
        "currency",
        "candidacy__brief__process",
        "candidacy__candidate__country",
        "candidacy__candidate__name",
    )
    for pk, rate, currency, process, country, name in found.values_list(*columns):
        yield Paid(process=process, country=country, rate=float(rate), currency=currency, name=name, offer=pk)
