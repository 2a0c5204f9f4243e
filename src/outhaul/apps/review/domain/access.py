"""The gates through which rows of the review are reached, each from a visit that has been let in."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404

from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.domain.powers import Power
from outhaul.apps.review.models import (
    FocusNote,
    Learned,
    MonthlyReview,
    PulseAnswer,
    Rating,
    Retrospective,
    Step,
)
from outhaul.apps.work.domain.access import Assignment
from outhaul.apps.work.models import Engagement


def access_pulses(visit: Visit) -> QuerySet[PulseAnswer]:
    """Return what contractors answered, the newest month first.

    Raises:
        PermissionDenied: the role may not hear what single people answer (§PERFORM-7).
    """
    if not visit.may(Power.HEAR):
        raise PermissionDenied
    return PulseAnswer.objects.filter(engagement__business=visit.business).select_related(
        "engagement__contractor"
    )


def access_pulse_times(visit: Visit) -> QuerySet[PulseAnswer]:
    """Return who was asked and whether they answered: nothing of what they said is read."""
    return (
        PulseAnswer.objects.filter(engagement__business=visit.business)
        .select_related("engagement__contractor")
        .only(
            "month",
            "asked_at",
            "answered_at",
            "engagement__name",
            "engagement__key",
            "engagement__contractor__name",
        )
    )


def access_own_pulses(assignment: Assignment) -> QuerySet[PulseAnswer]:
    """Return what a contractor was asked and answered at an own engagement, the newest month first."""
    return PulseAnswer.objects.filter(engagement=assignment.engagement)


def access_ratings(visit: Visit, engagement: Engagement) -> QuerySet[Rating]:
    """Return the ratings of an engagement by both sides, the newest month first."""
    return Rating.objects.filter(engagement__business=visit.business, engagement=engagement)


def access_own_ratings(assignment: Assignment) -> QuerySet[Rating]:
    """Return how a contractor rated the client, the newest month first."""
    return Rating.objects.filter(engagement=assignment.engagement, by="contractor")


def access_learned(visit: Visit) -> QuerySet[Learned]:
    """Return what own figures said, the newest month first."""
    return Learned.objects.filter(business=visit.business)


def access_lesson(visit: Visit, pk: int) -> Learned:
    """Return one lesson. Raises Http404 where there is none."""
    found = access_learned(visit).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def access_monthly(visit: Visit) -> QuerySet[MonthlyReview]:
    """Return the months on one page, the newest first."""
    return MonthlyReview.objects.filter(business=visit.business)


def access_month(visit: Visit, month: date) -> MonthlyReview:
    """Return the page of one month. Raises Http404 where there is none."""
    found = access_monthly(visit).filter(month=month).first()
    if found is None:
        raise Http404
    return found


def access_steps(visit: Visit, engagement: Engagement) -> QuerySet[Step]:
    """Return what was decided about an engagement, the newest first."""
    return Step.objects.filter(engagement__business=visit.business, engagement=engagement)


def access_step(visit: Visit, key: str) -> Step:
    """Return one decision. Raises Http404 where there is none."""
    found = Step.objects.filter(engagement__business=visit.business, key=key).select_related("engagement")
    step = found.first()
    if step is None:
        raise Http404
    return step


def access_retrospectives(visit: Visit) -> QuerySet[Retrospective]:
    """Return what was looked back on, the newest first."""
    return Retrospective.objects.filter(engagement__business=visit.business).select_related("engagement")


def access_notes(visit: Visit) -> QuerySet[FocusNote]:
    """Return what the owners' freed hours went into, the newest week first."""
    return FocusNote.objects.filter(business=visit.business).select_related("user")
