"""The gates through which the client reaches what contractors asked, proposed and logged."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from outhaul.apps.delivery.models import HourEntry, Message, Proposal
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.work.models import Engagement

Row = TypeVar("Row", bound=Model)


def access_messages(visit: Visit, engagement: Engagement) -> QuerySet[Message]:
    """Return what both sides said at the deliverables of an engagement, in order."""
    return Message.objects.filter(
        milestone__engagement=engagement, milestone__engagement__business=visit.business
    ).select_related("milestone__engagement__business", "milestone__engagement__contractor", "made_by")


def access_message(visit: Visit, engagement: Engagement, key: str) -> Message:
    """Return one line of the talk. Raises Http404 where there is none."""
    return _one(access_messages(visit, engagement), key)


def access_proposals(visit: Visit, engagement: Engagement) -> QuerySet[Proposal]:
    """Return what the contractor proposed, the newest first."""
    return Proposal.objects.filter(engagement=engagement, engagement__business=visit.business).select_related(
        "milestone", "answered_by"
    )


def access_proposal(visit: Visit, engagement: Engagement, key: str) -> Proposal:
    """Return one proposal. Raises Http404 where there is none."""
    return _one(access_proposals(visit, engagement), key)


def access_hours(visit: Visit, engagement: Engagement) -> QuerySet[HourEntry]:
    """Return the hours that the contractor logged, the latest day first."""
    return HourEntry.objects.filter(
        engagement=engagement, engagement__business=visit.business
    ).select_related("milestone")


def access_entry(visit: Visit, engagement: Engagement, key: str) -> HourEntry:
    """Return one entry of hours. Raises Http404 where there is none."""
    return _one(access_hours(visit, engagement), key)


def _one(rows: QuerySet[Row], key: str) -> Row:
    found = rows.filter(key=key).first()
    if found is None:
        raise Http404
    return found
