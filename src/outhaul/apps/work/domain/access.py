"""The gates through which rows of work are reached, each from a visit that has been let in."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from outhaul.apps.composed import Composed
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.people.models import Business, User
from outhaul.apps.work.lifecycles import EngagementState
from outhaul.apps.work.models import Clause, Contractor, Engagement, Milestone, Paper, Statement, Training


def access_engagements(visit: Visit) -> QuerySet[Engagement]:
    """Return the engagements, the newest first, with their contractors."""
    return Engagement.objects.filter(business=visit.business).select_related("contractor")


def access_engagement(visit: Visit, key: str) -> Engagement:
    """Return one engagement. Raises Http404 where there is none."""
    for found in _engagement(visit.business, key):
        return found
    raise Http404


@Composed
def _engagement(business: Business, key: str) -> QuerySet[Engagement]:
    return Engagement.objects.filter(business=business, key=key).select_related("contractor")


def access_statements(visit: Visit, engagement: Engagement | None = None) -> QuerySet[Statement]:
    """Return statements of work and change orders (of `engagement`), the oldest first, without papers."""
    found = Statement.objects.filter(engagement__business=visit.business).select_related("engagement")
    found = found.defer("paper")
    return found if engagement is None else found.filter(engagement=engagement)


def access_statement(visit: Visit, key: str) -> Statement:
    """Return one statement. Raises Http404 where there is none."""
    found = access_statements(visit).filter(key=key).first()
    if found is None:
        raise Http404
    return found


def access_milestones(visit: Visit, engagement: Engagement) -> QuerySet[Milestone]:
    """Return the milestones of an engagement that stand, in their order."""
    return Milestone.objects.filter(
        engagement__business=visit.business, engagement=engagement, dropped_at=None
    )


def access_contractors(visit: Visit) -> QuerySet[Contractor]:
    """Return the contractors, by name."""
    return Contractor.objects.filter(business=visit.business)


def access_papers(visit: Visit, contractor: Contractor) -> QuerySet[Paper]:
    """Return the papers of a contractor that are in force, without what is sealed.

    Raises:
        PermissionDenied: the role may not see papers.
    """
    if not visit.may(Power.PAPERS):
        raise PermissionDenied
    return Paper.objects.filter(
        contractor__business=visit.business, contractor=contractor, replaced_at=None
    ).defer("sealed")


def access_clauses(visit: Visit) -> QuerySet[Clause]:
    """Return the business's own clauses in all their versions."""
    return Clause.objects.filter(business=visit.business)


def access_trainings(visit: Visit) -> QuerySet[Training]:
    """Return what the managers passed, the newest first."""
    return Training.objects.filter(business=visit.business, removed_at=None)


def access_training(visit: Visit, pk: int, *, removed: bool = False) -> Training:
    """Return one training. Raises Http404 where there is none (with `removed`: none that was taken out)."""
    found = Training.objects.filter(business=visit.business, pk=pk, removed_at__isnull=not removed).first()
    if found is None:
        raise Http404
    return found


SHOWN_TO_CONTRACTORS = (
    EngagementState.ACTIVE,
    EngagementState.PAUSED,
    EngagementState.CLOSING,
    EngagementState.CLOSED,
)
"""States in which an engagement is in the portal: before, its contractor comes by links alone."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A contractor at one of their own engagements: what pages and verbs of the portal are told."""

    user: User
    engagement: Engagement

    @property
    def contractor(self) -> Contractor:
        """Who works."""
        return self.engagement.contractor

    @property
    def business(self) -> Business:
        """For whom."""
        return self.engagement.business


def access_assignments(user: User) -> QuerySet[Engagement]:
    """Return the engagements on which `user` works as the contractor, the newest first."""
    return Engagement.objects.filter(contractor__user=user, state__in=SHOWN_TO_CONTRACTORS).select_related(
        "contractor", "business"
    )


def access_assignment(user: User | AnonymousUser, key: str) -> Assignment:
    """Return one of them. Raises Http404 where there is none, or it is somebody else's."""
    found = access_assignments(user).filter(key=key).first() if isinstance(user, User) else None
    if found is None or not isinstance(user, User):
        raise Http404
    return Assignment(user, found)
