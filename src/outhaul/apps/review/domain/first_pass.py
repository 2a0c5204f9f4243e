"""How often the first version was accepted, counted by the database: for pages over all engagements."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Count as Number
from django.db.models import Exists, OuterRef, Q

from outhaul.apps.delivery.models import Submission
from outhaul.apps.review.domain.delivered import ACCEPTED, changed_milestones
from outhaul.apps.review.domain.scorecards import NOTHING, Count
from outhaul.apps.work.models import Milestone


def first_passes(engagements: Collection[int]) -> Mapping[int, Count]:
    """Return for each engagement what `Facts.first_pass` says of it, without reading its deliveries."""
    left_out = changed_rows(engagements)
    kept: defaultdict[int, int] = defaultdict(int)
    seen: defaultdict[int, int] = defaultdict(int)
    for pk, accepted, answered in _first_versions(engagements, left_out):
        kept[pk] += accepted
        seen[pk] += answered
    for pk, accepted in _by_steps(engagements, left_out):
        kept[pk] += accepted
        seen[pk] += accepted
    return {pk: Count(kept=kept[pk], seen=seen[pk]) if pk in seen else NOTHING for pk in engagements}


def changed_rows(engagements: Collection[int]) -> list[int]:
    """Return the milestones that a change order made something else; a query where there are any."""
    changed = changed_milestones(engagements)
    if not changed:
        return []
    found = Milestone.objects.filter(engagement__in={pk for pk, _key in changed}).order_by()
    rows = found.values_list("pk", "engagement", "key")
    return [pk for pk, engagement, key in rows if (engagement, key) in changed]


def _first_versions(engagements: Collection[int], left_out: Collection[int]) -> list[tuple[int, int, int]]:
    """Return how many first versions were accepted, and how many answered, by engagement."""
    earlier = Submission.objects.filter(
        milestone=OuterRef("milestone"), withdrawn_at=None, number__lt=OuterRef("number")
    )
    firsts = Submission.objects.filter(
        ~Exists(earlier),
        milestone__engagement__in=engagements,
        milestone__dropped_at=None,
        withdrawn_at=None,
        review__isnull=False,
    ).exclude(milestone__in=left_out)
    by_engagement = firsts.order_by().values_list("milestone__engagement")
    accepted = Number("pk", filter=Q(review__decision=ACCEPTED))
    return list(by_engagement.annotate(kept=accepted, seen=Number("pk")))


def _by_steps(engagements: Collection[int], left_out: Collection[int]) -> list[tuple[int, int]]:
    """Return how many were handed in without a submission of their own, and accepted, by engagement."""
    versions = Submission.objects.filter(milestone=OuterRef("pk"), withdrawn_at=None)
    found = Milestone.objects.filter(
        ~Exists(versions),
        engagement__in=engagements,
        dropped_at=None,
        submitted_at__isnull=False,
        accepted_at__isnull=False,
    ).exclude(pk__in=left_out)
    return list(found.order_by().values_list("engagement").annotate(seen=Number("pk")))
