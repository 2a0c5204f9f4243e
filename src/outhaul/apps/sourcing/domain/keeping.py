"""For how long candidates are kept: what the business sets, and longer for one of them."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from outhaul.apps.audit.domain.trail import record
from outhaul.apps.composed import Composed
from outhaul.apps.people.domain.access import Visit
from outhaul.apps.people.models import Business
from outhaul.apps.sourcing.models import Candidate, Keeping
from outhaul.apps.sourcing.models.keeping import USUAL_DAYS
from outhaul.engine.saying import day, say
from outhaul.faults import Fault, InputError

FEWEST_DAYS, MOST_DAYS = 30, 1095
"""A month, in which a talk can be had, and three years."""


def days_kept(business: Business) -> int:
    """Return for how many days a candidate is kept after the last activity."""
    return next(iter(_told_days(business)), USUAL_DAYS)


@Composed
def _told_days(business: Business) -> QuerySet[Keeping, int]:
    return Keeping.objects.filter(business=business).values_list("days", flat=True)


def activity_now(business: Business) -> date:
    """Return the last day on which a candidate is kept with whom something is done today."""
    return timezone.localdate() + timedelta(days=days_kept(business))


@transaction.atomic
def set_days_kept(visit: Visit, days: int) -> None:
    """Keep candidates for `days` from now on; record `changed`.

    A shorter time ends for everybody at the latest that many days from today. A longer one is added for
    everybody but those who agreed to be kept: they agreed to the time that was told then.

    Raises:
        InputError: the time is shorter or longer than makes sense.
    """
    if not FEWEST_DAYS <= days <= MOST_DAYS:
        raise InputError(
            [
                Fault(
                    "days",
                    say("{days} days", days=days),
                    say("Choose from {fewest} to {most} days", fewest=FEWEST_DAYS, most=MOST_DAYS),
                )
            ]
        )
    before = days_kept(visit.business)
    if days == before:
        return
    Keeping.objects.update_or_create(business=visit.business, defaults={"days": days})
    everybody = Candidate.objects.filter(business=visit.business, erased_at=None).order_by()
    if days < before:
        latest = timezone.localdate() + timedelta(days=days)
        everybody.filter(keep_until__gt=latest).update(keep_until=latest)
    else:
        _move(everybody.filter(consented_at=None), timedelta(days=days - before))
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="changed",
        thing="keeping",
        changes={"days": (before, days)},
    )


def _move(candidates: QuerySet[Candidate], later: timedelta) -> None:
    """Move the ends of the time, the last one first, so that none is moved twice."""
    ends = candidates.values_list("keep_until", flat=True).distinct()
    for end in sorted(ends, reverse=True):
        candidates.filter(keep_until=end).update(keep_until=end + later)


@transaction.atomic
def keep_longer(visit: Visit, candidate: Candidate, until: date) -> None:
    """Keep one candidate until another day; record `kept longer` with the day before and after.

    Raises:
        InputError: the day is past, or more than three years away.
    """
    today = timezone.localdate()
    if not today <= until <= today + timedelta(days=MOST_DAYS):
        raise InputError(
            [
                Fault(
                    "until",
                    say("{day} cannot be kept to", day=day(until)),
                    say("Choose a day within three years"),
                )
            ]
        )
    before = Candidate.objects.select_for_update().get(pk=candidate.pk).keep_until
    if before == until:
        return
    Candidate.objects.filter(pk=candidate.pk).update(keep_until=until)
    record(
        scope=visit.business.key,
        actor=visit.user,
        verb="kept longer",
        thing="candidate",
        name=candidate.key,
        changes={"keep_until": (before.isoformat(), until.isoformat())},
    )
