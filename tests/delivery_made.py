"""Ana at work for the bakery: an engagement that both sides signed, and her own way in."""

from outhaul.apps.people.models import User
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.domain.milestones import step
from outhaul.apps.work.models import Engagement, Milestone, Seat
from outhaul.documents.statement.content import Statement as Content
from tests.people import People
from tests.signing_made import signed
from tests.statement_told import STATEMENT

ANA = "ana@example.org"


def at_work(people: People, engagement: Engagement) -> Assignment:
    """Ana can sign in, and is the contractor of the engagement; Marco is the manager who answers for it."""
    user = User.objects.filter(email=ANA).first() or User.objects.create_user(ANA, name="Ana Reyes")
    contractor = engagement.contractor
    contractor.user = user
    contractor.save(update_fields=["user"])
    Seat.objects.get_or_create(business=people.bakery, manager="marco", defaults={"user": people.marco.user})
    found = Engagement.objects.select_related("contractor", "business").get(pk=engagement.pk)
    return Assignment(user, found)


def running(people: People, content: Content = STATEMENT) -> Assignment:
    """An active engagement: two milestones, "close" (450.00 USD) and "year" (1,200.50 USD), both ready."""
    return at_work(people, signed(people, content).engagement)


def milestone(assignment: Assignment, key: str = "close") -> Milestone:
    return Milestone.objects.select_related("engagement").get(engagement=assignment.engagement, key=key)


def accepted(people: People, assignment: Assignment, key: str = "close") -> Milestone:
    """A milestone that Marco accepted, by the steps of its life alone: without a submission."""
    row = milestone(assignment, key)
    for verb in ("start", "submit", "accept"):
        actor = people.marco.user if verb == "accept" else assignment.user
        row = step(row, verb, actor=actor)
    return row
