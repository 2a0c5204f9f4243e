"""What of agreements stands in a person's calendar: due dates, ends, and when to decide how to go on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Max, Q
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


class Version(NamedTuple):
    """How often what was agreed has changed, and when it did last."""

    number: int
    changed_at: datetime


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
        yield _due(milestone, part, versions[milestone.engagement_id])
    for part in parts.values():
        yield from _ends(part, first, last, versions[part.engagement.pk])


def _versions(parts: Mapping[int, Part]) -> Mapping[int, Version]:
    """Return how often what was agreed has changed, and when it did last, by engagement."""
    signed = Q(statements__state=StatementState.SIGNED)
    rows = Engagement.objects.filter(pk__in=parts).annotate(
        signed=Count("statements", filter=signed), signed_at=Max("statements__signed_at", filter=signed)
    )
    told = rows.order_by().values_list("pk", "signed", "signed_at", "changed_at")
    return {
        pk: Version(max(count - 1, 0), max(signed_at or changed_at, changed_at))
        for pk, count, signed_at, changed_at in told
    }


def _due(milestone: Milestone, part: Part, version: Version) -> Entry:
    dropped = milestone.dropped_at
    return Entry(
        name=f"milestone-{part.engagement.key}-{milestone.key}",
        title=_("Due: %(what)s, %(engagement)s") % {"what": milestone.name, "engagement": part.title},
        **days(milestone.due_on),
        version=version.number,
        changed_at=max(version.changed_at, dropped or version.changed_at),
        text="\n".join([milestone.deliverable, *(f"- {criterion}" for criterion in milestone.criteria)]),
        address=part.page(),
        is_cancelled=dropped is not None,
    )


def _ends(part: Part, first: date, last: date, version: Version) -> Iterator[Entry]:
    ends_on, told = part.engagement.ends_on, {"engagement": part.title}
    if ends_on is None:
        return
    found = [("end", _("Ends: %(engagement)s") % told, ends_on)]
    if not part.is_contractor:
        title = _("Decide whether to renew: %(engagement)s") % told
        found.append(("renewal", title, ends_on - DECIDE_BEFORE))
    for what, title, on in found:
        if first <= on <= last:
            yield Entry(
                name=f"{what}-{part.engagement.key}",
                title=title,
                **days(on),
                version=version.number,
                changed_at=version.changed_at,
                address=part.page(),
            )
