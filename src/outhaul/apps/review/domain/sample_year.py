"""What every part of the sample year needs at hand: people, calendar, rows, trail, books."""

from dataclasses import dataclass

from django.utils import timezone

from outhaul.apps.audit.domain.trail import Actor, Outsider
from outhaul.apps.delivery.domain.days import currency_of, home_of
from outhaul.apps.delivery.domain.sample import ANA
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import Business, Membership, Role, User
from outhaul.apps.planning.domain.sample import sample_visit
from outhaul.apps.review.domain.sample_days import Calendar
from outhaul.apps.review.domain.sample_rows import Rows
from outhaul.apps.review.domain.sample_trail import Books, Trail
from outhaul.apps.work.models import Contractor


@dataclass(frozen=True, slots=True)
class Year:
    """The year of a sample business, as far as it is told."""

    visit: Visit
    """The owner's."""
    manager: User
    finance: User
    ana: User
    calendar: Calendar
    rows: Rows
    trail: Trail
    books: Books
    currency: str

    @property
    def business(self) -> Business:
        """The sample business."""
        return self.visit.business

    @property
    def owner(self) -> User:
        """Who owns it."""
        return self.visit.user

    def of(self, contractor: Contractor) -> Actor:
        """Return a contractor as somebody who acts."""
        return contractor.user or Outsider(contractor.signs or contractor.name)

    def answers(self, manager: str) -> User:
        """Return the person who is a manager of the business file."""
        return self.manager if manager == "marco" else self.owner


def begin_year() -> Year:
    """Return the year with nothing in it yet; Ana has her account."""
    visit = sample_visit()
    calendar = Calendar(home_of(visit.business), timezone.now())
    currency = currency_of(visit.business)
    ana = User.objects.filter(email=ANA).first() or User.objects.create_user(ANA, name="Ana Reyes")
    return Year(
        visit=visit,
        manager=_somebody(visit.business, Role.MANAGER),
        finance=_somebody(visit.business, Role.FINANCE),
        ana=ana,
        calendar=calendar,
        rows=Rows(),
        trail=Trail(visit.business.key),
        books=Books(visit.business, calendar, currency),
        currency=currency,
    )


def _somebody(business: Business, role: Role) -> User:
    return Membership.objects.select_related("user").filter(business=business, role=role)[0].user
