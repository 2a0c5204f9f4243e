"""What of agreements stands in a person's calendar: due dates, ends, and when to decide how to go on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from outhaul.apps.notices.domain.calendar import collects
from outhaul.apps.people.domain.access import access_memberships
from outhaul.apps.people.models import Role, User
from outhaul.apps.work.lifecycles import EngagementState, MilestoneState, StatementState
from outhaul.apps.work.models import Engagement, Milestone, Seat
from outhaul.documents.calendar.entries import Entry, days

DECIDE_BEFORE = timedelta(days=30)
"""How long before its end an engagement is to be renewed, or not."""
GOES_ON = (EngagementState.ACTIVE, EngagementState.PAUSED, EngagementState.CLOSING)
DELIVERED = (MilestoneState.ACCEPTED, MilestoneState.INVOICED, MilestoneState.PAID)


@dataclass(frozen=True, slots=True)
class Part:
    """An engagement that somebody has a part in, and on which side."""

    engagement: Engagement
    is_contractor: bool

    def page(self, route: str = "run-engagement", **more: str) -> str:
        """Return the whole address of a page: of the client's `route`, or of the contractor's portal."""
        engagement = self.engagement
        if self.is_contractor:
            return settings.HOME + reverse("portal-engagement", kwargs={"engagement": engagement.key})
        values = more or {"engagement": engagement.key}
        return settings.HOME + reverse(route, kwargs={"business": engagement.business.key, **values})

    @property
    def title(self) -> str:
        """How its entries begin: for the contractor with whose work it is, else with who works."""
        other = self.engagement.business if self.is_contractor else self.engagement.contractor
        return f"{self.engagement.name} ({other.name})"


def parts_of(user: User) -> Mapping[int, Part]:
    """Return what goes on and `user` has a part in, by the id of the engagement.

    An owner has one in all of the business, a manager where they answer for it or stand in, a contractor
    in their own.
    """
    memberships = list(access_memberships(user))
    owned = [one.business_id for one in memberships if one.role == Role.OWNER]
    managed = [one.business_id for one in memberships if one.role == Role.MANAGER]
    wanted = Q(business__in=owned) | Q(contractor__user=user)
    for seat in Seat.objects.filter(user=user, business__in=managed):
        answers = Q(manager=seat.manager) | Q(deputy=seat.manager)
        wanted |= Q(business=seat.business_id) & answers
    found = Engagement.objects.filter(wanted, state__in=GOES_ON).select_related("business", "contractor")
    return {row.pk: Part(row, row.contractor.user_id == user.pk) for row in found}


@collects
def milestones_and_ends(user: User, first: date, last: date) -> Iterator[Entry]:
    """Give due dates of what is not accepted, ends of engagements, and when to decide about them."""
    parts = parts_of(user)
    versions = _versions(parts)
    due = Milestone.objects.filter(engagement__in=parts, due_on__range=(first, last))
    for milestone in due.exclude(state__in=DELIVERED).order_by("due_on", "pk"):
        part = parts[milestone.engagement_id]
        yield _due(milestone, part, *versions[milestone.engagement_id])
    for part in parts.values():
        yield from _ends(part, first, last, *versions[part.engagement.pk])


def _versions(parts: Mapping[int, Part]) -> Mapping[int, tuple[int, datetime]]:
    """Return how often what was agreed has changed, and when it did last, by engagement."""
    signed = Q(statements__state=StatementState.SIGNED)
    rows: QuerySet[Engagement, Engagement] = Engagement.objects.filter(pk__in=parts).annotate(
        signed=Count("statements", filter=signed), signed_at=Max("statements__signed_at", filter=signed)
    )
    return {
        row.pk: (max(row.signed - 1, 0), max(filter(None, (row.signed_at, row.changed_at)))) for row in rows
    }  # type: ignore[attr-defined]


def _due(milestone: Milestone, part: Part, version: int, changed_at: datetime) -> Entry:
    dropped = milestone.dropped_at
    return Entry(
        name=f"milestone-{part.engagement.key}-{milestone.key}",
        title=_("Due: %(what)s, %(engagement)s") % {"what": milestone.name, "engagement": part.title},
        **days(milestone.due_on),
        version=version,
        changed_at=max(filter(None, (changed_at, dropped))),
        text="\n".join([milestone.deliverable, *(f"- {criterion}" for criterion in milestone.criteria)]),
        address=part.page(),
        is_cancelled=dropped is not None,
    )


def _ends(part: Part, first: date, last: date, version: int, changed_at: datetime) -> Iterator[Entry]:
    engagement, ends_on = part.engagement, part.engagement.ends_on
    if ends_on is None:
        return
    told = {
        "version": version,
        "changed_at": changed_at,
        "address": part.page(),
    }
    if first <= ends_on <= last:
        title = _("Ends: %(engagement)s") % {"engagement": part.title}
        yield Entry(name=f"end-{engagement.key}", title=title, **days(ends_on), **told)
    decide_on = ends_on - DECIDE_BEFORE
    if not part.is_contractor and first <= decide_on <= last:
        title = _("Decide whether to renew: %(engagement)s") % {"engagement": part.title}
        yield Entry(name=f"renewal-{engagement.key}", title=title, **days(decide_on), **told)
